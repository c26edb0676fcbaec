from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.choices import OPTIONS, TAKES_SEVERAL, Option, Topic
from varv.overview.words import of_choices, word
from varv.web.offers import offer_choices
from varv.web.strategy.forms.fields import DayField, EditForm, ProseField


@dataclass(frozen=True)
class Answer:
    """An answer on the page: what it means, and what Varv then does."""

    tick: Any
    name: Any
    meaning: Any
    effect: Any


class ChoiceForm(EditForm):
    """The region's answer in one topic. ``revision`` is 0 when nothing has been chosen."""

    options = forms.TypedChoiceField(label=_("Our answer"), coerce=Option, widget=forms.RadioSelect)
    reasons = ProseField(
        label=_("Why do you choose this?"),
        help_text=_("No choice is right for everyone. The reader in four years needs to understand yours."),
    )
    decided_on = DayField(label=_("Decided on"))
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=120, help_text=_("For example the regional development committee.")
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(option.value, word(option)) for option in OPTIONS[topic]]
        if topic in TAKES_SEVERAL:
            self.fields["options"] = forms.TypedMultipleChoiceField(
                label=_("Our answers"), coerce=Option, widget=forms.CheckboxSelectMultiple, choices=offered
            )
        else:
            offer_choices(self, "options", offered)

    def clean_options(self) -> list[Option]:
        """One answer or several, always as a list."""
        chosen = self.cleaned_data["options"]
        return chosen if isinstance(chosen, list) else [chosen]

    @property
    def said(self) -> dict[str, Any]:
        """What was chosen and why, without the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def answers(self) -> Iterator[Answer]:
        """The answers with their words, in order."""
        for tick in self["options"]:
            option = Option(tick.data["value"])
            yield Answer(tick.tag(), word(option), of_choices.OPTIONS[option], of_choices.EFFECTS[option])

    def rest(self) -> Iterator[forms.BoundField]:
        """The other visible fields, in order."""
        return (field for field in self.visible_fields() if field.name != "options")
