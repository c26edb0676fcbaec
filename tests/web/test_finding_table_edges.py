"""Tables of findings as people really send them: other signs, other letters, too many rows, formulas and secrets."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import EvaluationDomainFactory, EvaluationQuestionFactory, GoalFactory
from tests.learning.walks import noted_finding, questions, registered_evaluation
from tests.people import member
from tests.workbooks import workbook
from varv.core.roles import Role
from varv.core.theory import Evidence
from varv.learning.models import Finding, Recommendation
from varv.regions.models import User

HEADINGS = ["Iakttagelse", "Belägg"]
SAID = ["Valideringen är flaskhalsen.", "Visst belägg"]
WHOLE = "Iakttagelse;Belägg;Rekommendation;Ansvarig;Forum\nDet går långsamt.;Antagande;Sätt en gräns;disa;Ledningen\n"


@pytest.fixture
def evaluation(egon, disa):
    return registered_evaluation(egon)


def page(evaluation, rest=""):
    return f"/alvmark/utvarderingar/{evaluation.pk}/tabell/{rest}"


def text(response):
    return response.content.decode()


def lines(*rows, sign=";", end="\n"):
    return end.join(sign.join(row) for row in rows)


def pasted(client, evaluation, rows):
    return client.post(page(evaluation), {"pasted": rows})


def sent(client, evaluation, content, name="tabell.csv"):
    return client.post(page(evaluation), {"upload": SimpleUploadedFile(name, content)})


def looked(response):
    """How many findings the table would add, and how many things stand in the way."""
    return response.context["looked"].outcome.findings, len(response.context["problems"])


def problems(response):
    return [(number, column.value) for number, column, _sentence in response.context["problems"]]


def refused(response):
    (why,) = [str(one) for found in response.context["form"].errors.values() for one in found]
    return response.status_code, why


def texts(actor):
    return list(Finding.objects.of(actor.region_id).order_by("pk").values_list("text", flat=True))


# The signs between the cells, the ends of the rows and the letters


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_every_way_to_part_cells_and_rows_is_read(sign, end, egon, evaluation, visit):
    rows = lines(HEADINGS, SAID, ["En annan sak.", "Antagande"], sign=sign, end=end)

    assert looked(sent(visit(egon), evaluation, rows.encode())) == (2, 0)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_way_to_write_swedish_letters_is_read(coding, egon, evaluation, visit):
    client = visit(egon)
    preview = sent(client, evaluation, lines(HEADINGS, ["Å, ä och ö går bra.", "Starkt belägg"]).encode(coding))

    client.post(page(evaluation, "las-in/"), preview.context["form"].initial)

    assert texts(egon) == ["Å, ä och ö går bra."]


def test_pasted_rows_may_begin_with_a_mark_of_bytes_and_end_as_windows_ends_them(egon, evaluation, visit):
    response = pasted(visit(egon), evaluation, "\ufeff" + lines(HEADINGS, SAID, sign="\t", end="\r\n") + "\r\n\r\n")

    assert looked(response) == (1, 0)


def test_a_cell_in_quotes_may_hold_the_sign_and_a_new_row(egon, evaluation, visit):
    client = visit(egon)
    preview = pasted(client, evaluation, lines(HEADINGS, ['"Först; sedan ""nu""\noch till sist"', "Antagande"]))

    client.post(page(evaluation, "las-in/"), preview.context["form"].initial)

    assert texts(egon) == ['Först; sedan "nu"\noch till sist']


def test_a_row_after_a_cell_with_two_lines_is_told_by_its_own_number(egon, evaluation, visit):
    response = pasted(visit(egon), evaluation, lines(HEADINGS, ['"Två\nrader"', "Antagande"], ["Sak", "kanske"]))

    assert problems(response) == [(4, "evidence")]


def test_a_quote_that_never_ends_is_refused_or_read_but_never_breaks(egon, evaluation, visit):
    response = pasted(visit(egon), evaluation, lines(HEADINGS, ['"Aldrig slut', "Antagande"]))

    assert response.status_code == 422
    assert texts(egon) == []


# How many rows


def test_three_hundred_rows_are_read_in_and_one_more_is_refused(egon, evaluation, visit):
    rows = [[f"Iakttagelse nummer {number}", "Antagande"] for number in range(301)]
    client = visit(egon)

    fits, too_many = (pasted(client, evaluation, lines(HEADINGS, *rows[:most])) for most in (300, 301))

    assert looked(fits) == (300, 0)
    assert refused(too_many) == (422, "Det är fler än 300 rader. Dela upp dem och läs in en del i taget.")
    assert "Iakttagelse nummer 300" in text(too_many)


def test_empty_rows_do_not_count(egon, evaluation, visit):
    rows = lines(HEADINGS, *([["", ""]] * 400), SAID)

    assert looked(pasted(visit(egon), evaluation, rows)) == (1, 0)


@pytest.mark.parametrize("rows", [lines(HEADINGS), lines(["Nr", "Namn"], ["1", "2"]), "\n\n", ";;;\n;;;", "x" * 10_000])
def test_what_is_no_table_is_refused_and_kept(rows, egon, evaluation, visit):
    response = pasted(visit(egon), evaluation, rows)

    assert refused(response)[0] == 422
    assert response.context["form"]["pasted"].value() == rows


# The same thing twice


def test_the_same_row_twice_is_one_finding_and_one_recommendation(egon, evaluation, visit):
    client = visit(egon)
    row = WHOLE.splitlines()[1]
    preview = pasted(client, evaluation, WHOLE + row + "\n" + row.replace("långsamt.", "LÅNGSAMT") + "\n")

    client.post(page(evaluation, "las-in/"), preview.context["form"].initial)

    assert looked(preview) == (1, 0)
    assert texts(egon) == ["Det går långsamt."]
    assert Recommendation.objects.of(egon.region_id).count() == 1


def test_the_same_finding_with_another_grade_stands_in_the_way(egon, evaluation, visit):
    response = pasted(visit(egon), evaluation, lines(HEADINGS, SAID, [SAID[0], "Starkt belägg"]))

    assert problems(response) == [(3, "evidence")]
    assert texts(egon) == []


def test_reading_in_twice_adds_nothing(egon, evaluation, visit):
    client = visit(egon)
    shown = pasted(client, evaluation, WHOLE).context["form"].initial
    client.post(page(evaluation, "las-in/"), shown)

    again = client.post(page(evaluation, "las-in/"), shown)

    assert (again.status_code, texts(egon), Recommendation.objects.of(egon.region_id).count()) == (
        200,
        ["Det går långsamt."],
        1,
    )


# Formulas


def test_a_formula_in_a_workbook_is_told_by_its_row_and_column(egon, evaluation, visit):
    content = workbook(
        {"Blad": [HEADINGS, SAID, ["Annat", "Antagande"]]},
        lambda _book, pages: pages["Blad"].write_formula(2, 0, '=HYPERLINK("https://example.org")', None, "Annat"),
    )

    response = sent(visit(egon), evaluation, content, "tabell.xlsx")

    assert (3, "text") in problems(response)
    assert texts(egon) == []


@pytest.mark.parametrize("cell", ["=1+1", "+46", "@SUM(A1)", "=cmd|' /C calc'!A0", "-Bra"])
def test_what_looks_like_a_formula_in_text_is_only_words(cell, egon, evaluation, visit):
    client = visit(egon)
    preview = pasted(client, evaluation, lines(HEADINGS, [cell, "Antagande"], sign="\t"))

    client.post(page(evaluation, "las-in/"), preview.context["form"].initial)

    assert texts(egon) == [cell]


# Secrets


@pytest.mark.parametrize("secret", ["19850101-1236", "850101+1236", "8501011236", "namn@example.org", "+46701234567"])
@pytest.mark.parametrize("place", range(5))
def test_a_secret_in_any_column_is_refused_and_shown_nowhere(place, secret, egon, evaluation, visit):
    cells = WHOLE.splitlines()[1].split(";")
    cells[place] = secret

    response = pasted(visit(egon), evaluation, WHOLE.splitlines()[0] + "\n" + ";".join(cells))

    assert response.status_code == 422
    assert secret not in text(response)
    assert texts(egon) == []


def test_rows_to_put_right_are_still_there_unless_they_hold_a_secret(egon, evaluation, visit):
    client = visit(egon)
    wrong = lines(HEADINGS, ["En sak som hänt", "kanske"])

    kept = pasted(client, evaluation, wrong)
    secret = pasted(client, evaluation, wrong + "\nFråga namn@example.org;Antagande")

    assert kept.context["again"]["pasted"].value() == wrong
    assert ("En sak som hänt" in text(kept), secret.context["again"]["pasted"].value()) == (True, "")


def test_a_column_nobody_reads_is_named_but_its_cells_go_no_further(egon, evaluation, visit):
    rows = lines([*HEADINGS, "Handläggare"], [*SAID, "Kim Kimsson"])
    client = visit(egon)

    preview = pasted(client, evaluation, rows)

    assert ("Handläggare" in text(preview), "Kim Kimsson" in text(preview)) == (True, False)


# What is named in a row


def test_a_name_that_two_share_asks_for_the_login(egon, evaluation, visit):
    for login in ("kim.a", "kim.b"):
        one = member(evaluation.region, login, Role.MANAGER)
        User.objects.filter(pk=one.person_id).update(name="Kim")

    response = pasted(visit(egon), evaluation, WHOLE.replace("disa", "Kim"))

    assert problems(response) == [(2, "owner")]
    assert looked(pasted(visit(egon), evaluation, WHOLE.replace("disa", "kim.a"))) == (1, 0)


def test_nothing_of_another_region_can_be_named(egon, stig, sydland, evaluation, visit):
    GoalFactory(region=sydland, name="Sydlands mål")
    EvaluationQuestionFactory(region=sydland, text="Sydlands fråga?", domain=EvaluationDomainFactory(region=sydland))
    rows = (
        "Iakttagelse;Belägg;Mål;Utvärderingsfråga;Rekommendation;Ansvarig;Forum\n"
        "Ett;Antagande;Sydlands mål;;;;\nTvå;Antagande;;Sydlands fråga?;;;\nTre;Antagande;;;Gör;stig;Ledningen\n"
    )

    assert problems(pasted(visit(egon), evaluation, rows)) == [(2, "goal"), (3, "question"), (4, "owner")]


@pytest.mark.parametrize("day", ["2099-01-01", "31/2 2026", "i våras", "2026"])
def test_a_day_that_cannot_be_stands_in_the_way(day, egon, evaluation, visit):
    rows = lines([*HEADINGS, "Sedd den"], [*SAID, day])

    assert problems(pasted(visit(egon), evaluation, rows)) == [(2, "seen_on")]


# Hostile files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tabell.xlsx", b""),
        ("tabell.xlsx", b"PK\x03\x04"),
        ("tabell.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked or old"),
        ("tabell.csv", b"Iakttagelse;Belagg\n\x00;\x00"),
        ("tabell.csv", b";" * 200_000),
        ("tabell.html", b"<table><tr><td>Iakttagelse</td></tr></table>"),
        ("tabell.xlsx", b"Iakttagelse;Belagg\nEtt;Antagande"),
        ("tabell", b"Iakttagelse;Belagg"),
        ("tabell.csv", b"\xff\xfe\x00"),
    ],
)
def test_a_hostile_table_is_refused_with_a_reason(name, content, egon, evaluation, visit):
    status, why = refused(sent(visit(egon), evaluation, content, name))

    assert (status, bool(why.strip()), texts(egon)) == (422, True, [])


@pytest.mark.parametrize("broken", ["", "x", "a:b:c", "\x00", "." * 100_000])
def test_rows_that_were_never_shown_are_not_read_in(broken, egon, evaluation, visit):
    response = visit(egon).post(page(evaluation, "las-in/"), {"content": broken, "seen": "x"})

    assert (response.status_code, texts(egon)) == (302, [])


@pytest.mark.parametrize("seen", ["", "x", "x" * 65, None])
def test_rows_without_what_was_seen_of_them_are_shown_anew(seen, egon, evaluation, visit):
    client = visit(egon)
    content = pasted(client, evaluation, WHOLE).context["form"].initial["content"]

    response = client.post(page(evaluation, "las-in/"), {"content": content} | ({} if seen is None else {"seen": seen}))

    assert (response.status_code, response.context["looked"].is_ready, texts(egon)) == (200, True, [])


# As few questions to the database for many rows as for one


def test_a_preview_of_what_is_there_asks_as_often_for_one_finding_as_for_three(egon, evaluation, visit):
    noted_finding(egon, evaluation, text=SAID[0], evidence=Evidence.SOME)
    client, rows = visit(egon), lines(HEADINGS, SAID)
    pasted(client, evaluation, rows)
    one = questions(lambda: pasted(client, evaluation, rows))
    for number in range(3):
        noted_finding(egon, evaluation, text=f"Nummer {number}")

    assert questions(lambda: pasted(client, evaluation, rows)) == one
