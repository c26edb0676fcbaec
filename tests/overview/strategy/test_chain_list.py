from datetime import date

import pytest

from tests.factories import MONDAY
from tests.strategy.walks import (
    added_goal,
    added_step,
    adopt_chain,
    adopted_chain,
    chain_of_three,
    drafted_chain,
    drafted_document,
    linked,
)
from varv.core.kinds import DocumentKind
from varv.core.theory import Evidence, Holding
from varv.core.workflow import PlanState
from varv.overview.strategy.chain_list import ChainWish, Shown, chain_board, chain_lines, document_areas
from varv.strategy import operations

pytestmark = pytest.mark.django_db


def area(by, document, name):
    return operations.add_area(document=document, name=name, by=by, at=MONDAY)


def seen(by, link, holding, since=date(2026, 3, 2)):
    operations.check_assumption(link=link, holding=holding, since=since, signal="Vi ringde.", by=by, at=MONDAY)


def names(board):
    return [line.name for line in board.lines]


def shelves(board):
    return [(group.document, group.area, [line.name for line in group.lines]) for group in board.groups]


def test_list_tells_how_well_each_chain_is_supported(anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    chain_of_three(anna, "Kompetens", document)
    drafted_chain(anna, "Gymnasiet", document, goal=goal)

    empty, full = chain_lines(anna.region_id)

    assert (empty.name, empty.goal, empty.steps, empty.links, empty.grades, empty.weakest) == (
        "Gymnasiet",
        "1 Fler unga fullföljer gymnasiet",
        0,
        0,
        (),
        None,
    )
    assert (full.name, full.goal, full.steps, full.links) == ("Kompetens", "", 3, 2)
    assert full.grades == ((Evidence.STRONG, 1), (Evidence.ASSUMED, 1))
    assert full.weakest.assumption == "Intyget räknas när företagen anställer"


def test_list_names_the_version_in_force(anna):
    chain, *_ = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    adopt_chain(chain, anna)

    (line,) = chain_lines(anna.region_id)

    assert (line.version, line.state, line.document) == (2, PlanState.ADOPTED, "Älvmark 2030")


def test_list_is_the_regions_own_and_takes_five_queries(anna, stig, django_assert_num_queries):
    chain_of_three(stig)
    document = drafted_document(anna)
    chain_of_three(anna, "Kompetens", document)
    with django_assert_num_queries(5):
        assert [line.name for line in chain_lines(anna.region_id)] == ["Kompetens"]
    for name in ("Gymnasiet", "Service"):
        chain_of_three(anna, name, document)

    with django_assert_num_queries(5):
        assert [line.name for line in chain_lines(anna.region_id)] == ["Gymnasiet", "Kompetens", "Service"]


def test_list_counts_assumptions_by_how_they_were_last_seen(anna):
    _chain, steps, links = chain_of_three(anna)
    other = linked(anna, steps[0], steps[2], assumption="Arbetsgivaren ger ledigt")
    unseen = linked(anna, steps[2], added_step(anna, steps[0].chain, "Fler i arbete", steps[2].level))
    seen(anna, links[1], Holding.BROKEN)
    seen(anna, other, Holding.BROKEN)
    seen(anna, other, Holding.UNCERTAIN, date(2026, 9, 1))

    (line,) = chain_lines(anna.region_id)

    assert unseen.assumption == ""
    assert (line.broken, dict(line.holding)) == (1, {Holding.BROKEN: 1, Holding.UNCERTAIN: 1})


def test_assumption_that_is_no_longer_written_is_not_counted(anna):
    _chain, _steps, links = chain_of_three(anna)
    seen(anna, links[1], Holding.BROKEN)

    operations.edit_link(link=links[1], revision=1, assumption="", by=anna, at=MONDAY)

    (line,) = chain_lines(anna.region_id)
    assert (line.broken, line.weakest.holding, len(line.weakest.checks)) == (0, None, 1)


def test_board_groups_chains_by_document_and_area_as_placed(anna):
    strategy, roads = drafted_document(anna), drafted_document(anna, "Länstransportplanen")
    second, first = area(anna, strategy, "Kompetens"), area(anna, strategy, "Gymnasiet")
    operations.move_area(area=first, after=None, by=anna, at=MONDAY)
    for name, document, where in (
        ("Vägar", roads, None),
        ("Utan område", strategy, None),
        ("Validering", strategy, second),
        ("Moduler", strategy, second),
        ("Studiero", strategy, first),
    ):
        drafted_chain(anna, name, document, area=where)

    board = chain_board(anna.region_id, ChainWish())

    assert shelves(board) == [
        ("Länstransportplanen", "", ["Vägar"]),
        ("Älvmark 2030", "Gymnasiet", ["Studiero"]),
        ("Älvmark 2030", "Kompetens", ["Moduler", "Validering"]),
        ("Älvmark 2030", "", ["Utan område"]),
    ]
    assert (board.total, board.adopted, board.links) == (5, 0, 0)


def test_areas_of_two_documents_with_the_same_name_stand_apart(anna):
    strategy, roads = drafted_document(anna), drafted_document(anna, "Länstransportplanen")
    for name, document in (("A", strategy), ("B", roads)):
        drafted_chain(anna, name, document, area=area(anna, document, "Kompetens"))

    board = chain_board(anna.region_id, ChainWish())

    assert shelves(board) == [("Länstransportplanen", "Kompetens", ["B"]), ("Älvmark 2030", "Kompetens", ["A"])]


def test_board_shows_what_is_wished_for(anna):
    strategy, roads = drafted_document(anna), drafted_document(anna, "Länstransportplanen")
    skills = area(anna, strategy, "Kompetens")
    chain, _steps, links = chain_of_three(anna, "Moduler", strategy)
    operations.edit_chain(chain=chain, area=skills, revision=chain.revision, by=anna, at=MONDAY)
    adopt_chain(chain, anna)
    seen(anna, links[1], Holding.BROKEN)
    _roads, steps, _links = chain_of_three(anna, "Vägar", roads)
    linked(anna, steps[0], steps[2], evidence=Evidence.NONE)

    wishes = {
        "all": ChainWish(),
        "document": ChainWish(document_id=roads.pk),
        "area": ChainWish(area_id=skills.pk),
        "both": ChainWish(document_id=roads.pk, area_id=skills.pk),
        "broken": ChainWish(shown=Shown.BROKEN),
        "without": ChainWish(shown=Shown.WITHOUT_EVIDENCE),
        "draft": ChainWish(shown=Shown.NOT_ADOPTED),
    }

    boards = {name: chain_board(anna.region_id, wish) for name, wish in wishes.items()}
    assert {name: names(board) for name, board in boards.items()} == {
        "all": ["Vägar", "Moduler"],
        "document": ["Vägar"],
        "area": ["Moduler"],
        "both": [],
        "broken": ["Moduler"],
        "without": ["Vägar"],
        "draft": ["Vägar"],
    }
    assert [board.counts for board in boards.values()] == 7 * [
        {Shown.BROKEN: 1, Shown.WITHOUT_EVIDENCE: 1, Shown.NOT_ADOPTED: 1}
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kompetens", ["Kompetens för omställning"]),
        ("INTYGET anställer", ["Kompetens för omställning"]),
        ("yrkesväxling", ["Kompetens för omställning"]),
        ("gissning", ["Gymnasiet"]),
        ("fullföljer", ["Gymnasiet"]),
        ("studiero", ["Gymnasiet"]),
        ("  ", ["Gymnasiet", "Kompetens för omställning"]),
        ("intyget gissning", []),
    ],
)
def test_search_looks_in_names_goals_areas_steps_and_assumptions(words, found, anna):
    document = drafted_document(anna)
    chain_of_three(anna, document=document)
    drafted_chain(
        anna,
        "Gymnasiet",
        document,
        goal=added_goal(anna, document),
        area=area(anna, document, "Studiero"),
        summary="Vår bästa gissning.",
    )

    board = chain_board(anna.region_id, ChainWish(words=words))

    assert sorted(names(board)) == found


def test_board_takes_the_same_queries_for_one_chain_and_for_three(anna, django_assert_num_queries):
    document = drafted_document(anna)
    for number, name in enumerate(("A", "B", "C")):
        drafted_chain(anna, name, document, area=area(anna, document, name))
        if number in {0, 2}:
            with django_assert_num_queries(6):
                assert len(chain_board(anna.region_id, ChainWish()).lines) == number + 1


def test_areas_stand_with_their_document_and_where_they_can_be_moved(anna):
    document = drafted_document(anna)
    one, two, three = (area(anna, document, name) for name in ("Ett", "Två", "Tre"))
    drafted_chain(anna, document=document, area=two)

    (found,) = document_areas(anna.region_id)

    assert (found.title, [(line.name, line.chains, line.ways) for line in found.areas]) == (
        "Älvmark 2030",
        [
            ("Ett", 0, (("down", two.pk),)),
            ("Två", 1, (("up", ""), ("down", three.pk))),
            ("Tre", 0, (("up", one.pk),)),
        ],
    )


def test_following_the_ways_moves_an_area_one_place(anna):
    document = drafted_document(anna)
    areas = {row.pk: row for row in (area(anna, document, name) for name in ("Ett", "Två", "Tre"))}
    (found,) = document_areas(anna.region_id)
    (_name, after), _down = found.areas[1].ways

    operations.move_area(area=areas[found.areas[1].id], after=areas.get(after), by=anna, at=MONDAY)

    assert [line.name for line in document_areas(anna.region_id)[0].areas] == ["Två", "Ett", "Tre"]


def test_documents_that_others_decide_are_shown_only_with_areas(anna):
    drafted_document(anna)
    frame = operations.draft_document(
        kind=DocumentKind.NATIONAL, title="Den nationella strategin", starts_on=date(2021, 1, 1), by=anna, at=MONDAY
    )
    before = [found.title for found in document_areas(anna.region_id)]

    area(anna, frame, "Likvärdiga möjligheter")

    assert before == ["Älvmark 2030"]
    assert [found.title for found in document_areas(anna.region_id)] == ["Den nationella strategin", "Älvmark 2030"]


def test_areas_are_the_regions_own_and_take_two_queries(anna, stig, django_assert_num_queries):
    area(stig, drafted_document(stig), "Deras")
    document = drafted_document(anna)
    for name in ("Ett", "Två"):
        area(anna, document, name)

    with django_assert_num_queries(2):
        (found,) = document_areas(anna.region_id)

    assert [line.name for line in found.areas] == ["Ett", "Två"]
