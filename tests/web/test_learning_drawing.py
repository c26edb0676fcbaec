from datetime import date

import pytest
from django.utils import translation

from tests.factories import ChainLinkFactory
from tests.learning.walks import APRIL, accepted_lesson, made_recommendation, opened_turn, recorded_change
from varv.learning import operations
from varv.overview.learning.answers.spiral import spiral
from varv.web.learning.drawing import spiral_figure
from varv.web.learning.forms.findings import FindingForm

pytestmark = pytest.mark.django_db


def drawn(by):
    """The figure's table, in English: turn, when, how far, what changed or remains."""
    with translation.override("en"):
        return spiral_figure(spiral(by.region_id)).table.rows


def test_drawing_of_a_region_without_turns_is_none(anna):
    assert spiral_figure(spiral(anna.region_id)) is None


def test_drawing_tells_what_remains_in_an_open_turn(anna):
    opened_turn(anna)
    assert drawn(anna) == (("Turn 1", "2026–2027", "We planned", "Nothing has been changed yet."),)

    made_recommendation(anna)
    assert drawn(anna)[0][3] == "1 recommendation awaits an answer."

    made_recommendation(anna)
    assert drawn(anna)[0][3] == "2 recommendations await an answer."


def test_drawing_tells_that_a_turn_can_be_closed(anna):
    recorded_change(anna, accepted_lesson(anna, at=APRIL), opened_turn(anna))

    assert drawn(anna)[0][3] == "Something has changed. The turn can be closed."


def test_drawing_tells_what_a_closed_turn_changed_last(anna):
    turn = opened_turn(anna, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    lesson = accepted_lesson(anna, at=APRIL)
    recorded_change(anna, lesson, turn, what="En rad", decided_on=date(2026, 11, 1))
    recorded_change(anna, lesson, turn)
    operations.close_turn(turn=turn, by=anna, at=APRIL)

    assert drawn(anna) == (("Turn 1", "2026", "We changed", "Validering ska ta högst tio arbetsdagar"),)


def test_drawing_shows_the_turn_to_come(anna):
    opened_turn(anna)

    with translation.override("en"):
        figure = spiral_figure(spiral(anna.region_id))

    assert "begins 1 July 2027" in figure.svg
    assert "Turn 2" in figure.narrow


def test_finding_form_tells_a_link_by_its_chain_and_steps(egon):
    link = ChainLinkFactory(chain__name="Kompetens", source__text="Moduler", target__text="Fler byter yrke")

    form = FindingForm(region_id=egon.region_id)

    assert list(form.fields["link"].choices)[1][1] == "Kompetens: Moduler → Fler byter yrke"
    assert link.region_id == egon.region_id
