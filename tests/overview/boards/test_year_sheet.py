from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.factories import (
    MONDAY,
    ChangeFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    LessonFactory,
    PlannedResultFactory,
    RecommendationFactory,
    SteeringDocumentFactory,
)
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import InitiativeState, LessonState
from varv.overview.boards.year_sheet import year_sheet, years
from varv.regions.models import User
from varv.rounds import operations as rounds
from varv.rounds.drafts import Draft, LineDraft
from varv.rounds.models import Report

TODAY = date(2026, 11, 20)


@pytest.fixture
def strategy(alvmark):
    return SteeringDocumentFactory(region=alvmark)


@pytest.fixture
def approved(anna, bo, disa, alvmark):
    """Bo's report for the first half of 2026, handed in and approved."""
    bo_himself = User.objects.get(pk=bo.person_id)
    initiative = InitiativeFactory(
        region=alvmark, name="Yrkesväxling", responsible=bo_himself, state=InitiativeState.RUNNING
    )
    results = [
        PlannedResultFactory(
            region=alvmark, initiative=initiative, text="Moduler", unit="moduler", planned=Decimal(60)
        ),
        PlannedResultFactory(region=alvmark, initiative=initiative, level=Level.OUTCOME, text="Intyg", unit=""),
    ]
    opened = rounds.open_round(
        period=Period.parse("2026H1"), opens_on=date(2026, 6, 1), due_on=date(2026, 6, 30), by=anna, at=MONDAY
    )
    report = Report.objects.of(alvmark.pk).get(round=opened)
    draft = Draft(
        done="Vi höll moduler.",
        verdict=Verdict.PARTLY,
        verdict_reason="Bra för somliga.",
        learned="Sällskap hjälper.",
        needs_nothing=True,
        lines=(LineDraft(results[0].pk, Decimal(24)), LineDraft(results[1].pk, missing=Missing.NOT_AVAILABLE)),
    )
    revision = rounds.save_draft(report=report, revision=1, draft=draft, by=bo, at=MONDAY)
    rounds.submit_report(report=report, revision=revision, by=bo, at=MONDAY)
    rounds.approve_report(report=report, by=disa, at=MONDAY)
    return initiative


def test_year_sheet_tells_reports_as_they_were_approved(strategy, approved):
    approved.change(name="Ett nytt namn")

    (report,) = year_sheet(strategy, 2026, TODAY).reports

    assert (report.initiative, report.author, report.period) == ("Yrkesväxling", "Bo", Period.parse("2026H1"))
    assert (report.verdict, report.learned, report.approved_on) == (Verdict.PARTLY, "Sällskap hjälper.", MONDAY.date())


def test_year_sheet_keeps_missing_apart_from_zero(strategy, approved):
    (report,) = year_sheet(strategy, 2026, TODAY).reports

    assert [(line.text, line.planned, line.value, line.missing) for line in report.lines] == [
        ("Moduler", Decimal(60), Decimal(24), None),
        ("Intyg", None, None, Missing.NOT_AVAILABLE),
    ]


def test_year_sheet_leaves_out_reports_of_another_year(strategy, approved):
    assert year_sheet(strategy, 2025, TODAY).reports == ()


def test_year_sheet_tells_the_lessons_that_were_accepted_in_the_year(strategy):
    for year in (2025, 2026):
        when = datetime(year, 5, 1, tzinfo=UTC)
        LessonFactory(region=strategy.region, state=LessonState.ACCEPTED, accepted_at=when, statement=f"Lärt {year}")
    LessonFactory(region=strategy.region, statement="Ett utkast")

    assert [lesson.statement for lesson in year_sheet(strategy, 2026, TODAY).lessons] == ["Lärt 2026"]


def test_year_sheet_tells_what_was_changed_in_the_year(strategy):
    ChangeFactory(region=strategy.region, decided_on=date(2025, 11, 4), what="I fjol")
    ChangeFactory(region=strategy.region, decided_on=date(2026, 11, 10), what="I år")

    assert [change.what for change in year_sheet(strategy, 2026, TODAY).changes] == ["I år"]


def test_year_sheet_tells_recommendations_and_how_many_were_answered(strategy):
    RecommendationFactory(region=strategy.region, made_at=datetime(2025, 1, 1, tzinfo=UTC))
    RecommendationFactory(region=strategy.region, text="Årets")

    sheet = year_sheet(strategy, 2026, TODAY)

    assert ([line.text for line in sheet.recommendations], sheet.answered) == (["Årets"], 0)


def test_year_sheet_takes_the_indicators_of_this_strategys_goals(strategy):
    own = IndicatorFactory(region=strategy.region, goal=GoalFactory(region=strategy.region, document=strategy))
    IndicatorFactory(region=strategy.region)

    assert [sheet.line.id for sheet in year_sheet(strategy, 2026, TODAY).indicators] == [own.pk]


def test_year_sheet_of_a_quiet_year_is_empty_and_says_whose_it_is(strategy):
    sheet = year_sheet(strategy, 2026, TODAY)

    assert (sheet.region, sheet.is_example, sheet.year, sheet.on) == ("Region Älvmark", True, 2026, TODAY)
    assert (sheet.reports, sheet.lessons, sheet.changes, sheet.recommendations) == ((), (), (), ())


def test_years_are_this_one_and_those_that_have_something_to_tell(strategy, approved):
    ChangeFactory(region=strategy.region, decided_on=date(2024, 11, 4))

    assert years(strategy.region_id, date(2027, 1, 2)) == (2027, 2026, 2024)


def test_years_do_not_count_another_regions(alvmark, sydland):
    ChangeFactory(region=sydland, decided_on=date(2024, 11, 4))

    assert years(alvmark.pk, TODAY) == (2026,)
