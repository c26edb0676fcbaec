"""Where kinds and levels are shown: by the region's own names, or else by the usual words."""

import pytest

from tests.factories import MONDAY
from tests.fillable import forms_of
from tests.strategy.walks import added_goal, chain_of_three, drafted_document, goal_tree
from varv.core.choices import Option, Scope, Topic
from varv.core.kinds import DocumentKind, Naming
from varv.core.theory import Level
from varv.overview.strategy.documents_tree import Sought, documents_tree
from varv.overview.strategy.level_names import USUAL, Names, level_names
from varv.overview.strategy.theory_map import theory_map
from varv.strategy import operations
from varv.web.naming import called, level_words
from varv.web.strategy import chart
from varv.web.strategy.hierarchy import drawing
from varv.web.templatetags.choices import counted, effects, goal_level, meaning, question

pytestmark = pytest.mark.django_db

NAMES = Names(
    {
        (Naming.DOCUMENT, DocumentKind.PROGRAMME, None): "Delprogram",
        (Naming.CHAIN, Level.OUTPUT, None): "Leveranser",
        (Naming.GOAL, "1", None): "Visioner",
        (Naming.GOAL, "1", 7): "Målområden",
    }
)


def text(response):
    return response.content.decode()


def name_output(by):
    operations.name_level(of=Naming.CHAIN, code=Level.OUTPUT, name="Leveranser", by=by, at=MONDAY)


@pytest.mark.parametrize(
    ("code", "usual", "own"),
    [
        (DocumentKind.PROGRAMME, "Program", "Delprogram"),
        (DocumentKind.ACTION_PLAN, "Handlingsplan", "Handlingsplan"),
        (Level.OUTPUT, "Prestationer", "Leveranser"),
        (Level.OUTCOME, "Utfall", "Utfall"),
    ],
)
def test_a_code_is_called_by_its_own_name_or_the_usual_word(code, usual, own):
    assert (called(code, USUAL), called(code, NAMES)) == (usual, own)


def test_a_figure_gets_a_word_for_every_level():
    assert list(level_words(NAMES)) == list(Level)
    assert level_words(NAMES)[Level.OUTPUT] == "Leveranser"
    assert level_words(USUAL)[Level.OUTPUT] == "Prestationer"


def test_a_level_of_goals_is_nothing_without_a_name():
    assert (goal_level(NAMES, 1), goal_level(NAMES, 1, 7), goal_level(NAMES, 2)) == ("Visioner", "Målområden", "")


def test_the_columns_of_a_chain_are_headed_by_the_regions_names(anna):
    chain, *_rest = chain_of_three(anna)
    name_output(anna)

    drawn = chart.drawn(theory_map(chain), level_names(anna.region_id))

    assert (drawn.levels[Level.OUTPUT], drawn.levels[Level.OUTCOME]) == ("Leveranser", "Utfall")


def test_the_page_of_a_chain_and_its_editor_say_the_regions_names(anna, visit):
    chain, *_rest = chain_of_three(anna)
    name_output(anna)
    client = visit(anna)

    for page in ("", "redigera/"):
        told = text(client.get(f"/alvmark/effektkedjor/{chain.pk}/{page}"))
        assert "Leveranser" in told


def test_the_steps_of_the_hierarchy_are_called_by_the_regions_names(anna, alvmark):
    operations.draft_document(
        kind=DocumentKind.PROGRAMME, title="Kompetens", starts_on=MONDAY.date(), by=anna, at=MONDAY
    )
    tree = documents_tree(alvmark.pk, Sought(), MONDAY.date())

    assert ("Delprogram" in drawing(tree, "alvmark", NAMES), "Delprogram" in drawing(tree, "alvmark", USUAL)) == (
        True,
        False,
    )


def test_a_step_is_put_on_a_level_by_the_regions_name(anna, visit):
    chain, *_rest = chain_of_three(anna)
    name_output(anna)
    address = f"/alvmark/effektkedjor/{chain.pk}/led/nytt/"

    (form,) = [form for form in forms_of(address, text(visit(anna).get(address))) if "level" in form.kinds]

    assert (form.choices["level"]["Leveranser"], form.choices["level"]["Utfall"]) == ("output", "outcome")


def test_the_table_of_the_trace_says_the_regions_names(anna, visit):
    strategy = drafted_document(anna)
    goal_tree(anna, strategy)
    plan = operations.draft_document(
        kind=DocumentKind.PROGRAMME, title="Kompetens", starts_on=MONDAY.date(), by=anna, at=MONDAY
    )
    added_goal(anna, plan)
    operations.name_level(of=Naming.DOCUMENT, code=DocumentKind.PROGRAMME, name="Delprogram", by=anna, at=MONDAY)

    assert "Delprogram" in visit(anna).get("/alvmark/spar/tabell/").content.decode("utf-8-sig")


def test_templates_can_ask_what_a_topic_and_an_answer_mean():
    assert question(Topic.FUNDING) == "Vilka pengar följer ni?"
    assert meaning(Topic.PHASES).startswith("En strategi startas")
    assert meaning(Option.ONE_SET) == "Målen gäller från första dagen till den sista."
    assert effects(Topic.PHASES, [Option.BY_PHASE]) == ("Målformuläret frågar vilken fas målet hör till.",)
    assert counted(Scope({Topic.FUNDING: frozenset({Option.ONLY_ONE_TO_ONE})})) == (
        "Bara 1:1-finansierade insatser räknas, enligt vägvalet"
    )
