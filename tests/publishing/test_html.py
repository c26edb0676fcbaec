from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString
from hypothesis import given, settings

from tests.publishing.looking import NASTY
from tests.publishing.reports import (
    BULLETS,
    CHAIN,
    CHANGE,
    CHART,
    FACTS,
    GOALS,
    JUDGEMENT,
    QUOTE,
    any_report,
    report,
)
from varv.publishing import html
from varv.publishing.parts import Change, Fact, Facts, Heading, Judgement, Quote, Table, Text, Voice

ALONE = {"br", "hr", "img", "input", "meta", "line", "circle", "rect", "path"}


class Page(HTMLParser):
    """Reads a page as a browser does, and notes what does not fit together."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.flaws, self.texts = [], [], [], []
        self.feed(text)
        self.flaws += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.flaws += [f"{tag} has {name}" for name, _ in attrs if name == "style" or name.startswith("on")]
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.flaws.append(f"{tag} is closed in the wrong place")

    def handle_data(self, data):
        self.texts.append(data)

    def names(self):
        return [tag for tag, _ in self.tags]

    def with_class(self, classes):
        return [tag for tag, attrs in self.tags if attrs.get("class") == classes]


def headings(found):
    return [name for name in found.names() if name[0] == "h" and name[1:].isdigit()]


def rendered(*parts, **more):
    return html.render(report(*parts, **more))


def page(*parts, **more):
    return Page(rendered(*parts, **more))


def test_whole_report_fits_together():
    found = page()

    assert found.flaws == []
    assert "script" not in found.names()
    assert isinstance(rendered(), SafeString)


def test_report_is_an_article_in_its_language():
    assert page(lang="sv").tags[0] == ("article", {"class": "document stack", "lang": "sv"})
    assert page(lang="en").tags[0][1]["lang"] == "en"


def test_report_begins_with_who_what_and_facts():
    found = page(Text("A"))

    assert found.texts[:6] == [
        "Region Älvmark",
        "Årsrapport 2026",
        "Hur går det med Älvmark 2030?",
        "Läget och vad vi har ändrat",
        "Till",
        "Regionala utvecklingsnämnden",
    ]


def test_report_says_nothing_of_what_it_does_not_have():
    assert rendered(Text("A"), organisation="", kind="", subtitle="", facts=()) == (
        '<article class="document stack" lang="sv"><header class="stack-s">'
        "<h1>Hur går det med Älvmark 2030?</h1></header>"
        '<div class="voice-sm"><p>A</p></div></article>'
    )


def test_example_is_marked_as_invented():
    assert '<span class="tag">Example with invented content</span>' in rendered(Text("A"), is_example=True, lang="en")
    assert "Exempel med påhittat innehåll" in rendered(Text("A"), is_example=True)
    assert 'class="tag"' not in rendered(Text("A"))


def test_headings_follow_the_title():
    names = headings(page(Heading("A"), Heading("B", 2), Heading("C", 3)))

    assert names == ["h1", "h2", "h3", "h4"]


def test_headings_begin_where_the_page_says():
    found = html.render(report(Heading("A"), Heading("B", 2), Heading("C", 3), Heading("D", 4)), top=3)

    assert headings(Page(found)) == [
        "h3",
        "h4",
        "h5",
        "h6",
        "h6",
    ]


def test_text_keeps_its_paragraphs_and_lines():
    assert "<p>Ett.<br>Två.</p>\n\n<p>Tre.</p>" in rendered(Text("Ett.\nTvå.\n\nTre."))


def test_text_tells_a_persons_voice_from_the_systems():
    assert '<div class="voice-sm"><p>Vi tror.</p></div>' in rendered(Text("Vi tror."))
    assert "</header><p>Tolv av fjorton.</p></article>" in rendered(Text("Tolv av fjorton.", Voice.SYSTEM))


def test_quote_is_signed():
    assert rendered(QUOTE).endswith(
        '<div class="quote"><blockquote class="voice"><p>Korta moduler lockar dem som har jobb.</p></blockquote>'
        '<p class="signed">Slutrapport, 14 januari 2027</p></div></article>'
    )


def test_judgement_has_its_verdict_its_reasons_and_its_name():
    assert rendered(JUDGEMENT).endswith(
        '<div class="judgement"><p class="judge">Delvis på väg</p>'
        '<div class="voice"><p>Flickorna lyfter snittet.</p></div>'
        '<p class="signed">Yusuf Karaca, 14 december 2026</p></div></article>'
    )


def test_change_is_the_yellow_part():
    assert rendered(CHANGE).endswith(
        '<div class="changed"><p><strong>Vad vi har ändrat</strong></p><p>Studiecoacher börjar i årskurs nio.</p>'
        '<p class="signed">Beslut 26 november 2026</p></div></article>'
    )
    assert 'class="signed"' not in rendered(Change("Vad vi har ändrat", "Coacher."))


def test_bullets_are_a_list():
    assert "<ul><li>Lärare kan lockas från gymnasiet.</li><li>Kedjan säger inget om varför.</li></ul>" in rendered(
        BULLETS
    )


def test_facts_are_terms_and_values():
    assert (
        '<dl class="kv"><dt>Ansvarig</dt><dd>Lisbet Aro</dd><dt>Diarienummer</dt><dd>RU 2027/24</dd></dl>'
        in rendered(FACTS)
    )


def test_no_facts_are_no_list():
    assert "<dl" not in rendered(Facts(()), facts=())


def test_table_has_a_caption_and_scopes():
    found = rendered(GOALS)

    assert "<caption>Tabell 1. Bedömning och indikatorer</caption>" in found
    assert '<th scope="col">Effektmål</th><th scope="col">Bedömning</th><th scope="col" class="r">Mnkr</th>' in found
    assert (
        '<tr><th scope="row">3.2 Buss och tåg</th><td class="voice-sm">Ej bedömd</td><td class="r">4,3</td></tr>'
    ) in found
    assert '<p class="signed">Siffrorna är låsta 18 januari 2027.</p>' in found


def test_table_can_be_scrolled_with_the_keyboard():
    region = next(attrs for tag, attrs in page(GOALS).tags if attrs.get("role") == "region")

    assert (region["tabindex"], region["aria-label"]) == ("0", "Tabell 1. Bedömning och indikatorer")


def test_figure_has_both_drawings_its_name_and_its_source():
    found = rendered(CHART)

    assert f'<div class="wide">{CHART.svg}</div><div class="narrow">{CHART.narrow}</div>' in found
    assert "<strong>Figur 1. Gymnasieexamen inom tre år.</strong> Källa: påhittad, januari 2027." in found


def test_figure_without_a_narrow_drawing_can_be_scrolled():
    assert (
        f'<div class="scroll fixed" role="region" tabindex="0" aria-label="Kompetens för omställning">{CHAIN.svg}</div>'
    ) in rendered(CHAIN)


def test_figure_unfolds_into_its_table():
    found = page(CHART)

    assert found.names().count("details") == 1
    assert "Visa som tabell" in found.texts
    assert set(CHART.table.rows[0]) <= set(found.texts)


def test_two_figures_share_no_id():
    ids = [attrs["id"] for _, attrs in page(CHART, CHAIN).tags if "id" in attrs]

    assert len(ids) == 6
    assert len(set(ids)) == 6


@pytest.mark.parametrize(
    "part",
    [
        Heading(NASTY),
        Text(NASTY),
        Quote(NASTY, NASTY),
        Judgement(NASTY, NASTY, NASTY),
        Change(NASTY, NASTY, NASTY),
        Facts((Fact(NASTY, NASTY),)),
        Table(NASTY, GOALS.head, ((NASTY,) * 3,), NASTY),
    ],
    ids=lambda part: type(part).__name__,
)
def test_nasty_words_are_only_words(part):
    found = page(part, title=NASTY, organisation=NASTY, subtitle=NASTY, kind=NASTY, facts=(Fact(NASTY, NASTY),))

    assert "script" not in found.names()
    assert found.flaws == []
    assert "\x07" not in "".join(found.texts)


@settings(max_examples=60)
@given(any_report())
def test_any_report_fits_together(document):
    found = Page(html.render(document))

    assert found.flaws == []
    assert "script" not in found.names()
