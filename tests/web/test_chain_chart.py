"""The windows' values as figures: what each step is called, where it leads, and how it stands."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tests.overview.strategy.test_chain_compare import AFTER, BEFORE, contents
from tests.overview.strategy.test_chain_focus import a_map, any_ask, maps
from tests.publishing.looking import elements, flaws, of_class, words
from varv.core.kinds import Naming
from varv.core.theory import Evidence, Level
from varv.core.versions import Kind
from varv.core.workflow import PlanState
from varv.overview.strategy.all_chains import AllChains, AreaLine, ChainOfStrategy, GoalOfChains, SharedLink, SharedStep
from varv.overview.strategy.chain_compare import both_versions
from varv.overview.strategy.level_names import Names
from varv.publishing.figures.chain import Standing
from varv.web.strategy import chart
from varv.web.strategy.weave import woven

OWN = Names({(Naming.CHAIN, Level.ACTIVITY, None): "Insatser"})
ROW = a_map(
    [Level.NEED, Level.ACTIVITY, Level.OUTPUT],
    [(0, 1, Evidence.STRONG), (1, 2, Evidence.NONE)],
)


def asked(query=""):
    return RequestFactory().get(f"/?{query}").GET


def steps_of(svg):
    return {link.get("href"): link.get("class") for link in elements(svg, "a") if "n-step" in link.get("class", "")}


# --- one chain ---------------------------------------------------------------------------------------------


def test_drawing_leads_every_step_to_its_words():
    assert list(steps_of(chart.drawing(ROW))) == ["#led-0", "#led-1", "#led-2"]


def test_picture_leads_every_step_to_its_own_part():
    assert list(steps_of(chart.picture(ROW, asked()).drawing)) == [f"?steg={number}#kedja" for number in range(3)]


def test_picture_keeps_what_else_was_asked_for_in_its_links():
    (first, *_) = steps_of(chart.picture(ROW, asked("belagg=strong&resten=bort&steg=2")).drawing)

    found = parse_qs(urlsplit(first).query)

    assert found == {"belagg": ["strong"], "resten": ["bort"], "steg": ["0"]}


def test_picture_marks_the_step_in_focus_and_fades_what_is_far_from_it():
    alone = a_map([Level.NEED, Level.ACTIVITY, Level.ACTIVITY], [(0, 1, Evidence.SOME)])

    found = steps_of(chart.picture(alone, asked("steg=1")).drawing)

    assert found == {
        "?steg=0#kedja": "n-step",
        "#led-1": "n-step st-chosen",
        "?steg=2#kedja": "n-step st-faded",
    }


@pytest.mark.parametrize("draw", [chart.drawing, lambda told, names: chart.picture(told, asked(), names).drawing])
def test_levels_are_called_by_the_regions_own_names(draw):
    assert words(draw(ROW, OWN))[:3] == ["Behov", "Insatser", "Prestationer"]


def test_step_of_a_generic_kind_begins_with_its_number():
    step = ROW.steps[0]

    drawn = chart.drawn_step(step, "#x", Standing.CHOSEN)

    assert (drawn.name, drawn.href, drawn.standing) == ("Led 0", "#x", Standing.CHOSEN)
    assert chart.drawn_step(type(step)(1, 1, Level.ACTIVITY, "Samtal", 3, "", 0), "").name == "3 Samtal"


def test_link_with_a_number_leads_to_its_assumption():
    first, second = (chart.drawn_link(link) for link in ROW.links)

    assert (first.number, first.href) == (0, "")
    assert (second.number, second.href) == (1, "#antagande-1")


@given(maps(), any_ask())
def test_picture_of_anything_asked_for_can_be_drawn(found, wanted):
    query = "&".join(
        [
            f"steg={wanted.step_id or ''}",
            f"belagg={','.join(wanted.evidence)}",
            *(f"niva={level}" for level in wanted.levels),
            f"resten={'bort' if wanted.leaves_out else ''}",
        ]
    )

    picture = chart.picture(found, asked(query))

    assert flaws(picture.drawing) == []
    drawn = len(picture.focus.shown) if wanted.leaves_out else len(found.steps)
    assert len(of_class(picture.drawing, "n-box")) == drawn


@given(st.text(max_size=40), st.lists(st.text(max_size=12), max_size=4))
def test_whatever_the_address_says_is_understood_or_left_aside(step, grades):
    sent = asked().copy()
    sent["steg"] = step
    sent.setlist("belagg", grades)

    assert chart.asked(sent).evidence <= set(Evidence)


# --- two versions ------------------------------------------------------------------------------------------


def test_difference_leads_to_its_words_and_the_rest_nowhere():
    drawn = chart.compared(both_versions(BEFORE, AFTER), "Kedja")

    assert list(steps_of(drawn)) == ["#skillnader"]
    assert len(of_class(drawn, "n-step")) == 3
    assert {kind: len(of_class(drawn, f"st-{kind}")) for kind in Kind} == dict.fromkeys(Kind, 1)


def test_difference_uses_the_regions_own_names():
    assert words(chart.compared(both_versions(BEFORE, AFTER), "Kedja", OWN))[0] == "Insatser"


@given(contents(), contents())
def test_drawing_marks_as_many_as_differ(before, after):
    both = both_versions(before, after)

    drawn = chart.compared(both, "Kedja")

    assert flaws(drawn) == []
    for kind in Kind:
        assert len(of_class(drawn, "n-step", f"st-{kind}")) == len(both.steps_that(kind))
    assert len(of_class(drawn, "l-gone")) == len(both.links_that(Kind.REMOVED))


# --- all together ------------------------------------------------------------------------------------------

SHARED = SharedStep(3, Level.OUTCOME, "Intyg", None, is_measured=True, rows={1: 3, 2: 30})
FIRST = ChainOfStrategy(1, "Moduler", PlanState.DRAFT, 7, (1, 3), (SharedLink(1, 3, Evidence.SOME),))
SECOND = ChainOfStrategy(2, "Samtal", PlanState.DRAFT, None, (2, 3), (SharedLink(2, 3, Evidence.NONE),))
ALL = AllChains(
    document_id=5,
    title="Älvmark 2030",
    areas=(AreaLine(9, "Kompetens", (FIRST,)), AreaLine(None, "", (SECOND,))),
    steps={
        1: SharedStep(1, Level.ACTIVITY, "Yrkesväxling", 4, is_measured=True, rows={1: 1}),
        2: SharedStep(2, Level.ACTIVITY, "Samtal", None, is_measured=True, rows={2: 2}),
        3: SHARED,
    },
    goals=(GoalOfChains(7, "2.1 Rätt kompetens"),),
)


def weave(query="", names=OWN):
    return woven(ALL, asked(query), "alvmark", names)


def test_all_chains_lead_to_their_pages():
    addresses = {link.get("href") for link in elements(weave().drawing, "a")}

    assert addresses == {
        "/alvmark/effektkedjor/1/",
        "/alvmark/effektkedjor/2/",
        "/alvmark/effektkedjor/1/?steg=1#kedja",
        "/alvmark/effektkedjor/2/?steg=2#kedja",
        "/alvmark/effektkedjor/1/?steg=3#kedja",
        "/alvmark/mal/7/",
    }


def test_shared_step_leads_to_the_chain_in_focus_by_its_row_there():
    assert "/alvmark/effektkedjor/2/?steg=30#kedja" in steps_of(weave("kedja=2").drawing)


def test_focus_on_a_chain_fades_the_rest_with_its_goal():
    drawn = weave("kedja=2").drawing

    assert len(of_class(drawn, "st-faded")) == 3  # the other chain's name and step, and its goal
    assert len(of_class(drawn, "l-some", "faded")) == 1
    assert of_class(drawn, "l-gap", "faded") == []


def test_others_left_out_take_their_goals_with_them():
    drawn = weave("kedja=2&resten=bort").drawing

    assert len(of_class(drawn, "band")) == 1
    assert of_class(drawn, "end") == []
    assert of_class(drawn, "st-faded") == []


def test_chains_without_an_area_are_gathered_under_words_that_say_so():
    assert "Utan insatsområde" in words(weave().drawing)


def test_all_chains_use_the_regions_own_names_and_the_generic_numbers():
    said = words(weave().drawing)

    assert said[0] == "Insatser"
    assert "4 Yrkesväxling" in said
