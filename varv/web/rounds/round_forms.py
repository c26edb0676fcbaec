"""The forms of those who run rounds."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.asking import Speed, TemplateKind
from varv.core.periods import Period
from varv.regions.models import User
from varv.rounds.models import QuestionTemplate, Report, Round
from varv.rounds.rules import SPAN_OF, WRITABLE
from varv.web.delivery.fields import TextField
from varv.web.indicators.fields import PeriodField
from varv.web.learning.forms.fields import DayField
from varv.web.offers import offer_rows

PERIODS: dict[Speed, Any] = {
    Speed.HALF_YEARLY: _("Half-year, like 2026H2"),
    Speed.CONTINUOUS: _("Half-year, like 2026H2"),
    Speed.YEARLY: _("Year, like 2026"),
}


def _day_of_a_round(day: date) -> None:
    if not date(1990, 1, 1) <= day <= date(2100, 12, 31):
        raise forms.ValidationError(_("Choose a day between 1990 and 2100."))


class RoundForm(forms.Form):
    """A new round at one of the speeds. Only a half-yearly round has a template of questions."""

    period = PeriodField(help_text="")
    opens_on = DayField(label=_("Opens"), validators=[_day_of_a_round])
    due_on = DayField(label=_("Last day"), validators=[_day_of_a_round])

    def __init__(self, *args: Any, speed: Speed, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].label = PERIODS[speed]
        in_use = QuestionTemplate.objects.of(region_id).in_use().filter(kind=TemplateKind.HALF_YEAR).order_by("pk")
        if speed is Speed.HALF_YEARLY and in_use:
            self.fields["template"] = forms.ModelChoiceField(
                in_use,
                label=_("Questions of your own"),
                required=False,
                initial=in_use[0],
                empty_label=_("None, only those every report has"),
                help_text=_("They are asked beside those that every report has."),
            )

    @staticmethod
    def suggested(last: Period | None, today: date, speed: Speed) -> dict[str, Any]:
        """The period after the last round's at this speed, or the present one."""
        return {"period": str(last.next() if last else Period.of(today, SPAN_OF[speed])), "opens_on": today}


class ExtendForm(forms.Form):
    """A later last day for everyone."""

    due_on = DayField(label=_("New last day"), validators=[_day_of_a_round])


class MoreTimeForm(forms.Form):
    """A later last day for one who has something left to write."""

    prefix = "more"
    person = forms.ModelChoiceField(User.objects.none(), label=_("Who needs more time?"))
    due_on = DayField(label=_("May write until"), validators=[_day_of_a_round])
    reason = TextField(label=_("Why?"), rows=2, max_length=2000)

    def __init__(self, *args: Any, round_: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        writing = Report.objects.of(round_.region_id).filter(round=round_, state__in=WRITABLE).values("author")
        offer_rows(self, "person", User.objects.filter(pk__in=writing).order_by("name", "pk"))


class ReopenForm(forms.Form):
    """Why a round opens again."""

    reason = TextField(label=_("Why does it open again?"), rows=2, max_length=2000)


class WordsForm(ReopenForm):
    """Why a round opens again for words alone."""

    prefix = "words"
