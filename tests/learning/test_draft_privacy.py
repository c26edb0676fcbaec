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
from tests.factories import PlaceFactory
from tests.learning.walks import handed_in_report, noted_lesson, person
from varv.core.judgement import Confidence
from varv.core.kinds import SourceKind, Turnout
from varv.core.roles import Actor
from varv.learning import operations
from varv.learning.models import Lesson, LessonReader, LessonSource
from varv.overview.learning.grounds import grounds_of
from varv.overview.learning.learning_agenda import what_came_of_my_reports
from varv.overview.learning.learning_log import LessonWish, lesson_list
from varv.overview.learning.look_alikes import look_alikes
from varv.overview.learning.open_trail import open_trail
from varv.overview.learning.spiral import spiral
from varv.regions.models import Membership, TrailEntry
from varv.rounds.models import Report
from varv.web import gate

pytestmark = pytest.mark.django_db
SECRET = "Zyxofonhemligheten"
READERS = ["anna", "disa", "cilla", "egon"]


def member(region, username):
    found = Membership.objects.of(region.pk).current().select_related("user").get(user__username=username)
    return Actor(region.pk, found.user_id, found.user.name, frozenset({found.role}))


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


@pytest.mark.parametrize("who", READERS)
def test_a_secret_draft_is_nowhere_among_what_others_can_reach(who, demo):
    bo, reader = member(demo, "bo"), member(demo, who)
    report = Report.objects.of(demo.pk).filter(state="approved").order_by("pk").first()
    finding = Lesson.objects.of(demo.pk).filter(finding__isnull=False).first().finding
    ties = {"goal": finding.goal, "generic_activity": report.initiative.generic_activity}
    lessons = [secret_lesson(bo, **ties), secret_lesson(bo, report, **ties), secret_lesson(bo, finding, **ties)]

    reached = crawl(logged_in(reader), "/alvmark/", choices=3)

    assert len(reached) > 60
    assert [path for path, response in reached.items() if SECRET in text_of(response)] == []
    assert {
        path for path in reached for lesson in lessons if path.startswith(f"/alvmark/lardomar/{lesson.pk}/")
    } == set()


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


def test_the_demo_has_drafts_that_are_shown_to_one(demo):
    chosen = LessonReader.objects.of(demo.pk).select_related("person", "lesson__author").order_by("pk")

    assert [(one.lesson.author.username, one.person.username, one.lesson.is_private) for one in chosen] == [
        ("bo", "egon", True),
        ("anna", "disa", True),
    ]
    assert LessonSource.objects.of(demo.pk).filter(merged_from__isnull=False).count() == 1
