import pytest

from tests.factories import MONDAY, GoalFactory, LevelNameFactory, SteeringDocumentFactory
from tests.strategy.walks import drafted_document, goal_tree
from varv.core.kinds import DocumentKind, Naming
from varv.core.theory import Level
from varv.overview.strategy.level_names import Names, ladders, level_names
from varv.strategy import operations

pytestmark = pytest.mark.django_db


def name(by, of, code, called, document=None):
    operations.name_level(of=of, code=code, name=called, document=document, by=by, at=MONDAY)


def test_without_names_the_face_says_the_usual_word():
    names = Names()

    assert names.document(DocumentKind.REGIONAL_STRATEGY) is None
    assert (names.goal(1), names.goal(1, 7), names.chain(Level.OUTPUT)) == (None, None, None)
    assert names.doubled == ()


def test_names_are_found_by_kind_by_depth_and_by_level(anna):
    name(anna, Naming.DOCUMENT, DocumentKind.PROGRAMME, "Delprogram")
    name(anna, Naming.GOAL, "2", "Delmål")
    name(anna, Naming.CHAIN, Level.OUTPUT, "Leveranser")

    names = level_names(anna.region_id)

    assert (names.document(DocumentKind.PROGRAMME), names.document(DocumentKind.ACTION_PLAN)) == ("Delprogram", None)
    assert (names.goal(1), names.goal(2)) == (None, "Delmål")
    assert (names.chain(Level.OUTPUT), names.chain(Level.OUTCOME)) == ("Leveranser", None)


def test_a_documents_own_name_for_goals_goes_first(anna):
    document = drafted_document(anna)
    name(anna, Naming.GOAL, "1", "Mål")
    name(anna, Naming.GOAL, "2", "Delmål")
    name(anna, Naming.GOAL, "1", "Visioner", document)

    names = level_names(anna.region_id)

    assert (names.goal(1, document.pk), names.goal(2, document.pk), names.goal(1)) == ("Visioner", "Delmål", "Mål")


def test_names_are_one_query_however_many(anna, django_assert_num_queries):
    for code in ("1", "2", "3"):
        name(anna, Naming.GOAL, code, f"Nivå {code}")

    with django_assert_num_queries(1):
        level_names(anna.region_id)


def test_the_same_name_twice_on_a_ladder_is_seen(anna):
    document = drafted_document(anna)
    for code in ("1", "2"):
        name(anna, Naming.GOAL, code, "Mål" if code == "1" else "mål")
    name(anna, Naming.GOAL, "1", "Mål", document)
    name(anna, Naming.CHAIN, Level.OUTPUT, "Mål")

    assert level_names(anna.region_id).doubled == ("mål",)


def test_another_regions_names_are_not_ours(anna, stig):
    name(stig, Naming.GOAL, "1", "Visioner")

    assert level_names(anna.region_id) == Names()


def test_the_ladders_are_documents_goals_and_chains(alvmark):
    documents, goals, chains = ladders(alvmark.pk)

    assert [row.code for row in documents.rows] == [kind.value for kind in DocumentKind]
    assert [row.code for row in goals.rows] == ["1", "2", "3"]
    assert [row.code for row in chains.rows] == [level.value for level in Level]
    assert {ladder.is_named for ladder in (documents, goals, chains)} == {False}


def test_a_document_with_goals_has_a_ladder_as_deep_as_its_tree(anna):
    document = drafted_document(anna)
    goal_tree(anna, document)
    drafted_document(anna, "Utan mål")
    name(anna, Naming.GOAL, "2", "Effektmål", document)

    own = ladders(anna.region_id)[3:]

    assert [(ladder.of, ladder.document, ladder.is_named) for ladder in own] == [(Naming.GOAL, "Älvmark 2030", True)]
    assert [(row.code, row.document_id, row.name) for row in own[0].rows] == [
        ("1", document.pk, ""),
        ("2", document.pk, "Effektmål"),
    ]


def test_ladders_stop_where_a_tree_is_too_deep_to_name(alvmark):
    document, parent = SteeringDocumentFactory(region=alvmark), None
    for depth in range(1, 9):
        parent = GoalFactory(region=alvmark, document=document, parent=parent, outline=str(depth))

    of_region, own = ladders(alvmark.pk)[1], ladders(alvmark.pk)[3]

    assert ([row.code for row in of_region.rows], len(own.rows)) == (["1", "2", "3", "4", "5", "6"], 6)


def test_the_ladders_ask_as_often_for_one_document_as_for_three(alvmark, django_assert_num_queries):
    for number in range(3):
        document = SteeringDocumentFactory(region=alvmark, title=f"Dokument {number}")
        GoalFactory(region=alvmark, document=document)
        LevelNameFactory(region=alvmark, document=document)

    with django_assert_num_queries(3):
        found = ladders(alvmark.pk)
    assert [ladder.document for ladder in found[3:]] == ["Dokument 0", "Dokument 1", "Dokument 2"]
