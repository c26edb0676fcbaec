from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.learning.models import Turn
from varv.overview.learning.plan_changes import Plan, Version
from varv.strategy.models import ChainVersion, DocumentVersion
from varv.web.gate import sent_number
from varv.web.learning.forms.fields import DayField, OwnedForm, ProseField

MODELS: dict[str, type[Version]] = {Plan.DOCUMENT: DocumentVersion, Plan.CHAIN: ChainVersion}


def version_of(key: str, region_id: int) -> Version | None:
    """The version that a key such as ``document-12`` names, if it is this region's."""
    plan, _dash, number = key.partition("-")
    if plan not in MODELS:
        return None
    return MODELS[plan].objects.of(region_id).filter(pk=sent_number(number)).first()


class TurnField(forms.ModelChoiceField[Turn]):
    """A turn that is open, told with its document."""

    def label_from_instance(self, obj: Any) -> str:
        return _("Turn %(number)s of %(document)s") % {"number": obj.number, "document": obj.document}


class ChangeForm(OwnedForm):
    """What became different in one version of one plan."""

    version = forms.CharField(widget=forms.HiddenInput)
    what = forms.CharField(
        label=_("What is different now?"), max_length=200, help_text=_("One sentence that a new colleague understands.")
    )
    before = ProseField(label=_("How it read before"), required=False)
    after = ProseField(
        label=_("How it reads now"), help_text=_("The very words of the plan. They are shown highlighted.")
    )
    decided_on = DayField(label=_("Decided on"))
    case_number = forms.CharField(
        label=_("Case number"), max_length=60, required=False, help_text=_("For example RU 2026/311.")
    )
    turn = TurnField(
        label=_("Turn of the spiral"),
        queryset=Turn.objects.of(0),
        empty_label=None,
        help_text=_("A change closes the turn it belongs to."),
    )

    def clean_version(self) -> Version | None:
        """The version itself; the page asks for another when it is not here."""
        return version_of(self.cleaned_data["version"], self.region_id)
