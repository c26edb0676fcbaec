"""What is offered instead when nothing has what was typed."""

import pytest

from tests.factories import MONDAY, ChainStepFactory, LessonFactory
from varv.overview.search import SearchWish, search
from varv.regions import trail


@pytest.fixture
def wider(alvmark, anna):
    """Ask for something, where these steps are all there is."""
    for name in (
        "Frånvaron minskar",
        "Bredband till alla",
        "Klimat och energi",
        "Ingen kommer under året",
        "Validering",
    ):
        trail.write(ChainStepFactory(region=alvmark, text=name), "added", by=anna, at=MONDAY)
    return lambda text: search(anna, SearchWish(text)).wider


def test_the_last_part_of_a_compound_is_offered(wider):
    assert wider("skolfrånvaron") == "frånvaron"


def test_the_first_part_is_offered_where_the_last_is_not_known(wider):
    assert wider("bredbandsutbyggnad") == "bredband"


@pytest.mark.parametrize("text", ["rekryteringen", "undersköterska", "skolvalet"])
def test_an_ending_or_a_short_beginning_is_no_part(wider, text):
    assert wider(text) == ""


def test_a_word_that_nothing_has_is_left_out(wider):
    assert wider("väntetider validering") == "validering"


def test_words_that_stand_apart_are_offered_the_longest_first(wider):
    assert wider("validering bredband energi") == "validering"


def test_all_the_words_but_one_are_offered_before_one_alone(wider):
    assert wider("klimat energi bredband") == "klimat energi"


def test_what_must_not_be_there_stays_so(wider):
    assert wider("väntetider validering -bredband") == "validering -bredband"
    assert wider("väntetider validering -validering") == ""


def test_nothing_is_offered_where_something_was_found_or_a_misspelling_is_likelier(wider):
    assert (wider("bredband"), wider("validring")) == ("", "")


def test_nothing_is_offered_that_only_a_draft_has(alvmark, anna, bo):
    draft = LessonFactory(region=alvmark, author_id=bo.person_id, author=None, statement="Upphandlingen havererade")
    trail.write(draft, "noted", by=bo, at=MONDAY)

    assert search(anna, SearchWish("upphandlingen bredband")).wider == ""
    assert search(anna, SearchWish("skolupphandlingen")).wider == ""
