"""A chain on A3: as many sheets as it takes to be read, tagged, with its assumptions by number."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.overview.strategy.test_chain_focus import a_map
from varv.core.theory import Evidence, Level
from varv.overview.strategy.document_sheet import VersionLine
from varv.publishing import chain_sheet
from varv.publishing.chain_sheet import Slice, slices
from varv.web.strategy import chart

DAY = date(2026, 11, 16)
LEAST = 0.62  # six points for words of 13 px


def a_chain(steps_a_level=1):
    """Steps on every level, each linked to the one beside it; every other link is an assumption."""
    levels = [level for level in Level for _step in range(steps_a_level)]
    pairs = [
        (place, place + steps_a_level, Evidence.ASSUMED if place % 2 else Evidence.STRONG)
        for place in range(len(levels) - steps_a_level)
    ]
    made = a_map(levels, pairs)
    return replace(made, links=tuple(replace(link, number=link.id if link.id % 2 else None) for link in made.links))


def content(told):
    with override("en"):
        return chain_sheet.content(chart.drawn(told), told, lang="en", region="Region Älvmark", on=DAY)


def opened(told, tmp_path, lang="sv"):
    made = chain_sheet.pdf(chart.drawn(told), told, lang=lang, region="Region Älvmark", on=DAY)
    path = tmp_path / "kedja.pdf"
    path.write_bytes(made)
    return PdfReader(path)


# --- slices ------------------------------------------------------------------------------------------------


def test_small_drawing_is_whole_and_a_little_larger():
    assert slices(1096, 400) == (1.3, (Slice(0.0, 400),))


def test_drawing_as_wide_as_the_sheet_keeps_its_size():
    assert slices(1470, 400) == (1.0, (Slice(0.0, 400),))


def test_wide_drawing_is_made_smaller_until_it_fits():
    scale, parts = slices(2940, 400)

    assert scale == 0.5
    assert parts == (Slice(0.0, 400),)


def test_high_drawing_is_made_smaller_as_long_as_it_can_be_read():
    scale, parts = slices(1096, 1400)

    assert LEAST <= scale < 1
    assert len(parts) == 1


def test_very_high_drawing_is_cut_in_slices_that_overlap():
    scale, parts = slices(1600, 3000)

    assert LEAST <= scale < 1470 / 1600
    assert len(parts) == 3
    assert parts[0].top == 0
    assert parts[-1].top + parts[-1].height == pytest.approx(3000)
    assert all(one.top + one.height - other.top >= 80 for one, other in pairwise(parts))


@given(st.floats(100, 4000), st.floats(60, 20000))
def test_slices_show_all_of_a_drawing_and_fit_their_sheet(width, height):
    scale, parts = slices(width, height)

    assert parts[0].top == 0
    assert parts[-1].top + parts[-1].height == pytest.approx(height)
    assert all(other.top < one.top + one.height for one, other in pairwise(parts))
    assert all(part.height * scale <= 936 for part in parts)
    assert width * scale <= 1471


# --- what it says ------------------------------------------------------------------------------------------


def test_sheet_tells_every_link_to_someone_who_cannot_see_it():
    (part,) = content(a_chain())["slices"]

    assert part["alt"].startswith("Steps from Needs to Societal effect: 7. Links: 6")
    assert "Led 0 → Led 1 (Strong evidence)" in part["alt"]
    assert "Led 5 → Led 6 (Assumption)" in part["alt"]


def test_sheets_after_the_first_say_which_part_they_are():
    parts = content(a_chain(30))["slices"]

    assert len(parts) > 1
    assert parts[0]["alt"].startswith(f"Part 1 of {len(parts)}. Steps from Needs")
    assert parts[1]["alt"] == f"Part 2 of {len(parts)}. Kedja"


def test_sheet_lists_the_numbered_links_with_what_is_known():
    told = a_chain()
    known = replace(told.links[1], assumption="De får ledigt", finding="Sju av tio fick.", evidence_source="En studie")
    told = replace(told, links=(told.links[0], known, *told.links[2:]))

    rows = content(told)["rows"]

    assert rows[0] == ["1", "De får ledigt", "Led 1 → Led 2", "Assumption", "Sju av tio fick. En studie"]
    assert rows[1] == ["3", "No assumption is written.", "Led 3 → Led 4", "Assumption", "–"]
    assert len(rows) == 3


def test_sheet_says_which_version_stands():
    told = replace(a_chain(), document="Älvmark 2030", goal="2.1 Kompetens")
    adopted = replace(told, versions=(VersionLine(4, DAY, "Nämnden", "", ""),))

    assert content(told)["subtitle"] == "Älvmark 2030 · 2.1 Kompetens · Draft"
    assert content(adopted)["subtitle"] == "Älvmark 2030 · 2.1 Kompetens · Draft, version 4"


# --- the file ----------------------------------------------------------------------------------------------


def test_sheet_is_a3_lying_with_the_drawing_and_its_assumptions(tmp_path):
    found = opened(a_chain(), tmp_path)

    assert len(found.pages) == 2
    wide, high = (float(side) for side in found.pages[0].mediabox[2:])
    assert (round(wide), round(high)) == (1191, 842)
    assert "Kedja" in found.pages[0].extract_text()
    assert "Vad måste vara sant?" in found.pages[1].extract_text()


def test_sheet_is_tagged_titled_and_in_its_language(tmp_path):
    found = opened(a_chain(), tmp_path)

    catalogue = found.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].lower().startswith("sv")
    assert found.metadata.title == "Kedja"


def test_sheet_of_a_long_chain_goes_on_over_several_pages(tmp_path):
    told = a_chain(30)

    assert len(opened(told, tmp_path).pages) > len(content(told)["slices"]) >= 2


def test_sheet_of_a_chain_without_assumptions_or_steps_is_one_page(tmp_path):
    assert len(opened(a_map([], []), tmp_path, lang="en").pages) == 1


def test_sheet_shows_nasty_words_as_words(tmp_path):
    told = replace(a_chain(), name='#read("/etc/passwd") $x$ <b>')

    assert '#read("/etc/passwd")' in opened(told, tmp_path).pages[0].extract_text()
