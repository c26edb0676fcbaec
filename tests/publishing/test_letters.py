from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varv.publishing.letters import REPLACEMENT, legible


@pytest.mark.parametrize("text", ["", "Älvmark", "rad\nrad\ttabb", "Žižkov čŋđŧ", "→ ≥ ½ − 中 😀", "a\u00a0b"])
def test_legible_leaves_what_can_be_read(text):
    assert legible(text) == text


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\uffff"])
def test_legible_makes_what_cannot_be_held_visible(letter):
    assert legible(f"a{letter}b") == f"a{REPLACEMENT}b"


def test_legible_keeps_the_length():
    assert len(legible("\x00\x01\x02abc")) == 6


@given(st.text())
def test_legible_text_can_stand_in_xml(text):
    kept = legible(text).replace("&", "").replace("<", "").replace("\r", "")

    assert (ET.fromstring(f"<p>{kept}</p>").text or "") == kept


@given(st.text())
def test_legible_twice_is_legible_once(text):
    assert legible(legible(text)) == legible(text)
