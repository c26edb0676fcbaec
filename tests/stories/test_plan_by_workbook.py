"""Whole plans by workbook: in and out again, and the goal trees of two real regions as far as the sources tell them."""

from datetime import date

import pytest

from tests.delivery.plans import ground, region_with_plan
from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import SPRING_DAY, adopt, adopt_chain
from tests.workbooks import plan_workbook
from varv.core.plan_book import Sheet
from varv.core.workflow import PlanState
from varv.delivery import operations
from varv.delivery.plan_book import plan_book
from varv.indicators.models import Indicator
from varv.publishing.workbooks.plan_reading import read_plan
from varv.publishing.workbooks.plan_writing import write_plan
from varv.regions import trail
from varv.regions.models import Region, User
from varv.strategy.models import Chain, Goal, SteeringDocument

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 16)


def fetched(by, on=ON):
    """The region's plan as a workbook; the region's name is left out, since two regions have two."""
    return write_plan(plan_book(by.region_id), region="", on=on)


def read_in(content, by):
    """Look through a workbook without problems, and read it in."""
    read = read_plan(content)
    outcome = operations.rehearse_import(book=read.book, by=by, at=MONDAY)
    assert (read.problems, outcome.problems) == ((), ())
    return operations.import_plan(book=read.book, seen=outcome.seal, by=by, at=MONDAY)


def settled(anna, stig, sydland):
    """An empty region with the same people's names, unit and framework as the other one."""
    User.objects.filter(pk=stig.person_id).update(name=anna.name)
    ground(sydland)


def test_a_plan_is_the_same_after_export_and_import_into_an_empty_region(anna, stig, sydland):
    region_with_plan(anna)
    settled(anna, stig, sydland)
    before = fetched(anna)

    read_in(before, stig)

    assert plan_book(stig.region_id) == plan_book(anna.region_id)
    assert fetched(stig) == before
    assert trail.broken_at(Region.objects.get(pk=stig.region_id)) is None


def test_an_adopted_plan_gives_the_same_bytes_and_becomes_a_draft(anna, stig, sydland):
    made = region_with_plan(anna)
    adopt(made["strategy"], anna)
    adopt(made["plan"], anna)
    adopt_chain(made["chain"], anna, adopted_on=SPRING_DAY)
    settled(anna, stig, sydland)
    before = fetched(anna)

    read_in(before, stig)

    assert fetched(stig) == before
    assert {one.state for one in SteeringDocument.objects.of(stig.region_id)} == {PlanState.DRAFT}
    assert {one.state for one in Chain.objects.of(stig.region_id)} == {PlanState.DRAFT}


def test_only_the_day_tells_two_workbooks_of_a_plan_apart(anna):
    region_with_plan(anna)

    today, tomorrow = fetched(anna), fetched(anna, date(2026, 11, 17))

    assert today != tomorrow
    assert read_plan(today).book == read_plan(tomorrow).book


def test_reading_in_what_was_just_fetched_changes_nothing(anna):
    made = region_with_plan(anna)
    adopt(made["strategy"], anna)
    before = fetched(anna)

    outcome = read_in(before, anna)

    assert [row for row in outcome.rows if row.is_new or row.changes] == []
    assert fetched(anna) == before
    assert verbs(made["strategy"]) == ["drafted", "adopted"]


OREBRO = ("Stark konkurrenskraft", "Hög och jämlik livskvalitet", "God resurseffektivitet")
EFFECT_GOALS = (7, 7, 6)  # twenty in all; how they are divided the source does not say


def orebro():
    """Three named goals, twenty effect goals and two indicators each. What the source does not name is numbered."""
    document = {"title": "Regional utvecklingsstrategi", "kind": "Regional utvecklingsstrategi", "starts_on": ON}
    goals, indicators = [], []
    for number, (name, below) in enumerate(zip(OREBRO, EFFECT_GOALS, strict=True), start=1):
        goals.append(under(document, str(number), name) | {"kind": "Övergripande mål"})
        for place in range(1, below + 1):
            outline = f"{number}.{place}"
            goals.append(under(document, outline, f"Effektmål {outline} (namnet saknas i källan)", str(number)))
            indicators += [
                {
                    "name": f"Indikator {outline} {letter} (namnet saknas i källan)",
                    "goal": outline,
                    "unit": "(saknas i källan)",
                    "source": "(saknas i källan)",
                }
                for letter in "ab"
            ]
    return plan_workbook(documents=[document], goals=goals, indicators=indicators)


def vasterbotten():
    """Two goals, three directions, six priorities and twenty below them."""
    document = {"title": "Regional utvecklingsstrategi", "kind": "Regional utvecklingsstrategi", "starts_on": ON}
    missing = "(namnet saknas i källan)"
    goals = [
        under(document, "1", "En levande plats") | {"kind": "Övergripande mål"},
        under(document, "2", "En cirkulär plats") | {"kind": "Övergripande mål"},
        *(under(document, f"I{n}", f"Inriktning {n} {missing}") for n in (1, 2, 3)),
        *(under(document, f"P{n}", f"Prioritering {n} {missing}", f"I{(n + 1) // 2}") for n in range(1, 7)),
        *(under(document, f"D{n}", f"Delprioritering {n} {missing}", f"P{(n - 1) % 6 + 1}") for n in range(1, 21)),
    ]
    return plan_workbook(documents=[document], goals=goals)


def under(document, outline, name, parent=None):
    """A goal without a target, which needs a direction; the sources name none, so it is said to rise."""
    wish = {"is_targeted": "Nej", "wished": "bör öka"}
    return {"document": document["title"], "outline": outline, "name": name, "parent": parent, **wish}


def tree(by):
    """Each goal's number and its parent's, as a reader meets them."""
    goals = Goal.objects.of(by.region_id).in_force().in_outline_order().select_related("parent")
    return [(goal.outline, goal.parent.outline if goal.parent else None) for goal in goals]


def test_the_goals_of_orebro_are_read_in_and_stand_in_their_tree(anna):
    read_in(orebro(), anna)

    assert tree(anna) == [
        place
        for number, below in enumerate(EFFECT_GOALS, start=1)
        for place in [(str(number), None), *((f"{number}.{n}", str(number)) for n in range(1, below + 1))]
    ]
    assert [goal.name for goal in Goal.objects.filter(parent=None).order_by("place")] == list(OREBRO)
    assert Indicator.objects.count() == 40
    assert {goal.indicators.count() for goal in Goal.objects.exclude(parent=None)} == {2}


def test_the_goals_of_vasterbotten_are_read_in_and_stand_in_their_tree(anna):
    read_in(vasterbotten(), anna)

    found = dict(tree(anna))
    assert [outline for outline, parent in found.items() if parent is None] == ["1", "2", "I1", "I2", "I3"]
    assert {outline: parent for outline, parent in found.items() if outline.startswith("P")} == {
        "P1": "I1",
        "P2": "I1",
        "P3": "I2",
        "P4": "I2",
        "P5": "I3",
        "P6": "I3",
    }
    assert sum(outline.startswith("D") for outline in found) == 20
    assert found["D20"] == "P2"


@pytest.mark.parametrize("region", [orebro, vasterbotten])
def test_a_real_plan_comes_out_as_it_went_in(region, anna, stig):
    read_in(region(), anna)
    before = fetched(anna)

    read_in(before, stig)

    assert fetched(stig) == before


def test_goals_are_written_in_any_order_and_still_stand_under_their_parents(anna):
    rows = [
        under({"title": "Plan"}, outline, f"Mål {outline}", parent)
        for outline, parent in (("1.1.1", "1.1"), ("1.1", "1"), ("1", None))
    ]
    document = {"title": "Plan", "kind": "Program", "starts_on": ON}

    read_in(plan_workbook(documents=[document], goals=rows), anna)

    assert tree(anna) == [("1", None), ("1.1", "1"), ("1.1.1", "1.1")]


def test_a_row_added_in_the_fetched_workbook_is_all_that_is_new(anna):
    made = region_with_plan(anna)
    rows = read_plan(fetched(anna)).book[Sheet.GOALS]
    new = {"document": made["strategy"].title, "outline": "3", "name": "Något nytt"}
    written = [
        {
            "key": row.values["key"],
            "document": row.values["document"],
            "outline": row.values["outline"],
            "name": row.values["name"],
        }
        for row in rows
    ]

    outcome = read_in(plan_workbook(goals=[*written, new]), anna)

    assert [row.label for row in outcome.rows if row.is_new or row.changes] == ["3 Något nytt"]
    assert Goal.objects.of(anna.region_id).count() == len(rows) + 1
