"""A draft is its author's own: what nobody else was let to read is nowhere to be found by anybody else.

The secret is told in every field that a lesson has, in its source and its reason, and looked for in every page and
file that others can reach, in the trail, and in the counts.
"""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client

from tests.crawl import crawl
from tests.factories import GoalFactory, PlaceFactory
from tests.learning.walks import accepted_lesson, handed_in_report, noted_finding, noted_lesson, person
from varv.core.judgement import Confidence
from varv.core.kinds import SourceKind, Turnout
from varv.learning import operations
from varv.learning.models import LessonReader, LessonSource
from varv.overview.learning.answers.spiral import spiral
from varv.overview.learning.learning_agenda import what_came_of_my_reports
from varv.overview.learning.lessons.grounds import grounds_of
from varv.overview.learning.lessons.learning_log import LessonWish, lesson_list
from varv.overview.learning.lessons.look_alikes import look_alikes
from varv.overview.learning.thread.open_trail import open_trail
from varv.overview.search import SearchWish, search
from varv.regions.models import TrailEntry
from varv.web import gate
from varv.web.learning.citing import cited_rows

pytestmark = pytest.mark.django_db
SECRET = "Zyxofonhemligheten"


def secret_lesson(by, because_of=f"Ett möte om {SECRET}", **changed):
    """Everything about it tells the secret; it is worked up, has a source, and was shown to and hidden from someone."""
    lesson = noted_lesson(
        by,
        because_of,
        gate.now() - timedelta(days=30),
        statement=f"{SECRET} i en mening.",
        context=f"{SECRET} i sitt sammanhang.",
        holds_not=f"{SECRET} i sina undantag.",
        target_group=f"{SECRET}s grupp",
        turnout=Turnout.FAILED,
        **changed,
    )
    operations.add_lesson_source(
        lesson=lesson,
        kind=SourceKind.SIGNAL,
        text=f"{SECRET} som källa",
        seen_on=lesson.said_on,
        by=by,
        at=gate.now(),
    )
    gone = operations.add_lesson_source(
        lesson=lesson, text=f"{SECRET} som borta", seen_on=lesson.said_on, by=by, at=gate.now()
    )
    operations.remove_lesson_source(source=gone, by=by, at=gate.now())
    return lesson


def secret_brief(by, about, *cited):
    """Everything in it tells the secret; what it cited first was struck again."""
    told = {part: f"{SECRET} är {part}." for part in ("known", "disputed", "unknown")}
    title = f"Vad vi vet om {SECRET}"
    brief = operations.start_brief(about=about, title=title, cited=cited, **told, by=by, at=gate.now())
    operations.edit_brief(
        brief=brief, title=title, cited=cited[1:], **told, revision=brief.revision, by=by, at=gate.now()
    )
    brief.refresh_from_db()
    return brief


def text_of(response):
    """What can be read in an answer: a page, or a file with all that is packed in it."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def logged_in(actor):
    client = Client()
    client.force_login(person(actor))
    return client


def test_every_address_of_a_secret_draft_is_unknown_to_others(anna, bo, cilla, disa, egon, frida):
    lesson = secret_lesson(bo)
    rests = [
        *("", "andra/", "foresla/", "godta/", "avfor/", "arbeta-upp/", "skicka-tillbaka/", "omprova/"),
        *("kallor/ny/", "kallor/1/ta-bort/", "sammanfor/", "motsagelse/", "lasare/", "lasare/1/ta-bort/"),
        *("rekommendera/", "andring/", "svara/"),
    ]

    for actor in (anna, cilla, disa, egon, frida):
        client = logged_in(actor)
        answers = {rest: client.post(f"/alvmark/lardomar/{lesson.pk}/{rest}").status_code for rest in rests[1:]}
        asked = {rest: client.get(f"/alvmark/lardomar/{lesson.pk}/{rest}").status_code for rest in rests}
        assert (set(answers.values()), set(asked.values()) - {405}) == ({404}, {404})


def test_lists_and_counts_are_as_if_it_did_not_exist(anna, bo, cilla, disa):
    before = {actor.name: lesson_list(actor, LessonWish()).counts for actor in (anna, cilla, disa)}

    lesson = secret_lesson(bo, place=PlaceFactory())

    after = {actor.name: lesson_list(actor, LessonWish()) for actor in (anna, cilla, disa)}
    assert {name: found.counts for name, found in after.items()} == before
    assert {found.places for found in after.values()} == {()}
    assert [line.id for line in lesson_list(bo, LessonWish()).lessons] == [lesson.pk]


@pytest.mark.parametrize("is_retired", [False, True])
def test_what_was_dropped_before_it_was_accepted_stays_ones_own(is_retired, anna, bo):
    lesson = secret_lesson(bo)
    if is_retired:
        operations.retire_lesson(lesson=lesson, reason=f"{SECRET} var fel.", by=bo, at=gate.now())

    assert lesson_list(anna, LessonWish()).lessons == ()
    assert spiral(anna.region_id).lessons == 0
    assert not open_trail(anna).filter(thing__contains=SECRET).exists()


def test_the_trail_leaves_out_every_line_about_it(anna, bo, cilla, disa, visit):
    reader = operations.show_lesson(
        lesson=noted_lesson(bo, statement=f"{SECRET} för en."), person=person(cilla), by=bo, at=gate.now()
    )
    operations.hide_lesson(reader=reader, by=bo, at=gate.now())
    every, open_before = TrailEntry.objects.of(anna.region_id).count(), open_trail(anna).count()

    secret_lesson(bo)

    assert TrailEntry.objects.of(anna.region_id).count() == every + 4
    assert (open_trail(anna).count(), open_trail(disa).count()) == (open_before, open_before)
    assert open_trail(bo).count() == every + 4
    page = text_of(visit(anna).get("/alvmark/handelser/"))
    assert SECRET not in page


def test_the_trail_tells_it_all_once_it_is_offered_to_the_one_who_reads(anna, bo, cilla):
    lesson = secret_lesson(bo)
    hidden = open_trail(anna).count()

    operations.offer_lesson(lesson=lesson, by=bo, at=gate.now())

    assert open_trail(anna).count() == hidden + 5
    assert set(open_trail(anna).values_list("verb", flat=True)) >= {"noted", "added", "removed", "offered"}
    assert open_trail(cilla).count() == hidden


def test_the_reader_of_a_trail_finds_nothing_by_searching_for_it(anna, bo, visit):
    secret_lesson(bo)
    client = visit(anna)

    found = client.get(f"/alvmark/handelser/?q={SECRET}").context["page"].paginator.count
    nothing = client.get("/alvmark/handelser/?q=finnsinte").context["page"].paginator.count

    assert (found, nothing) == (0, 0)


def test_what_happened_with_a_report_does_not_tell_of_anothers_draft(anna, bo, egon, visit):
    report = handed_in_report(bo)
    secret_lesson(egon, report)

    (trace,) = what_came_of_my_reports(bo.region_id, bo.person_id)

    assert not any(SECRET in event.text for event in trace.events)
    assert SECRET not in text_of(visit(bo).get(f"/alvmark/rapporter/{report.pk}/"))


def test_only_the_chosen_one_finds_it_and_only_while_chosen(bo, cilla, egon, visit):
    lesson = secret_lesson(bo)
    address = f"/alvmark/lardomar/{lesson.pk}/"

    reader = operations.show_lesson(lesson=lesson, person=person(egon), by=bo, at=gate.now())
    while_chosen = visit(egon).get(address).status_code, visit(cilla).get(address).status_code
    operations.hide_lesson(reader=reader, by=bo, at=gate.now())

    assert (while_chosen, visit(egon).get(address).status_code) == ((200, 404), 404)


def test_nobody_is_led_to_it_by_another_lesson(anna, bo):
    mine = noted_lesson(anna, statement=f"{SECRET} i en mening.")
    shown = secret_lesson(bo)
    operations.show_lesson(lesson=shown, person=person(anna), by=bo, at=gate.now())

    assert look_alikes(anna, mine) == ()
    assert [line.lesson_id for line in look_alikes(bo, shown)] == []


def test_a_merged_draft_is_named_to_nobody(anna, bo, cilla, visit):
    kept = noted_lesson(anna, confidence=Confidence.MEASURED)
    kept = _accepted(kept, anna)
    draft = noted_lesson(bo, "Ett besök", statement=f"{SECRET} i en mening.")
    operations.offer_lesson(lesson=draft, by=bo, at=gate.now())
    operations.merge_lessons(kept=kept, merged=draft, reason="Samma.", by=anna, at=gate.now())

    line = grounds_of(anna.region_id, {kept.pk})[kept.pk].sources[1]
    page = text_of(visit(cilla).get(f"/alvmark/lardomar/{kept.pk}/"))

    assert (line.text, line.is_merged, line.merged_from_id) == ("Ett besök", True, None)
    assert (SECRET in page, f"lardomar/{draft.pk}/" in page) == (False, False)


def _accepted(lesson, by):
    activity = handed_in_report(by).initiative.generic_activity
    told = {"context": "Vuxna.", "holds_not": "Unga.", "generic_activity": activity}
    operations.accept_lesson(lesson=lesson, **told, by=by, at=gate.now())
    lesson.refresh_from_db()
    return lesson


# --- briefs ---------------------------------------------------------------------------------------------------------


def test_the_trail_leaves_out_every_line_about_anothers_draft_of_a_brief(anna, egon, disa, frida):
    lesson, finding = accepted_lesson(anna), noted_finding(anna)
    readers = (anna, disa, frida)
    before = [open_trail(reader).count() for reader in readers]
    every = TrailEntry.objects.of(anna.region_id).count()

    brief = secret_brief(egon, GoalFactory(), lesson, finding)

    assert TrailEntry.objects.of(anna.region_id).count() == every + 5
    assert [open_trail(reader).count() for reader in readers] == before
    assert open_trail(egon).filter(verb="struck").count() == 1
    operations.publish_brief(brief=brief, by=egon, at=gate.now())
    assert [open_trail(reader).count() for reader in readers] == [count + 6 for count in before]
    assert set(open_trail(disa).values_list("verb", flat=True)) >= {"gathered", "cited", "struck", "published"}


def test_a_draft_of_a_brief_hides_no_line_about_anything_else(anna, egon):
    lesson, goal = accepted_lesson(anna), GoalFactory()
    draft, mine = (secret_brief(writer, goal, lesson) for writer in (egon, anna))

    shown = open_trail(anna).filter(kind__istartswith="learning.brief")

    assert draft.pk != mine.pk
    assert sorted(shown.values_list("verb", flat=True)) == ["cited", "edited", "gathered", "struck"]
    assert open_trail(anna).filter(kind="learning.lesson", thing_id=lesson.pk).count() == 3


@pytest.mark.parametrize("name", ["anna", "cilla", "disa"])
def test_a_draft_of_a_brief_is_on_no_page_and_at_no_address(name, request, egon, visit):
    brief = secret_brief(egon, GoalFactory(), noted_finding(egon))
    client = visit(request.getfixturevalue(name))
    reached = crawl(client, "/alvmark/", choices=1)

    asked = {client.get(f"/alvmark/kunskapsbrev/{brief.pk}/{rest}").status_code for rest in ("", "andra/", "word/")}
    sent = {client.post(f"/alvmark/kunskapsbrev/{brief.pk}/{rest}").status_code for rest in ("andra/", "publicera/")}

    assert (asked, sent) == ({404}, {404})
    assert [path for path, response in reached.items() if SECRET in text_of(response)] == []


def test_a_draft_of_a_brief_is_found_by_its_author_only_until_it_is_published(anna, cilla, egon):
    brief = secret_brief(egon, GoalFactory(), noted_finding(egon), accepted_lesson(anna))
    word = SearchWish("zyxofonhemligheten")

    while_draft = {actor.name: search(actor, word).everything for actor in (anna, cilla, egon)}
    guessed = search(cilla, SearchWish("zyxofonhemlighetn"))
    operations.publish_brief(brief=brief, by=egon, at=gate.now())

    assert while_draft == {"Anna": 0, "Cilla": 0, "Egon": 1}
    assert (guessed.everything, guessed.suggestion) == (0, "")
    assert [search(actor, word).everything for actor in (anna, cilla, egon)] == [1, 1, 1]


def test_a_brief_cannot_be_made_to_cite_what_its_writer_may_not_read(anna, bo, egon):
    hidden, shown, open_to_all = secret_lesson(bo), secret_lesson(bo), accepted_lesson(anna)
    operations.show_lesson(lesson=shown, person=person(egon), by=bo, at=gate.now())
    keys = [f"lesson-{one.pk}" for one in (hidden, shown, open_to_all)]

    assert cited_rows(egon, keys) == [shown, open_to_all]
    assert cited_rows(bo, keys) == [hidden, shown, open_to_all]
    assert cited_rows(anna, [*keys, "lesson-x", "lesson-", "finding-0", "lesson-" + "9" * 40]) == [open_to_all]


# --- what belongs to another lesson ---------------------------------------------------------------------------------


def test_a_source_of_a_hidden_lesson_cannot_be_told_from_one_that_is_not_there(anna, bo, visit):
    hidden, mine = secret_lesson(bo), noted_lesson(anna)
    source = LessonSource.objects.of(anna.region_id).get(lesson=hidden)
    client, address = visit(anna), f"/alvmark/lardomar/{mine.pk}/kallor"

    answers = [client.post(f"{address}/{pk}/ta-bort/").status_code for pk in (source.pk, source.pk + 999)]

    assert answers == [404, 404]
    assert LessonSource.objects.of(anna.region_id).filter(pk=source.pk).exists()


def test_who_reads_a_hidden_lesson_cannot_be_found_out_by_number(anna, bo, cilla, visit):
    hidden, mine = secret_lesson(bo), noted_lesson(anna)
    reader = operations.show_lesson(lesson=hidden, person=person(cilla), by=bo, at=gate.now())
    client, address = visit(anna), f"/alvmark/lardomar/{mine.pk}/lasare"

    answers = [client.post(f"{address}/{pk}/ta-bort/").status_code for pk in (reader.pk, reader.pk + 999)]

    assert answers == [404, 404]
    assert LessonReader.objects.of(anna.region_id).filter(pk=reader.pk).exists()
