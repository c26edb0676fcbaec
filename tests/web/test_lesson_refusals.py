"""What the pages of a lesson say no to: bad input, the wrong person, the wrong time and another's window.

Every no keeps what was written, is told beside its field, and leaves the lesson and its trail as they were.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import (
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
    LessonFactory,
    MembershipFactory,
    PlaceFactory,
    ReportFactory,
    VisitFactory,
)
from tests.learning.lesson_walks import offered, worked_up
from tests.learning.walks import (
    MONDAY,
    accepted_lesson,
    handed_in_report,
    noted_finding,
    noted_lesson,
    person,
    questions,
)
from tests.people import verbs
from varv.core.judgement import Heed
from varv.core.kinds import Turnout
from varv.core.surety import Surety
from varv.core.workflow import LessonState, ReportState
from varv.learning import operations
from varv.learning.models import Lesson, LessonContradiction, LessonReader, LessonSource
from varv.overview.learning.lessons.learning_log import LessonOrder, LessonWish
from varv.web.learning.forms import LessonSearch

pytestmark = pytest.mark.django_db

LIST = "/alvmark/lardomar/"
LATER = "2099-01-10"
HUGE = "9" * 40
KEPT = "Det här har jag redan skrivit."


def page(lesson, rest=""):
    return f"{LIST}{lesson.pk}/{rest}"


def text(response):
    return response.content.decode()


def refused(response):
    """The status and the fields that are complained of; what was written must still be there."""
    assert KEPT in text(response)
    return response.status_code, sorted(response.context["form"].errors)


def written(lesson=None, **changed):
    values = {
        "statement": KEPT,
        "context": "Vuxna.",
        "holds_not": "Unga.",
        "confidence": "measured",
        "turnout": "failed",
        "generic_activity": "",
        "goal": "",
        "place": "",
        "target_group": "",
        "revision": str(lesson.revision) if lesson else "",
    }
    return values | changed


# --- what is written on the forms -----------------------------------------------------------------------------------

BAD_FIELDS = [
    ({"context": f"{KEPT} " * 100}, "context"),
    ({"holds_not": f"{KEPT} " * 100}, "holds_not"),
    ({"confidence": ""}, "confidence"),
    ({"confidence": "certain"}, "confidence"),
    ({"turnout": "so_so"}, "turnout"),
    ({"generic_activity": HUGE}, "generic_activity"),
    ({"goal": "x"}, "goal"),
    ({"goal": "1.5"}, "goal"),
    ({"place": "-1"}, "place"),
    ({"place": HUGE}, "place"),
    ({"target_group": "x" * 161}, "target_group"),
    ({"target_group": "a\x00b"}, "target_group"),
    ({"revision": "ett"}, "revision"),
]


@pytest.mark.parametrize(("changed", "field"), BAD_FIELDS)
def test_a_draft_keeps_all_that_was_written_when_a_field_cannot_be_read(changed, field, bo, visit):
    lesson = noted_lesson(bo)

    response = visit(bo).post(page(lesson, "andra/"), written(lesson, **changed))

    assert refused(response) == (422, [field])
    assert verbs(lesson) == ["noted"]


@pytest.mark.parametrize(("changed", "field"), BAD_FIELDS[:-1])
def test_working_up_keeps_all_that_was_written_when_a_field_cannot_be_read(changed, field, bo, visit):
    lesson = noted_lesson(bo)
    told = written(lesson, **({"generic_activity": str(GenericActivityFactory().pk)} | changed))

    response = visit(bo).post(page(lesson, "arbeta-upp/"), told)

    lesson.refresh_from_db()
    assert refused(response) == (422, [field])
    assert lesson.state is LessonState.DRAFT


@pytest.mark.parametrize("rest", ["andra/", "arbeta-upp/"])
@pytest.mark.parametrize("blank", ["", "   ", "\n\t\n"])
def test_a_lesson_that_says_nothing_is_refused(rest, blank, bo, visit):
    lesson = noted_lesson(bo)

    response = visit(bo).post(page(lesson, rest), written(lesson, statement=blank, target_group=KEPT, goal=goal_id()))

    assert refused(response) == (422, ["statement"])


def goal_id():
    return str(GoalFactory().pk)


@pytest.mark.parametrize("kind", ["report", "finding", "liked"])
def test_an_occasion_is_not_a_report_nor_a_finding(kind, bo, visit):
    told = written(occasion="Ett besök", occasion_kind=kind)

    assert refused(visit(bo).post(f"{LIST}ny/", told)) == (422, ["occasion_kind"])
    assert not Lesson.objects.of(bo.region_id).exists()


def test_a_new_lesson_from_a_report_and_from_a_finding_are_checked_as_any(anna, bo, visit):
    addresses = [f"rapport/{handed_in_report(bo).pk}/", f"iakttagelse/{noted_finding(anna).pk}/"]

    answers = [visit(anna).post(f"{LIST}ny/{rest}", written(confidence="", goal=HUGE)) for rest in addresses]

    assert [refused(answer) for answer in answers] == [(422, ["confidence", "goal"])] * 2
    assert not Lesson.objects.of(anna.region_id).exists()


def test_another_regions_rows_are_not_offered_and_not_taken(bo, sydland, visit):
    lesson = noted_lesson(bo)
    theirs = {
        "generic_activity": str(GenericActivityFactory(region=sydland).pk),
        "goal": str(GoalFactory(region=sydland).pk),
        "place": str(PlaceFactory(region=sydland).pk),
    }

    answers = {
        name: refused(visit(bo).post(page(lesson, "andra/"), written(lesson, **{name: pk})))
        for name, pk in theirs.items()
    }

    assert answers == {name: (422, [name]) for name in theirs}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"context": ""}, "context"),
        ({"holds_not": " "}, "holds_not"),
        ({"context": "x" * 2001}, "context"),
        ({"generic_activity": "", "goal": ""}, "generic_activity"),
        ({"goal": HUGE}, "goal"),
        ({"owner": "0"}, "owner"),
        ({"owner": HUGE}, "owner"),
        ({"owner": "Anna"}, "owner"),
        ({"review_on": "i morgon"}, "review_on"),
        ({"review_on": "2020-01-01"}, "review_on"),
        ({"review_on": "1066-10-14"}, "review_on"),
        ({"review_on": "9999-12-31"}, "review_on"),
    ],
)
def test_accepting_keeps_all_that_was_written_and_says_what_is_wrong(changed, field, anna, bo, visit):
    lesson = offered(bo)
    told = {"context": KEPT, "holds_not": KEPT, "generic_activity": str(GenericActivityFactory().pk), "goal": ""}

    response = visit(anna).post(page(lesson, "godta/"), told | changed)

    lesson.refresh_from_db()
    assert refused(response) == (422, [field])
    assert (lesson.state, lesson.accepted_at, verbs(lesson)) == (LessonState.DRAFT, None, ["noted", "offered"])


def test_an_owner_who_has_left_is_not_offered(anna, bo, egon, visit):
    lesson = offered(bo)
    egon_here = person(egon).memberships.get()
    egon_here.change(ended_at=MONDAY)
    told = {"context": KEPT, "holds_not": KEPT, "goal": goal_id(), "owner": str(egon.person_id)}

    response = visit(anna).post(page(lesson, "godta/"), told)

    assert refused(response) == (422, ["owner"])


def test_an_owner_with_two_roles_is_offered_once(anna, bo, egon, visit):
    MembershipFactory(region_id=anna.region_id, user_id=egon.person_id, user=None, role="manager")
    lesson = offered(bo)

    choices = visit(anna).get(page(lesson, "godta/")).context["form"].fields["owner"].choices

    assert [name for _key, name in choices].count("Egon") == 1


@pytest.mark.parametrize(
    ("rest", "field"), [("skicka-tillbaka/", "reason"), ("avfor/", "reason")], ids=["send back", "put away"]
)
@pytest.mark.parametrize("blank", ["", " \n ", "x" * 10_001])
def test_a_reason_is_asked_for_and_has_an_end(rest, field, blank, anna, bo, visit):
    lesson = worked_up(offered(bo), bo)
    before = verbs(lesson)

    response = visit(anna).post(page(lesson, rest), {"reason": blank})

    lesson.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert (lesson.state, verbs(lesson)) == (LessonState.WORKED_UP, before)


@pytest.mark.parametrize("day", ["", "snart", "2020-01-01", "1989-12-31", "2101-01-01", "2027-02-30"])
def test_the_next_review_is_a_day_ahead(day, anna, visit):
    lesson = accepted_lesson(anna)

    response = visit(anna).post(page(lesson, "omprova/"), {"review_on": day})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["review_on"])
    assert f'value="{day}"' in text(response) or not day


# --- grounds, merging, contradictions and readers -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "rumour"}, "kind"),
        ({"kind": "report"}, "kind"),
        ({"kind": "report", "report": HUGE}, "report"),
        ({"kind": "finding", "finding": "x"}, "finding"),
        ({"kind": "visit", "visit": "0"}, "visit"),
        ({"seen_on": ""}, "seen_on"),
        ({"seen_on": "1989-12-31"}, "seen_on"),
    ],
)
def test_a_source_that_cannot_be_read_is_explained(changed, field, anna, visit):
    lesson = accepted_lesson(anna)
    told = {"kind": "meeting", "text": KEPT, "seen_on": "2026-10-05"}

    response = visit(anna).post(page(lesson, "kallor/ny/"), told | changed)

    status, fields = refused(response)
    assert (status, field in fields, LessonSource.objects.of(anna.region_id).count()) == (422, True, 0)


def test_a_source_in_words_has_room_for_a_sentence_and_no_more(anna, visit):
    lesson, client = accepted_lesson(anna), visit(anna)
    told = {"kind": "signal", "seen_on": "2026-10-05"}

    most = client.post(page(lesson, "kallor/ny/"), told | {"text": "å" * 300}).status_code
    too_much = client.post(page(lesson, "kallor/ny/"), told | {"text": "å" * 301}).status_code

    assert (most, too_much, LessonSource.objects.get().text) == (302, 422, "å" * 300)


def test_another_regions_rows_and_reports_in_writing_are_no_sources(anna, bo, sydland, visit):
    lesson = accepted_lesson(anna)
    rows = {
        "report": [handed_in_report(bo, state=ReportState.DRAFT), ReportFactory(region=sydland)],
        "finding": [FindingFactory(region=sydland)],
        "visit": [VisitFactory(region=sydland)],
    }

    answers = [
        visit(anna).post(page(lesson, "kallor/ny/"), {"kind": kind, kind: str(row.pk), "seen_on": "2026-10-05"})
        for kind, told in rows.items()
        for row in told
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert not LessonSource.objects.of(anna.region_id).exists()


@pytest.mark.parametrize("chosen", ["", "0", "x", HUGE, "-3"])
@pytest.mark.parametrize(("rest", "field"), [("sammanfor/", "merged"), ("motsagelse/", "other")])
def test_only_a_lesson_that_is_offered_can_be_chosen(rest, field, chosen, anna, visit):
    lesson = accepted_lesson(anna)
    accepted_lesson(anna)

    response = visit(anna).post(page(lesson, rest), {field: chosen, "reason": KEPT, "explanation": KEPT})

    assert refused(response) == (422, [field])
    assert not LessonContradiction.objects.of(anna.region_id).exists()


def test_a_contradiction_is_stated_once_whichever_way_it_is_told(anna, bo, visit):
    first, second = accepted_lesson(anna), accepted_lesson(anna)
    visit(bo).post(page(first, "motsagelse/"), {"other": str(second.pk), "explanation": "Olika år."})

    response = visit(anna).post(page(second, "motsagelse/"), {"other": str(first.pk), "explanation": KEPT})

    assert (response.status_code, LessonContradiction.objects.get().explanation) == (302, KEPT)
    assert verbs(LessonContradiction.objects.get()) == ["stated", "clarified"]


@pytest.mark.parametrize("chosen", ["", "0", "Cilla", HUGE])
def test_a_reader_is_someone_who_works_here(chosen, bo, visit):
    lesson = noted_lesson(bo)

    response = visit(bo).post(page(lesson, "lasare/"), {"person": chosen})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["person"])
    assert not LessonReader.objects.of(bo.region_id).exists()


def test_nobody_chooses_a_stranger_or_oneself_to_read(bo, stig, visit):
    lesson, client = noted_lesson(bo), visit(bo)

    answers = [
        client.post(page(lesson, "lasare/"), {"person": str(actor.person_id)}).status_code for actor in (stig, bo)
    ]

    assert (answers, LessonReader.objects.of(bo.region_id).count()) == ([422, 422], 0)


# --- the wrong person -----------------------------------------------------------------------------------------------

STEPS = ["andra/", "godta/", "avfor/", "arbeta-upp/", "skicka-tillbaka/", "omprova/", "sammanfor/", "lasare/"]


@pytest.mark.parametrize("rest", [*STEPS, "kallor/ny/", "motsagelse/", "svara/"])
@pytest.mark.parametrize("who", ["cilla", "frida"])
def test_those_who_only_read_are_refused_every_step(who, rest, request, anna, bo, visit):
    actor, lesson = request.getfixturevalue(who), accepted_lesson(bo)

    answers = [visit(actor).get(page(lesson, rest)).status_code, visit(actor).post(page(lesson, rest)).status_code]

    assert answers == [403, 403]


@pytest.mark.parametrize("rest", ["godta/", "sammanfor/", "avfor/", "skicka-tillbaka/", "arbeta-upp/"])
def test_a_chosen_reader_reads_and_does_nothing_else(rest, bo, egon, visit):
    lesson = noted_lesson(bo)
    operations.show_lesson(lesson=lesson, person=person(egon), by=bo, at=MONDAY)

    assert visit(egon).get(page(lesson)).status_code == 200
    assert visit(egon).post(page(lesson, rest), {"reason": KEPT}).status_code == 403
    assert verbs(lesson) == ["noted"]


def test_a_button_that_changes_is_never_followed_as_a_link(anna, bo, visit):
    lesson = noted_lesson(bo)
    source = operations.add_lesson_source(lesson=lesson, text="Ett brev", seen_on="2026-10-05", by=bo, at=MONDAY)
    reader = operations.show_lesson(lesson=lesson, person=person(anna), by=bo, at=MONDAY)
    client = visit(bo)

    rests = ["foresla/", f"kallor/{source.pk}/ta-bort/", f"lasare/{reader.pk}/ta-bort/"]

    assert [client.get(page(lesson, rest)).status_code for rest in rests] == [405, 405, 405]
    assert LessonSource.objects.get() == source


def test_a_source_is_taken_from_the_lesson_it_belongs_to_only(anna, visit):
    first, second = accepted_lesson(anna), accepted_lesson(anna)
    source = operations.add_lesson_source(lesson=first, text="Ett brev", seen_on="2026-10-05", by=anna, at=MONDAY)
    client = visit(anna)

    beside = client.post(page(second, f"kallor/{source.pk}/ta-bort/")).status_code
    kept = LessonSource.objects.of(anna.region_id).exists()
    right = client.post(page(first, f"kallor/{source.pk}/ta-bort/")).status_code

    assert (beside, kept, right) == (404, True, 302)
    assert not LessonSource.objects.of(anna.region_id).exists()


def test_a_reader_is_taken_from_the_draft_they_were_chosen_for_only(bo, cilla, visit):
    first, second = noted_lesson(bo), noted_lesson(bo)
    reader = operations.show_lesson(lesson=first, person=person(cilla), by=bo, at=MONDAY)
    client = visit(bo)

    beside = client.post(page(second, f"lasare/{reader.pk}/ta-bort/")).status_code
    while_kept = visit(cilla).get(page(first)).status_code
    client.post(page(first, f"lasare/{reader.pk}/ta-bort/"))

    assert (beside, while_kept, visit(cilla).get(page(first)).status_code) == (404, 200, 404)


def test_every_address_of_a_lesson_is_unknown_to_a_stranger(anna, stig, visit):
    lesson = accepted_lesson(anna)
    source = operations.add_lesson_source(lesson=lesson, text="Ett brev", seen_on="2026-10-05", by=anna, at=MONDAY)
    rests = ["", *STEPS, "kallor/ny/", f"kallor/{source.pk}/ta-bort/", "motsagelse/", "svara/", "lasare/1/ta-bort/"]
    client = visit(stig)

    answers = {client.post(f"/{region}/lardomar/{lesson.pk}/{rest}").status_code for region in SLUGS for rest in rests}

    assert answers == {404}
    assert client.get(f"{LIST}att-omprova/").status_code == 404


SLUGS = ["alvmark", "sydland"]


# --- the wrong time, and another's window ---------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["andra/", "arbeta-upp/"])
@pytest.mark.parametrize("revision", ["", "0", "99", "-1", HUGE])
def test_a_form_that_was_begun_on_something_else_is_told_so_and_keeps_its_words(rest, revision, bo, visit):
    lesson = noted_lesson(bo)

    response = visit(bo).post(page(lesson, rest), written(lesson, goal=goal_id(), revision=revision))

    assert refused(response) == (422, ["__all__"])
    assert verbs(lesson) == ["noted"]


def test_who_is_offered_a_draft_and_its_author_do_not_overwrite_each_other(anna, bo, visit):
    lesson = offered(bo)
    begun = written(lesson, goal=goal_id())
    visit(bo).post(page(lesson, "andra/"), begun | {"statement": "Boss senaste."})

    response = visit(anna).post(page(lesson, "arbeta-upp/"), begun)

    lesson.refresh_from_db()
    (told,) = response.context["form"].non_field_errors()
    assert refused(response) == (422, ["__all__"])
    assert ("Bo" in told, lesson.statement, lesson.state) == (True, "Boss senaste.", LessonState.DRAFT)


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("andra/", {"statement": KEPT}),
        ("arbeta-upp/", {"statement": KEPT}),
        ("skicka-tillbaka/", {"reason": KEPT}),
        ("foresla/", {}),
        ("lasare/", {"person": "1"}),
        ("godta/", {"context": KEPT}),
    ],
)
def test_a_step_that_has_been_passed_leads_back_and_changes_nothing(rest, told, anna, disa, visit):
    lesson = accepted_lesson(anna)
    before, actor = verbs(lesson), disa if rest == "godta/" else anna

    response = visit(actor).post(page(lesson, rest), told, headers={"referer": "http://testserver" + page(lesson)})

    assert (response.status_code, response.url.endswith(page(lesson)), verbs(lesson)) == (302, True, before)


@pytest.mark.parametrize("rest", [step for step in STEPS if step not in {"andra/", "lasare/"}] + ["kallor/ny/"])
def test_a_lesson_that_is_put_away_stands_as_it_was(rest, anna, disa, visit):
    lesson = accepted_lesson(anna)
    operations.retire_lesson(lesson=lesson, reason="Stämde inte.", by=anna, at=MONDAY)
    before = verbs(lesson)

    response = visit(disa).post(page(lesson, rest), written(lesson, reason=KEPT, review_on=LATER))

    assert (response.status_code, verbs(lesson)) == (302, before)


def test_a_form_that_is_sent_twice_does_its_deed_once(anna, bo, visit):
    lesson = worked_up(offered(bo), bo)
    told = {"context": "Vuxna.", "holds_not": "Unga.", "owner": str(anna.person_id), "review_on": LATER}
    client = visit(anna)

    answers = [client.post(page(lesson, "godta/"), told).status_code for _ in range(2)]

    assert (answers, verbs(lesson)) == ([302, 302], ["noted", "offered", "worked_up", "accepted"])


# --- what the list is asked for -------------------------------------------------------------------------------------

ODD = st.one_of(
    st.text(max_size=20),
    st.integers(-9, 99).map(str),
    st.sampled_from(["", "\x00", "9" * 50, "-1", "1.5", "%", "'", "draft", "failed", "weak", "newest", "on"]),
)
ASKED = st.dictionaries(st.sampled_from(list(LessonSearch.base_fields)), ODD)


@given(ASKED)
def test_whatever_the_address_says_it_is_a_wish(asked):
    wish = LessonSearch(asked).wish(7)

    assert isinstance(wish, LessonWish)
    assert (wish.author_id in {None, 7}, wish.order in set(LessonOrder)) == (True, True)
    assert wish.state in {None, *LessonState}
    assert (wish.turnout in {None, *Turnout}, wish.surety in {None, *Surety}) == (True, True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ASKED)
def test_whatever_the_address_says_the_list_is_shown(visit, cilla, asked):
    response = visit(cilla).get(LIST, asked)

    assert response.status_code == 200
    assert list(response.context["page"].object_list) == []


@pytest.mark.parametrize("number", ["0", "-1", "x", HUGE, "\x00"])
def test_a_page_that_is_not_there_is_the_nearest_one(number, anna, visit):
    accepted_lesson(anna)

    assert len(visit(anna).get(LIST, {"page": number}).context["page"].object_list) == 1


# --- how often the database is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", ["", "sammanfor/", "motsagelse/", "kallor/ny/", "avfor/"])
def test_a_lessons_pages_ask_as_often_however_much_there_is(rest, anna, bo, egon, visit):
    lesson, client = accepted_lesson(anna), visit(anna)
    _more_about(lesson, anna, bo)
    client.get(page(lesson, rest))
    one = questions(lambda: client.get(page(lesson, rest)))

    for _ in range(3):
        _more_about(lesson, egon, bo)

    assert questions(lambda: client.get(page(lesson, rest))) == one


def _more_about(lesson, by, author):
    """One source of each kind, a contradiction, a use and a similar lesson more."""
    for row in (handed_in_report(author), noted_finding(by), VisitFactory()):
        operations.add_lesson_source(lesson=lesson, rests_on=row, seen_on="2026-10-05", by=by, at=MONDAY)
    other = LessonFactory(state=LessonState.ACCEPTED, statement=f"{lesson.statement} Nästan.")
    operations.contradict_lessons(one=lesson, other=other, explanation="Olika år.", by=by, at=MONDAY)
    operations.use_lesson(lesson=lesson, heed=Heed.USED, place="start_initiative", by=by, at=MONDAY)


def test_the_list_to_review_asks_as_often_for_one_as_for_four(anna, visit):
    client, address = visit(anna), f"{LIST}att-omprova/"
    due = {"state": LessonState.ACCEPTED, "review_on": "2026-01-01", "owner_id": anna.person_id}
    LessonFactory(**due)
    client.get(address)
    one = questions(lambda: client.get(address))

    for _ in range(3):
        LessonFactory(**due)

    assert questions(lambda: client.get(address)) == one
    assert len(client.get(address).context["lines"]) == 4
