"""The numbers and the order of the page of an insats: shares, totals, gravity, kin, and the plan a chain brings."""

from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ContributionFactory,
    GenericActivityFactory,
    GoalFactory,
    IndicatorFactory,
    PlannedResultFactory,
    RiskFactory,
)
from tests.rounds.walks import approved, opened, results_of, submitted, whole
from varv.core.counting import Counting
from varv.core.kinds import IndicatorKind, Part, Severity
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.delivery import operations
from varv.overview.delivery.initiative_plan import MilestoneLine, RiskLine, initiative_plan
from varv.overview.delivery.initiative_sheet import ResultLine, initiative_sheet
from varv.overview.delivery.ready_plan import ready_chains, ready_results
from varv.rounds.drafts import LineDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)
SPRING, AUTUMN = Period.parse("2026H1"), Period.parse("2026H2")


def line(**changed) -> ResultLine:
    values = {
        "id": 1,
        "level": Level.OUTPUT,
        "text": "Moduler",
        "unit": "st",
        "planned": Decimal(60),
        "step": "",
        "indicator_id": None,
        "indicator": "",
        "counting": Counting.PER_PERIOD,
        "so_far": None,
        "last": None,
        "now_value": None,
        "now_missing": None,
        "is_reported_on": False,
    }
    return ResultLine(**(values | changed))


def reported(initiative, period, value, author, by, missing=None) -> Report:
    """The first result told with one figure in a round of a period, and approved."""
    report = Report.objects.of(by.region_id).get(round=opened(by, period, date(2027, 1, 29)), initiative=initiative)
    first, second = results_of(initiative)
    lines = (LineDraft(first.pk, value, missing), LineDraft(second.pk, Decimal(1)))
    return approved(report, author, by, lines=lines)


# --- the sheet ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("so_far", "planned", "share"),
    [
        (None, None, None),
        (None, "60", None),
        ("41", None, None),
        ("41", "0", None),
        ("0", "60", 0),
        ("41", "60", 68),
        ("59.99", "60", 99),
        ("60", "60", 100),
        ("90", "60", 150),
        ("0.5", "0.25", 200),
    ],
)
def test_a_share_needs_both_and_is_never_rounded_up(so_far, planned, share):
    known = {
        name: None if value is None else Decimal(value) for name, value in (("so_far", so_far), ("planned", planned))
    }

    assert line(**known).share == share


@pytest.mark.parametrize(
    ("counting", "values", "so_far"),
    [
        (Counting.PER_PERIOD, ("10", "5"), "15"),
        (Counting.PER_PERIOD, ("10", None), "10"),
        (Counting.PER_PERIOD, ("0", "0"), "0"),
        (Counting.PER_PERIOD, (None, None), None),
        (Counting.CUMULATIVE, ("10", "15"), "15"),
        (Counting.CUMULATIVE, ("10", None), "10"),
        (Counting.STATE, ("10", "5"), "5"),
        (Counting.STATE, ("10", "0"), "0"),
    ],
)
def test_so_far_is_told_by_how_the_result_is_counted(anna, bo, counting, values, so_far):
    initiative = running(anna, bo)
    operations.recount_planned_result(
        planned_result=results_of(initiative)[0], indicator=None, counting=counting, dimensions=(), by=anna, at=MONDAY
    )
    for period, value in zip((SPRING, AUTUMN), values, strict=True):
        missing = Missing.NOT_AVAILABLE if value is None else None
        reported(initiative, period, None if value is None else Decimal(value), bo, anna, missing)

    told = initiative_sheet(initiative).results[0]

    assert (told.counting, told.so_far) == (counting, None if so_far is None else Decimal(so_far))


def test_what_is_handed_in_is_now_and_not_yet_so_far(anna, bo):
    initiative = running(anna, bo)
    report = Report.objects.of(anna.region_id).get(round=opened(anna))
    submitted(report, bo)

    first = initiative_sheet(initiative).results[0]

    assert (first.so_far, first.last, first.now_value, first.is_reported_on) == (None, None, Decimal(41), True)


def test_the_report_that_waits_is_the_one_that_can_be_written(anna, bo):
    initiative = running(anna, bo)
    report = Report.objects.of(anna.region_id).get(round=opened(anna))

    drafted = initiative_sheet(initiative).waiting
    submitted(report, bo)
    handed_in = initiative_sheet(initiative)

    assert (drafted.id, drafted.state, drafted.author) == (report.pk, ReportState.DRAFT, "Bo")
    assert (handed_in.waiting, [row.state for row in handed_in.reports]) == (None, [ReportState.SUBMITTED])


def test_a_report_tells_what_its_author_learned_and_answered(anna, bo):
    initiative = running(anna, bo)
    report = approved(Report.objects.of(anna.region_id).get(round=opened(anna)), bo, anna)

    row = initiative_sheet(initiative).reports[0]

    assert (row.period, row.state, row.learned) == (AUTUMN, ReportState.APPROVED, whole(report).learned)
    assert (row.verdict, row.is_in_open_round, row.due_on) == (whole(report).verdict, True, date(2027, 1, 29))


def test_contributions_stand_in_the_order_of_the_goals(anna, bo):
    initiative = started(anna, bo)
    for place, outline in ((3, "3"), (1, "1"), (2, "2")):
        goal = GoalFactory(place=place, outline=outline, name="Mål")
        ContributionFactory(initiative=initiative, goal=goal, reason=f"Skäl {outline}")

    told = initiative_sheet(initiative).contributions

    assert [(tie.goal, tie.reason) for tie in told] == [("1 Mål", "Skäl 1"), ("2 Mål", "Skäl 2"), ("3 Mål", "Skäl 3")]


def test_a_result_names_its_indicator_and_is_counted_by_it(anna, bo):
    initiative = started(anna, bo)
    indicator = IndicatorFactory(name="Deltagare", kind=IndicatorKind.CONTRIBUTION, counting=Counting.STATE)
    PlannedResultFactory(initiative=initiative, indicator=indicator, text="Personer", place=9)

    told = initiative_sheet(initiative).results[-1]

    assert (told.text, told.indicator_id, told.indicator, told.counting) == (
        "Personer",
        indicator.pk,
        "Deltagare",
        Counting.STATE,
    )


def test_nothing_of_another_insats_stands_on_the_sheet(anna, bo):
    initiative, other = running(anna, bo), running(anna, bo, name="Validering", goals=[GoalFactory()])
    report = Report.objects.of(anna.region_id).get(round=opened(anna), initiative=other)
    submitted(report, bo)

    sheet = initiative_sheet(initiative)

    assert (sheet.contributions, len(sheet.results), len(sheet.reports)) == ((), 2, 1)
    assert [one.now_value for one in sheet.results] == [None, None]


# --- how it is carried out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("likelihood", list(Severity))
@pytest.mark.parametrize("harm", list(Severity))
def test_a_risk_is_grave_when_one_is_high_and_none_is_low(likelihood, harm):
    grave = {
        (Severity.HIGH, Severity.HIGH),
        (Severity.HIGH, Severity.MEDIUM),
        (Severity.MEDIUM, Severity.HIGH),
    }

    risk = RiskLine(1, "Få söker", likelihood, harm, "", None, "")

    assert risk.is_grave is ((likelihood, harm) in grave)


def test_every_risk_has_its_place_by_harm_and_then_by_likelihood(anna, bo):
    initiative = started(anna, bo)
    for likelihood in Severity:
        for harm in Severity:
            RiskFactory(initiative=initiative, likelihood=likelihood, harm=harm, text=f"{harm} {likelihood}")

    told = [risk.text for risk in initiative_plan(initiative, TODAY).risks]

    assert told == [
        "high high",
        "high medium",
        "high low",
        "medium high",
        "medium medium",
        "medium low",
        "low high",
        "low medium",
        "low low",
    ]


@pytest.mark.parametrize(
    ("reached_on", "is_late"),
    [(None, False), (date(2026, 5, 31), False), (date(2026, 6, 1), False), (date(2026, 6, 2), True)],
)
def test_a_milestone_is_late_from_the_day_after(reached_on, is_late):
    told = MilestoneLine(1, "Klart", date(2026, 6, 1), reached_on, "", is_overdue=False)

    assert told.is_late is is_late


def test_people_stand_by_their_part_and_then_by_name(anna, bo, cilla, disa, egon):
    initiative = started(anna, bo)
    for who, part in (
        (egon, Part.STEERING),
        (disa, Part.PARTICIPANT),
        (cilla, Part.PARTICIPANT),
        (egon, Part.DEPUTY),
        (disa, Part.REPORTER),
    ):
        operations.add_person(initiative=initiative, person=person(who), part=part, by=anna, at=MONDAY)

    plan = initiative_plan(initiative, TODAY)

    assert [(one.name, one.part) for one in plan.people] == [
        ("Disa", Part.REPORTER),
        ("Egon", Part.DEPUTY),
        ("Cilla", Part.PARTICIPANT),
        ("Disa", Part.PARTICIPANT),
        ("Egon", Part.STEERING),
    ]
    assert (plan.former, plan.reporter.name) == ((), "Disa")


def test_a_plan_knows_how_many_are_reached_and_how_many_should_be(anna, bo):
    initiative = started(anna, bo)
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 11, 15), date(2026, 11, 16), date(2027, 1, 1)]
    rows = [
        operations.plan_milestone(initiative=initiative, text=f"Den {day}", due_on=day, by=bo, at=MONDAY)
        for day in days
    ]
    operations.reach_milestone(milestone=rows[0], reached_on=date(2026, 3, 1), note="", by=bo, at=MONDAY)

    plan = initiative_plan(initiative, TODAY)

    assert (plan.reached, plan.overdue, len(plan.milestones)) == (1, 2, 5)


# --- what a chain brings --------------------------------------------------------------------------------------------


@pytest.fixture
def activity(alvmark):
    return GenericActivityFactory(output="Utbildningar", outcome="Ökad kompetens")


def step(chain, level, text, after=None, **more):
    made = ChainStepFactory(chain=chain, level=level, text=text, **more)
    if after is not None:
        ChainLinkFactory(chain=chain, source=after, target=made)
    return made


def texts(activity, chain) -> list[str]:
    return [one.text for one in ready_results(activity, chain)]


def test_a_chain_without_the_activity_brings_what_the_activity_does(activity):
    chain = ChainFactory()
    other = step(chain, Level.ACTIVITY, "Möten hålls", generic_activity=GenericActivityFactory())
    step(chain, Level.OUTPUT, "Möten", after=other)

    assert texts(activity, chain) == ["Utbildningar", "Ökad kompetens"]
    assert ready_chains(activity) == ()


def test_an_outcome_is_reached_also_past_a_step_that_is_no_result(activity):
    chain = ChainFactory()
    begun = step(chain, Level.ACTIVITY, "Kurser ges", generic_activity=activity)
    further = step(chain, Level.ACTIVITY, "Handledare följer med", after=begun)
    step(chain, Level.OUTCOME, "Fler med intyg", after=further)

    assert texts(activity, chain) == ["Utbildningar", "Fler med intyg"]


def test_what_two_steps_of_the_activity_lead_to_comes_once(activity):
    chain = ChainFactory()
    steps = [step(chain, Level.ACTIVITY, text, generic_activity=activity) for text in ("Kurser ges", "Moduler ges")]
    shared = step(chain, Level.OUTPUT, "Moduler", after=steps[0])
    ChainLinkFactory(chain=chain, source=steps[1], target=shared)
    step(chain, Level.OUTPUT, "Handledning", after=steps[1])

    assert sorted(texts(activity, chain)) == ["Handledning", "Moduler", "Ökad kompetens"]


def test_an_impact_is_never_a_ready_result(activity):
    chain = ChainFactory()
    begun = step(chain, Level.ACTIVITY, "Kurser ges", generic_activity=activity)
    step(chain, Level.IMPACT, "Fler i arbete", after=begun)

    assert texts(activity, chain) == ["Utbildningar", "Ökad kompetens"]


def test_a_ready_result_of_the_activity_itself_has_no_step_unit_or_indicator(activity):
    told = [(one.level, one.unit, one.step_id, one.indicator_id) for one in ready_results(activity, None)]

    assert told == [(Level.OUTPUT, "", None, None), (Level.OUTCOME, "", None, None)]
