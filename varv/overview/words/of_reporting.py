"""The words of the report's form: its questions by kind, the guide beside each field, and what each part is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.asking import ReportKind


@dataclass(frozen=True)
class Guide:
    """Help beside a field: what makes a good answer, with one thin and one good example."""

    hint: Promise | str
    thin: Promise | str
    good: Promise | str


TITLES: Mapping[ReportKind, Promise] = {
    ReportKind.HALF_YEAR: _("How did it go for %(name)s?"),
    ReportKind.PROGRESS: _("How far has %(name)s come?"),
    ReportKind.FINAL: _("What came of %(name)s?"),
    ReportKind.AFTER_ONE_YEAR: _("What remains of %(name)s after one year?"),
    ReportKind.AFTER_THREE_YEARS: _("What remains of %(name)s after three years?"),
}
GUIDES: Mapping[str, Guide] = {
    "done": Guide(
        _("Say what was done, where and for whom. Figures have their own fields below."),
        _("We have worked on as planned."),
        _("Two courses in Norrby and one in Söderby are completed. The one in Västerby was put off until spring."),
    ),
    "verdict_reason": Guide(
        _("Say what you have seen yourselves, and for whom it differs."),
        _("It feels good."),
        _("Eight of ten have a certificate. Those without grades leave twice as often, mostly in the first month."),
    ),
    "unexpected": Guide(
        _("Good or bad, and also for others than those it was meant for."),
        _("Nothing special."),
        _("Supervisors have begun to teach each other. Two employers have stopped taking trainees."),
    ),
    "learned": Guide(
        _("A lesson says what happened, for whom, and what you make of it."),
        _("Cooperation is important."),
        _("When the headteacher came to the first meeting we had a timetable in one week instead of five."),
    ),
    "next_change": Guide(
        _("What you will do in another way before next time, and from when."),
        _("We shall be better at information."),
        _("From August every course begins with one day of validation."),
    ),
    "needs": Guide(
        _("Say from whom, and by when."),
        _("More resources."),
        _("A decision from the management group before 1 March on who pays for the assessors."),
    ),
}
PART_NAMES: Mapping[str, Promise] = {
    "done": _("What has been done"),
    "verdict": _("The judgement"),
    "verdict_reason": _("The reasons of the judgement"),
    "judge_again_on": _("When it can be judged"),
    "unexpected": _("What was unexpected"),
    "learned": _("What we learned"),
    "confidence": _("How sure you are"),
    "next_change": _("What we change next"),
    "needs": _("What you need from others"),
    "needs_nothing": _("What you need from others"),
}


def title(kind: ReportKind, name: str) -> str:
    """The page's question, by what the report is about."""
    return str(TITLES[kind]) % {"name": name}
