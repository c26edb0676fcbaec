"""An approved report opened again: for its figures, or for its words alone."""

from datetime import date, timedelta

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY
from tests.people import member, verbs
from tests.rounds.walks import approved, asked, frozen, reread, results_of, saved, submitted, told, whole
from varv.core.counting import Counting, Dimension
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import Actor, Role
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import PlannedResult
from varv.rounds import operations, rules
from varv.rounds.drafts import PartDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=30)
TODAY = MONDAY.date()
WHY = "Nämnden vill ha med två till."


@pytest.fixture
def everyone(anna, bo, cilla, disa, egon, frida) -> tuple[Actor, ...]:
    return anna, bo, cilla, disa, egon, frida


def test_reopen_report_gives_figures_and_words_back(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    operations.reopen_report(report=report, reason=WHY, by=disa, at=LATER)

    report = reread(report)
    assert (report.state, report.figures_frozen_at, report.approved_at, report.approved_by) == (
        ReportState.RETURNED,
        None,
        None,
        None,
    )
    assert (report.reopened_because, verbs(report)[-1]) == (WHY, "reopened")
    assert not Report.objects.of(anna.region_id).counted().exists()
    saved(report, bo, whole(report, done="Fem kurser är klara."))


def test_reopen_for_words_keeps_the_figures_counted(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    frozen(report.round, anna)
    operations.reopen_for_words(round_=report.round, reason=WHY, by=anna, at=LATER)
    report = reread(report)
    assert told(rules.check_reopen_report, report, WHY, disa, TODAY) == "round.words_only"

    operations.reopen_report_for_words(report=report, reason=WHY, by=disa, at=LATER)

    report = reread(report)
    assert (report.state, report.figures_frozen_at, verbs(report)[-1]) == (
        ReportState.RETURNED,
        MONDAY,
        "reopened_for_words",
    )
    assert list(Report.objects.of(anna.region_id).counted()) == [report]


@pytest.mark.parametrize("what", ["value", "missing", "parts"])
def test_while_words_are_mended_no_figure_changes(anna, bo, disa, what):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]
    output.change(own_dimensions=[Dimension.SEX])
    operations.reopen_report_for_words(report=approved(report, bo, disa), reason=WHY, by=disa, at=LATER)
    report = reread(report)
    first, second = whole(report).lines
    changed = {
        "value": {"value": first.value + 1},
        "missing": {"value": None, "missing": "nil"},
        "parts": {"parts": (PartDraft(Dimension.SEX, "women", first.value),)},
    }[what]

    with pytest.raises(RuleBroken) as refused:
        saved(
            report,
            bo,
            whole(report, lines=(type(first)(first.planned_result_id, **({"value": first.value} | changed)), second)),
        )

    assert (refused.value.code, refused.value.facts["field"]) == ("report.figures_frozen", f"value_{output.pk}")


def test_words_and_comments_are_mended_and_approved_again_with_the_same_figures(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    operations.reopen_report_for_words(report=report, reason=WHY, by=disa, at=LATER)
    report = reread(report)
    lines = tuple(type(one)(one.planned_result_id, one.value, comment="Nu med Norrby") for one in whole(report).lines)

    submitted(report, bo, done="Fyra kurser, också i Norrby.", lines=lines)
    operations.approve_report(report=report, by=disa, at=LATER)

    report = reread(report)
    assert (report.state, report.figures_frozen_at, report.approved_at) == (ReportState.APPROVED, MONDAY, LATER)
    assert report.approved_content["done"] == "Fyra kurser, också i Norrby."
    assert [line["comment"] for line in report.approved_content["lines"]] == ["Nu med Norrby"] * 2
    assert [line["value"] for line in report.approved_content["lines"]] == ["41", "42"]


@pytest.fixture
def two_reports(anna, bo, disa) -> tuple[Report, Report]:
    """Approved reports of two half-years about the same insats, its first figure counted since the start."""
    first = asked(anna, bo)
    PlannedResult.objects.filter(pk=results_of(first.initiative)[0].pk).update(own_counting=Counting.CUMULATIVE)
    approved(first, bo, disa)
    round_ = operations.open_round(
        period=first.round.period.next(), opens_on=TODAY, due_on=date(2027, 7, 30), by=anna, at=MONDAY
    )
    second = Report.objects.of(anna.region_id).get(round=round_)
    return first, approved(second, bo, disa)


def test_figures_that_a_later_report_counts_on_from_stay(two_reports, disa):
    first, second = two_reports

    with pytest.raises(RuleBroken) as refused:
        operations.reopen_report(report=first, reason=WHY, by=disa, at=LATER)

    assert (refused.value.code, refused.value.facts["period"]) == ("report.built_upon", second.round.period)
    assert holds(rules.check_reopen_report_for_words, first, WHY, disa)
    assert holds(rules.check_reopen_report, second, WHY, disa, TODAY)


def test_figures_open_again_when_the_later_report_has_been_opened(two_reports, disa):
    first, second = two_reports
    operations.reopen_report(report=second, reason=WHY, by=disa, at=LATER)

    operations.reopen_report(report=first, reason=WHY, by=disa, at=LATER)

    assert reread(first).state is ReportState.RETURNED


def test_figures_of_each_period_by_itself_do_not_hold_each_other(two_reports, disa):
    first, _ = two_reports
    PlannedResult.objects.filter(initiative=first.initiative).update(own_counting=Counting.PER_PERIOD)

    assert rules.later_reports(first) == []
    assert holds(rules.check_reopen_report, first, WHY, disa, TODAY)


def test_later_reports_of_a_project_come_in_the_order_of_their_days(anna, bo, disa):
    initiative = running(anna, bo)
    PlannedResult.objects.filter(initiative=initiative).update(own_counting=Counting.CUMULATIVE)
    round_ = operations.continuous_round(period=Period.parse("2026H2"), by=anna, at=MONDAY)
    late, early = (
        approved(
            operations.make_reports(
                round_=round_, initiatives=[initiative], number=number, due_on=date(2026, month, 1)
            )[0],
            bo,
            disa,
        )
        for number, month in ((1, 12), (2, 9))
    )

    assert (rules.later_reports(early), rules.later_reports(late)) == ([late], [])


@pytest.mark.parametrize(
    ("state", "code"),
    [(RoundState.CLOSED, "round.closed"), (RoundState.FROZEN, "round.frozen"), (RoundState.OPEN, "may")],
)
def test_reopen_report_needs_a_round_that_takes_it(anna, bo, disa, state, code):
    report = approved(asked(anna, bo), bo, disa)
    report.round.change(state=state, closed_at=MONDAY, frozen_at=MONDAY if state is RoundState.FROZEN else None)

    assert told(rules.check_reopen_report, reread(report), WHY, disa, TODAY) == code
    assert told(rules.check_reopen_report_for_words, reread(report), WHY, disa) == code


def test_reopen_report_is_for_those_who_approve_and_only_what_is_approved(anna, bo, disa, everyone):
    report = asked(anna, bo)
    assert told(rules.check_reopen_report, report, WHY, disa, TODAY) == "state.no_such_step"
    assert told(rules.check_reopen_report_for_words, report, WHY, disa) == "state.no_such_step"
    report = approved(report, bo, disa)

    able = [by.name for by in everyone if holds(rules.check_reopen_report, report, WHY, by, TODAY)]
    in_words = [by.name for by in everyone if holds(rules.check_reopen_report_for_words, report, WHY, by)]

    assert (able, in_words) == (["Anna", "Disa"], ["Anna", "Disa"])
    assert told(rules.check_reopen_report, report, "", disa, TODAY) == "round.reason_missing"


def test_comments_stand_at_parts_until_the_report_is_handed_in_again(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    output = results_of(report.initiative)[0]

    operations.return_report(
        report=report,
        comment="",
        comments={"done": "Vilka kommuner?", f"value_{output.pk}": "Fler än planerat?", "learned": " "},
        by=disa,
        at=MONDAY,
    )

    comments = list(report.review_comments.order_by("pk"))
    assert [(one.part, one.text, one.author, one.resolved_at) for one in comments] == [
        ("done", "Vilka kommuner?", person(disa), None),
        (f"value_{output.pk}", "Fler än planerat?", person(disa), None),
    ]
    assert verbs(comments[0]) == ["commented"]

    report = reread(report)
    operations.submit_report(report=report, revision=report.revision, by=bo, at=LATER)

    assert set(report.review_comments.values_list("resolved_at", flat=True)) == {LATER}
    assert verbs(comments[0]) == ["commented", "resolved"]


def test_a_comment_on_no_part_of_the_report_is_refused(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    with pytest.raises(RuleBroken, match=r"report\.unknown_part"):
        operations.return_report(report=report, comment="", comments={"value_0": "Varför?"}, by=disa, at=MONDAY)

    assert (reread(report).state, report.review_comments.count()) == (ReportState.SUBMITTED, 0)


def test_returning_without_any_words_is_refused(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    with pytest.raises(RuleBroken, match=r"report\.comment_missing"):
        operations.return_report(report=report, comment=" ", comments={"done": " "}, by=disa, at=MONDAY)


def test_whoever_hands_in_on_behalf_is_remembered_and_the_author_stays(anna, bo, disa):
    report = submitted(asked(anna, bo), anna)
    assert (report.author, report.submitted_by) == (person(bo), person(anna))

    operations.take_back_report(report=report, by=bo, at=MONDAY)
    assert reread(report).submitted_by is None

    report = submitted(reread(report), bo)
    assert (report.author, report.submitted_by) == (person(bo), None)


def test_handing_in_on_behalf_is_kept_when_approved(anna, bo, disa):
    report = approved(asked(anna, bo), anna, disa)

    assert (report.approved_content["author"], report.approved_content["submitted_by"]) == ("Bo", "Anna")


def test_the_author_delegates_and_the_other_writes(anna, bo, alvmark):
    gunnel = member(alvmark, "gunnel", Role.REPORTER)
    report = asked(anna, bo)

    operations.hand_over_report(report=report, author=person(gunnel), by=bo, at=MONDAY)

    report = reread(report)
    assert (report.author, verbs(report)) == (person(gunnel), ["handed_over"])
    assert not holds(rules.check_write, report, bo, TODAY)
    with pytest.raises(NotAllowed):
        operations.hand_over_report(report=report, author=person(bo), by=bo, at=MONDAY)
