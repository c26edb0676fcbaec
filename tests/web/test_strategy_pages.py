"""Every page of PLAN, as it is built: one question, one thing to do first, names on everything, in two languages."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.strategy.walks import (
    adopt_chain,
    adopted_document,
    adopted_framework,
    chain_of_three,
    drafted_chain,
    drafted_document,
    goal_tree,
)
from varv.strategy.models import EvaluationDomain, EvaluationQuestion, GenericActivity, MatrixRow

pytestmark = pytest.mark.django_db

PAGES = [
    "dokument/",
    "dokument/nytt/",
    "dokument/{draft}/",
    "dokument/{draft}/andra/",
    "dokument/{draft}/anta/",
    "dokument/{draft}/mal/nytt/",
    "dokument/{adopted}/",
    "dokument/{adopted}/versioner/1/",
    "mal/{goal}/andra/",
    "mal/{goal}/flytta/",
    "mal/{goal}/avsluta/",
    "mal/{goal}/sla-ihop/",
    "mal/{goal}/dela/",
    "dokument/ramar/",
    "dokument/{draft}/fas/",
    "dokument/{draft}/ersatt/",
    "dokument/{draft}/filer/ny/",
    "dokument/{adopted}/jamfor/",
    "effektkedjor/",
    "effektkedjor/ny/",
    "effektkedjor/{chain}/",
    "effektkedjor/{empty}/",
    "effektkedjor/{chain}/andra/",
    "effektkedjor/{chain}/anta/",
    "effektkedjor/{chain}/led/nytt/",
    "effektkedjor/{chain}/samband/nytt/",
    "effektkedjor/{settled}/",
    "effektkedjor/{settled}/versioner/1/",
    "led/{step}/andra/",
    "samband/{link}/andra/",
    "ramverk/",
    "ramverk/aktiviteter/{activity}/andra/",
    "ramverk/fragor/{question}/andra/",
    "ramverk/domaner/{domain}/fragor/ny/",
    "ramverk/rader/{row}/andra/",
    "ramverk/domaner/{domain}/rader/ny/",
]
WITHOUT_WORDS = {"hidden", "submit", "radio", "checkbox"}


class Anatomy(HTMLParser):
    """What a page is made of: its elements with their attributes, and the text of its headings and buttons."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self._open = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in {"h1", "h2", "h3", "h4", "button"}:
            self._open.append((tag, []))

    def handle_endtag(self, tag):
        if self._open and self._open[-1][0] == tag:
            name, parts = self._open.pop()
            self.texts.append((name, " ".join("".join(parts).split())))

    def handle_data(self, data):
        for _tag, parts in self._open:
            parts.append(data)

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]

    def with_class(self, css):
        return [attrs for _tag, attrs in self.elements if css in (attrs.get("class") or "").split()]


@pytest.fixture
def whole_plan(anna):
    """A region with one of everything, and the numbers that addresses need."""
    adopted_framework(anna)
    draft = drafted_document(anna)
    goal = goal_tree(anna, draft)[1]
    chain, steps, links = chain_of_three(anna, document=draft)
    adopted = adopted_document(anna, "Handlingsplan", parent=draft)
    settled, *_ = chain_of_three(anna, "Industrins omställning", draft)
    adopt_chain(settled, anna)
    domain = EvaluationDomain.objects.of(anna.region_id).in_order().last()
    return {
        "draft": draft.pk,
        "adopted": adopted.pk,
        "goal": goal.pk,
        "chain": chain.pk,
        "empty": drafted_chain(anna, "Gymnasiet", document=draft).pk,
        "settled": settled.pk,
        "step": steps[0].pk,
        "link": links[0].pk,
        "activity": GenericActivity.objects.of(anna.region_id).in_order().first().pk,
        "question": EvaluationQuestion.objects.of(anna.region_id).first().pk,
        "domain": domain.pk,
        "row": MatrixRow.objects.of(anna.region_id).first().pk,
    }


@pytest.fixture
def opened(whole_plan, anna, visit):
    """The page at an address, taken to pieces."""
    client = visit(anna)

    def open_page(address, language="sv"):
        client.cookies["django_language"] = language
        response = client.get(f"/alvmark/{address.format(**whole_plan)}")
        assert response.status_code == 200
        return Anatomy(response.content.decode())

    return open_page


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_one_question_and_has_at_most_one_thing_to_do_first(address, opened):
    page = opened(address)

    questions = [said for tag, said in page.texts if tag == "h1"]
    assert [len(questions), bool(questions[0])] == [1, True]
    assert questions[0].endswith("?")
    assert len(page.with_class("btn-primary")) <= 1 + len([1 for attrs in page.all("dialog")])


@pytest.mark.parametrize("address", PAGES)
def test_page_has_headings_in_order_and_ids_that_are_its_own(address, opened):
    page = opened(address)

    levels = [int(tag[1]) for tag, _said in sorted_headings(page)]
    ids = Counter(attrs["id"] for _tag, attrs in page.elements if attrs.get("id"))
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [name for name, times in ids.items() if times > 1] == []


def sorted_headings(page):
    """Headings of the page itself, after its question."""
    found = [(tag, said) for tag, said in page.texts if tag.startswith("h")]
    return found[[tag for tag, _said in found].index("h1") :]


@pytest.mark.parametrize("address", PAGES)
def test_page_names_every_field_and_every_place_it_points_at(address, opened):
    page = opened(address)

    labelled = {attrs.get("for") for attrs in page.all("label")}
    ids = {attrs.get("id") for _tag, attrs in page.elements}
    fields = [attrs for attrs in page.all("input", "select", "textarea") if attrs.get("type") not in WITHOUT_WORDS]
    nameless = [attrs for attrs in fields if attrs.get("id") not in labelled and "aria-label" not in attrs]
    assert nameless == []
    for name in ("aria-labelledby", "aria-describedby", "popovertarget"):
        named = {part for _tag, attrs in page.elements for part in (attrs.get(name) or "").split()}
        assert named <= ids


@pytest.mark.parametrize("address", PAGES)
def test_page_links_inside_itself_lead_somewhere(address, opened):
    page = opened(address)

    ids = {attrs.get("id") for _tag, attrs in page.elements}
    inner = {attrs["href"][1:] for attrs in page.all("a") if (attrs.get("href") or "").startswith("#")}
    assert inner <= ids


@pytest.mark.parametrize("address", PAGES)
def test_page_carries_no_style_and_no_script_of_its_own(address, opened):
    page = opened(address)

    assert page.all("style") == []
    assert [attrs for _tag, attrs in page.elements if "style" in attrs] == []
    assert [attrs for _tag, attrs in page.elements if any(name.startswith("on") for name in attrs)] == []
    assert [attrs for attrs in page.all("script") if "src" not in attrs] == []


@pytest.mark.parametrize("address", PAGES)
def test_every_form_that_changes_something_is_guarded(address, opened):
    page = opened(address)

    posting = [attrs for attrs in page.all("form") if attrs.get("method") == "post"]
    tokens = [attrs for attrs in page.all("input") if attrs.get("name") == "csrfmiddlewaretoken"]
    assert len(tokens) == len(posting)


@pytest.mark.parametrize("address", PAGES)
def test_page_can_be_read_in_english(address, opened):
    swedish, english = opened(address), opened(address, "en")

    assert ("html", {"lang": "en"}) in english.elements
    assert [said for tag, said in english.texts if tag == "button" and said in {"Spara", "Anta", "Ändra"}] == []
    assert len(english.all("h2")) == len(swedish.all("h2"))


def test_words_of_the_pages_are_not_mixed(opened):
    said = [text for _tag, text in opened("dokument/nytt/", "en").texts]

    assert "Which document is new?" in said
    assert "Save the draft" in said


@pytest.mark.parametrize(
    "address",
    [
        "dokument/{draft}/anta/",
        "dokument/{draft}/fas/",
        "effektkedjor/{chain}/anta/",
        "mal/{goal}/avsluta/",
        "mal/{goal}/sla-ihop/",
        "mal/{goal}/dela/",
        "led/{step}/andra/",
    ],
)
def test_what_cannot_be_undone_asks_first(address, opened):
    page = opened(address)

    asking = [attrs["data-confirm"] for attrs in page.all("form") if attrs.get("data-confirm")]
    assert len(asking) == (0 if address == "led/{step}/andra/" else 1)


def test_tables_become_cards_with_a_heading_for_every_cell(opened):
    for address in ("dokument/", "dokument/{draft}/", "effektkedjor/", "effektkedjor/{chain}/"):
        page = opened(address)
        headings = [attrs for attrs in page.all("th") if attrs.get("scope") == "col"]
        assert page.with_class("tbl-cards")
        assert headings
        assert all(attrs.get("data-l") for attrs in page.all("td") if attrs.get("data-l") is not None)
