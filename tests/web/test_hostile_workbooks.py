"""Every workbook that nobody should send, sent to the page: refused with words that help, and nothing is written."""

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.delivery.plans import region_with_plan
from tests.strategy.walks import drafted_document
from tests.workbooks import ORDINARY, part, plan_workbook, repacked, workbook
from varv.delivery.plan_book import plan_book
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

PAGE = "/alvmark/arbetsbok/"
SHEET = "xl/worksheets/sheet1.xml"
DOCUMENT = {"key": "ny", "title": "En ny plan", "kind": "Program", "starts_on": date(2026, 1, 1)}
HEADS = ["Id", "Dokument", "Nummer", "Mål", "Förälder"]


def goal(outline="1", **more):
    return {"document": "En ny plan", "outline": outline, "name": f"Mål {outline}"} | more


def goals(*rows, also=()):
    return plan_workbook(*also, documents=[DOCUMENT], goals=list(rows))


def formulas():
    return goals(goal(), also=[lambda _book, pages: pages["Mål"].write_formula(1, 2, "=1+1", None, "x")])


def merged():
    return goals(goal(), also=[lambda _book, pages: pages["Mål"].merge_range("B2:C2", "x")])


def many_rows():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_001))
    sound = workbook({"Mål": [HEADS]})
    head, tail = part(sound, SHEET).split(b"<sheetData>")
    return repacked(sound, {SHEET: head + b"<sheetData>" + rows + tail[tail.index(b"</sheetData>") :]})


def bomb():
    return repacked(goals(goal()), {"xl/worksheets/sheet2.xml": b"<worksheet>" + b" " * (80 * 1024 * 1024)})


def entities():
    kinds = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>'
    laughs = b'<?xml version="1.0"?>' + kinds + b"<sst><si><t>&b;</t></si></sst>"
    return repacked(goals(goal()), {"xl/sharedStrings.xml": laughs})


def outside():
    """A part that reads a file of the server."""
    reads = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst><si><t>&a;</t></si></sst>'
    return repacked(goals(goal()), {"xl/sharedStrings.xml": reads})


def paths():
    """Parts whose names lead out of the archive."""
    return repacked(goals(goal(name="")), {"../../../etc/passwd": b"x", "/etc/passwd": b"x"})


def word_document():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


HOSTILE = {
    "formulas": (formulas, "innehåller en formel"),
    "merged cells": (merged, "celler sammanfogade"),
    "100 000 rows": (many_rows, "fler än 5"),
    "wrong sheets": (lambda: workbook({"Blad1": [["x"]]}), "inget av planens blad"),
    "wrong headings": (lambda: workbook({"Mål": [["Namn"], ["Fler"]]}), "Kolumnen ”Dokument” saknas"),
    "a loop": (lambda: goals(goal("1", parent="2"), goal("2", parent="1")), "ligger under sig själv"),
    "a long loop": (
        lambda: goals(*(goal(str(n), parent=str(n % 50 + 1)) for n in range(1, 51))),
        "ligger under sig själv",
    ),
    "under itself": (lambda: goals(goal("1", parent="1")), "ligger under sig själv"),
    "duplicate ids": (lambda: goals(goal("1", key="a"), goal("2", key="a")), "finns två gånger"),
    "duplicate numbers": (lambda: goals(goal("1"), goal("1")), "1"),
    "a zip bomb": (bomb, "packas upp till mer än 40 MB"),
    "macros": (lambda: repacked(goals(goal()), {"xl/vbaProject.bin": b"x"}), "innehåller makron"),
    "no workbook": (lambda: b"Nummer;Mal\n1;Fler", "ingen Excel-arbetsbok"),
    "a Word document": (word_document, "ingen Excel-arbetsbok"),
    "a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "låst med lösenord"),
    "entities": (entities, "går inte att läsa"),
    "a file of the server": (outside, "går inte att läsa"),
    "names that lead out": (paths, "Cellen är tom"),
    "a sign that is not seen": (lambda: goals(goal(name="a\x0bb")), "tecken som inte syns"),
    "a very long cell": (lambda: goals(goal(name="x" * 32_000)), "det ryms 200"),
    "a very long description": (lambda: goals(goal(description="x" * 32_000)), "det ryms 10"),
    "a day as text": (
        lambda: plan_workbook(documents=[DOCUMENT | {"starts_on": "i morgon"}]),
        "”i morgon” är ingen dag",
    ),
    "a day as a number": (lambda: plan_workbook(documents=[DOCUMENT | {"starts_on": 46_053}]), "är ingen dag"),
    "a text as a day": (lambda: goals(goal(outline=date(2026, 2, 1))), "ska vara text"),
    "an end before the start": (
        lambda: plan_workbook(documents=[DOCUMENT | {"ends_on": date(1950, 1, 1)}]),
        "Sista dag",
    ),
    "a negative number": (
        lambda: plan_workbook(indicators=[{"name": "I", "unit": "st", "source": "S", "lag_months": -1}]),
        "ligger inte mellan 0 och 120",
    ),
    "an absurd number": (
        lambda: plan_workbook(indicators=[{"name": "I", "unit": "st", "source": "S", "decimals": 1e300}]),
        "ligger inte mellan 0 och 6",
    ),
    "an address that runs": (
        lambda: plan_workbook(documents=[DOCUMENT | {"link": "javascript:alert(1)"}]),
        "ingen webbadress",
    ),
    "an unknown person": (lambda: goals(goal(owner="Nisse")), "ingens namn"),
    "an unknown document": (lambda: goals(goal(document="Finns inte")), "Det finns ingen rad ”Finns inte”"),
}


def sent(client, content):
    return client.post(PAGE, {"upload": SimpleUploadedFile("plan.xlsx", content, ORDINARY)})


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


@pytest.mark.parametrize(("made", "says"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_with_words_that_help_and_nothing_is_written(made, says, anna, visit):
    region_with_plan(anna)
    before, lines = plan_book(anna.region_id), TrailEntry.objects.of(anna.region_id).count()

    response = sent(visit(anna), made())

    assert response.status_code == 422
    assert says in words(response)
    assert f"{PAGE}las-in/" not in response.content.decode()
    assert plan_book(anna.region_id) == before
    assert TrailEntry.objects.of(anna.region_id).count() == lines


def test_another_regions_ids_change_nothing_of_theirs(anna, stig, visit):
    theirs = drafted_document(stig, "Sydland 2030")
    before = plan_book(stig.region_id)
    client = visit(anna)

    preview = sent(client, plan_workbook(documents=[DOCUMENT | {"key": theirs.key}]))
    form = preview.context["form"]
    client.post(f"{PAGE}las-in/", {name: form[name].value() for name in ("content", "seen")})

    assert plan_book(stig.region_id) == before
    assert TrailEntry.objects.of(stig.region_id).count() == 1


def test_another_regions_ids_cannot_be_referred_to(anna, stig, visit):
    theirs = drafted_document(stig, "Sydland 2030")

    response = sent(visit(anna), goals(goal(document=theirs.key)))

    assert response.status_code == 422
    assert f"Det finns ingen rad ”{theirs.key}”" in words(response)
