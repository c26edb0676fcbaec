"""What is sent twice, begun and not finished, or taken up by others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.learning.walks import accepted_lesson, noted_lesson
from tests.rounds.forms import form_of, path, text
from tests.rounds.walks import asked, office_file, saved, submitted
from varv.rounds.drafts import Draft
from varv.rounds.models import Evidence

pytestmark = pytest.mark.django_db


def test_autosave_sent_again_because_the_answer_was_lost_is_no_conflict(visit, anna, bo):
    report, browser = asked(anna, bo), visit(bo)
    form = form_of(report)

    first, again = (browser.post(path(report, "spara/"), form) for _time in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json()["revision"] == first.json()["revision"]


def test_autosave_sent_again_after_someone_else_has_written_is_a_conflict(visit, anna, bo):
    report, browser = asked(anna, bo), visit(bo)
    form = form_of(report)
    browser.post(path(report, "spara/"), form)
    report.refresh_from_db()
    saved(report, anna, Draft(done="Annas ord"))

    assert browser.post(path(report, "spara/"), form).json()["by"] == "Anna"


def begun(**evidence):
    return {f"evidence-{name}": value for name, value in evidence.items()}


@pytest.mark.parametrize("button", ["save", "review"])
def test_what_was_begun_under_attach_is_attached_whichever_button_is_pressed(visit, anna, bo, button):
    report = asked(anna, bo)
    upload = SimpleUploadedFile("slutrapport.docx", office_file())

    response = visit(bo).post(path(report), form_of(report, do=button, **begun(title="Slutrapport", upload=upload)))

    assert response.status_code == 302
    assert Evidence.objects.of(anna.region_id).get(report=report).title == "Slutrapport"


@pytest.mark.parametrize("button", ["save", "review"])
def test_what_cannot_be_attached_is_given_back_and_the_report_is_saved(visit, anna, bo, button):
    report = asked(anna, bo)

    response = visit(bo).post(path(report), form_of(report, do=button, **begun(title="Slutrapport", link="ftp://x")))

    report.refresh_from_db()
    assert (response.status_code, list(response.context["evidence_form"].errors)) == (422, ["link"])
    assert ('value="Slutrapport"' in text(response), report.done) == (True, "Fyra kurser är klara.")


def test_a_report_that_is_handed_in_can_be_taken_up_as_a_lesson_by_those_who_write(visit, anna, bo, cilla):
    report = submitted(asked(anna, bo), bo)
    way = f'href="/alvmark/lardomar/ny/rapport/{report.pk}/"'

    assert [way in text(visit(person).get(path(report))) for person in (anna, bo, cilla)] == [True, True, False]


def test_a_report_in_writing_is_nothing_to_learn_from_yet(visit, anna, bo):
    report = saved(asked(anna, bo), bo)

    assert "/lardomar/ny/rapport/" not in text(visit(anna).get(path(report)))


def test_a_report_shows_the_lessons_that_were_taken_up_from_it_to_those_who_may_read_them(visit, anna, bo):
    report = submitted(asked(anna, bo), bo)
    common = accepted_lesson(anna, report)
    annas_own = noted_lesson(anna, report)

    shown = {
        person.name: [
            f"/lardomar/{lesson.pk}/" in text(visit(person).get(path(report))) for lesson in (common, annas_own)
        ]
        for person in (anna, bo)
    }

    assert shown == {"Anna": [True, True], "Bo": [True, False]}
