"""The evaluation plan and one evaluation's page, as people meet them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import GoalFactory
from tests.learning.evaluation_walks import (
    PDF,
    SLUTRAPPORT,
    closed,
    commissioned,
    delivered,
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
from tests.learning.walks import made_recommendation, noted_finding, questions, registered_evaluation
from tests.people import verbs
from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.workflow import EvaluationState
from varv.learning.models import Evaluation
from varv.regions.files import LARGEST

LIST = "/alvmark/utvarderingar/"
OLD = {
    "title": "Halvtidsöversyn",
    "kind": "internal",
    "evaluator": "Enheten",
    "delivered_on": "2023-10-13",
    "link": "https://example.org/oversyn",
}
PLAN = {
    "title": "Utvärdering av moduler",
    "kind": "external",
    "timing": "mid",
    "purpose": "Ledningsgruppen ska besluta.",
    "evaluator": "Ett konsultbolag",
    "cost": "480 tkr",
    "tender_on": "2027-01-18",
    "starts_on": "2027-03-01",
    "due_on": "2027-11-30",
}
OLDER = PLAN | {"tender_on": "2025-03-01", "starts_on": "2025-09-01"}


def page(evaluation, rest=""):
    return f"{LIST}{evaluation.pk}/{rest}"


def text(response):
    return response.content.decode()


def upload(name="rapport.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_the_register_shows_what_came_of_each(anna, cilla, visit):
    finding = noted_finding(anna)
    made_recommendation(anna, finding)

    response = visit(cilla).get(LIST)

    ((state, (line,)),) = response.context["plan"].groups
    assert (state, line.title, line.findings, line.recommendations) == (
        EvaluationState.DELIVERED,
        "Följeforskning om kompetens",
        1,
        1,
    )
    assert (f"{LIST}ny/" in text(response), f"{LIST}planera/" in text(response)) == (False, False)


def test_a_register_with_nothing_in_it_teaches(anna, visit):
    shown = text(visit(anna).get(LIST))

    assert ('class="empty"' in shown, f'href="{LIST}planera/"' in shown, f'href="{LIST}ny/"' in shown) == (
        True,
        True,
        True,
    )


def test_filters_stand_in_the_address_and_in_the_form(anna, visit):
    goal = GoalFactory()
    noted_finding(anna, registered_evaluation(anna, title="Moduler"), goal=goal)
    planned(anna, title="Annat")
    asked = f"?lage=delivered&slag=ongoing&ar=2026&mal={goal.pk}&q=modul&ordning=titel"

    response = visit(anna).get(LIST + asked)

    ((_state, lines),) = response.context["plan"].groups
    shown = text(response)
    assert [line.title for line in lines] == ["Moduler"]
    assert 'value="modul"' in shown
    assert 'value="ongoing" selected' in shown
    assert 'value="2026" selected' in shown
    assert f'value="{goal.pk}" selected' in shown
    assert 'value="titel" selected' in shown
    assert '<input type="hidden" name="lage" value="delivered">' in shown


@pytest.mark.parametrize("asked", ["?lage=x&slag=y&nar=z&ar=0&mal=a&ordning=q", "?ar=9999999999999999999"])
def test_a_filter_that_cannot_be_read_is_left_out(asked, anna, visit):
    planned(anna)

    assert visit(anna).get(LIST + asked).context["plan"].shown == 1


def test_filters_that_nothing_fits_lead_back_to_all(anna, visit):
    planned(anna)

    shown = text(visit(anna).get(f"{LIST}?nar=ex_post"))

    assert "Ingen utvärdering passar det du frågade efter." in shown


def test_a_late_evaluation_stands_out_in_the_list_and_on_its_page(anna, visit):
    evaluation = running(anna, due_on=date(2026, 10, 30))
    planned_milestone(anna, running(anna), due_on=date(2026, 10, 1))
    client = visit(anna)

    in_list, on_page = text(client.get(LIST)), text(client.get(page(evaluation)))

    assert ("1 är försenad." in in_list, "1 milstolpe är försenad" in in_list, "w-back" in in_list) == (
        True,
        True,
        True,
    )
    assert "Rapporten skulle ha kommit" in on_page


def test_the_register_asks_as_often_for_one_as_for_three(anna, visit):
    client = visit(anna)
    noted_finding(anna)
    client.get(LIST)
    one = questions(lambda: client.get(LIST))
    noted_finding(anna)
    noted_finding(anna)

    assert questions(lambda: client.get(LIST)) == one


def test_the_year_shows_what_happens_when(anna, cilla, visit):
    evaluation = planned(anna, title="Moduler")
    planned_milestone(anna, evaluation, due_on=date(2027, 2, 1), name="Delrapport")

    response = visit(cilla).get(f"{LIST}kalender/?ar=2027")

    shown = text(response)
    assert response.context["year"].total == 2
    assert ("Milstolpe: Delrapport" in shown, page(evaluation) in shown, f"{LIST}planera/" in shown) == (
        True,
        True,
        False,
    )


def test_a_year_with_nothing_in_it_teaches_and_tells_what_has_no_day(anna, visit):
    planned(anna, title="En tanke", tender_on=None, starts_on=None, due_on=None)

    shown = text(visit(anna).get(f"{LIST}kalender/?ar=2031"))

    assert ("Ingen utvärdering har någon dag i år." in shown, "En tanke" in shown) == (True, True)


def test_an_old_evaluation_is_registered_by_one_short_form(egon, visit):
    response = visit(egon).post(f"{LIST}ny/", OLD | {"upload": upload()})

    evaluation = Evaluation.objects.of(egon.region_id).get()
    assert (response.status_code, response.url) == (302, page(evaluation))
    assert (evaluation.title, evaluation.kind, evaluation.state, evaluation.delivered_on) == (
        "Halvtidsöversyn",
        EvaluationKind.INTERNAL,
        EvaluationState.DELIVERED,
        date(2023, 10, 13),
    )
    assert [file.filename for file in evaluation.files.order_by("pk")] == ["rapport.pdf"]


def test_an_old_evaluation_may_come_without_a_file(egon, visit):
    visit(egon).post(f"{LIST}ny/", OLD)

    assert Evaluation.objects.of(egon.region_id).get().files.count() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"kind": "egen"}, "kind"),
        ({"evaluator": ""}, "evaluator"),
        ({"delivered_on": "24/4 2026"}, "delivered_on"),
        ({"delivered_on": "2099-01-01"}, "delivered_on"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"case_number": "x" * 61}, "case_number"),
        ({"upload": upload("rapport.html", b"<script>")}, "upload"),
        ({"upload": upload("rapport.pdf", b"<script>")}, "upload"),
    ],
)
def test_an_old_evaluation_that_cannot_be_keeps_what_was_written(changed, field, egon, visit):
    response = visit(egon).post(f"{LIST}ny/", OLD | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "https://example.org/oversyn" in text(response) or field == "link"
    assert list(Evaluation.objects.of(egon.region_id)) == []


def test_a_file_that_is_too_large_is_not_read(egon, visit, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST * 2

    response = visit(egon).post(f"{LIST}ny/", OLD | {"upload": upload(content=PDF + b"x" * LARGEST)})

    assert response.status_code in {413, 422}
    assert list(Evaluation.objects.of(egon.region_id)) == []


def test_an_evaluation_is_planned(egon, visit):
    response = visit(egon).post(f"{LIST}planera/", PLAN | {"owner": egon.person_id})

    evaluation = Evaluation.objects.of(egon.region_id).get()
    assert (response.status_code, response.url) == (302, page(evaluation))
    assert (evaluation.state, evaluation.timing, evaluation.cost, evaluation.owner_id, evaluation.due_on) == (
        EvaluationState.PLANNED,
        EvaluationTiming.MID,
        Decimal(480_000),
        egon.person_id,
        date(2027, 11, 30),
    )


def test_a_thought_needs_a_title_and_a_kind(egon, visit):
    visit(egon).post(f"{LIST}planera/", {"title": "En tanke", "kind": "peer"})

    evaluation = Evaluation.objects.of(egon.region_id).get()
    assert (evaluation.timing, evaluation.cost, evaluation.owner, evaluation.evaluator) == (None, None, None, "")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": ""}, "kind"),
        ({"timing": "efter"}, "timing"),
        ({"owner": "0"}, "owner"),
        ({"cost": "mycket"}, "cost"),
        ({"cost": "-1"}, "cost"),
        ({"due_on": "2027-02-01"}, "due_on"),
        ({"tender_on": "2027-04-01"}, "starts_on"),
        ({"due_on": "snart"}, "due_on"),
    ],
)
def test_a_plan_that_cannot_be_keeps_what_was_written(changed, field, egon, visit):
    response = visit(egon).post(f"{LIST}planera/", PLAN | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Ledningsgruppen ska besluta." in text(response)


def test_a_plan_is_changed(egon, visit):
    evaluation = planned(egon, **owned_by(egon))
    client = visit(egon)

    begun = client.get(page(evaluation, "andra/"))
    client.post(page(evaluation, "andra/"), PLAN | {"title": "Nytt namn", "cost": "", "revision": 1})

    evaluation.refresh_from_db()
    assert (begun.context["form"].initial["owner"], "480" in text(begun), "delivered_on" in text(begun)) == (
        egon.person_id,
        True,
        False,
    )
    assert (evaluation.title, evaluation.cost, evaluation.owner, verbs(evaluation)) == (
        "Nytt namn",
        None,
        None,
        ["planned", "edited"],
    )


def test_what_an_old_evaluation_lacked_is_added(egon, visit):
    evaluation = registered_evaluation(egon)

    visit(egon).post(page(evaluation, "andra/"), OLDER | {"delivered_on": "2026-04-25", "revision": 1})

    evaluation.refresh_from_db()
    assert (evaluation.delivered_on, evaluation.purpose) == (date(2026, 4, 25), "Ledningsgruppen ska besluta.")


def test_a_change_says_who_was_before(anna, egon, visit):
    evaluation = planned(egon)
    visit(anna).post(page(evaluation, "andra/"), PLAN | {"revision": 1})

    response = visit(egon).post(page(evaluation, "andra/"), PLAN | {"title": "Min titel", "revision": 1})

    (why,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Anna" in why, "Min titel" in text(response)) == (422, True, True)


def test_a_thought_shows_what_it_needs_before_it_is_bought(anna, visit):
    evaluation = planned(anna, purpose="")

    shown = text(visit(anna).get(page(evaluation)))

    assert [page(evaluation, rest) in shown for rest in ("anvandning/ny/", "fragor/", "andra/#id_purpose")] == [
        True
    ] * 3
    assert (page(evaluation, "bestall/") in shown, page(evaluation, "borja/") in shown) == (False, False)


@pytest.mark.parametrize(
    ("walk", "leads_to"),
    [
        (thought_through, ["bestall/", "borja/"]),
        (commissioned, ["borja/"]),
        (running, ["leverera/"]),
        (closed, []),
        (stopped, []),
    ],
)
def test_the_page_offers_the_next_step_and_no_other(walk, leads_to, anna, visit):
    evaluation = walk(anna)

    shown = text(visit(anna).get(page(evaluation)))

    steps = ["bestall/", "borja/", "leverera/", "avsluta/"]
    assert [step for step in steps if page(evaluation, step) in shown] == leads_to
    assert (page(evaluation, "stoppa/") in shown) == (walk not in {closed, stopped})


def test_the_page_says_what_stands_in_the_way_of_closing(anna, visit):
    evaluation = delivered(anna)
    client = visit(anna)

    before = text(client.get(page(evaluation)))
    told(anna, evaluation)
    after = text(client.get(page(evaluation)))

    assert ("1 avsedd användning är inte berättad om än." in before, page(evaluation, "avsluta/") in before) == (
        True,
        False,
    )
    assert page(evaluation, "avsluta/") in after


def test_the_page_tells_that_a_cost_is_not_known_or_that_it_is_free(anna, visit):
    client = visit(anna)

    shown = [text(client.get(page(planned(anna, cost=cost)))) for cost in (None, Decimal(0), Decimal(480_000))]

    assert ["inte känt" in one for one in shown] == [True, False, False]
    assert "480" in shown[2]


def test_the_page_tells_why_an_evaluation_was_stopped(anna, visit):
    assert "Pengarna drogs in." in text(visit(anna).get(page(stopped(anna))))


def test_the_page_tells_all_of_a_delivered_one(anna, visit):
    evaluation = delivered(anna, **owned_by(anna))
    use = told(anna, evaluation)
    intended(anna, evaluation, who="Referensgruppen")

    shown = text(visit(anna).get(page(evaluation)))

    assert use.came_of_it in shown
    assert ("Anna ansvarar" in shown, "Referensgruppen" in shown, "Inte bedömt" in shown) == (True, True, True)
    assert "ingen iakttagelse besvarar den än" in shown


def test_the_page_offers_a_reader_nothing_to_do(anna, cilla, visit):
    evaluation = delivered(anna)
    planned_milestone(anna, running(anna))

    shown = text(visit(cilla).get(page(evaluation)))

    rests = ["andra/", "stoppa/", "avsluta/", "kvalitet/", "fragor/", "filer/ny/", "anvandning/ny/", "milstolpar/ny/"]
    assert [rest for rest in rests if page(evaluation, rest) in shown] == []
    assert "/beratta/" not in shown


def test_the_page_asks_as_often_for_one_use_as_for_three(anna, visit):
    evaluation, client = delivered(anna), visit(anna)
    client.get(page(evaluation))
    one = questions(lambda: client.get(page(evaluation)))
    intended(anna, evaluation, who="Nämnden")
    intended(anna, evaluation, who="Kommunen")

    assert questions(lambda: client.get(page(evaluation))) == one


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
@pytest.mark.parametrize("rest", ["ny/", "planera/", "{pk}/andra/"])
def test_the_plan_is_kept_by_those_who_may(rest, who, egon, request, visit):
    evaluation = planned(egon)

    assert visit(request.getfixturevalue(who)).get(LIST + rest.format(pk=evaluation.pk)).status_code == 403


def test_the_plan_does_not_exist_for_a_stranger(egon, stig, visit):
    evaluation, client = fresh(planned(egon)), visit(stig)
    addresses = [
        LIST,
        f"{LIST}ny/",
        f"{LIST}planera/",
        f"{LIST}kalender/",
        page(evaluation),
        page(evaluation, "andra/"),
    ]

    assert {client.get(address).status_code for address in addresses} == {404}
    assert {client.get(address.replace("alvmark", "sydland")).status_code for address in addresses[4:]} == {404}


def test_a_report_as_a_file_is_named_on_the_page(anna, visit):
    evaluation = registered_evaluation(anna, report=SLUTRAPPORT)

    assert "slutrapport.pdf" in text(visit(anna).get(page(evaluation)))
