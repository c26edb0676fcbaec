"""What the evaluation pages refuse: every form says why, keeps what was written, and changes nothing."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import UserFactory
from tests.learning.evaluation_walks import (
    AUTUMN,
    PDF,
    SLUTRAPPORT,
    WALKS,
    a_use,
    closed,
    commissioned,
    delivered,
    finished_milestone,
    fresh,
    intended,
    owned_by,
    planned,
    planned_milestone,
    running,
    stopped,
    thought_through,
    told,
)
from tests.learning.walks import made_recommendation, noted_finding, registered_evaluation
from tests.people import verbs
from varv.core.kinds import QualityCriterion
from varv.core.workflow import EvaluationState
from varv.learning import operations
from varv.learning.models import Evaluation, EvaluationFile, EvaluationMilestone, EvaluationUse, QualityMark

LIST = "/alvmark/utvarderingar/"
ENDED = [closed, stopped]
HUGE = "9" * 30
IN_TURN = {("bestall/", "planned"), ("borja/", "planned"), ("borja/", "commissioned")}
BUTTONS = [(rest, state) for rest in ("bestall/", "borja/", "avsluta/") for state in EvaluationState]
OUT_OF_TURN = [(rest, state) for rest, state in BUTTONS if (rest, state.value) not in IN_TURN]
SECRETS = ["850101-1236", "nagon@example.org", "070-123 45 67"]
OLD = {"title": "Halvtidsöversyn", "kind": "internal", "evaluator": "Enheten", "delivered_on": "2023-10-13"}
PLAN = {
    "title": "Utvärdering av moduler",
    "kind": "external",
    "purpose": "Ledningsgruppen ska besluta.",
    "evaluator": "Ett konsultbolag",
    "method": "Intervjuer",
    "reference_group": "Två kommuner",
    "starts_on": "2026-10-01",
}


def page(evaluation, rest=""):
    return f"{LIST}{evaluation.pk}/{rest}"


def text(response):
    return response.content.decode()


def errors(response):
    return list(response.context["form"].errors)


def upload(name="rapport.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def archive(*names, contents=b"<Types/>"):
    """An Office document with these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in names:
            parts.writestr(name, contents)
    return made.getvalue()


def marks(**changed):
    sent = {f"mark_{one}": "not_judged" for one in QualityCriterion}
    return sent | {f"because_{one}": "" for one in QualityCriterion} | changed


def said(client, address):
    """The sentence that a refused button leads back with."""
    (message,) = client.post(address, follow=True).context["messages"]
    return str(message)


# What is written about people


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["title", "purpose", "evaluator", "method", "reference_group"])
def test_a_plan_holds_no_personal_data(field, secret, egon, visit):
    response = visit(egon).post(f"{LIST}planera/", PLAN | {field: f"Fråga Kim, {secret}"})

    assert (response.status_code, errors(response)) == (422, [field])
    assert f"Fråga Kim, {secret}" in text(response)
    assert not Evaluation.objects.of(egon.region_id).exists()


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("field", ["title", "evaluator"])
def test_the_register_holds_no_personal_data(field, secret, egon, visit):
    response = visit(egon).post(f"{LIST}ny/", OLD | {field: f"Kim, {secret}"})

    assert (response.status_code, errors(response)) == (422, [field])
    assert not Evaluation.objects.of(egon.region_id).exists()


@pytest.mark.parametrize("rest", ["ny/", "andra/"])
def test_a_milestone_holds_no_personal_data(rest, egon, visit):
    evaluation = running(egon)
    one = planned_milestone(egon, evaluation)
    address = page(evaluation, "milstolpar/ny/") if rest == "ny/" else f"{LIST}milstolpar/{one.pk}/andra/"

    response = visit(egon).post(address, {"name": "Ring 070-123 45 67", "due_on": "2027-02-01", "revision": 1})

    assert (response.status_code, errors(response)) == (422, ["name"])
    assert "Ring 070-123 45 67" in text(response)
    assert (evaluation.milestones.count(), fresh(one).name) == (1, "Delrapport")


def test_a_judgement_holds_no_personal_data(egon, visit):
    evaluation = delivered(egon)
    sent = marks(mark_method="partly", because_method="Kim, nagon@example.org", revision=evaluation.revision)

    response = visit(egon).post(page(evaluation, "kvalitet/"), sent)

    assert (response.status_code, errors(response)) == (422, ["because_method"])
    assert "Kim, nagon@example.org" in text(response)
    assert not QualityMark.objects.of(egon.region_id).exists()


@pytest.mark.parametrize("field", ["who", "came_of_it"])
def test_a_use_holds_no_personal_data(field, egon, visit):
    evaluation = delivered(egon)
    sent = {"use": a_use(egon).pk, "who": "En kommun", "came_of_it": "Lånade metoden.", "used_on": "2026-11-01"}

    response = visit(egon).post(page(evaluation, "anvandning/oplanerad/"), sent | {field: "Fråga nagon@example.org"})

    assert (response.status_code, errors(response)) == (422, [field])
    assert evaluation.uses.count() == 1


@pytest.mark.parametrize(
    ("rest", "field", "more"),
    [("beratta/", "came_of_it", {"used_on": "2026-11-01"}), ("uteblev/", "because", {})],
)
def test_the_fate_of_a_use_holds_no_personal_data(rest, field, more, egon, visit):
    use = delivered(egon).uses.get()

    response = visit(egon).post(
        f"{LIST}anvandning/{use.pk}/{rest}", more | {field: "Sade Kim, 850101-1236", "revision": use.revision}
    )

    assert (response.status_code, errors(response)) == (422, [field])
    assert "Sade Kim, 850101-1236" in text(response)
    assert verbs(use) == ["intended"]


def test_the_reason_for_stopping_holds_no_personal_data(egon, visit):
    evaluation = running(egon)

    response = visit(egon).post(page(evaluation, "stoppa/"), {"reason": "Kim slutade, 070-123 45 67"})

    assert (response.status_code, errors(response)) == (422, ["reason"])
    assert "Kim slutade, 070-123 45 67" in text(response)
    assert fresh(evaluation).state is EvaluationState.RUNNING


# Two who write at once


def test_a_milestone_that_somebody_moved_meanwhile_is_not_overwritten(anna, egon, visit):
    one = planned_milestone(anna, running(anna))
    address, sent = f"{LIST}milstolpar/{one.pk}/andra/", {"name": "Annas", "due_on": "2027-01-01", "revision": 1}
    visit(anna).post(address, sent)

    response = visit(egon).post(address, sent | {"name": "Egons namn"})

    (why,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Anna" in why, "Egons namn" in text(response)) == (422, True, True)
    assert fresh(one).name == "Annas"


@pytest.mark.parametrize(
    ("rest", "sent", "mine"),
    [
        ("beratta/", {"came_of_it": "Annas", "used_on": "2026-11-01"}, {"came_of_it": "Egons berättelse"}),
        ("uteblev/", {"because": "Annas"}, {"because": "Egons berättelse"}),
    ],
)
def test_a_use_that_somebody_told_of_meanwhile_is_not_overwritten(rest, sent, mine, anna, egon, visit):
    use = delivered(anna).uses.get()
    told_of = {"revision": use.revision}
    operations.explain_unused(use=use, because="För sent.", revision=use.revision, by=anna, at=AUTUMN)

    response = visit(egon).post(f"{LIST}anvandning/{use.pk}/{rest}", sent | mine | told_of)

    (why,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Anna" in why, "Egons berättelse" in text(response)) == (422, True, True)
    assert fresh(use).unused_because == "För sent."


def test_a_judgement_that_somebody_made_meanwhile_is_not_overwritten(anna, egon, visit):
    evaluation = delivered(anna)
    sent = marks(mark_method="partly", because_method="Annas skäl.", revision=evaluation.revision)
    visit(anna).post(page(evaluation, "kvalitet/"), sent)

    response = visit(egon).post(page(evaluation, "kvalitet/"), sent | {"because_method": "Egons skäl."})

    assert (response.status_code, "Egons skäl." in text(response)) == (422, True)
    assert evaluation.quality.get().because == "Annas skäl."


@pytest.mark.parametrize("revision", ["", "0", "-1", "x", HUGE])
def test_a_change_without_a_true_revision_is_refused(revision, egon, visit):
    evaluation = planned(egon)

    response = visit(egon).post(page(evaluation, "andra/"), PLAN | {"title": "Nytt", "revision": revision})

    assert (response.status_code, fresh(evaluation).title) == (422, "Utvärdering av moduler")
    assert "Nytt" in text(response)


# What a state allows


@pytest.mark.parametrize("walk", ENDED)
@pytest.mark.parametrize(
    "rest", ["andra/", "stoppa/", "leverera/", "fragor/", "anvandning/ny/", "filer/ny/", "milstolpar/ny/"]
)
def test_what_has_ended_leads_back_from_every_form_and_stands(rest, walk, egon, visit):
    evaluation = walk(egon)
    client = visit(egon)

    answers = [client.get(page(evaluation, rest)), client.post(page(evaluation, rest), PLAN | {"reason": "Nej"})]

    assert {answer.status_code for answer in answers} == {302}
    assert (fresh(evaluation).state, fresh(evaluation).revision) == (evaluation.state, evaluation.revision)


@pytest.mark.parametrize(("rest", "state"), OUT_OF_TURN)
def test_a_button_out_of_its_turn_says_why_and_changes_nothing(rest, state, egon, visit):
    evaluation = WALKS[state](egon)
    before = verbs(evaluation)

    why = said(visit(egon), page(evaluation, rest))

    assert why
    assert (fresh(evaluation).state, verbs(evaluation)) == (state, before)


def test_a_plan_that_only_lacks_its_evaluator_says_so_and_where_to_say_who(egon, visit):
    evaluation, client = thought_through(egon, evaluator=""), visit(egon)

    shown = text(client.get(page(evaluation)))

    assert (page(evaluation, "bestall/") in shown, page(evaluation, "borja/") in shown) == (True, False)
    assert "Skriv vem som utvärderar" in shown
    assert f"{page(evaluation, 'andra/')}#id_evaluator" in shown
    assert "Skriv vem som utvärderar" in said(client, page(evaluation, "borja/"))


def test_a_plan_that_can_be_begun_says_nothing_of_hindrances(egon, visit):
    evaluation = thought_through(egon)

    assert "#id_evaluator" not in text(visit(egon).get(page(evaluation)))


def test_what_is_commissioned_without_an_evaluator_says_why_it_cannot_begin(egon, visit):
    evaluation = commissioned(egon, evaluator="")

    shown = text(visit(egon).get(page(evaluation)))

    assert (page(evaluation, "borja/") in shown, "Skriv vem som utvärderar" in shown) == (False, True)


def test_an_unanswered_recommendation_keeps_an_evaluation_open(egon, visit):
    evaluation = delivered(egon)
    told(egon, evaluation)
    made_recommendation(egon, noted_finding(egon, evaluation))

    why = said(visit(egon), page(evaluation, "avsluta/"))

    assert ("1 rekommendation" in why, fresh(evaluation).state) == (True, EvaluationState.DELIVERED)


@pytest.mark.parametrize(
    ("rest", "walk"),
    [("beratta/", planned), ("uteblev/", running), ("ta-bort/", running)],
)
def test_a_use_out_of_its_time_is_left_as_it_is(rest, walk, egon, visit):
    evaluation = walk(egon)
    use = intended(egon, evaluation, who="Nämnden")

    response = visit(egon).post(f"{LIST}anvandning/{use.pk}/{rest}", {"because": "x", "came_of_it": "x"})

    assert (response.status_code, verbs(use), fresh(use).came_of_it) == (302, ["intended"], "")


def test_a_use_that_was_told_of_is_not_explained_away(egon, visit):
    use = told(egon, delivered(egon))

    response = visit(egon).get(f"{LIST}anvandning/{use.pk}/uteblev/")

    assert response.status_code == 302


@pytest.mark.parametrize("rest", ["andra/", "klar/", "ta-bort/"])
def test_a_milestone_that_is_done_stands(rest, egon, visit):
    one = finished_milestone(egon, running(egon))
    sent = {"name": "Annat", "due_on": "2027-01-01", "done_on": "2026-11-01", "revision": one.revision}

    response = visit(egon).post(f"{LIST}milstolpar/{one.pk}/{rest}", sent)

    assert (response.status_code, verbs(one)) == (302, ["planned", "finished"])
    assert EvaluationMilestone.objects.of(egon.region_id).get().name == "Delrapport"


# Days, amounts and where a report is found


@pytest.mark.parametrize(
    ("walk", "changed", "field"),
    [
        (commissioned, {"purpose": ""}, "purpose"),
        (commissioned, {"evaluator": ""}, "evaluator"),
        (running, {"purpose": "   "}, "purpose"),
        (delivered, {"delivered_on": "2099-01-01"}, "delivered_on"),
        (delivered, {"delivered_on": ""}, "delivered_on"),
        (delivered, {"delivered_on": "2026-09-30"}, "delivered_on"),
        (delivered, {"link": "", "case_number": ""}, "link"),
    ],
)
def test_what_a_step_asked_for_is_not_rubbed_out(walk, changed, field, egon, visit):
    evaluation = walk(egon)
    stands = PLAN | {"delivered_on": "2026-11-16", "link": "https://example.org/rapport", "method": "Mätningar"}

    response = visit(egon).post(page(evaluation, "andra/"), stands | changed | {"revision": evaluation.revision})

    assert (response.status_code, errors(response)) == (422, [field])
    assert "Mätningar" in text(response)
    assert fresh(evaluation).revision == evaluation.revision


def test_an_old_report_that_was_never_findable_can_still_be_put_right(egon, visit):
    evaluation = registered_evaluation(egon)

    response = visit(egon).post(
        page(evaluation, "andra/"), PLAN | {"starts_on": "", "delivered_on": "2026-04-25", "revision": 1}
    )

    assert (response.status_code, fresh(evaluation).delivered_on) == (302, date(2026, 4, 25))


def test_the_link_may_go_when_the_report_is_there_as_a_file(egon, visit):
    evaluation = delivered(egon)
    operations.attach_report_file(evaluation=evaluation, report=SLUTRAPPORT, by=egon, at=AUTUMN)

    visit(egon).post(page(evaluation, "andra/"), PLAN | {"delivered_on": "2026-11-16", "revision": evaluation.revision})

    assert (fresh(evaluation).link, fresh(evaluation).files.count()) == ("", 1)


@pytest.mark.parametrize(
    ("written", "kronor"),
    [
        ("0", Decimal(0)),
        ("480 000", Decimal(480_000)),
        ("480\u00a0000,50", Decimal("480000.50")),
        ("0,48 mnkr", Decimal(480_000)),
    ],
)
def test_a_cost_can_be_read_back_as_it_stands(written, kronor, egon, visit):
    client = visit(egon)
    client.post(f"{LIST}planera/", PLAN | {"cost": written})
    evaluation = Evaluation.objects.of(egon.region_id).get()

    shown = client.get(page(evaluation, "andra/")).context["form"]["cost"].value()
    client.post(page(evaluation, "andra/"), PLAN | {"cost": shown, "revision": 1})

    assert (evaluation.cost, fresh(evaluation).cost) == (kronor, kronor)


@pytest.mark.parametrize("written", ["nan", "1e5", "480 000 dollar", "1" * 41, "12345678901234", "-0,01"])
def test_a_cost_that_cannot_be_read_is_said_and_kept(written, egon, visit):
    response = visit(egon).post(f"{LIST}planera/", PLAN | {"cost": written})

    assert (response.status_code, errors(response)) == (422, ["cost"])
    assert response.context["form"]["cost"].value() == written


@pytest.mark.parametrize("day", ["1989-12-31", "2101-01-01", "0001-01-01", "20270101", "2027-02-30"])
def test_a_day_out_of_reach_is_refused(day, egon, visit):
    response = visit(egon).post(f"{LIST}planera/", PLAN | {"due_on": day})

    assert (response.status_code, errors(response)) == (422, ["due_on"])
    assert response.context["form"]["due_on"].value() == day


def test_the_owner_works_here(egon, stig, visit):
    left = UserFactory(username="borta", name="Borta")

    answers = [visit(egon).post(f"{LIST}planera/", PLAN | {"owner": one}) for one in (stig.person_id, left.pk, HUGE)]

    assert [(one.status_code, errors(one)) for one in answers] == [(422, ["owner"])] * 3


def test_who_has_left_is_not_offered_but_the_rest_of_the_plan_is_kept(anna, egon, visit):
    evaluation = planned(egon, **owned_by(anna))

    form = visit(egon).get(page(evaluation, "andra/")).context["form"]

    assert form["owner"].value() == anna.person_id
    assert str(anna.person_id) in {str(key) for key, _name in form.fields["owner"].choices}


@pytest.mark.parametrize("sent", [[HUGE], ["x"], ["1\x00"], ["-1"], ["0", "1.5"]])
def test_a_question_that_cannot_exist_is_refused(sent, egon, visit):
    evaluation = planned(egon)

    response = visit(egon).post(page(evaluation, "fragor/"), {"questions": sent})

    assert (response.status_code, errors(response)) == (422, ["questions"])
    assert evaluation.asked.count() == 0


@pytest.mark.parametrize("mark", ["", "utmärkt", "x" * 500])
def test_a_mark_that_is_none_is_refused_and_the_reason_kept(mark, egon, visit):
    evaluation = delivered(egon)
    sent = marks(mark_method=mark, because_method="Tre källor.", revision=evaluation.revision)

    response = visit(egon).post(page(evaluation, "kvalitet/"), sent)

    assert (response.status_code, errors(response), "Tre källor." in text(response)) == (422, ["mark_method"], True)


# Files

HOSTILE = {
    "a page": ("rapport.html", b"<script>alert(1)</script>"),
    "a page called a pdf": ("rapport.pdf", b"<html>%PDF-</html>"),
    "a drawing with scripts": ("rapport.svg", b"<svg onload='alert(1)'/>"),
    "a program": ("rapport.pdf.exe", b"MZ"),
    "a program called a picture": ("bild.png", b"MZ\x90"),
    "no suffix": ("rapport", PDF),
    "only a suffix": (".pdf", PDF),
    "an archive": ("rapport.zip", archive("word/document.xml")),
    "no document in it": ("rapport.docx", archive("[Content_Types].xml", "annat.xml")),
    "another document in it": ("rapport.docx", archive("[Content_Types].xml", "xl/workbook.xml")),
    "macros": ("rapport.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    "macros told of": (
        "rapport.xlsx",
        archive("[Content_Types].xml", "xl/workbook.xml", contents=b"macroEnabled"),
    ),
    "a macro document": ("rapport.docm", archive("[Content_Types].xml", "word/document.xml")),
    "cut off": ("rapport.docx", archive("[Content_Types].xml", "word/document.xml")[:-20]),
    "empty": ("rapport.pdf", b""),
}


@pytest.mark.parametrize("told", list(HOSTILE))
def test_a_hostile_file_delivers_nothing_and_what_was_written_stays(told, egon, visit):
    evaluation = running(egon)
    sent = {"delivered_on": "2026-11-02", "case_number": "RU 2026/311", "upload": upload(*HOSTILE[told])}

    response = visit(egon).post(page(evaluation, "leverera/"), sent)

    assert (response.status_code, errors(response), "RU 2026/311" in text(response)) == (422, ["upload"], True)
    assert (fresh(evaluation).state, fresh(evaluation).case_number) == (EvaluationState.RUNNING, "")
    assert not EvaluationFile.objects.of(egon.region_id).exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\fakepath\\Slut.PDF", "Slut.PDF"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("rad\x07Set-Cookie: a=b.pdf", "radSet-Cookie: a=b.pdf"),
        ("fdp.\u202efdp.pdf", "fdp.fdp.pdf"),
        ("semikolon; filename=å.pdf", "semikolon; filename=å.pdf"),
    ],
)
def test_a_hostile_name_is_only_a_name(sent, kept, egon, cilla, visit):
    evaluation = running(egon)

    visit(egon).post(page(evaluation, "filer/ny/"), {"upload": upload(sent)})
    file = EvaluationFile.objects.of(egon.region_id).get()
    client = visit(cilla)
    taken_home = client.get(f"{LIST}filer/{file.pk}/")

    assert (file.filename, taken_home.content) == (kept, PDF)
    assert taken_home["Content-Disposition"].startswith("attachment; ")
    assert ("Set-Cookie" in taken_home, "onerror=alert(1)>" in text(client.get(page(evaluation)))) == (False, False)


def test_a_long_name_keeps_its_end(egon, visit):
    evaluation = running(egon)

    visit(egon).post(page(evaluation, "filer/ny/"), {"upload": upload("å" * 200 + ".pdf")})

    file = EvaluationFile.objects.of(egon.region_id).get()
    assert (len(file.filename), file.filename[-5:], file.title) == (160, "å.pdf", "å" * 156)


def test_the_eleventh_file_is_refused_before_it_is_chosen(egon, visit):
    evaluation, client = running(egon), visit(egon)
    for _number in range(10):
        operations.attach_report_file(evaluation=evaluation, report=SLUTRAPPORT, by=egon, at=AUTUMN)

    response = client.get(page(evaluation, "filer/ny/"))

    assert (response.status_code, page(evaluation, "filer/ny/") in text(client.get(page(evaluation)))) == (302, False)


# Who asks


@pytest.mark.parametrize("who", ["bo", "cilla"])
def test_those_who_only_read_are_refused_every_form_before_it_is_shown(who, anna, request, visit):
    evaluation = delivered(anna)
    use, client = evaluation.uses.get(), visit(request.getfixturevalue(who))
    forms = ["andra/", "kvalitet/", "fragor/", "anvandning/ny/", "anvandning/oplanerad/", "filer/ny/", "tabell/"]
    addresses = [page(evaluation, rest) for rest in forms]
    addresses += [f"{LIST}anvandning/{use.pk}/{rest}/" for rest in ("beratta", "uteblev")]

    assert [client.get(address).status_code for address in addresses] == [403] * len(addresses)
    assert client.get(page(evaluation)).status_code == 200


def test_an_evaluation_of_another_region_does_not_exist_at_home_either(anna, stig, visit):
    evaluation, one = delivered(anna), planned_milestone(anna, running(anna))
    client = visit(stig)
    rests = ["", "andra/", "kvalitet/", "fragor/", "tabell/", "iakttagelser/ny/", "anvandning/ny/", "filer/ny/"]
    numbers = [f"{evaluation.pk}/{rest}" for rest in rests]
    numbers += [f"anvandning/{evaluation.uses.get().pk}/beratta/", f"milstolpar/{one.pk}/andra/", f"{HUGE}/"]

    assert {client.get(f"/sydland/utvarderingar/{number}").status_code for number in numbers} == {404}
    assert {client.post(f"/sydland/utvarderingar/{number}", PLAN).status_code for number in numbers} == {404}
    assert Evaluation.objects.of(anna.region_id).get(pk=evaluation.pk).title == "Utvärdering av moduler"


def test_a_stranger_sees_no_other_region_in_the_register_or_the_year(anna, stig, visit):
    planned_milestone(anna, running(anna), due_on=date(2026, 12, 1))
    client = visit(stig)

    shown = text(client.get("/sydland/utvarderingar/")) + text(client.get("/sydland/utvarderingar/kalender/?ar=2026"))

    assert ("Utvärdering av moduler" in shown, "Delrapport" in shown) == (False, False)


@pytest.mark.parametrize("asked", [f"?mal={HUGE}", f"?ar={HUGE}", "?q=" + "x" * 101, "?q=%00", "?ar=2101", "?lage="])
def test_no_question_to_the_register_breaks_it(asked, egon, visit):
    planned(egon)
    client = visit(egon)

    answers = [client.get(LIST + asked), client.get(f"{LIST}kalender/{asked}")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].context["year"].year == datetime.now(tz=AUTUMN.tzinfo).year


def test_what_was_written_in_the_search_is_text_and_nothing_else(egon, visit):
    planned(egon)

    shown = text(visit(egon).get(LIST, {"q": '"><script>alert(1)</script>'}))

    assert "<script>alert(1)" not in shown


def test_no_refusal_leaves_a_use_or_a_trail_behind(egon, visit):
    evaluation = planned(egon)
    before = verbs(evaluation)

    visit(egon).post(page(evaluation, "anvandning/ny/"), {"use": HUGE, "who": "Nämnden"})

    assert (verbs(evaluation), EvaluationUse.objects.of(egon.region_id).count()) == (before, 0)
