"""What stands out in a chain: a sign and a word for each, never the colour alone."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from tests.publishing.figures.test_chain import spoken
from tests.publishing.looking import corners, elements, flaws, of_class, size, words, words_of_class
from tests.publishing.specimens import MODULES, drawn_chain, link, step
from varv.core.theory import Evidence, Level
from varv.publishing.figures import chain
from varv.publishing.figures.chain import Standing

DIFFERENT = [(Standing.ADDED, "+", "added"), (Standing.REMOVED, "−", "removed"), (Standing.CHANGED, "≠", "changed")]


def draw(found):
    return chain.draw(found, id_prefix="c")


def standing(of_step=Standing.PLAIN, of_link=Standing.PLAIN, **more):
    steps = [step(1, Level.OUTPUT, "Moduler", standing=of_step), step(2, Level.OUTCOME, "Intyg")]
    return drawn_chain(steps, [link(1, 2, Evidence.SOME, standing=of_link, **more)])


@pytest.mark.parametrize(("how", "sign", "word"), DIFFERENT)
def test_step_that_differs_has_a_sign_and_a_word_on_its_box(how, sign, word):
    drawn = draw(standing(of_step=how))

    assert f"{sign} {word}" in words(drawn)
    assert len(of_class(drawn, "tab", f"tab-{how}")) == 1
    assert len(of_class(drawn, f"st-{how}")) == 1


@pytest.mark.parametrize(("how", "sign", "word"), DIFFERENT)
def test_step_that_differs_says_so_aloud(how, sign, word):
    said = spoken(draw(standing(of_step=how)))

    aloud = f"Prestationer: Moduler. {word.capitalize()}. Leads to: Intyg (visst belägg)."
    assert said[f"Moduler {sign} {word}"] == aloud


@pytest.mark.parametrize(("how", "sign", "word"), DIFFERENT)
def test_link_that_differs_has_its_sign_and_says_so(how, sign, word):
    said = spoken(draw(standing(of_link=how, href="#skillnader")))

    assert said[sign] == f"{word.capitalize()}: from Moduler to Intyg"
    assert said["Moduler"] == f"Prestationer: Moduler. Leads to: Intyg (visst belägg, {word})."


def test_step_that_is_gone_is_struck_out_and_dotted():
    drawn = draw(standing(of_step=Standing.REMOVED))

    assert words_of_class(drawn, "struck") == ["Moduler"]
    assert len(of_class(drawn, "n-box", "gone")) == 1


def test_link_that_is_gone_has_no_stroke_of_evidence():
    assert len(corners(draw(standing(of_link=Standing.REMOVED)), "l-gone")) == 1
    assert corners(draw(standing(of_link=Standing.REMOVED)), "l-some") == []


def test_sign_takes_the_place_of_the_number():
    drawn = draw(standing(of_link=Standing.CHANGED, number=7))

    assert words_of_class(drawn, "xs") == ["≠"]


def test_faded_link_shows_its_evidence_but_not_its_number():
    drawn = draw(standing(of_link=Standing.FADED, number=7))

    assert len(corners(drawn, "l-some", "faded")) == 1
    assert words_of_class(drawn, "xs") == []


def test_faded_link_that_goes_back_has_a_faded_arrow():
    back = drawn_chain([step(1, Level.OUTCOME, "A"), step(2, Level.NEED, "B")], [link(1, 2, standing=Standing.FADED)])

    assert len(of_class(draw(back), "ln-i", "faded")) == 1


def test_faded_links_are_drawn_behind_the_others():
    steps = [step(1, Level.OUTPUT, "A"), step(2, Level.OUTCOME, "B"), step(3, Level.OUTCOME, "C")]
    made = drawn_chain(steps, [link(1, 2), link(1, 3, standing=Standing.FADED)])

    assert [path.get("class") for path in elements(draw(made), "path")] == ["l-some faded", "l-some"]


@pytest.mark.parametrize(("how", "word"), [(Standing.CHOSEN, "In focus"), (Standing.FADED, "Outside the selection")])
def test_focus_is_told_aloud(how, word):
    drawn = draw(standing(of_step=how))

    assert spoken(drawn)["Moduler"].startswith(f"Prestationer: Moduler. {word}.")
    assert words_of_class(drawn, "xs") == []


def test_standings_speak_swedish():
    with override("sv"):
        said = spoken(draw(standing(of_step=Standing.ADDED)))

    assert said["Moduler + tillagt"].startswith("Prestationer: Moduler. Tillagt.")


def test_step_that_differs_keeps_its_address():
    steps = [replace(MODULES.steps[0], standing=Standing.ADDED, href="/led/1/")]

    (address,) = elements(draw(drawn_chain(steps, [])), "a")

    assert (address.get("href"), address.get("class")) == ("/led/1/", "n-step st-added")


def test_note_stands_on_the_box_and_is_read_aloud():
    drawn = draw(drawn_chain([step(1, Level.OUTPUT, "Moduler", note="in 3 chains")], []))

    assert words(drawn)[-1] == "in 3 chains"
    assert spoken(drawn)["Moduler in 3 chains"] == "Prestationer: Moduler. in 3 chains."


def test_boxes_and_their_frames_lie_within_the_sheet():
    drawn = draw(MODULES)
    wide, _high = size(drawn)
    boxes = [(float(box.get("x")), float(box.get("width"))) for box in of_class(drawn, "n-box")]

    assert min(left for left, _width in boxes) >= 4
    assert max(left + width for left, width in boxes) <= wide - 4


def test_number_of_three_digits_has_room():
    small, large = (float(of_class(draw(standing(number=number)), "badge-c")[0].get("r")) for number in (7, 204))

    assert small == 9.5
    assert large > 11


def test_everything_that_stands_out_can_be_drawn_at_once():
    steps = [step(number, Level.OUTPUT, f"Led {number}", standing=how) for number, how in enumerate(Standing)]
    links = [link(0, number, standing=how) for number, how in enumerate(Standing) if number]

    assert flaws(draw(drawn_chain(steps, links))) == []
