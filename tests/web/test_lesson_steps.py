"""The pages where a lesson is worked up, sent back, accepted, reviewed, grounded, merged, disputed and shown."""

import pytest

from tests.factories import MONDAY, GenericActivityFactory, PlaceFactory, VisitFactory
from tests.learning.lesson_walks import offered, worked_up
from tests.learning.walks import accepted_lesson, handed_in_report, noted_finding, noted_lesson
from tests.people import verbs
from varv.core.kinds import SourceKind, Turnout
from varv.core.workflow import LessonState
from varv.learning import operations
from varv.learning.models import Lesson, LessonContradiction, LessonReader, LessonSource

LIST = "/alvmark/lardomar/"
LATER = "2099-01-10"


def page(lesson, rest=""):
    return f"{LIST}{lesson.pk}/{rest}"


def text(response):
    return response.content.decode()


def errors(response):
    return response.status_code, list(response.context["form"].errors)


def told(lesson, **changed):
    values = {
        "statement": lesson.statement,
        "context": "Vuxna.",
        "holds_not": "Unga.",
        "confidence": "measured",
        "turnout": "failed",
        "generic_activity": str(GenericActivityFactory().pk),
        "goal": "",
        "place": "",
        "target_group": "",
        "revision": str(lesson.revision),
    }
    return values | changed


def test_a_lesson_is_noted_with_how_it_went_and_where(bo, visit):
    place = PlaceFactory()
    written = {"statement": "Det föll.", "confidence": "experience", "occasion": "Ett besök", "turnout": "failed"}

    visit(bo).post(f"{LIST}ny/", written | {"occasion_kind": "visit", "place": str(place.pk), "target_group": "Unga"})

    lesson = Lesson.objects.of(bo.region_id).get()
    assert (lesson.turnout, lesson.occasion_kind, lesson.place, lesson.target_group) == (
        Turnout.FAILED,
        SourceKind.VISIT,
        place,
        "Unga",
    )


def test_work_up_makes_it_ready_to_be_judged(bo, visit):
    lesson = noted_lesson(bo)
    client = visit(bo)

    begun = client.get(page(lesson, "arbeta-upp/"))
    response = client.post(page(lesson, "arbeta-upp/"), told(lesson))

    lesson.refresh_from_db()
    assert begun.context["form"].initial["statement"] == lesson.statement
    assert (response.status_code, response.url) == (302, page(lesson))
    assert (lesson.state, lesson.turnout, lesson.holds_not) == (LessonState.WORKED_UP, Turnout.FAILED, "Unga.")
    assert page(lesson, "foresla/") in text(client.get(page(lesson)))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"context": ""}, "context"), ({"holds_not": ""}, "holds_not"), ({"generic_activity": ""}, "generic_activity")],
)
def test_work_up_keeps_what_was_written_and_says_what_is_missing(changed, field, bo, visit):
    lesson = noted_lesson(bo)

    response = visit(bo).post(page(lesson, "arbeta-upp/"), told(lesson, target_group="Nyanlända", **changed))

    assert errors(response) == (422, [field])
    assert "Nyanlända" in text(response)
    assert verbs(lesson) == ["noted"]


def test_send_back_tells_the_author_what_is_missing(anna, bo, visit):
    lesson = worked_up(offered(bo), bo)

    assert errors(visit(anna).post(page(lesson, "skicka-tillbaka/"), {"reason": " "})) == (422, ["reason"])
    visit(anna).post(page(lesson, "skicka-tillbaka/"), {"reason": "Säg var det prövades."})

    lesson.refresh_from_db()
    assert lesson.state is LessonState.DRAFT
    assert "Säg var det prövades." in text(visit(bo).get(page(lesson)))


def test_accept_sets_owner_and_day(anna, bo, visit):
    lesson = worked_up(offered(bo), bo)
    written = {"context": "Vuxna.", "holds_not": "Unga.", "owner": str(anna.person_id), "review_on": LATER}

    response = visit(anna).post(page(lesson, "godta/"), written)

    lesson.refresh_from_db()
    assert (response.status_code, lesson.owner_id, lesson.review_on.isoformat()) == (302, anna.person_id, LATER)


def test_accept_ones_own_is_not_offered_where_another_can(anna, disa, visit):
    lesson = worked_up(offered(anna), anna)

    assert page(lesson, "godta/") not in text(visit(anna).get(page(lesson)))
    assert visit(anna).get(page(lesson, "godta/")).status_code == 403
    assert page(lesson, "godta/") in text(visit(disa).get(page(lesson)))


def test_review_sets_another_day(anna, bo, visit):
    lesson = accepted_lesson(bo)

    assert errors(visit(bo).post(page(lesson, "omprova/"), {"review_on": "2020-01-01"})) == (422, ["review_on"])
    visit(bo).post(page(lesson, "omprova/"), {"review_on": LATER})

    lesson.refresh_from_db()
    assert (lesson.review_on.isoformat(), verbs(lesson)[-1]) == (LATER, "reviewed")


def test_lessons_to_review_are_listed_with_a_button_for_those_who_may(anna, bo, cilla, visit):
    lesson = accepted_lesson(bo)
    Lesson.objects.of(anna.region_id).update(review_on="2020-01-01")
    address = f"{LIST}att-omprova/"

    shown = {actor.name: page(lesson, "omprova/") in text(visit(actor).get(address)) for actor in (anna, bo, cilla)}

    assert shown == {"Anna": True, "Bo": True, "Cilla": False}
    assert address in text(visit(cilla).get(LIST))


def test_sources_are_added_and_taken_away(anna, bo, visit):
    lesson, client = accepted_lesson(anna), visit(anna)
    rows = {"report": handed_in_report(bo), "finding": noted_finding(anna), "visit": VisitFactory()}

    for kind, row in rows.items():
        client.post(page(lesson, "kallor/ny/"), {"kind": kind, kind: str(row.pk), "seen_on": "2026-10-05"})
    client.post(page(lesson, "kallor/ny/"), {"kind": "signal", "text": "Ett brev", "seen_on": "2026-10-05"})

    sources = list(LessonSource.objects.of(anna.region_id).order_by("pk"))
    assert [(one.report, one.finding, one.visit, one.text) for one in sources] == [
        (rows["report"], None, None, ""),
        (None, rows["finding"], None, ""),
        (None, None, rows["visit"], ""),
        (None, None, None, "Ett brev"),
    ]
    assert "Ett brev" in text(client.get(page(lesson)))

    response = client.post(page(lesson, f"kallor/{sources[3].pk}/ta-bort/"))
    assert (response.status_code, LessonSource.objects.of(anna.region_id).count()) == (302, 3)


def test_a_source_that_is_nothing_is_explained(anna, visit):
    lesson, client = accepted_lesson(anna), visit(anna)

    by_row = client.post(page(lesson, "kallor/ny/"), {"kind": "report", "text": "En rapport", "seen_on": "2026-10-05"})
    by_text = client.post(page(lesson, "kallor/ny/"), {"kind": "meeting", "text": "", "seen_on": "2026-10-05"})

    assert (errors(by_row), errors(by_text)) == ((422, ["kind"]), (422, ["text"]))
    assert "En rapport" in text(by_row)


def test_merge_offers_those_that_say_something_like_it_first(anna, visit):
    kept = accepted_lesson(anna, statement="Brevutskick till arbetssökande gav inga anmälningar.")
    other = accepted_lesson(anna, statement="Pojkar kommer till verkstaden.")
    alike = accepted_lesson(anna, statement="Brevutskick till arbetssökande gav få anmälningar.")
    client = visit(anna)

    choices = client.get(page(kept, "sammanfor/")).context["form"].fields["merged"].choices
    response = client.post(page(kept, "sammanfor/"), {"merged": str(alike.pk), "reason": "Samma."})

    assert [[pk for pk, _text in group[1]] for group in choices[1:]] == [[alike.pk], [other.pk]]
    alike.refresh_from_db()
    assert (response.status_code, alike.merged_into) == (302, kept)
    assert page(kept) in text(client.get(page(alike)))


def test_merge_without_a_reason_or_with_what_is_not_offered_is_refused(anna, bo, visit):
    kept, other, draft = accepted_lesson(anna), accepted_lesson(anna), noted_lesson(bo)
    client = visit(anna)

    silent = client.post(page(kept, "sammanfor/"), {"merged": str(other.pk), "reason": ""})
    private = client.post(page(kept, "sammanfor/"), {"merged": str(draft.pk), "reason": "Samma."})

    assert (errors(silent), errors(private)) == ((422, ["reason"]), (422, ["merged"]))


def test_merge_with_what_says_against_is_explained_in_the_form(anna, visit):
    kept, other = accepted_lesson(anna), accepted_lesson(anna)
    operations.contradict_lessons(one=kept, other=other, explanation="Nej.", by=anna, at=MONDAY)

    response = visit(anna).post(page(kept, "sammanfor/"), {"merged": str(other.pk), "reason": "Samma."})

    assert errors(response) == (422, ["merged"])


def test_a_contradiction_is_stated_and_shown_on_both(anna, bo, visit):
    first, second, client = accepted_lesson(anna), accepted_lesson(anna), visit(bo)

    silent = client.post(page(first, "motsagelse/"), {"other": str(second.pk), "explanation": ""})
    client.post(page(first, "motsagelse/"), {"other": str(second.pk), "explanation": "Små och stora företag."})

    assert errors(silent) == (422, ["explanation"])
    assert LessonContradiction.objects.of(anna.region_id).count() == 1
    assert ["Små och stora företag." in text(client.get(page(one))) for one in (first, second)] == [True, True]


def test_a_contradiction_that_is_not_the_forms_to_give_is_refused(anna, visit):
    only = accepted_lesson(anna)

    response = visit(anna).post(page(only, "motsagelse/"), {"other": str(only.pk), "explanation": "Nej."})

    assert errors(response) == (422, ["other"])


def test_readers_are_chosen_and_taken_away(bo, cilla, visit):
    lesson, client = noted_lesson(bo), visit(bo)

    client.post(page(lesson, "lasare/"), {"person": str(cilla.person_id)})
    chosen = text(client.get(page(lesson, "lasare/")))
    again = client.post(page(lesson, "lasare/"), {"person": str(cilla.person_id)})
    reader = LessonReader.objects.of(bo.region_id).get()
    while_chosen = visit(cilla).get(page(lesson)).status_code
    client.post(page(lesson, f"lasare/{reader.pk}/ta-bort/"))

    assert ("Cilla" in chosen, errors(again)) == (True, (422, ["person"]))
    assert (while_chosen, visit(cilla).get(page(lesson)).status_code) == (200, 404)


def test_who_may_read_is_the_authors_to_choose(anna, bo, visit):
    lesson = offered(bo)

    assert visit(anna).get(page(lesson, "lasare/")).status_code == 403
    assert page(lesson, "lasare/") in text(visit(bo).get(page(lesson)))


@pytest.mark.parametrize(
    "rest",
    ["arbeta-upp/", "skicka-tillbaka/", "omprova/", "kallor/ny/", "sammanfor/", "motsagelse/", "lasare/"],
)
def test_pages_of_a_lesson_do_not_exist_for_a_stranger(rest, anna, stig, visit):
    assert visit(stig).get(page(accepted_lesson(anna), rest)).status_code == 404
    assert visit(stig).get(f"{LIST}att-omprova/").status_code == 404


def test_the_list_keeps_every_choice_in_its_address(anna, visit):
    place = PlaceFactory()
    accepted_lesson(anna, statement="Föll.", turnout=Turnout.FAILED, place=place)
    accepted_lesson(anna, statement="Höll.", turnout=Turnout.WORKED)
    query = f"?utfall=failed&plats={place.pk}&sakerhet=weak&ordning=oldest&q=föll"

    response = visit(anna).get(LIST + query)

    assert [line.statement for line in response.context["page"].object_list] == ["Föll."]
    assert "utfall=failed" in text(response)
    assert f'<option value="{place.pk}" selected' in text(response)


def test_the_page_tells_its_history(anna, visit):
    lesson = accepted_lesson(anna)

    history = visit(anna).get(page(lesson)).context["history"]

    assert [line.person for line in history] == ["Anna", "Anna", "Anna"]
