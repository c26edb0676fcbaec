"""Forms for what is known about a chain: its assumptions, what stands beside it, its area, and which chains to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.theory import FactorKind, Holding
from varv.overview.strategy.chain_list import ChainWish, Shown
from varv.strategy.models import Chain, ChainFactor, ChainLink
from varv.web.offers import offer_choices
from varv.web.strategy.forms.fields import (
    AreaField,
    CodeChoice,
    DayField,
    EditForm,
    PlanForm,
    ProseField,
    RegionField,
    areas,
    documents,
    steps_of,
)


class AssumptionForm(PlanForm):
    """Whether an assumption holds."""

    holding = CodeChoice(Holding, label=_("Your answer"), widget=forms.RadioSelect)
    since = DayField(label=_("Since when?"), help_text=_("The day from which it could be seen."))
    signal = ProseField(
        label=_("What did you see?"),
        help_text=_("The signal: a figure, an interview, an evaluation. Names of persons do not belong here."),
    )


class FactorForm(PlanForm):
    """A risk, a side effect or a condition."""

    kind = CodeChoice(FactorKind, label=_("Kind"), widget=forms.RadioSelect)
    text = ProseField(label=_("What do you keep an eye on?"), help_text=_("One thing, in a sentence."))
    about = forms.ChoiceField(label=_("What is it said of?"), required=False)

    def __init__(self, *args: Any, chain: Chain, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        links = ChainLink.objects.of(chain.region_id).filter(chain=chain).in_order().select_related("source", "target")
        self._steps = {f"step-{step.pk}": step for step in steps_of(chain)}
        self._links = {f"link-{link.pk}": link for link in links}
        told = {key: f"{link.source.text} → {link.target.text}" for key, link in self._links.items()}
        steps = [(key, step.text) for key, step in self._steps.items()]
        offered = [("", _("The whole chain")), (_("A step"), steps), (_("A link"), list(told.items()))]
        offer_choices(self, "about", offered)

    def clean(self) -> dict[str, Any]:
        """What was chosen, as the step or the link that it is."""
        about = self.cleaned_data.pop("about", "")
        return self.cleaned_data | {"step": self._steps.get(about), "link": self._links.get(about)}


class EditFactorForm(FactorForm, EditForm):
    """The same, changed."""

    @staticmethod
    def of(factor: ChainFactor) -> dict[str, Any]:
        """What stands now."""
        about = f"step-{factor.step_id}" if factor.step_id else f"link-{factor.link_id}" if factor.link_id else ""
        return {"kind": factor.kind, "text": factor.text, "about": about, "revision": factor.revision}


class AreaForm(PlanForm):
    """A new area."""

    document = RegionField(documents, label=_("Belongs to"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("As it is called in the document."))


class RenameAreaForm(EditForm):
    """An area, called something else."""

    name = forms.CharField(label=_("Name"), max_length=160)


class ChainWishForm(PlanForm):
    """Which chains to show; it stands in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    dokument = RegionField(documents, label=_("Document"), required=False, empty_label=_("All documents"))
    omrade = AreaField(areas, label=_("Action area"), required=False, empty_label=_("All areas"))

    def wish(self, shown: str) -> ChainWish:
        """What is asked for; what cannot be read is left out."""
        self.is_valid()
        document, area = self.cleaned_data.get("dokument"), self.cleaned_data.get("omrade")
        return ChainWish(
            words=self.cleaned_data.get("q", ""),
            document_id=document and document.pk,
            area_id=area and area.pk,
            shown=Shown(shown) if shown in set(Shown) else None,
        )
