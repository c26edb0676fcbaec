"""All chains of a strategy in one drawing."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.figures.test_chain import spoken
from tests.publishing.looking import NASTY, description, elements, flaws, name, of_class, size, wild_text, words
from tests.publishing.specimens import EVIDENCE, LEVELS, link, step
from varv.core.theory import Evidence, Level
from varv.publishing.figures import all_chains
from varv.publishing.figures.all_chains import Goal, Strand, Weave
from varv.publishing.figures.chain import Standing

SHARED = step(3, Level.OUTCOME, "Fler har ett intyg", href="/led/3/", note="in 2 chains")
MODULES = Strand(
    1,
    "Moduler",
    "/kedja/1/",
    "Kompetens",
    (step(1, Level.ACTIVITY, "Yrkesväxling"), step(2, Level.OUTPUT, "Moduler"), SHARED),
    (link(1, 2, Evidence.STRONG), link(2, 3)),
    goal=7,
)
GUIDES = Strand(
    2,
    "Vägledning",
    "/kedja/2/",
    "Kompetens",
    (step(4, Level.ACTIVITY, "Samtal"), SHARED, step(5, Level.EFFECT, "Fler i arbete")),
    (link(4, 3, Evidence.NONE), link(3, 5)),
    goal=7,
)
TEST_BEDS = Strand(
    3, "Testbäddar", "/kedja/3/", "Näringsliv", (step(6, Level.ACTIVITY, "Testbädd"), step(8, Level.OUTPUT, "Test")), ()
)
GOAL = Goal(7, "2.1 Företagen hittar rätt kompetens", "/mal/7/")


def weave(*strands, goals=(GOAL,)):
    return Weave("Älvmark 2030", tuple(strands), tuple(goals), LEVELS, EVIDENCE, "Mål")


def draw(found):
    return all_chains.draw(found, id_prefix="a")


def number(element, key):
    return float(element.get(key))


def test_every_chain_has_a_band_with_its_name_as_a_link():
    drawn = draw(weave(MODULES, GUIDES, TEST_BEDS))

    assert len(of_class(drawn, "band")) == 3
    assert [found.get("href") for found in of_class(drawn, "chain-name")] == ["/kedja/1/", "/kedja/2/", "/kedja/3/"]


def test_bands_stand_below_each_other():
    bands = of_class(draw(weave(MODULES, GUIDES, TEST_BEDS)), "band")

    ends = [(number(band, "y"), number(band, "y") + number(band, "height")) for band in bands]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))


def test_area_is_named_once_over_its_chains():
    said = words(draw(weave(MODULES, GUIDES, TEST_BEDS)))

    assert (said.count("Kompetens"), said.count("Näringsliv")) == (1, 1)


def test_shared_step_is_drawn_once_with_how_many_share_it():
    drawn = draw(weave(MODULES, GUIDES))

    assert " ".join(words(drawn)).count("Fler har ett intyg") == 1
    assert words(drawn).count("in 2 chains") == 1
    assert len(of_class(drawn, "n-box")) == 5 + 1


def test_shared_step_says_what_leads_to_it_in_every_chain():
    said = spoken(draw(weave(MODULES, GUIDES)))

    assert said["Fler har ett intyg in 2 chains"] == (
        "Utfall: Fler har ett intyg. in 2 chains. Comes from: Moduler (visst belägg); Samtal (belägg saknas). "
        "Leads to: Fler i arbete (visst belägg)."
    )


def test_link_that_two_chains_share_is_drawn_once():
    twin = replace(GUIDES, steps=MODULES.steps, links=MODULES.links)

    drawn = draw(weave(MODULES, twin))

    assert len(of_class(drawn, "l-strong")) == 1


def test_levels_and_goals_have_their_headings():
    assert words(draw(weave(MODULES, GUIDES)))[:5] == ["Aktiviteter", "Prestationer", "Utfall", "Effekter", "Mål"]


def test_goal_stands_to_the_right_and_leads_to_its_page():
    drawn = draw(weave(MODULES, GUIDES))
    goal = next(found for found in elements(drawn, "a") if found.get("href") == "/mal/7/")
    (box,) = [rect for rect in goal.iter() if rect.get("class") == "n-box end"]

    assert number(box, "x") == max(number(found, "x") for found in of_class(drawn, "n-box"))
    assert goal.get("aria-label") == (
        "Goal: 2.1 Företagen hittar rätt kompetens. Chains that lead here: Moduler; Vägledning."
    )


def test_last_steps_of_a_chain_lead_to_its_goal():
    assert len(of_class(draw(weave(MODULES)), "l-goal")) == 1
    assert len(of_class(draw(weave(MODULES, GUIDES)), "l-goal")) == 2
    assert of_class(draw(weave(TEST_BEDS)), "l-goal") == []


def test_step_that_nothing_leads_to_is_not_the_end_of_a_chain():
    alone = replace(MODULES, steps=(*MODULES.steps, step(9, Level.NEED, "Ett behov")))

    assert len(of_class(draw(weave(alone)), "l-goal")) == 1


def test_goals_never_stand_on_each_other():
    goals = [replace(GOAL, id=number, name=f"Mål {number}") for number in range(5)]
    strands = [replace(MODULES, id=goal.id, goal=goal.id) for goal in goals]

    boxes = of_class(draw(weave(*strands, goals=goals)), "end")

    spans = sorted((number(box, "y"), number(box, "y") + number(box, "height")) for box in boxes)
    assert len(spans) == 5
    assert all(one[1] < other[0] for one, other in pairwise(spans))


def test_goal_without_a_chain_is_still_there():
    assert GOAL.name.split()[0] in " ".join(words(draw(weave(TEST_BEDS))))


def test_what_is_out_of_focus_is_faded():
    pale = tuple(replace(one, standing=Standing.FADED) for one in TEST_BEDS.steps)
    drawn = draw(
        weave(
            replace(MODULES, is_faded=True),
            replace(TEST_BEDS, steps=pale),
            goals=[replace(GOAL, is_faded=True)],
        )
    )

    assert len(of_class(drawn, "st-faded")) == 2 + 1 + 1
    assert len(of_class(drawn, "l-goal", "faded")) == 1


def test_drawing_is_named_and_counts_what_is_shared():
    drawn = draw(weave(MODULES, GUIDES, TEST_BEDS))

    assert name(drawn) == "Älvmark 2030"
    assert description(drawn) == "Chains: 3. Steps: 7, of which 1 stand in several chains. Goals: 1."
    assert flaws(drawn) == []


def test_chain_without_steps_is_only_its_name():
    drawn = draw(weave(replace(MODULES, steps=(), links=()), GUIDES))

    assert len(of_class(drawn, "band")) == 2
    assert flaws(drawn) == []


def test_no_chains_at_all_can_be_drawn():
    assert flaws(draw(weave(goals=()))) == []


def test_steps_are_reached_level_by_level():
    drawn = draw(weave(MODULES, GUIDES, TEST_BEDS))
    boxes = [box for box in of_class(drawn, "n-box") if "end" not in box.get("class").split()]

    spots = [(number(box, "x"), number(box, "y")) for box in boxes]
    assert spots == sorted(spots)


def test_link_past_a_level_to_another_band_runs_between_the_bands():
    far = replace(
        TEST_BEDS,
        steps=(step(6, Level.NEED, "Behov"), SHARED),
        links=(link(6, 3),),
    )

    drawn = draw(weave(MODULES, far))

    assert len(of_class(drawn, "l-some")) == 2
    assert flaws(drawn) == []


def test_nasty_words_are_shown_as_words():
    bad = weave(
        replace(MODULES, name=NASTY, area=NASTY, href='/"><script>'),
        goals=[replace(GOAL, name=NASTY, href="#<script>")],
    )

    assert "<script" not in draw(bad)
    assert flaws(draw(bad)) == []


def test_address_never_runs_script():
    with pytest.raises(ValueError, match="does not link to javascript"):
        draw(weave(replace(MODULES, href="javascript:alert(1)")))


@st.composite
def any_weave(draw_one):
    """Up to five chains that share steps at will, with links any way and goals at will."""
    levels = {key: draw_one(st.sampled_from(Level)) for key in range(12)}
    strands = []
    for chain_id in range(draw_one(st.integers(0, 5))):
        keys = draw_one(st.lists(st.integers(0, 11), unique=True, max_size=6))
        pairs = [(one, other) for one in keys for other in keys if one != other]
        chosen = draw_one(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
        strands.append(
            Strand(
                chain_id,
                draw_one(wild_text(max_size=20)),
                "/",
                draw_one(st.sampled_from(["", "Kompetens", "Klimat"])),
                tuple(step(key, levels[key], f"Led {key}") for key in keys),
                tuple(link(one, other, draw_one(st.sampled_from(Evidence))) for one, other in chosen),
                goal=draw_one(st.sampled_from([None, 7, 8])),
            )
        )
    return weave(*strands, goals=[GOAL, replace(GOAL, id=8)])


@settings(max_examples=60)
@given(any_weave())
def test_anything_can_be_drawn_with_every_step_once_and_none_on_another(found):
    drawn = draw(found)
    boxes = of_class(drawn, "n-box")
    together = [pair for pair in combinations(boxes, 2) if pair[0].get("x") == pair[1].get("x")]

    assert flaws(drawn) == []
    assert len(boxes) == len({one.id for strand in found.strands for one in strand.steps}) + 2
    assert all(
        number(one, "y") + number(one, "height") <= number(other, "y")
        or number(other, "y") + number(other, "height") <= number(one, "y")
        for one, other in together
    )
    assert all(number(box, "y") + number(box, "height") <= size(drawn)[1] for box in boxes)
