import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.learning.walks import noted_finding, registered_evaluation
from varv.learning.models import Finding, Recommendation

ROWS = (
    "Iakttagelse;Belägg;Rekommendation;Ansvarig;Forum\n"
    "Valideringen är flaskhalsen.;Visst belägg;Sätt en gräns;disa;Ledningen\n"
)


@pytest.fixture
def evaluation(egon, disa):
    return registered_evaluation(egon)


def page(evaluation, rest=""):
    return f"/alvmark/utvarderingar/{evaluation.pk}/tabell/{rest}"


def text(response):
    return response.content.decode()


def pasted(client, evaluation, rows=ROWS):
    return client.post(page(evaluation), {"pasted": rows})


def sent_back(response):
    return response.context["form"].initial


def counts(actor):
    return Finding.objects.of(actor.region_id).count(), Recommendation.objects.of(actor.region_id).count()


def test_finding_table_teaches_which_columns_are_read(egon, evaluation, visit):
    shown = text(visit(egon).get(page(evaluation)))

    assert 'enctype="multipart/form-data"' in shown
    assert "/alvmark/iakttagelser/mall/" in shown


def test_pasted_rows_are_shown_and_then_read_in(egon, evaluation, visit):
    client = visit(egon)

    preview = pasted(client, evaluation)
    shown = counts(egon)
    response = client.post(page(evaluation, "las-in/"), sent_back(preview))

    assert (preview.status_code, shown) == (200, (0, 0))
    assert "Valideringen är flaskhalsen." in text(preview)
    assert (response.url, counts(egon)) == (f"/alvmark/utvarderingar/{evaluation.pk}/", (1, 1))


def test_a_file_is_looked_through(egon, evaluation, visit):
    upload = SimpleUploadedFile("tabell.csv", ROWS.encode())

    preview = visit(egon).post(page(evaluation), {"upload": upload})

    assert (preview.status_code, preview.context["looked"].outcome.findings) == (200, 1)


def test_problems_are_told_row_by_row_and_nothing_can_be_read_in(egon, evaluation, visit):
    preview = pasted(
        visit(egon), evaluation, ROWS.replace("Visst belägg", "kanske") + "Annat;Antagande;Gör;ingen;Där\n"
    )

    assert preview.status_code == 422
    assert [(number, column.value) for number, column, _told in preview.context["problems"]] == [
        (2, "evidence"),
        (3, "owner"),
    ]
    assert "/las-in/" not in text(preview)


@pytest.mark.parametrize("secret", ["850101-1236", "nagon@example.org", "070-123 45 67"])
def test_personal_data_is_refused_and_never_shown(egon, evaluation, visit, secret):
    preview = pasted(visit(egon), evaluation, ROWS.replace("flaskhalsen", f"flaskhalsen, säger {secret}"))

    assert preview.status_code == 422
    assert secret not in text(preview)


def test_what_is_there_already_leaves_nothing_to_read_in(egon, evaluation, visit):
    client = visit(egon)
    client.post(page(evaluation, "las-in/"), sent_back(pasted(client, evaluation)))

    again = pasted(client, evaluation)

    assert (again.status_code, again.context["looked"].is_ready) == (200, False)
    assert "/las-in/" not in text(again)


def test_what_has_changed_meanwhile_is_shown_anew(egon, anna, evaluation, visit):
    client = visit(egon)
    sent = sent_back(pasted(client, evaluation))
    noted_finding(anna, evaluation)

    again = client.post(page(evaluation, "las-in/"), sent)
    told = counts(egon)
    response = client.post(page(evaluation, "las-in/"), sent_back(again))

    assert (again.status_code, bool(again.context["told"]), told) == (200, True, (1, 0))
    assert (response.status_code, counts(egon)) == (302, (1, 1))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "__all__"),
        ({"pasted": "Ett;annat\n1;2"}, "__all__"),
        ({"pasted": "x" * 500_001}, "pasted"),
        ({"pasted": ROWS, "upload": b"Iakttagelse;Belagg"}, "__all__"),
        ({"upload": b"PK\x03\x04 broken"}, "upload"),
        ({"upload": b"x" * (3 * 1024 * 1024 + 1)}, "upload"),
    ],
)
def test_what_cannot_be_read_is_explained(egon, evaluation, visit, told, field):
    if "upload" in told:
        told = told | {"upload": SimpleUploadedFile("tabell.xlsx", told["upload"])}

    response = visit(egon).post(page(evaluation), told)

    assert response.status_code == 422
    assert set(response.context["form"].errors) & {field, "upload"}


def test_only_what_was_shown_to_this_person_for_this_evaluation_is_read_in(egon, anna, evaluation, visit):
    sent = sent_back(pasted(visit(egon), evaluation))
    other = registered_evaluation(egon)
    broken = sent | {"content": sent["content"][:-2] + "xx"}

    answers = [
        visit(anna).post(page(evaluation, "las-in/"), sent),
        visit(egon).post(page(other, "las-in/"), sent),
        visit(egon).post(page(evaluation, "las-in/"), broken),
        visit(egon).post(page(evaluation, "las-in/"), {}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 302]
    assert counts(egon) == (0, 0)


def test_the_template_can_be_fetched_by_all(cilla, visit):
    response = visit(cilla).get("/alvmark/iakttagelser/mall/")

    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"].startswith("attachment")


def test_a_reporter_reads_nothing_in(bo, evaluation, visit):
    client = visit(bo)

    assert [client.get(page(evaluation)).status_code, pasted(client, evaluation).status_code] == [403, 403]
    assert client.post(page(evaluation, "las-in/"), {}).status_code == 403


def test_a_stranger_finds_nothing(stig, evaluation, visit):
    client = visit(stig)

    for region in ("alvmark", "sydland"):
        address = f"/{region}/utvarderingar/{evaluation.pk}/tabell/"
        assert client.get(address).status_code == 404
        assert client.post(f"{address}las-in/").status_code == 404
