import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests.delivery.walks import running
from tests.factories import (
    GoalFactory,
    InitiativeFactory,
    InitiativePersonFactory,
    InitiativePlaceFactory,
    MilestoneFactory,
    PartnershipFactory,
    PlaceFactory,
    UserFactory,
)
from tests.workbooks import part
from varv.core.kinds import Part, StrategyPhase
from varv.overview.delivery.delivery_board import delivery_board
from varv.overview.delivery.initiative_details import initiative_details
from varv.overview.delivery.initiative_wish import InitiativeWish
from varv.publishing.initiative_list import workbook

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def rows(region):
    """What another program reads, heading first."""
    lines = delivery_board(region.pk, 0, InitiativeWish(), TODAY).lines
    written = workbook(lines, initiative_details(region.pk, [line.id for line in lines], TODAY))
    return CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()


def told(region):
    heading, first, *_others = rows(region)
    return dict(zip(heading, first, strict=True))


def test_workbook_tells_everything_about_an_insats(alvmark, anna, bo):
    initiative = running(anna, bo, goals=[GoalFactory(outline="2.1", name="Fler i arbete")])
    initiative.change(phase=StrategyPhase.CLOSING)
    InitiativePlaceFactory(initiative=initiative, place=PlaceFactory(name="Umeå"))
    InitiativePersonFactory(initiative=initiative, person=UserFactory(username="eva"), part=Part.STEERING)
    partner = PartnershipFactory(initiative=initiative).partner
    MilestoneFactory(initiative=initiative, text="Klar", due_on=date(2027, 1, 1))

    row = told(alvmark)

    assert (row["Initiative"], row["Responsible"], row["Unit"]) == (initiative.name, "Bo", "Utvecklingsavdelningen")
    assert (row["First day"], row["Last day"]) == (date(2025, 1, 1), date(2027, 12, 31))
    assert (row["Goals"], row["Places"], row["Partners"]) == ("2.1 Fler i arbete", "Umeå", partner.name)
    assert row["Take part"] == "Eva (steering group)"
    assert (row["Next milestone"], row["Its day"]) == ("Klar", date(2027, 1, 1))
    assert row["Counted in the totals"] == "Yes"


def test_workbook_leaves_empty_what_nobody_has_said(alvmark):
    InitiativeFactory()

    row = told(alvmark)

    empty = ("Goals", "Last day", "Phase of the strategy", "Places", "Partners", "Next milestone", "Verdict on outcome")
    assert {row[name] for name in empty} == {""}


def test_workbook_takes_no_text_for_a_formula(alvmark):
    InitiativeFactory(name='=HYPERLINK("http://example.org")')

    lines = delivery_board(alvmark.pk, 0, InitiativeWish(), TODAY).lines
    written = workbook(lines, initiative_details(alvmark.pk, [lines[0].id], TODAY))

    assert told(alvmark)["Initiative"] == '=HYPERLINK("http://example.org")'
    assert b"<f>" not in part(written, "xl/worksheets/sheet1.xml")


def test_workbook_has_a_row_for_each_in_the_order_of_the_list(alvmark):
    for name in ("Öar", "Broar", "Åar"):
        InitiativeFactory(name=name)

    assert [row[0] for row in rows(alvmark)[1:]] == ["Broar", "Åar", "Öar"]


def test_workbook_of_nothing_has_its_headings(alvmark):
    assert [row[0] for row in rows(alvmark)] == ["Initiative"]
