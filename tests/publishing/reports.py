"""A whole report of an invented region, with a part of every kind; and parts with anything in them."""

from datetime import date

from hypothesis import strategies as st

from tests.publishing.looking import wild_text
from tests.publishing.specimens import GRADUATES, MODULES, TURNS, big_chain
from varv.publishing.figures import chain, indicator, spiral
from varv.publishing.parts import (
    Bullets,
    Change,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Judgement,
    Kind,
    Quote,
    Table,
    Text,
    Voice,
)

CHART = indicator.figure(GRADUATES, id_prefix="f1", caption="Källa: påhittad, januari 2027.")
CHAIN = chain.figure(MODULES, id_prefix="f2")
WIDE_CHAIN = chain.figure(big_chain(21, 30), id_prefix="f4")
SPIRAL = spiral.figure(TURNS, id_prefix="f3")
GOALS = Table(
    caption="Bedömning och indikatorer",
    head=(Column("Effektmål"), Column("Bedömning", Kind.VOICE), Column("Mnkr", Kind.NUMBERS)),
    rows=(("1.1 Fullföljda studier", "Delvis på väg", "18,4"), ("3.2 Buss och tåg", "Ej bedömd", "4,3")),
    note="Siffrorna är låsta 18 januari 2027.",
)
JUDGEMENT = Judgement("Delvis på väg", "Flickorna lyfter snittet.", "Yusuf Karaca, 14 december 2026")
QUOTE = Quote("Korta moduler lockar dem som har jobb.", "Slutrapport, 14 januari 2027")
CHANGE = Change("Vad vi har ändrat", "Studiecoacher börjar i årskurs nio.", "Beslut 26 november 2026")
BULLETS = Bullets(("Lärare kan lockas från gymnasiet.", "Kedjan säger inget om varför."))
FACTS = Facts((Fact("Ansvarig", "Lisbet Aro"), Fact("Diarienummer", "RU 2027/24")))
# What would run, or refuse to be set, if text were markup.
MARKUP = '#panic("x") $sum$ *fet* _kursiv_ @ref <etikett> // kommentar \\ [ruta] `kod` = Rubrik - punkt'


def report(*parts, **more):
    """A report with these parts, or one of every kind."""
    return Document(
        **(
            {
                "title": "Hur går det med Älvmark 2030?",
                "lang": "sv",
                "date": date(2027, 1, 19),
                "parts": parts
                or (
                    Heading("Sammanfattning"),
                    Text("Av nio mål är tre på rätt väg.\nDe andra är det inte.\n\nNytt stycke."),
                    GOALS,
                    Text("Uträknat den 18 januari.", Voice.SYSTEM),
                    Heading("Ett län där fler kan vara med"),
                    Heading("Fler fullföljer gymnasiet", 2),
                    JUDGEMENT,
                    CHART,
                    QUOTE,
                    CHANGE,
                    BULLETS,
                    FACTS,
                    Heading("Kedjan"),
                    CHAIN,
                ),
                "organisation": "Region Älvmark",
                "subtitle": "Läget och vad vi har ändrat",
                "kind": "Årsrapport 2026",
                "facts": (Fact("Till", "Regionala utvecklingsnämnden"),),
            }
            | more
        )
    )


def any_part():
    """A part of any kind but a figure, with anything for words."""
    words = wild_text(max_size=60)
    some = wild_text(min_size=1, max_size=30)
    return st.one_of(
        st.builds(Heading, some, st.integers(0, 7)),
        st.builds(Text, words, st.sampled_from(Voice)),
        st.builds(Quote, words, words),
        st.builds(Judgement, words, words, words),
        st.builds(Change, words, words, words),
        st.builds(Bullets, st.lists(words, max_size=3).map(tuple)),
        st.builds(Facts, st.lists(st.builds(Fact, words, words), max_size=3).map(tuple)),
        st.builds(
            lambda caption, rows: Table(caption, (Column("A"), Column("B", Kind.NUMBERS)), tuple(rows)),
            words,
            st.lists(st.tuples(words, words), max_size=3),
        ),
    )


def any_report():
    return st.lists(any_part(), max_size=8).map(lambda parts: report(*parts, Text("slut")))
