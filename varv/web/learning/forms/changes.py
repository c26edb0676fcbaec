from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from varv.core.judgement import Helped
from varv.core.kinds import ChangeKind
from varv.learning.models import Change, Turn
from varv.learning.rules.changes import Version
from varv.learning.rules.effects import is_later
from varv.overview.learning.answers.plan_changes import Plan
from varv.rounds.models import QuestionTemplate
from varv.strategy.models import ChainVersion, DocumentVersion, Goal
from varv.web.gate import sent_number
from varv.web.learning.forms.fields import DayField, DeedForm, OwnedForm, ProseField, words_of
from varv.web.offers import offer_rows

MODELS: Mapping[str, type[Version]] = {
    Plan.DOCUMENT: DocumentVersion,
    Plan.CHAIN: ChainVersion,
    Plan.FORM: QuestionTemplate,
}
IN_WORDS: Mapping[str, ChangeKind] = {kind.value: kind for kind in ChangeKind if not kind.has_versions}


def version_of(key: str, region_id: int) -> Version | None:
    """The version that a key such as ``document-12`` names, if it is this region's."""
    plan, _dash, number = key.partition("-")
    if plan not in MODELS:
        return None
    return MODELS[plan].objects.of(region_id).filter(pk=sent_number(number)).first()


class TurnField(forms.ModelChoiceField[Turn]):
    """A turn, told with its document."""

    def label_from_instance(self, obj: Any) -> str:
        return _("Turn %(number)s of %(document)s") % {"number": obj.number, "document": obj.document}


class ChangeForm(OwnedForm):
    """What became different: in one version of one plan, chain or form, or in words alone.

    ``version`` is the version's key, or the kind of change where there are no versions.
    """

    version = forms.CharField(widget=forms.HiddenInput)
    what = forms.CharField(
        label=_("What is different now?"), max_length=200, help_text=_("One sentence that a new colleague understands.")
    )
    goal = forms.ModelChoiceField(
        label=_("The goal that was changed"),
        queryset=Goal.objects.of(0),
        required=False,
        empty_label=_("No particular goal"),
        help_text=_("Choose it if the very goal reads differently now."),
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

    def __init__(self, *args: Any, region_id: int, version: Version | None, **kwargs: Any) -> None:
        super().__init__(*args, region_id=region_id, **kwargs)
        if isinstance(version, DocumentVersion):
            goals = Goal.objects.of(region_id).filter(document_id=version.document_id)
            offer_rows(self, "goal", goals.in_outline_order())
        else:
            del self.fields["goal"]
        if version is None:
            self.fields["before"].required = True
            self.fields["before"].label, self.fields["after"].label = _("How it was before"), _("How it is now")
            self.fields["after"].help_text = _("What anyone who works here would notice.")

    def clean(self) -> dict[str, Any]:
        """The version itself, or the kind of what is told in words."""
        key = self.cleaned_data.get("version", "")
        return {
            **self.cleaned_data,
            "version": version_of(key, self.region_id),
            "kind": IN_WORDS.get(key),
        }


class VerifyForm(forms.Form):
    """How someone else saw that a change is so."""

    how = ProseField(
        label=_("How have you seen that it is so?"),
        help_text=_("For example: I read the adopted plan, and two municipalities told me that they work by it."),
    )


class EffectForm(DeedForm):
    """Whether a change helped, as seen in a later turn."""

    turn = TurnField(
        label=_("Seen in which turn?"),
        queryset=Turn.objects.of(0),
        empty_label=None,
        help_text=_("A later turn than the one where it was changed, and one that is open."),
    )
    helped = forms.TypedChoiceField(
        label=_("Did it help?"), choices=words_of(Helped), coerce=Helped, widget=forms.RadioSelect
    )
    because = ProseField(
        label=_("What have you seen that tells?"),
        help_text=_("Figures, reports or what people say. “Too early” is an answer, if you say when it can be told."),
    )

    def __init__(self, *args: Any, turns: QuerySet[Turn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "turn", turns)


def later_turns(change: Change) -> QuerySet[Turn]:
    """The open turns where it can be seen whether the change helped; the same document's first."""
    turns = Turn.objects.of(change.region_id).open_now().select_related("document")
    later = [turn.pk for turn in turns if is_later(turn, change.turn)]
    return turns.filter(pk__in=later).order_by("starts_on", "number", "pk")
