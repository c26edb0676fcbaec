"""The workbook of a plan that is carried out: what stands in each cell of each sheet."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from tests.factories import (
    ContributionFactory,
    FundingFactory,
    GoalFactory,
    MilestoneFactory,
    RoundFactory,
    SteeringDocumentFactory,
    UnitFactory,
    YearAmountFactory,
)
from tests.overview.rounds.told import AUTUMN, SPRING, also, counted, line, meant, reported, told
from tests.strategy.choosing import chose
from tests.workbooks import part
from varv.core.choices import Option
from varv.core.counting import Adding, Counting
from varv.core.judgement import Verdict
from varv.core.kinds import InitiativeKind
from varv.core.theory import Level
from varv.core.workflow import FundingState, InitiativeState
from varv.overview.boards.programme import programme, programme_file
from varv.publishing.workbooks.programme import render_programme

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
LATE, EARLY = "andra halvåret 2025", "första halvåret 2026"
HAPPENED = "Det som hände under perioden"


@pytest.fixture(autouse=True)
def _swedish():
    with override("sv"):
        yield


@pytest.fixture
def plan(alvmark):
    return SteeringDocumentFactory(region=alvmark, title="Handlingsplan")


@pytest.fixture
def goal(plan):
    return GoalFactory(region=plan.region, document=plan, outline="1", name="Kompetens", place=1)


@pytest.fixture
def indicator(alvmark):
    return counted(alvmark)


def tied(indicator, *goals, **more):
    """An insats that means to reach one thing, and contributes to the goals."""
    result = meant(indicator.region, indicator, **more)
    for goal in goals:
        ContributionFactory(region=indicator.region, initiative=result.initiative, goal=goal)
    return result


def content_of(plan):
    return render_programme(programme_file(plan, TODAY))


def sheet(plan, name):
    """The cells of a sheet; an empty cell is an empty text."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content_of(plan)))
    return book.get_sheet_by_name(name).to_python()


def opened(region, period, on):
    """A round with the day it opened, so that it is known which report is the latest."""
    RoundFactory(region=region, period=period, opens_on=on)


def test_an_empty_plan_has_every_sheet_with_its_headings(plan):
    assert sheet(plan, "Insatser") == [
        [
            "Insats",
            "Slag",
            "Läge",
            "Enhet",
            "Mål",
            "Senaste bedömning",
            "Period",
            "Försenade milstolpar",
            "Beviljat, kronor",
            "Använt, kronor",
            "Räknas i summorna",
        ]
    ]
    assert sheet(plan, "Mål")[1:] == [["Handlingsplan", 1, 0, 0, 0, 0, "", ""]]
    assert [len(sheet(plan, name)) for name in ("Uppgifter", "Uppdelat", "Rapporter")] == [1, 1, 1]


def test_an_insats_has_every_cell_of_its_row(plan, goal, indicator):
    other = GoalFactory(region=plan.region, document=plan, outline="2", name="Arbete", place=2)
    unit = UnitFactory(region=plan.region, name="Näringsliv")
    opened(plan.region, AUTUMN, date(2025, 12, 1))
    opened(plan.region, SPRING, date(2026, 6, 1))
    initiative = tied(indicator, goal, other, name="Validering", unit=unit, state=InitiativeState.PAUSED).initiative
    reported(initiative, SPRING, verdict=Verdict.WRONG_WAY)
    reported(initiative, AUTUMN, verdict=Verdict.RIGHT_WAY)
    MilestoneFactory(region=plan.region, initiative=initiative, due_on=date(2026, 11, 19))
    funding = FundingFactory(
        region=plan.region, initiative=initiative, state=FundingState.GRANTED, granted=Decimal("1500.50")
    )
    YearAmountFactory(region=plan.region, funding=funding, year=2025, used=Decimal(0))

    (row,) = sheet(plan, "Insatser")[1:]

    assert row == [
        "Validering",
        "Egen insats",
        "Pausad",
        "Näringsliv",
        "1, 2",
        "Fel väg",
        EARLY,
        1,
        1500.5,
        0,
        "Ja",
    ]


def test_what_nobody_has_said_of_an_insats_is_empty_and_not_zero(plan, goal, indicator):
    tied(indicator, goal, name="Tyst", state=InitiativeState.RUNNING)

    (row,) = sheet(plan, "Insatser")[1:]

    assert row[4:] == ["1", "", "", 0, "", "", "Ja"]


def test_an_insats_that_the_choices_leave_out_says_so(anna, plan, goal, indicator):
    for kind in (InitiativeKind.FUNDED, InitiativeKind.OWN):
        told(tied(indicator, goal, name=kind.value, kind=kind), {AUTUMN: 3})
    chose(anna, Option.ONLY_ONE_TO_ONE)

    assert [(row[0], row[1], row[-1]) for row in sheet(plan, "Insatser")[1:]] == [
        ("funded", "Projekt som vi finansierar", "Ja"),
        ("own", "Egen insats", "Nej"),
    ]
    assert [row[6] for row in sheet(plan, "Uppgifter")[1:]] == [3, 3]


def test_goals_stand_after_the_whole_with_their_level_and_what_they_share(plan, goal, indicator):
    """An insats with two goals below one is counted once in it, and is told of as shared."""
    under = [
        GoalFactory(region=plan.region, document=plan, parent=goal, outline=f"1.{n}", name=f"Del {n}", place=n)
        for n in (1, 2)
    ]
    GoalFactory(region=plan.region, document=plan, outline="2", name="Öde", place=9)
    tied(indicator, *under, state=InitiativeState.RUNNING)
    tied(indicator, under[0])

    assert sheet(plan, "Mål")[1:] == [
        ["Handlingsplan", 1, 2, 1, 0, 0, "", ""],
        ["1 Kompetens", 1, 2, 1, 1, 0, "", ""],
        ["1.1 Del 1", 2, 2, 1, 0, 0, "", ""],
        ["1.2 Del 2", 2, 1, 1, 0, 0, "", ""],
        ["2 Öde", 1, 0, 0, 0, 0, "", ""],
    ]


def test_the_whole_says_how_many_stand_under_more_than_one_of_its_goals(plan, goal, indicator):
    other = GoalFactory(region=plan.region, document=plan, outline="2", name="Arbete", place=2)
    tied(indicator, goal, other)
    tied(indicator, goal)

    assert programme(plan, TODAY).whole.shared == 1
    assert [(row[0], row[2], row[4]) for row in sheet(plan, "Mål")[1:]] == [
        ("Handlingsplan", 2, 1),
        ("1 Kompetens", 2, 0),
        ("2 Arbete", 1, 0),
    ]


def test_figures_stand_for_the_plan_and_for_each_goal_with_their_rule(plan, goal, indicator):
    other = GoalFactory(region=plan.region, document=plan, outline="2", name="Arbete", place=2)
    told(tied(indicator, goal, other), {AUTUMN: 10, SPRING: None})
    told(tied(indicator, other), {AUTUMN: 0, SPRING: 5})
    start = ["Deltagare", "Prestationer", HAPPENED, "personer"]

    head, *rows = sheet(plan, "Uppgifter")

    assert head[5:] == [LATE, EARLY, "Totalt", "Uppgifter", "Saknas"]
    assert rows == [
        ["Handlingsplan", *start, 10, 5, 15, 3, 1],
        ["1 Kompetens", *start, 10, "", 10, 1, 1],
        ["2 Arbete", *start, 10, 5, 15, 3, 1],
    ]


@pytest.mark.parametrize(
    ("counting", "values", "cells"),
    [
        (Counting.PER_PERIOD, (3, 7), [3, 7, 10, 2, 0]),
        (Counting.CUMULATIVE, (3, 7), [3, 4, 7, 2, 0]),
        (Counting.STATE, (3, 7), [3, 7, 7, 1, 0]),
        (Counting.STATE, (3, None), [3, "", 3, 1, 1]),
        (Counting.CUMULATIVE, (None, 7), ["", 7, 7, 1, 1]),
    ],
)
def test_each_rule_has_its_total_in_the_sheet(plan, goal, counting, values, cells):
    told(tied(counted(plan.region, counting=counting), goal), dict(zip((AUTUMN, SPRING), values, strict=True)))

    assert sheet(plan, "Uppgifter")[1][5:] == cells


def test_a_ratio_has_no_rule_and_is_rounded_half_up(plan, goal, indicator):
    of_all = counted(plan.region, "Alla")
    counted(plan.region, "Andel", adding=Adding.RATIO, numerator=indicator, denominator=of_all, unit="procent")
    result = tied(indicator, goal)
    report = reported(result.initiative, AUTUMN)
    line(report, result, 1)
    line(report, also(result.initiative, of_all, Level.OUTCOME), 8)

    rows = [row[2:] for row in sheet(plan, "Uppgifter") if row[:2] == ["Handlingsplan", "Andel"]]

    assert rows == [["Kvot", "", "procent", 13, 13, 2, 0]]


def test_every_breakdown_stands_by_itself_with_what_is_left(plan, goal, indicator):
    result = tied(indicator, goal)
    written = line(reported(result.initiative, AUTUMN), result, 10, women=4, men=5)
    for dimension, category, value in (("age", "age_65", 10), ("born", "abroad", 3), ("place", "9999", 1)):
        written.parts.create(region=plan.region, dimension=dimension, category=category, value=value)

    rows = sheet(plan, "Uppdelat")[1:]

    assert [(row[0], row[5], row[6], row[7]) for row in rows] == [
        ("Kön", "Kvinnor", 4, 4),
        ("Kön", "Män", 5, 5),
        ("Kön", "Ej uppdelat", 1, 1),
        ("Ålder", "65 år och äldre", 10, 10),
        ("Ålder", "Ej uppdelat", 0, 0),
        ("Födelseland", "Födda utomlands", 3, 3),
        ("Födelseland", "Ej uppdelat", 7, 7),
        ("Kommun", "9999", 1, 1),
        ("Kommun", "Ej uppdelat", 9, 9),
    ]


def test_reports_stand_insats_by_insats_with_the_latest_first(plan, goal, indicator):
    opened(plan.region, AUTUMN, date(2025, 12, 1))
    opened(plan.region, SPRING, date(2026, 6, 1))
    first, second = (tied(indicator, goal, name=name).initiative for name in ("A", "B"))
    said = {"verdict": Verdict.PARTLY, "verdict_reason": "Det tar tid.", "done": "Kurser.", "learned": "Validera."}
    reported(second, AUTUMN, verdict=Verdict.TOO_EARLY)
    reported(first, SPRING, **said, next_change="Börja tidigare.")
    reported(first, AUTUMN, verdict=Verdict.RIGHT_WAY)

    assert sheet(plan, "Rapporter")[1:] == [
        ["A", EARLY, "Delvis på väg", "Det tar tid.", "Kurser.", "Validera.", "Börja tidigare."],
        ["A", LATE, "Rätt väg", "", "", "", ""],
        ["B", LATE, "För tidigt att bedöma", "", "", "", ""],
    ]


def test_what_no_file_can_hold_is_shown_as_a_mark(plan, goal, indicator):
    result = tied(indicator, goal, name="Vali\x01dering")
    reported(result.initiative, AUTUMN, verdict=Verdict.PARTLY, learned="Ett\x0bord")

    assert sheet(plan, "Insatser")[1][0] == "Vali\N{REPLACEMENT CHARACTER}dering"
    assert sheet(plan, "Rapporter")[1][5] == "Ett\N{REPLACEMENT CHARACTER}ord"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "https://example.org"])
def test_nothing_that_people_wrote_is_a_formula_or_a_link(alvmark, evil):
    plan = SteeringDocumentFactory(region=alvmark, title=evil)
    goal = GoalFactory(region=alvmark, document=plan, outline="1", name=evil)
    result = tied(counted(alvmark, evil, unit=evil), goal, name=evil)
    words = dict.fromkeys(("verdict_reason", "done", "learned", "next_change"), evil)
    line(reported(result.initiative, AUTUMN, verdict=Verdict.PARTLY, **words), result, 3)

    content = content_of(plan)

    pages = b"".join(part(content, f"xl/worksheets/sheet{number}.xml") for number in range(1, 7))
    assert b"<f>" not in pages
    assert b"<hyperlink" not in pages
    assert sheet(plan, "Rapporter")[1][3:] == [evil] * 4


def test_the_same_plan_gives_the_same_bytes(plan, goal, indicator):
    told(tied(indicator, goal), {AUTUMN: 3})

    assert content_of(plan) == content_of(plan)


def test_the_first_sheet_says_what_an_empty_cell_is(plan, goal):
    rows = {row[0]: row[1] for row in sheet(plan, "Om")}

    assert rows["Handlingsplan"] == ""
    assert rows["Tomt"] == "Ingen har lämnat någon uppgift. Det är inte noll."
