from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MONDAY,
    ActionFactory,
    BriefFactory,
    ChainStepFactory,
    GoalFactory,
    LessonFactory,
    LessonReaderFactory,
    ReportFactory,
    VisitFactory,
)
from varv.core.kinds import SearchKind
from varv.core.workflow import BriefState, ReportState
from varv.overview.search import HITS_A_PAGE, SearchWish, search
from varv.regions import search_index, trail
from varv.regions.models import User


def said(pieces):
    return "".join(text for text, _ in pieces)


def marked(pieces):
    return [text for text, meant in pieces if meant]


def titles(person, text, **choice):
    return [said(hit.title) for hit in search(person, SearchWish(text, **choice)).hits]


def steps(region, by, *names):
    for name in names:
        trail.write(ChainStepFactory(region=region, text=name), "added", by=by, at=MONDAY)


def lesson(region, by, statement, **values):
    values = {"accepted_at": MONDAY, "context": "Alltid"} | values
    made = LessonFactory(region=region, statement=statement, **values)
    trail.write(made, "noted", by=by, at=MONDAY)
    return made


def test_every_form_of_a_word_is_found_and_marked(alvmark, anna):
    lesson(alvmark, anna, "Utvärderingen kom för sent", context="Utvärderingarnas tid är kort.")

    (hit,) = search(anna, SearchWish("utvärderingarnas")).hits

    assert (said(hit.title), marked(hit.title)) == ("Utvärderingen kom för sent", ["Utvärderingen"])
    assert marked(hit.snippet) == ["Utvärderingarnas"]
    assert (hit.kind, hit.day) == (SearchKind.LESSON, date(2026, 11, 16))


def test_all_words_must_be_there(alvmark, anna):
    steps(alvmark, anna, "Skolor fångar frånvaro", "Skolor bygger", "Frånvaro sjunker")

    assert titles(anna, "frånvaron skola") == ["Skolor fångar frånvaro"]


def test_a_phrase_must_stand_together_in_any_form(alvmark, anna):
    steps(alvmark, anna, "Den röda tråden syns", "Tråden är röd")

    assert titles(anna, '"röda tråden"') == ["Den röda tråden syns"]
    assert sorted(titles(anna, "röda tråden")) == ["Den röda tråden syns", "Tråden är röd"]


def test_a_word_with_a_minus_leaves_things_out(alvmark, anna):
    steps(alvmark, anna, "Skolor och rektorer", "Skolor och elever", "Skolverket och rektorer")

    assert titles(anna, "rektor -skola") == ["Skolverket och rektorer"]


def test_the_very_word_in_a_title_comes_before_its_beginning_and_the_text(alvmark, anna):
    GoalFactory(region=alvmark, outline="1", name="Fler jobb", description="Kompetensförsörjningen ordnas.")
    GoalFactory(region=alvmark, outline="2", name="Fler jobb", description="Kompetens behövs.")
    search_index.rebuild(alvmark.pk)
    steps(alvmark, anna, "Kompetens finns", "Kompetensförsörjning pågår")

    assert titles(anna, "kompetensens") == [
        "Kompetens finns",
        "Kompetensförsörjning pågår",
        "2 Fler jobb",
        "1 Fler jobb",
    ]


def test_the_newest_comes_first_and_what_has_no_day_last(alvmark, anna):
    steps(alvmark, anna, "Möten hålls")
    for year in (2024, 2026, 2025):
        lesson(alvmark, anna, f"Möten i {year}", noted_at=datetime(year, 5, 4, 9, tzinfo=UTC))

    assert titles(anna, "mötena") == ["Möten i 2026", "Möten i 2025", "Möten i 2024", "Möten hålls"]


def test_of_the_same_day_the_last_noted_comes_first(alvmark, anna):
    steps(alvmark, anna, "Möte ett", "Möte två")

    assert titles(anna, "möte") == ["Möte två", "Möte ett"]


def test_hits_can_be_chosen_by_kind_and_year_and_are_counted(alvmark, anna):
    steps(alvmark, anna, "Möten hålls")
    for year in (2025, 2026, 2026):
        lesson(alvmark, anna, f"Möten i {year}", noted_at=datetime(year, 5, 4, 9, tzinfo=UTC))

    every = search(anna, SearchWish("möte"))
    assert every.kinds == ((SearchKind.STEP, 1), (SearchKind.LESSON, 3))
    assert (every.years, every.total, every.everything) == (((2026, 2), (2025, 1)), 4, 4)

    chosen = search(anna, SearchWish("möte", SearchKind.LESSON, 2026))
    assert (chosen.total, len(chosen.hits), chosen.everything) == (2, 2, 4)
    assert chosen.kinds == ((SearchKind.LESSON, 2),)
    assert chosen.years == ((2026, 2), (2025, 1))


def test_a_choice_without_hits_says_that_there_are_others(alvmark, anna):
    steps(alvmark, anna, "Möten hålls")

    found = search(anna, SearchWish("möte", SearchKind.GOAL))

    assert (found.total, found.everything, found.hits, found.kinds) == (
        *(0, 1, ()),
        ((SearchKind.GOAL, 0), (SearchKind.STEP, 1)),
    )


def test_there_are_twenty_on_a_page(alvmark, anna):
    steps(alvmark, anna, *[f"Möte {number}" for number in range(45)])

    first, last, beyond = (search(anna, SearchWish("möte", page=page)) for page in (1, 3, 99))

    assert (len(first.hits), first.pages, first.page) == (HITS_A_PAGE, 3, 1)
    assert (len(last.hits), len(beyond.hits), beyond.page) == (5, 5, 3)
    assert search(anna, SearchWish("möte", page=0)).page == 1


def test_another_regions_things_are_never_found(alvmark, sydland, anna, stig):
    steps(sydland, stig, "Möten i söder")

    assert titles(anna, "möten") == []
    assert titles(stig, "möten") == ["Möten i söder"]


def test_a_draft_lesson_is_found_by_those_who_may_read_it_only(alvmark, anna, bo, cilla):
    author = User.objects.get(pk=bo.person_id)
    secret = lesson(alvmark, bo, "Upphandlingen havererade", accepted_at=None, author=author)

    assert titles(bo, "upphandling") == ["Upphandlingen havererade"]
    assert titles(cilla, "upphandling") == titles(anna, "upphandling") == []

    reader = LessonReaderFactory(region=alvmark, lesson=secret, person_id=cilla.person_id, person=None)
    assert (reader.lesson, titles(cilla, "upphandling")) == (secret, ["Upphandlingen havererade"])


def test_a_draft_lesson_is_not_even_counted_or_suggested(alvmark, anna, bo):
    lesson(alvmark, bo, "Upphandlingen havererade", accepted_at=None, author_id=bo.person_id, author=None)

    found = search(anna, SearchWish("upphandlingen"))
    assert (found.everything, found.kinds, found.years, found.suggestion) == (0, (), (), "")
    assert search(anna, SearchWish("upphandlngen")).suggestion == ""
    assert search(bo, SearchWish("upphandlngen")).suggestion == ""


def test_a_report_in_writing_is_found_by_its_author_only(alvmark, anna, bo):
    report = ReportFactory(region=alvmark, done="Vi höll möten.", author_id=bo.person_id, author=None)
    trail.write(report, "drafted", by=bo, at=MONDAY)
    assert len(titles(bo, "möten")) == 1
    assert titles(anna, "möten") == []

    report.change(state=ReportState.SUBMITTED, submitted_at=MONDAY)
    trail.write(report, "submitted", by=bo, at=MONDAY)
    assert len(titles(anna, "möten")) == 1

    report.change(state=ReportState.RETURNED)
    trail.write(report, "returned", by=anna, at=MONDAY)
    assert titles(anna, "möten") == []


def test_a_brief_is_its_authors_own_until_it_is_published(alvmark, anna, bo):
    brief = BriefFactory(region=alvmark, title="Om moduler", author_id=bo.person_id, author=None)
    trail.write(brief, "drafted", by=bo, at=MONDAY)
    assert (titles(bo, "modul"), titles(anna, "modul")) == (["Om moduler"], [])

    brief.change(state=BriefState.PUBLISHED, published_at=MONDAY)
    trail.write(brief, "published", by=bo, at=MONDAY)
    assert titles(anna, "modul") == ["Om moduler"]


def test_a_part_leads_to_the_page_it_is_on(alvmark, anna):
    action = ActionFactory(region=alvmark, what="Skriv om mallen")
    trail.write(action, "planned", by=anna, at=MONDAY)

    (hit,) = search(anna, SearchWish("mallar")).hits

    assert (hit.kind, hit.page_id) == (SearchKind.ACTION, action.recommendation_id)


def test_without_marks_over_the_letters_something_is_still_found_and_it_is_said(alvmark, anna):
    steps(alvmark, anna, "Lärande i kommuner", "Lära nytt")

    found = search(anna, SearchWish("larande kommun"))

    assert (found.read_as, [said(hit.title) for hit in found.hits]) == ("lärande kommun", ["Lärande i kommuner"])


def test_marks_are_not_put_in_when_the_word_is_there_without(alvmark, anna):
    steps(alvmark, anna, "Ort", "Ört")

    assert titles(anna, "ort") == ["Ort"]
    assert search(anna, SearchWish("ort")).read_as == ""


def test_marks_that_lead_nowhere_are_not_put_in(alvmark, anna):
    steps(alvmark, anna, "Lärande", "Vård")

    found = search(anna, SearchWish("larande vard"))

    assert (found.read_as, found.total, found.suggestion) == ("", 0, "")


def test_a_misspelling_suggests_what_may_have_been_meant(alvmark, anna):
    steps(alvmark, anna, "Utvärdering av coacher", "Utbildning")

    found = search(anna, SearchWish("utvärdring coacher"))

    assert (found.total, found.suggestion) == (0, "utvärdering coacher")


def test_a_suggestion_has_hits(alvmark, anna):
    steps(alvmark, anna, "Utvärdering", "Coacher")

    assert search(anna, SearchWish("utvärdring coacher")).suggestion == ""
    assert search(anna, SearchWish("xyzzyq")).suggestion == ""


def test_the_next_nearest_is_suggested_when_the_nearest_leads_nowhere(alvmark, anna):
    steps(alvmark, anna, "Skolan bygger", "Skogen växer")

    assert search(anna, SearchWish("skoxan växer")).suggestion == "skogen växer"


@pytest.mark.parametrize("text", ["", "  ", "-", '"', "?", "-skola", "\x00", "🙂"])
def test_nothing_that_can_be_sought_finds_nothing(alvmark, anna, text):
    found = search(anna, SearchWish(text))

    assert (found.sought.is_empty, found.total, found.hits) == (True, 0, ())


def test_a_long_text_is_shown_around_the_first_word_that_was_sought(alvmark, anna):
    long = "inledning " * 40 + "och där kom vändningen i arbetet " + "avslutning " * 40
    visit = VisitFactory(region=alvmark, summary=long)
    trail.write(visit, "noted", by=anna, at=MONDAY)

    (hit,) = search(anna, SearchWish("vändning")).hits
    text = said(hit.snippet)

    assert text.startswith("… inledning")
    assert text.endswith(" …")
    assert marked(hit.snippet) == ["vändningen"]
    assert len(text) < 300


def test_a_text_without_the_word_is_shown_from_its_beginning(alvmark, anna):
    lesson(alvmark, anna, "Vändningen", context="Först hände inget. " * 30)

    (hit,) = search(anna, SearchWish("vändning")).hits

    assert said(hit.snippet).startswith("Först hände inget.")
    assert marked(hit.snippet) == []


def test_one_long_word_is_cut(alvmark, anna):
    lesson(alvmark, anna, "Vändningen", context="a" * 900)

    (hit,) = search(anna, SearchWish("vändning")).hits

    assert len(said(hit.snippet)) < 300


def test_the_number_of_queries_does_not_grow_with_the_hits(alvmark, anna):
    steps(alvmark, anna, "Möte")
    with CaptureQueriesContext(connection) as of_one:
        assert len(titles(anna, "möte")) == 1

    steps(alvmark, anna, "Möte två", "Möte tre")
    lesson(alvmark, anna, "Möten")
    with CaptureQueriesContext(connection) as of_four:
        assert len(titles(anna, "möte")) == 4

    assert len(of_four) == len(of_one)
