from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, EvidenceFactory, GoalFactory, ReportFactory, RoundFactory
from tests.people import member
from tests.rounds.walks import AUTUMN, asked, opened, results_of, saved, submitted, whole
from varv.core.judgement import Axis, Verdict
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import Role
from varv.core.status import Missing
from varv.core.workflow import ReportState, RoundState
from varv.rounds import operations, rules
from varv.rounds.drafts import Draft, LineDraft, Ruling

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
OPENS, DUE, TODAY = date(2027, 1, 4), date(2027, 1, 29), date(2026, 11, 16)


def refusal(check, *args) -> tuple[str, object]:
    """The code and the field that a check refuses with."""
    with pytest.raises(RuleBroken) as refused:
        check(*args)
    return refused.value.code, refused.value.facts.get("field")


def test_open_round_is_for_those_who_run_rounds(anna, bo, egon, disa):
    able = [who.name for who in (anna, bo, egon, disa) if holds(rules.check_open_round, AUTUMN, OPENS, DUE, who)]

    assert able == ["Anna", "Disa"]


@pytest.mark.parametrize(
    ("period", "due_on", "told"),
    [
        ("2026", DUE, ("round.not_a_half_year", "period")),
        ("2026T1", DUE, ("round.not_a_half_year", "period")),
        ("2026H2", date(2027, 1, 3), ("round.due_before_opening", "due_on")),
        ("2026H1", DUE, ("round.already_there", "period")),
    ],
)
def test_open_round_refuses(anna, period, due_on, told):
    RoundFactory()

    assert refusal(rules.check_open_round, Period.parse(period), OPENS, due_on, anna) == told


def test_open_round_knows_nothing_of_other_regions(anna, sydland):
    RoundFactory(region=sydland, period=AUTUMN)

    assert holds(rules.check_open_round, AUTUMN, OPENS, OPENS, anna)


@pytest.mark.parametrize(("due_on", "may"), [(date(2027, 1, 28), False), (DUE, False), (date(2027, 1, 30), True)])
def test_extend_gives_more_time_never_less(anna, due_on, may):
    assert holds(rules.check_extend, opened(anna), due_on, anna) is may


def test_extend_is_refused_when_the_round_is_closed(anna):
    closed = RoundFactory(state=RoundState.CLOSED)

    assert refusal(rules.check_extend, closed, date(2030, 1, 1), anna) == ("round.closed", None)


@pytest.mark.parametrize(
    ("state", "closes", "reopens"),
    [(RoundState.PLANNED, False, False), (RoundState.OPEN, True, False), (RoundState.CLOSED, False, True)],
)
def test_round_closes_when_open_and_reopens_when_closed(anna, state, closes, reopens):
    round_ = RoundFactory(state=state)

    assert holds(rules.check_close, round_, anna) is closes
    assert holds(rules.check_reopen, round_, "Nämnden vill ha med två till.", anna) is reopens


def test_reopen_asks_why(anna):
    assert refusal(rules.check_reopen, RoundFactory(state=RoundState.CLOSED), " ", anna) == (
        "round.reason_missing",
        "reason",
    )


def test_ask_is_for_an_insats_under_way_that_is_not_asked_yet(anna, bo):
    asked_already = running(anna, bo)
    round_ = opened(anna)
    late, planned = running(anna, bo, name="Sen"), started(anna, bo, name="Planerad")

    assert refusal(rules.check_ask, round_, asked_already, anna) == ("round.already_asked", None)
    assert refusal(rules.check_ask, round_, planned, anna) == ("round.not_under_way", None)
    assert holds(rules.check_ask, round_, late, anna)
    assert not holds(rules.check_ask, round_, late, bo)


def test_write_is_for_the_author_and_for_whoever_reports_and_approves(anna, bo, disa, egon, alvmark):
    report = asked(anna, bo)
    gunnel = member(alvmark, "gunnel", Role.REPORTER)

    able = [who.name for who in (anna, bo, disa, egon, gunnel) if holds(rules.check_write, report, who, TODAY)]

    assert able == ["Anna", "Bo"]


@pytest.mark.parametrize(("role", "may"), [(Role.ANALYST, True), (Role.MANAGER, True), (Role.READER, False)])
def test_write_is_for_an_author_in_any_role_that_can_be_given_work(alvmark, role, may):
    gunnel = member(alvmark, "gunnel", role)
    report = ReportFactory(author=person(gunnel), round=RoundFactory(state=RoundState.OPEN))

    assert holds(rules.check_write, report, gunnel, TODAY) is may


def test_write_is_refused_when_handed_in_and_when_approved_and_says_when(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    with pytest.raises(RuleBroken) as handed_in:
        rules.check_write(report, bo, TODAY)
    operations.approve_report(report=report, by=disa, at=LATER)
    report.refresh_from_db()
    with pytest.raises(RuleBroken) as judged:
        rules.check_write(report, bo, TODAY)

    assert (handed_in.value.code, handed_in.value.facts["at"]) == ("report.submitted", MONDAY)
    assert (judged.value.code, judged.value.facts["at"]) == ("report.approved", LATER)


def test_write_is_refused_when_the_round_is_closed_and_says_when(anna, bo):
    report = asked(anna, bo)
    operations.close_round(round_=report.round, by=anna, at=MONDAY)
    report.round.refresh_from_db()

    with pytest.raises(RuleBroken) as refused:
        rules.check_write(report, bo, TODAY)

    assert (refused.value.code, refused.value.facts["at"]) == ("round.closed", MONDAY)


@pytest.mark.parametrize(
    ("day", "may"),
    [
        (None, True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
        (date(2036, 12, 31), True),
        (date(2037, 1, 31), False),
    ],
)
def test_judge_again_comes_after_the_period_within_ten_years(day, may):
    assert holds(rules.check_judge_again, day, AUTUMN) is may


def test_draft_has_a_value_or_a_reason_never_both(anna, bo):
    report = asked(anna, bo)
    both = Draft(lines=(LineDraft(7, Decimal(0), Missing.NIL),))

    assert refusal(rules.check_draft, report, both) == ("report.value_and_reason", "missing_7")
    assert refusal(rules.check_draft, report, Draft(judge_again_on=date(2020, 1, 1))) == (
        "report.judge_again_out_of_range",
        "judge_again_on",
    )
    assert holds(rules.check_draft, report, whole(report))


def test_submit_names_every_part_that_is_missing(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    with pytest.raises(RuleBroken) as refused:
        rules.check_submit(report, Draft(lines=(LineDraft(output.pk), LineDraft(outcome.pk, Decimal(1)))), bo, TODAY)

    assert (refused.value.code, refused.value.facts["missing"], refused.value.facts["count"]) == (
        "report.incomplete",
        ["done", f"value_{output.pk}", "needs"],
        3,
    )
    assert holds(rules.check_submit, report, whole(report), bo, TODAY)


def test_take_back_is_possible_until_someone_has_judged(anna, bo, disa, egon):
    report = asked(anna, bo)
    assert refusal(rules.check_take_back, report, bo, TODAY) == ("state.no_such_step", None)

    submitted(report, bo)
    assert holds(rules.check_take_back, report, bo, TODAY)
    assert not holds(rules.check_take_back, report, disa, TODAY)
    assert not holds(rules.check_take_back, report, egon, TODAY)

    operations.approve_report(report=report, by=disa, at=MONDAY)
    report.refresh_from_db()
    assert refusal(rules.check_take_back, report, bo, TODAY) == ("state.no_such_step", None)


def test_return_asks_for_words_and_an_open_round(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    assert refusal(rules.check_return, report, "  ", disa, TODAY) == ("report.comment_missing", "comment")
    assert holds(rules.check_return, report, "Skriv för vem.", disa, TODAY)
    assert not holds(rules.check_return, report, "Skriv för vem.", bo, TODAY)

    operations.close_round(round_=report.round, by=disa, at=MONDAY)
    report.round.refresh_from_db()
    assert refusal(rules.check_return, report, "Skriv för vem.", disa, TODAY) == ("round.closed", None)
    assert refusal(rules.check_take_back, report, bo, TODAY) == ("round.closed", None)


def test_approve_is_for_managers_of_what_is_handed_in_even_after_closing(anna, bo, disa, egon):
    report = asked(anna, bo)
    assert refusal(rules.check_approve, report, disa) == ("state.no_such_step", None)

    submitted(report, bo)
    operations.close_round(round_=report.round, by=disa, at=MONDAY)
    report.round.refresh_from_db()

    able = [who.name for who in (anna, bo, disa, egon) if holds(rules.check_approve, report, who)]
    assert able == ["Anna", "Disa"]


def test_hand_over_is_for_the_author_and_those_who_run_rounds_while_it_is_written(anna, bo, egon):
    report = asked(anna, bo)

    assert holds(rules.check_hand_over, report, anna, TODAY)
    assert holds(rules.check_hand_over, report, bo, TODAY)
    assert not holds(rules.check_hand_over, report, egon, TODAY)
    assert refusal(rules.check_hand_over, submitted(report, bo), anna, TODAY) == ("report.submitted", None)


def test_attach_stops_at_a_readable_number(anna, bo):
    report = asked(anna, bo)
    EvidenceFactory.create_batch(rules.MOST_EVIDENCE - 1, report=report)
    assert holds(rules.check_attach, report, bo, TODAY)

    EvidenceFactory(report=report)

    assert refusal(rules.check_attach, report, bo, TODAY) == ("evidence.too_many", None)


@pytest.mark.parametrize(
    ("link", "may"),
    [
        ("https://example.org/rapport.pdf", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,hej", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_link_leads_to_the_web(link, may):
    assert holds(rules.check_link, link) is may


def test_unreported_is_what_no_report_tells_of(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    saved(report, bo, Draft(lines=(LineDraft(output.pk, comment="Väntar på svar"),)))

    assert refusal(rules.check_unreported, output) == ("planned_result.reported_on", None)
    assert holds(rules.check_unreported, outcome)

    submitted(report, bo)
    assert refusal(rules.check_unreported, outcome) == ("planned_result.reported_on", None)


@pytest.mark.parametrize("verdict", Verdict)
def test_ruling_has_its_reasons(verdict):
    assert holds(rules.check_ruling, Axis.STATE, Ruling(verdict, "Det går åt rätt håll."))
    assert holds(rules.check_ruling, Axis.STATE, Ruling(verdict, " ")) is (verdict is Verdict.NOT_ASSESSED)


def test_assess_points_at_the_axis_without_reasons(anna):
    rulings = {Axis.STATE: Ruling(Verdict.NOT_ASSESSED), Axis.QUALITY: Ruling(Verdict.PARTLY)}

    assert refusal(rules.check_assess, GoalFactory(), rulings, anna) == ("assessment.reason_missing", "quality_reason")


def test_assess_is_for_those_who_assess_goals_in_force(anna, bo, egon, disa, cilla):
    goal = GoalFactory()

    able = [who.name for who in (anna, bo, cilla, disa, egon) if holds(rules.check_assess, goal, {}, who)]

    assert able == ["Anna", "Disa", "Egon"]
    assert refusal(rules.check_assess, GoalFactory(retired_on=date(2026, 1, 1)), {}, anna) == (
        "assessment.goal_retired",
        None,
    )


def test_rights_come_before_states(cilla):
    report = ReportFactory(state=ReportState.DRAFT)

    for check, more in {rules.check_write: [TODAY], rules.check_take_back: [TODAY], rules.check_approve: []}.items():
        with pytest.raises(NotAllowed):
            check(report, cilla, *more)
