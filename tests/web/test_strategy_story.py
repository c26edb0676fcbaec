"""A chain's story: a page, a Word file and a PDF of one content."""

import io

import docx
import pytest
from pypdf import PdfReader

from tests.strategy.walks import chain_of_three, drafted_chain
from varv.publishing.story import LONGEST_STORY

pytestmark = pytest.mark.django_db


def address(chain, form=""):
    return f"/alvmark/effektkedjor/{chain.pk}/berattelse/{form}"


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def chain(anna):
    return chain_of_three(anna)[0]


def test_everyone_who_works_here_reads_the_story(cilla, visit, chain):
    response = visit(cilla).get(address(chain))

    page = text(response)
    assert response.status_code == 200
    assert page.count("<h1") == 1
    for told in ("vad vill vi, och vad har vi lärt oss?", "Vad vet vi inte?", "Lästid", "Yrkesväxling i moduler"):
        assert told in page


def test_the_story_leads_back_to_the_chain_and_on_to_its_files(cilla, visit, chain):
    page = text(visit(cilla).get(address(chain)))

    for way in (f"/alvmark/effektkedjor/{chain.pk}/", address(chain, "word/"), address(chain, "pdf/")):
        assert f'href="{way}"' in page


def test_a_chain_without_steps_has_a_story_that_says_so(anna, visit):
    page = text(visit(anna).get(address(drafted_chain(anna))))

    assert "Kedjan har inga led än." in page
    assert "ingen har kopplat dem än" in page


def test_the_story_comes_as_a_word_file(cilla, visit, chain):
    response = visit(cilla).get(address(chain, "word/"))

    headings = [part.text for part in docx.Document(io.BytesIO(response.content)).paragraphs]
    assert response["Content-Disposition"] == 'attachment; filename="berattelsen-kompetens-for-omstallning.docx"'
    assert "Vad måste stämma för att det ska fungera?" in headings


def test_the_story_comes_as_a_pdf(cilla, visit, chain):
    response = visit(cilla).get(address(chain, "pdf/"))

    pages = PdfReader(io.BytesIO(response.content)).pages
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "Vad vet vi inte?" in " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_name_without_letters_gives_a_file_name_all_the_same(anna, visit):
    chain = drafted_chain(anna, "???")

    assert 'filename="berattelsen.pdf"' in visit(anna).get(address(chain, "pdf/"))["Content-Disposition"]


def test_what_people_wrote_is_shown_as_text(anna, visit):
    chain = drafted_chain(anna, summary="<script>alert(1)</script>")

    page = text(visit(anna).get(address(chain)))

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("form", ["", "word/", "pdf/"])
def test_the_story_is_unknown_to_a_stranger(stig, visit, chain, form):
    assert visit(stig).get(address(chain, form)).status_code == 404
    assert visit(stig).get(address(chain, form).replace("alvmark", "sydland")).status_code == 404


def test_the_chain_and_its_document_lead_to_the_story(cilla, visit, chain):
    for page in (f"/alvmark/effektkedjor/{chain.pk}/", f"/alvmark/dokument/{chain.document_id}/"):
        assert f'href="{address(chain)}"' in text(visit(cilla).get(page))


def test_the_story_is_told_in_the_readers_language(cilla, visit, chain):
    client = visit(cilla)
    client.cookies["django_language"] = "en"

    page = text(client.get(address(chain)))

    assert "What do we not know?" in page
    assert LONGEST_STORY == 600
