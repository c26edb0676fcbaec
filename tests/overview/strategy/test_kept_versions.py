"""A database may give back what a version kept in another order, and with the fields in another order still."""

import pytest
from django.utils import translation

from tests.factories import MONDAY
from tests.strategy.walks import adopt, adopt_chain, chain_of_three, drafted_document, goal_tree
from varv.core.theory import Level
from varv.overview.strategy.chain_versions import chain_version_sheet
from varv.overview.strategy.differences import differences
from varv.overview.strategy.document_sheet import document_version_sheet
from varv.strategy import operations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def turned(content):
    """The same content with everything in the opposite order."""
    return {
        part: {key: dict(reversed(item.items())) for key, item in reversed(items.items())}
        for part, items in reversed(content.items())
    }


def test_goals_of_a_version_are_read_in_their_order(anna):
    document = drafted_document(anna)
    goal_tree(anna, document)
    version = adopt(document, anna)

    version.content = turned(version.content)

    read = document_version_sheet(version)
    assert [(goal.depth, goal.outline) for goal in read.goals] == [(0, "1"), (1, "1.1"), (1, "1.2"), (0, "2")]


def test_steps_of_a_version_are_read_in_their_order(anna):
    chain, *_ = chain_of_three(anna)
    version = adopt_chain(chain, anna)

    version.content = turned(version.content)

    read = chain_version_sheet(version)
    assert [level for level, _texts in read.levels] == [Level.ACTIVITY, Level.OUTPUT, Level.OUTCOME]
    assert [link.assumption for link in read.links] == ["Intyget räknas när företagen anställer", ""]


def test_order_alone_is_no_difference(anna):
    document = drafted_document(anna)
    goal_tree(anna, document)
    content = adopt(document, anna).content

    assert differences(content, turned(content)) == ()
    assert differences(turned(content), content) == ()


def test_differences_are_told_in_the_same_order_whatever_the_database_did(anna):
    document = drafted_document(anna)
    first, school, health, last = goal_tree(anna, document)
    before = adopt(document, anna).content
    operations.revise_document(document=document, by=anna, at=MONDAY)
    for goal, name in ((last, "Sist"), (health, "Hälsan"), (first, "Först")):
        goal.refresh_from_db()
        operations.edit_goal(
            goal=goal, revision=goal.revision, name=name, description="Bättre sagt.", by=anna, at=MONDAY
        )
    operations.retire_goal(goal=school, reason="Målet är nått.", by=anna, at=MONDAY)
    document.refresh_from_db()
    after = adopt(document, anna).content

    told = differences(before, after)

    assert told == differences(turned(before), turned(after))
    assert [line.name for line in told] == [
        "1 Först",
        "1.1 Fler unga fullföljer gymnasiet",
        "1.2 Hälsan",
        "2 Sist",
    ]
    assert [field.label for field in told[0].fields] == ["Name", "Description"]
