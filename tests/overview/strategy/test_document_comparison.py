"""Any two versions side by side say exactly what changed: no more, no less."""

from datetime import date
from random import Random

import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.strategy.walks import added_goal, adopt, drafted_document, goal_tree
from varv.core.outline import Way
from varv.core.refusals import RuleBroken
from varv.core.versions import Kind, compare
from varv.overview.strategy.document_comparison import document_comparison
from varv.strategy import operations
from varv.strategy.models import DocumentVersion, Goal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def again(document, by, reason="Vi har lärt oss.", on=date(2026, 5, 1)):
    """The next version, once the document has been opened and changed."""
    return adopt(document, by, reason=reason, adopted_on=on)


def opened(document, by):
    operations.revise_document(document=document, by=by, at=MONDAY)
    document.refresh_from_db()


def edit(goal, by, **edited):
    goal.refresh_from_db()
    operations.edit_goal(goal=goal, revision=goal.revision, by=by, at=MONDAY, **edited)


def told(comparison):
    return [
        (line.kind, line.name, [(field.label, field.before, field.after) for field in line.fields])
        for line in comparison.differences
    ]


@pytest.fixture
def three(anna):
    """A document in three versions: first a goal is renamed, then one is let go."""
    document = drafted_document(anna)
    first, school, _health, second = goal_tree(anna, document)
    adopt(document, anna, reason="")
    opened(document, anna)
    edit(school, anna, name="Alla unga fullföljer", gap_rule="Mindre gap mellan pojkar och flickor")
    again(document, anna, "Pojkarna halkar efter.")
    opened(document, anna)
    operations.retire_goal(goal=second, reason="Nått.", by=anna, at=MONDAY)
    again(document, anna, "Målet är nått.", date(2026, 6, 1))
    assert first.outline == "1"
    return document


def test_newest_is_compared_with_the_one_before(three):
    sheet = document_comparison(three, None, None)

    assert [version.number for version in sheet.versions] == [3, 2, 1]
    assert (sheet.comparison.first.number, sheet.comparison.second.number) == (2, 3)
    assert told(sheet.comparison) == [(Kind.REMOVED, "2 Ett näringsliv som ställer om", [])]


@pytest.mark.parametrize("numbers", [(1, 3), (3, 1)])
def test_any_two_are_compared_with_all_reasons_on_the_way(numbers, three):
    comparison = document_comparison(three, *numbers).comparison

    assert [(version.number, version.reason) for version in comparison.between] == [
        (2, "Pojkarna halkar efter."),
        (3, "Målet är nått."),
    ]
    assert told(comparison) == [
        (
            Kind.CHANGED,
            "1.1 Alla unga fullföljer",
            [
                ("Name", "Fler unga fullföljer gymnasiet", "Alla unga fullföljer"),
                ("Which gap shrinks", "nothing", "Mindre gap mellan pojkar och flickor"),
            ],
        ),
        (Kind.REMOVED, "2 Ett näringsliv som ställer om", []),
    ]


@pytest.mark.parametrize("numbers", [(1, 1), (1, 9), (8, 9)])
def test_versions_that_are_not_two_cannot_be_compared(numbers, three):
    sheet = document_comparison(three, *numbers)

    assert (sheet.comparison, len(sheet.versions)) == (None, 3)


def test_document_with_one_version_or_none_has_nothing_to_compare(anna):
    draft = drafted_document(anna)
    assert document_comparison(draft, None, None).versions == ()
    adopt(draft, anna)

    sheet = document_comparison(draft, None, None)

    assert (sheet.comparison, [version.number for version in sheet.versions]) == (None, [1])


def test_goals_that_changed_places_are_told_once(anna):
    document = drafted_document(anna)
    _first, _school, health, _second = goal_tree(anna, document)
    adopt(document, anna)
    opened(document, anna)
    operations.shift_goal(goal=health, way=Way.UP, revision=1, by=anna, at=MONDAY)
    again(document, anna)

    assert told(document_comparison(document, 1, 2).comparison) == [
        (Kind.CHANGED, "The goals under 1", [("Order", "1.1, 1.2", "1.2, 1.1")])
    ]


def test_goals_at_the_top_that_changed_places_are_told_too(anna):
    document = drafted_document(anna)
    first, *_ = goal_tree(anna, document)
    adopt(document, anna)
    opened(document, anna)
    operations.shift_goal(goal=first, way=Way.DOWN, revision=1, by=anna, at=MONDAY)
    again(document, anna)

    assert told(document_comparison(document, 1, 2).comparison) == [
        (Kind.CHANGED, "The goals at the top", [("Order", "1, 2", "2, 1")])
    ]


def test_goal_put_in_between_is_told_alone(anna):
    document = drafted_document(anna)
    first, *_ = goal_tree(anna, document)
    adopt(document, anna)
    opened(document, anna)
    added_goal(anna, document, "1.3", "Fler mår bra", parent=first)
    again(document, anna)

    assert told(document_comparison(document, 1, 2).comparison) == [(Kind.ADDED, "1.3 Fler mår bra", [])]


def act(chance, document, by):
    """One random verb on the document's goals."""
    goals = list(Goal.objects.of(by.region_id).filter(document=document).in_force().order_by("pk"))
    goal = chance.choice(goals)
    deed = chance.randrange(4)
    try:
        if deed == 0:
            edit(goal, by, name=f"Namn {chance.randrange(99)}", description=chance.choice(["", "Ord."]))
        elif deed == 1:
            way = chance.choice(list(Way))
            operations.shift_goal(goal=goal, way=way, revision=goal.revision, by=by, at=MONDAY)
        elif deed == 2:
            added_goal(by, document, f"n{chance.randrange(999)}", parent=chance.choice([None, *goals]))
        elif len(goals) > 2:
            operations.retire_goal(goal=goal, reason="Nått.", by=by, at=MONDAY)
    except RuleBroken:
        pass


def applied(before, differences):
    """The content that the older version becomes when each difference happens to it."""
    content = {part: dict(items) for part, items in before.items()}
    for difference in differences:
        items = content.setdefault(difference.part, {})
        if difference.kind is Kind.REMOVED:
            del items[difference.id]
        elif difference.kind is Kind.ADDED:
            items[difference.id] = difference.item
        else:
            items[difference.id] = items[difference.id] | {field.field: field.after for field in difference.fields}
    return content


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_done_the_differences_make_the_one_version_into_the_other(seed, anna):
    document, chance = drafted_document(anna), Random(seed)
    goal_tree(anna, document)
    adopt(document, anna)
    opened(document, anna)
    for _ in range(6):
        act(chance, document, anna)
    again(document, anna)

    old, new = DocumentVersion.objects.of(anna.region_id).filter(document=document).order_by("number")
    found = compare(old.content, new.content)
    assert applied(old.content, found) == new.content
    assert all(field.before != field.after for difference in found for field in difference.fields)
    assert len({(difference.part, difference.id) for difference in found}) == len(found)


def test_comparison_takes_one_query(three, django_assert_num_queries):
    with django_assert_num_queries(1):
        document_comparison(three, 1, 3)
