from decimal import Decimal

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY
from tests.rounds.forms import form_of, lines_of, path, text
from tests.rounds.walks import approved, asked, opened, results_of, saved
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.rounds import operations
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"


# --- writing ----------------------------------------------------------------------------------------------------


def test_report_is_made_from_the_insats_own_plan(visit, anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    page = text(visit(bo).get(path(report)))

    assert f'name="value_{output.pk}"' in page
    assert f'name="value_{outcome.pk}"' in page
    assert "Ungefär 10 minuter kvar." in page
    assert f'data-autosave="{path(report, "spara/")}"' in page
    assert "Samverkan är viktigt." in page


def test_report_shows_last_time_beside(visit, anna, bo, disa):
    initiative = running(anna, bo)
    first = Report.objects.of(anna.region_id).get(round=opened(anna, Period.parse("2026H1")))
    approved(first, bo, disa, learned="Valideringen tog fem veckor.")
    report = Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)

    page = text(visit(bo).get(path(report)))

    assert "Valideringen tog fem veckor." in page
    assert "Första halvåret 2026" in page


def test_report_is_read_by_others_and_written_by_who_asks_and_may(visit, anna, bo, cilla):
    report = saved(asked(anna, bo), bo)

    read = visit(anna).get(path(report))
    written = visit(anna).get(path(report) + "?skriv=ja")
    reader = visit(cilla).get(path(report) + "?skriv=ja")

    assert ["evidence_form" in one.context for one in (read, written, reader)] == [False, True, False]
    assert "Fyra kurser är klara." in text(reader)


def test_save_keeps_everything_without_a_script(visit, anna, bo):
    report = asked(anna, bo)

    response = visit(bo).post(path(report), form_of(report, do="save"))

    report.refresh_from_db()
    assert (response.url, report.done, report.verdict, report.confidence, report.needs_nothing) == (
        path(report),
        "Fyra kurser är klara.",
        Verdict.PARTLY,
        Confidence.EXPERIENCE,
        True,
    )
    assert lines_of(report) == [(Decimal(41), None, ""), (Decimal("1234.5"), None, "")]


def test_save_keeps_what_can_be_read_and_points_at_the_rest(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]
    broken = {f"value_{output.pk}": "många", f"comment_{output.pk}": "Preliminärt", "done": "Bara det här."}

    response = visit(bo).post(path(report), form_of(report, **broken))

    report.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [f"value_{output.pk}"])
    assert ("många" in text(response), report.done) == (True, "Bara det här.")
    assert lines_of(report) == [(None, None, "Preliminärt"), (Decimal("1234.5"), None, "")]
    assert f'name="revision" value="{report.revision}"' in text(response)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"done": "x" * 5001}, "done"),
        ({"judge_again_on": "2020-01-01"}, "judge_again_on"),
        ({"judge_again_on": "snart"}, "judge_again_on"),
        ({"verdict": "kanske"}, "verdict"),
        ({"confidence": "kanske"}, "confidence"),
    ],
)
def test_save_says_what_cannot_be_kept(visit, anna, bo, changed, field):
    report = asked(anna, bo)

    response = visit(bo).post(path(report), form_of(report, **changed))

    report.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert (report.learned, getattr(report, field)) == ("Börja med validering.", getattr(Report(), field))


def test_save_refuses_a_number_with_a_reason_why_it_is_missing(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    response = visit(bo).post(path(report), form_of(report, **{f"missing_{output.pk}": "nil"}))

    assert list(response.context["form"].errors) == [f"missing_{output.pk}"]
    assert lines_of(report)[0] == (None, None, "")


def test_save_keeps_a_reason_instead_of_a_number(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    visit(bo).post(path(report), form_of(report, **{f"value_{output.pk}": "", f"missing_{output.pk}": "suppressed"}))

    assert lines_of(report)[0] == (None, Missing.SUPPRESSED, "")


def test_save_upon_something_older_shows_both_side_by_side(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report, done="Bos ord")
    saved(report, anna, Draft(done="Annas ord"))

    refused = visit(bo).post(path(report), form)

    assert (refused.status_code, "Annas ord" in text(refused), "Bos ord" in text(refused)) == (409, True, True)
    assert "Anna ändrade rapporten 16 november 2026" in text(refused)
    again = visit(bo).post(path(report), form | {"revision": refused.context["revision"]})
    report.refresh_from_db()
    assert (again.status_code, report.done) == (302, "Bos ord")


def test_save_in_a_round_that_was_closed_meanwhile_keeps_the_text_in_the_page(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report, done="Bos ord")
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    refused = visit(bo).post(path(report), form)

    assert (refused.status_code, "Bos ord" in text(refused)) == (422, True)
    assert "Omgången stängdes" in refused.context["form"].non_field_errors()[0]


def test_save_without_a_readable_revision_is_stale(visit, anna, bo):
    report = asked(anna, bo)

    assert visit(bo).post(path(report), form_of(report, revision="nonsens")).status_code == 409


def test_save_in_the_authors_place_returns_to_the_form(visit, anna, bo):
    report = asked(anna, bo)

    response = visit(anna).post(path(report), form_of(report))

    report.refresh_from_db()
    assert (response.url, report.done, report.author) == (
        path(report) + "?skriv=ja",
        "Fyra kurser är klara.",
        person(bo),
    )


def test_save_is_forbidden_for_others(visit, anna, bo, egon):
    report = asked(anna, bo)

    assert visit(egon).post(path(report), form_of(report)).status_code == 403
    assert lines_of(report) == [(None, None, "")] * 2


# --- autosave ---------------------------------------------------------------------------------------------------


def test_autosave_answers_with_the_next_revision_and_the_time(visit, anna, bo):
    report = asked(anna, bo)

    response = visit(bo).post(path(report, "spara/"), form_of(report))

    report.refresh_from_db()
    assert (response.status_code, sorted(response.json()), response.json()["revision"]) == (
        200,
        ["revision", "saved_at"],
        report.revision,
    )
    assert report.learned == "Börja med validering."


def test_autosave_goes_on_from_the_revision_it_was_given(visit, anna, bo):
    report = asked(anna, bo)
    browser = visit(bo)

    first = browser.post(path(report, "spara/"), form_of(report, done="Två")).json()
    second = browser.post(path(report, "spara/"), form_of(report, done="Två kurser", revision=first["revision"]))

    report.refresh_from_db()
    assert (second.status_code, report.done) == (200, "Två kurser")


def test_autosave_saves_the_rest_and_points_at_what_cannot_be_read(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    response = visit(bo).post(path(report, "spara/"), form_of(report, **{f"value_{output.pk}": "många"}))

    report.refresh_from_db()
    assert (response.status_code, response.json()["revision"]) == (422, report.revision)
    assert response.json()["errors"] == {f"value_{output.pk}": ["Skriv talet med siffror, till exempel 80,0."]}
    assert report.done == "Fyra kurser är klara."


def test_autosave_overwrites_nobody_and_says_who_was_there(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report)
    saved(report, anna, Draft(done="Annas ord"))

    response = visit(bo).post(path(report, "spara/"), form)

    report.refresh_from_db()
    assert (response.status_code, response.json(), report.done) == (
        409,
        {"by": "Anna", "at": "10.00", "url": path(report, "jamfor/")},
        "Annas ord",
    )


def test_autosave_says_who_closed_the_round(visit, anna, bo):
    report = asked(anna, bo)
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    response = visit(bo).post(path(report, "spara/"), form_of(report))

    assert (response.status_code, response.json()) == (409, {"by": "Anna", "at": "10.00", "url": path(report)})


def test_autosave_is_for_those_who_write(visit, anna, bo, egon, client):
    report = asked(anna, bo)

    assert visit(egon).post(path(report, "spara/"), form_of(report)).status_code == 403
    assert client.post(path(report, "spara/"), form_of(report)).status_code == 302
    assert visit(bo).get(path(report, "spara/")).status_code == 405


def test_compare_shows_what_is_saved_beside_the_form(visit, anna, bo, egon):
    report = saved(asked(anna, bo), anna, Draft(done="Annas ord"))

    response = visit(bo).get(path(report, "jamfor/"))

    assert (response.status_code, text(response).count("Annas ord")) == (200, 2)
    assert visit(egon).get(path(report, "jamfor/")).status_code == 403
