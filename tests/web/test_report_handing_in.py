import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.delivery.walks import person, running
from tests.factories import MONDAY
from tests.rounds.forms import form_of, path, text
from tests.rounds.walks import asked, office_file, results_of, saved, submitted
from varv.core.workflow import ReportState
from varv.rounds import operations
from varv.rounds.models import Evidence, Report

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"


# --- review and hand in -----------------------------------------------------------------------------------------


def test_review_of_an_unfinished_report_points_at_every_part(visit, anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    nothing = {f"value_{output.pk}": "", f"value_{outcome.pk}": "", "done": "", "needs_nothing": ""}

    response = visit(bo).post(path(report), form_of(report, do="review", **nothing))

    assert (response.status_code, list(response.context["form"].errors)) == (
        422,
        ["done", f"value_{output.pk}", f"value_{outcome.pk}", "needs"],
    )
    assert 'href="#id_done"' in text(response)


def test_review_page_says_what_is_missing_with_links_to_the_fields(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    page = text(visit(bo).get(path(report, "granska/")))

    assert "Rapporten kan inte lämnas in än: 4 saker saknas." in page
    assert f"{path(report)}#id_value_{output.pk}" in page
    assert "Lämna in rapporten" not in page


def test_review_tells_who_gets_it_and_hands_it_in(visit, anna, bo, disa):
    report = asked(anna, bo)
    browser = visit(bo)

    to_review = browser.post(path(report), form_of(report, do="review"))
    page = text(browser.get(to_review.url))
    report.refresh_from_db()
    response = browser.post(path(report, "lamna-in/"), {"revision": report.revision})

    report.refresh_from_db()
    assert (to_review.url, response.url) == (path(report, "granska/"), path(report))
    assert "Den går till dem som godkänner: Disa, Anna." in page
    assert "allmän handling" in page
    assert report.state is ReportState.SUBMITTED


def test_submit_hands_in_only_what_was_reviewed(visit, anna, bo):
    report = saved(asked(anna, bo), bo)

    response = visit(bo).post(path(report, "lamna-in/"), {"revision": "nonsens"}, follow=True)

    report.refresh_from_db()
    assert (report.state, "toast-error" in text(response)) == (ReportState.DRAFT, True)


def test_take_back_makes_it_the_authors_again(visit, anna, bo, egon):
    report = submitted(asked(anna, bo), bo)
    assert "Ta tillbaka" in text(visit(bo).get(path(report)))

    refused = visit(egon).post(path(report, "ta-tillbaka/"))
    visit(bo).post(path(report, "ta-tillbaka/"))

    report.refresh_from_db()
    assert (refused.status_code, report.state) == (403, ReportState.DRAFT)


def test_send_back_asks_for_words_and_the_author_sees_them(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    refused = visit(disa).post(path(report, "aterlamna/"), {"comment": ""})
    response = visit(disa).post(path(report, "aterlamna/"), {"comment": "För vem gäller det?"})

    report.refresh_from_db()
    assert (refused.status_code, list(refused.context["return_form"].errors)) == (422, ["comment"])
    assert (response.url, report.state) == (f"{ROUNDS}{report.round_id}/", ReportState.RETURNED)
    page = text(visit(bo).get(path(report)))
    assert "Disa lämnade tillbaka den" in page
    assert "För vem gäller det?" in page


def test_approve_freezes_and_shows_who_did_it(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    assert "Godkänn" in text(visit(disa).get(path(report)))

    response = visit(disa).post(path(report, "godkann/"), follow=True)

    report.refresh_from_db()
    assert (report.state, report.approved_by) == (ReportState.APPROVED, person(disa))
    assert "Disa godkände den" in text(response)
    assert "Fyra kurser är klara." in text(response)


def test_approving_and_returning_are_forbidden_for_reporters(visit, anna, bo):
    report = submitted(asked(anna, bo), bo)

    for deed in ("godkann/", "aterlamna/"):
        assert visit(bo).post(path(report, deed), {"comment": "Bra"}).status_code == 403
    assert "Godkänn" not in text(visit(bo).get(path(report)))


def test_hand_over_lets_somebody_else_write(visit, anna, bo, cilla):
    report = asked(anna, bo)

    refused = visit(anna).post(path(report, "lamna-over/"), {"author": cilla.person_id})
    visit(anna).post(path(report, "lamna-over/"), {"author": anna.person_id})

    report.refresh_from_db()
    assert (refused.status_code, list(refused.context["hand_over_form"].errors)) == (422, ["author"])
    assert report.author == person(anna)


# --- evidence ---------------------------------------------------------------------------------------------------


def attach(browser, report, **given):
    return browser.post(path(report), form_of(report, do="attach") | {f"evidence-{k}": v for k, v in given.items()})


def test_attach_a_link_saves_the_draft_too(visit, anna, bo, alvmark):
    report = asked(anna, bo)

    response = attach(visit(bo), report, title="Slutrapport", link="https://example.org/r")

    report.refresh_from_db()
    evidence = Evidence.objects.of(alvmark.pk).get()
    assert (response.url, report.done) == (path(report) + "#underlag", "Fyra kurser är klara.")
    assert (evidence.title, evidence.link) == ("Slutrapport", "https://example.org/r")


def test_attach_a_file_and_get_it_back_as_a_download(visit, anna, bo, cilla, alvmark):
    report, content = asked(anna, bo), office_file()

    attach(visit(bo), report, title="Slutrapport", upload=SimpleUploadedFile("rapport åäö.docx", content))
    response = visit(cilla).get(f"/alvmark/underlag/{Evidence.objects.of(alvmark.pk).get().pk}/")

    assert (response.content, response["X-Content-Type-Options"]) == (content, "nosniff")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''rapport%20%C3%A5%C3%A4%C3%B6.docx"
    assert "wordprocessingml" in response["Content-Type"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "", "link": "https://example.org"}, "title"),
        ({"title": "Rapport", "link": "javascript:alert(1)"}, "link"),
        ({"title": "Rapport", "link": "https://inte en adress"}, "link"),
        ({"title": "Rapport"}, "link"),
        ({"title": "Rapport", "upload": SimpleUploadedFile("virus.exe", b"MZ")}, "upload"),
        ({"title": "Rapport", "upload": SimpleUploadedFile("rapport.pdf", b"inte pdf")}, "upload"),
        ({"title": "Rapport", "upload": SimpleUploadedFile("stor.pdf", b"%PDF-".ljust(10 * 1024**2 + 1))}, "upload"),
    ],
)
def test_attach_says_what_is_wrong_and_keeps_the_report(visit, anna, bo, given, field):
    report = asked(anna, bo)

    response = attach(visit(bo), report, **given)

    report.refresh_from_db()
    assert (response.status_code, list(response.context["evidence_form"].errors)) == (422, [field])
    assert (report.done, Evidence.objects.of(anna.region_id).exists()) == ("Fyra kurser är klara.", False)


def test_attach_takes_either_a_link_or_a_file(visit, anna, bo):
    both = {"link": "https://example.org", "upload": SimpleUploadedFile("rapport.pdf", b"%PDF-1")}

    response = attach(visit(bo), asked(anna, bo), title="Rapport", **both)

    assert list(response.context["evidence_form"].errors) == ["link"]


def test_remove_takes_evidence_away(visit, anna, bo, alvmark):
    report = asked(anna, bo)
    evidence = operations.attach_link(report=report, title="Rapport", link="https://example.org", by=bo, at=MONDAY)

    response = visit(bo).post(path(report), form_of(report, do=f"remove:{evidence.pk}"))

    assert (response.url, Evidence.objects.of(alvmark.pk).exists()) == (path(report) + "#underlag", False)


@pytest.mark.parametrize("which", ["0", "nonsens", ""])
def test_remove_knows_only_what_hangs_on_the_report(visit, anna, bo, alvmark, which):
    running(anna, bo, name="Annan")
    report = asked(anna, bo)
    other = Report.objects.of(alvmark.pk).exclude(pk=report.pk).get()
    evidence = operations.attach_link(report=other, title="Rapport", link="https://example.org", by=bo, at=MONDAY)

    unknown = visit(bo).post(path(report), form_of(report, do=f"remove:{which}"))
    elsewhere = visit(bo).post(path(report), form_of(report, do=f"remove:{evidence.pk}"))

    assert (unknown.status_code, elsewhere.status_code) == (404, 404)
    assert Evidence.objects.of(alvmark.pk).get() == evidence


def test_a_link_is_nothing_to_download(visit, anna, bo):
    report = asked(anna, bo)
    evidence = operations.attach_link(report=report, title="Rapport", link="https://example.org", by=bo, at=MONDAY)

    assert visit(bo).get(f"/alvmark/underlag/{evidence.pk}/").status_code == 404
    assert "https://example.org" in text(visit(bo).get(path(report)))
