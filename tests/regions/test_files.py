import io
import zipfile

import docx
import pytest

from tests.rounds.walks import office_file
from varv.core.refusals import RuleBroken
from varv.regions.files import LARGEST, MOST_PARTS, content_type_of

PDF, PNG, JPG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff\xe0"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refusal(filename: str, content: bytes) -> str:
    with pytest.raises(RuleBroken) as refused:
        content_type_of(filename, content)
    assert refused.value.facts["field"] == "upload"
    return refused.value.code


@pytest.mark.parametrize(
    ("filename", "content", "content_type"),
    [
        ("rapport.pdf", PDF, "application/pdf"),
        ("RAPPORT.PDF", PDF, "application/pdf"),
        ("bild.png", PNG, "image/png"),
        ("bild.jpg", JPG, "image/jpeg"),
        ("bild.jpeg", JPG, "image/jpeg"),
        ("rapport.docx", office_file(), WORD),
        ("siffror.xlsx", office_file("xl/workbook.xml"), SHEET),
    ],
)
def test_file_is_known_by_its_bytes_and_its_name(filename, content, content_type):
    assert content_type_of(filename, content) == content_type


@pytest.mark.parametrize("filename", ["virus.exe", "makro.docm", "sida.html", "bild.svg", "pdf", ""])
def test_file_of_another_kind_is_refused(filename):
    assert refusal(filename, PDF) == "file.wrong_kind"


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("rapport.pdf", PNG),
        ("bild.png", PDF),
        ("rapport.pdf", b""),
        ("rapport.docx", b"PK\x03\x04 men inget arkiv"),
        ("rapport.docx", office_file("xl/workbook.xml")),
        ("siffror.xlsx", office_file()),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(filename, content):
    assert refusal(filename, content) == "file.not_what_it_says"


def test_document_with_macros_is_refused():
    assert refusal("a.docx", office_file(**{"word__vbaProject.bin": b"makro"})) == "file.not_what_it_says"
    assert refusal("a.docx", office_file(contents=b"<x>...macroEnabled.main+xml</x>")) == "file.not_what_it_says"


def test_document_of_too_many_parts_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("word/document.xml", b"")
        for number in range(MOST_PARTS):
            archive.writestr(f"word/{number}.xml", b"")

    assert refusal("a.docx", kept.getvalue()) == "file.not_what_it_says"


def test_document_that_is_damaged_is_refused():
    whole = office_file()

    assert refusal("a.docx", whole.replace(b"<Types/>", b"<Types>>")) == "file.not_what_it_says"
    assert refusal("a.docx", whole[: len(whole) // 2]) == "file.not_what_it_says"


def test_a_real_word_document_is_known(tmp_path):
    document = docx.Document()
    document.add_heading("Slutrapport")
    document.save(tmp_path / "rapport.docx")

    assert content_type_of("rapport.docx", (tmp_path / "rapport.docx").read_bytes()) == WORD


def test_a_bomb_is_not_unpacked():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types>" + b" " * 50_000_000)
        archive.writestr("word/document.xml", b" " * 50_000_000)

    assert len(kept.getvalue()) < 200_000
    assert content_type_of("rapport.docx", kept.getvalue()) == WORD


def test_file_that_is_too_large_is_refused():
    assert refusal("a.pdf", PDF + b" " * LARGEST) == "file.too_large"
    assert content_type_of("a.pdf", PDF.ljust(LARGEST)) == "application/pdf"
