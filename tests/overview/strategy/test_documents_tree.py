from datetime import date

import pytest

from tests.factories import MONDAY, InitiativeFactory
from tests.strategy.walks import adopted_document, drafted_document
from varv.core.kinds import DocumentKind
from varv.core.workflow import InitiativeState, PlanState
from varv.overview.strategy.documents_tree import Sought, documents_tree
from varv.strategy import operations

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def plan(by, title, parent=None, kind=DocumentKind.ACTION_PLAN, **said):
    values = {"starts_on": date(2024, 1, 1)} | said
    return operations.draft_document(kind=kind, title=title, parent=parent, by=by, at=MONDAY, **values)


def shown(by, on=TODAY, **sought):
    tree = documents_tree(by.region_id, Sought(**sought), on)
    return [(line.document.title, line.is_sought) for line in tree.lines]


@pytest.fixture
def documents(anna):
    """A strategy with a plan, which has a plan of its own; and a frame beside."""
    strategy = adopted_document(anna)
    upper = plan(anna, "Kompetensplan", strategy)
    return strategy, upper, plan(anna, "Delplan", upper), plan(anna, "Agenda", kind=DocumentKind.GLOBAL)


def test_everything_is_shown_when_nothing_is_sought(anna, documents):
    assert shown(anna) == [("Agenda", True), ("Älvmark 2030", True), ("Kompetensplan", True), ("Delplan", True)]
    assert Sought().is_narrow is False


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"words": "delPLAN"}, [("Älvmark 2030", False), ("Kompetensplan", False), ("Delplan", True)]),
        ({"words": "ÄLVMARK"}, [("Älvmark 2030", True)]),
        ({"kind": DocumentKind.GLOBAL}, [("Agenda", True)]),
        ({"state": PlanState.ADOPTED}, [("Älvmark 2030", True)]),
        ({"kind": DocumentKind.ACTION_PLAN, "words": "kompetens"}, [("Älvmark 2030", False), ("Kompetensplan", True)]),
        ({"kind": DocumentKind.PROGRAMME}, []),
        ({"words": "finns inte"}, []),
    ],
)
def test_what_is_sought_is_shown_where_it_stands(sought, found, anna, documents):
    assert shown(anna, **sought) == found
    assert Sought(**sought).is_narrow is True


def test_only_what_is_in_force_can_be_sought(anna, documents):
    strategy, upper, lower, _frame = documents
    operations.edit_document(document=lower, revision=1, ends_on=date(2025, 12, 31), by=anna, at=MONDAY)
    operations.replace_document(document=upper, successor=plan(anna, "Ny plan"), by=anna, at=MONDAY)

    assert shown(anna, only_running=True) == [("Agenda", True), ("Älvmark 2030", True), ("Ny plan", True)]
    assert ("Delplan", True) in shown(anna, on=date(2025, 12, 31), only_running=True)
    assert strategy.title == "Älvmark 2030"


def test_tree_counts_everything_whatever_is_sought(anna, alvmark, documents):
    InitiativeFactory(region=alvmark, state=InitiativeState.RUNNING)

    tree = documents_tree(anna.region_id, Sought(words="agenda"), TODAY)

    assert (tree.total, tree.found, tree.running, tree.adopted, tree.goals) == (4, 1, 4, 1, 1)
    assert tree.initiatives == 1
    assert tree.kinds == (DocumentKind.GLOBAL, DocumentKind.REGIONAL_STRATEGY, DocumentKind.ACTION_PLAN)


def test_line_knows_what_replaced_it(anna, documents):
    _strategy, upper, _lower, _frame = documents
    new = plan(anna, "Ny plan", starts_on=date(2027, 1, 1))
    operations.replace_document(document=upper, successor=new, by=anna, at=MONDAY)

    lines = {line.document.title: line for line in documents_tree(anna.region_id, Sought(), TODAY).lines}

    told = lines["Kompetensplan"].document.replaced_by
    assert (told.id, told.title, told.starts_on) == (new.pk, "Ny plan", date(2027, 1, 1))
    assert (lines["Kompetensplan"].is_running, lines["Ny plan"].is_running) == (True, False)


def test_tree_is_the_regions_own(anna, stig):
    drafted_document(stig, "Sydland 2030")

    assert documents_tree(anna.region_id, Sought(), TODAY).lines == ()


@pytest.mark.parametrize("count", [1, 3])
def test_tree_takes_four_queries_however_many_documents(count, anna, django_assert_num_queries):
    for number in range(count):
        plan(anna, f"Plan {number}")

    with django_assert_num_queries(4):
        documents_tree(anna.region_id, Sought(words="plan"), TODAY)
