from datetime import date

import pytest
from django.utils import translation

from tests.factories import MONDAY, IndicatorFactory
from tests.strategy.walks import (
    SPRING_DAY,
    added_goal,
    adopt,
    adopted_document,
    drafted_chain,
    drafted_document,
    goal_tree,
)
from varv.core.kinds import DocumentKind, GoalKind
from varv.core.status import Direction
from varv.core.versions import Kind
from varv.core.workflow import PlanState
from varv.overview.strategy.document_sheet import VersionLine, document_lines, document_sheet, document_version_sheet
from varv.regions.models import User
from varv.strategy import operations
from varv.strategy.models import DocumentVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def plan_below(by, parent, title="Handlingsplan"):
    return operations.draft_document(
        kind=DocumentKind.ACTION_PLAN, title=title, starts_on=date(2024, 1, 1), parent=parent, by=by, at=MONDAY
    )


def test_lines_stand_in_their_hierarchy_by_kind_and_title(anna):
    strategy = drafted_document(anna)
    plan_below(anna, strategy, "Plan B")
    first = plan_below(anna, strategy, "Plan A")
    plan_below(anna, first, "Delplan")
    operations.draft_document(
        kind=DocumentKind.NATIONAL, title="Nationell strategi", starts_on=date(2021, 1, 1), by=anna, at=MONDAY
    )

    assert [(line.depth, line.title) for line in document_lines(anna.region_id)] == [
        (0, "Nationell strategi"),
        (0, "Älvmark 2030"),
        (1, "Plan A"),
        (2, "Delplan"),
        (1, "Plan B"),
    ]


def test_line_counts_goals_in_force_and_chains_and_names_the_version_in_force(anna):
    document = drafted_document(anna)
    goals = goal_tree(anna, document)
    operations.retire_goal(goal=goals[-1], reason="Målet är nått.", by=anna, at=MONDAY)
    drafted_chain(anna, document=document)
    drafted_chain(anna, "Gymnasiet", document=document)
    adopt(document, anna)

    (line,) = document_lines(anna.region_id)

    assert (line.goals, line.chains, line.version, line.adopted_on) == (3, 2, 1, SPRING_DAY)
    assert (line.state, line.kind) == (PlanState.ADOPTED, DocumentKind.REGIONAL_STRATEGY)


def test_line_of_a_draft_has_no_version(anna):
    drafted_document(anna)

    (line,) = document_lines(anna.region_id)

    assert (line.version, line.adopted_on, line.goals) == (None, None, 0)


def test_lines_are_the_regions_own(anna, stig):
    drafted_document(stig, "Sydland 2030")

    assert document_lines(anna.region_id) == ()


def test_lines_take_two_queries_however_many_documents(anna, django_assert_num_queries):
    adopted_document(anna)
    with django_assert_num_queries(2):
        document_lines(anna.region_id)
    for title in ("Plan A", "Plan B"):
        adopted_document(anna, title)

    with django_assert_num_queries(2):
        document_lines(anna.region_id)


def test_sheet_draws_the_goals_as_a_tree(anna, alvmark):
    document = drafted_document(anna)
    _first, school, *_ = goal_tree(anna, document)
    IndicatorFactory(region=alvmark, goal=school)

    sheet = document_sheet(document)

    assert [(goal.depth, goal.outline, goal.indicators) for goal in sheet.goals] == [
        (0, "1", 0),
        (1, "1.1", 1),
        (1, "1.2", 0),
        (0, "2", 0),
    ]
    assert (sheet.goals[0].kind, sheet.targeted, sheet.retired) == (GoalKind.OVERARCHING, 4, ())


def test_sheet_tells_a_goals_wish_and_owner(anna):
    document = drafted_document(anna)
    owner = User.objects.get(pk=anna.person_id)
    added_goal(anna, document, is_targeted=False, wished=Direction.DOWN, owner=owner)

    sheet = document_sheet(document)

    assert (sheet.goals[0].wished, sheet.goals[0].is_targeted, sheet.goals[0].owner) == (Direction.DOWN, False, "Anna")
    assert sheet.targeted == 0


def test_sheet_keeps_retired_goals_apart(anna):
    document = drafted_document(anna)
    *_, last = goal_tree(anna, document)
    operations.retire_goal(goal=last, reason="Målet är nått.", by=anna, at=MONDAY)

    sheet = document_sheet(document)

    assert ([goal.outline for goal in sheet.goals], [goal.outline for goal in sheet.retired]) == (
        ["1", "1.1", "1.2"],
        ["2"],
    )


def test_sheet_knows_its_neighbours_chains_and_versions(anna):
    national = drafted_document(anna, "Nationell strategi")
    document = drafted_document(anna, parent=national)
    plan_below(anna, document)
    drafted_chain(anna, document=document)
    adopt(document, anna, case_number="RU 2021/87", reason="")

    sheet = document_sheet(document)

    assert (sheet.parent.title, [child.title for child in sheet.children]) == ("Nationell strategi", ["Handlingsplan"])
    assert [chain.name for chain in sheet.chains] == ["Kompetens för omställning"]
    assert sheet.newest == VersionLine(1, SPRING_DAY, "Regionfullmäktige", "RU 2021/87", "")


def test_sheet_of_a_draft_has_no_version_and_no_parent(anna):
    sheet = document_sheet(drafted_document(anna))

    assert (sheet.newest, sheet.parent, sheet.children, sheet.versions) == (None, None, (), ())


def test_sheet_takes_the_same_queries_for_one_goal_and_for_four(anna, django_assert_num_queries):
    document = drafted_document(anna)
    one = drafted_document(anna, "En plan")
    added_goal(anna, one)
    goal_tree(anna, document)

    with django_assert_num_queries(6):
        document_sheet(one)
    with django_assert_num_queries(6):
        document_sheet(document)


def revised(by, document):
    operations.revise_document(document=document, by=by, at=MONDAY)
    document.refresh_from_db()


def test_version_sheet_of_the_first_version_has_nothing_before_it(anna):
    document = drafted_document(anna, ends_on=date(2030, 12, 31), summary="Vart länet vill.")
    goal_tree(anna, document)

    sheet = document_version_sheet(adopt(document, anna))

    assert (sheet.title, sheet.kind, sheet.summary, sheet.parent) == (
        "Älvmark 2030",
        DocumentKind.REGIONAL_STRATEGY,
        "Vart länet vill.",
        "",
    )
    assert (sheet.starts_on, sheet.ends_on) == (date(2022, 1, 1), date(2030, 12, 31))
    assert [(goal.depth, goal.outline) for goal in sheet.goals] == [(0, "1"), (1, "1.1"), (1, "1.2"), (0, "2")]
    assert (sheet.before, sheet.after, sheet.differences) == (None, None, ())


def test_version_sheet_tells_what_the_next_version_changed(anna):
    document = adopted_document(anna)
    revised(anna, document)
    (goal,) = document.goals.all()
    operations.edit_goal(
        goal=goal, revision=1, is_targeted=False, wished=Direction.UP, name="Alla klarar gymnasiet", by=anna, at=MONDAY
    )
    added_goal(anna, document, "2", "Ett näringsliv som ställer om")

    second = document_version_sheet(adopt(document, anna))
    first = document_version_sheet(DocumentVersion.objects.of(anna.region_id).get(number=1))

    assert (first.before, first.after, second.before, second.after) == (None, 2, 1, None)
    assert [(line.kind, line.name) for line in second.differences] == [
        (Kind.CHANGED, "1 Alla klarar gymnasiet"),
        (Kind.ADDED, "2 Ett näringsliv som ställer om"),
    ]
    assert [(field.label, field.before, field.after) for field in second.differences[0].fields] == [
        ("Name", "Fler unga fullföljer gymnasiet", "Alla klarar gymnasiet"),
        ("Target", "With a target", "Without a target"),
        ("Wished direction", "nothing", "should rise"),
    ]


def test_version_sheet_stays_as_it_was_when_the_document_changes(anna):
    document = adopted_document(anna)
    revised(anna, document)
    operations.edit_document(document=document, revision=document.revision, title="RUS 2040", by=anna, at=MONDAY)

    sheet = document_version_sheet(DocumentVersion.objects.of(anna.region_id).get())

    assert (sheet.title, sheet.ends_on, sheet.goals[0].wished, sheet.goals[0].owner) == ("Älvmark 2030", None, None, "")


def test_version_sheet_takes_one_query(anna, django_assert_num_queries):
    version = adopt(drafted_document(anna), anna)

    with django_assert_num_queries(1):
        document_version_sheet(version)
