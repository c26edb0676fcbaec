import pytest
from django.utils.translation import override

from tests.publishing.looking import NASTY, description, elements, flaws, name, of_class, place, size
from varv.core.workflow import PilotState
from varv.publishing.figures.measure import width
from varv.publishing.figures.pilot_turn import turn


def drawn(state, called="Handledare på plats"):
    return turn(called, state, id_prefix="p")


@pytest.mark.parametrize(
    ("state", "done", "learned", "ahead"),
    [(PilotState.PLAN, 1, 0, 3), (PilotState.DO, 2, 0, 2), (PilotState.CHECK, 3, 0, 1), (PilotState.DECIDED, 3, 1, 0)],
)
def test_the_ring_is_lit_as_far_as_the_pilot_has_come(state, done, learned, ahead):
    picture = drawn(state)

    assert [len(of_class(picture, look)) for look in ("turn-done", "turn-learned", "turn-ahead")] == [
        done,
        learned,
        ahead,
    ]
    assert flaws(picture) == []


@pytest.mark.parametrize("state", PilotState)
def test_the_ring_says_where_the_pilot_is_in_words(state):
    with override("sv"):
        picture = drawn(state)
    words = {
        PilotState.PLAN: "Planera",
        PilotState.DO: "Pröva",
        PilotState.CHECK: "Studera",
        PilotState.DECIDED: "Avgjord",
    }

    assert (name(picture), description(picture)) == ("Handledare på plats", f"Piloten är vid: {words[state]}.")
    assert [text.text for text in of_class(picture, "b")] == [words[state]]
    assert [text.text for text in elements(picture, "text")] == list(words.values())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_words_stay_inside_the_drawing(language):
    with override(language):
        picture = drawn(PilotState.DO)
    whole, _height = size(picture)

    for text in elements(picture, "text"):
        x, room = place(text)[0], width(text.text)
        left = x - room if "e" in text.get("class").split() else x
        assert 0 <= left <= left + room <= whole


def test_a_name_cannot_break_the_drawing():
    assert flaws(drawn(PilotState.PLAN, NASTY)) == []
