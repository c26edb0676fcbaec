"""What people do with an evaluation: its steps, uses, milestones, files and quality."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import EvaluationQuestionFactory, FrameworkAspectFactory
from tests.learning.evaluation_walks import (
    AUTUMN,
    PDF,
    SLUTRAPPORT,
    a_use,
    asked,
    commissioned,
    delivered,
    finished_milestone,
    fresh,
    intended,
    planned,
    planned_milestone,
    running,
    stopped,
    thought_through,
    told,
)
from tests.learning.walks import registered_evaluation
from tests.people import verbs
from varv.core.judgement import Quality
from varv.core.kinds import AspectKind, QualityCriterion
from varv.core.workflow import EvaluationState
from varv.learning import operations
from varv.learning.models import EvaluationFile, EvaluationMilestone, EvaluationUse

LIST = "/alvmark/utvarderingar/"
S = EvaluationState
USED = {"came_of_it": "Modulerna fortsätter.", "used_on": "2026-11-01", "revision": 1}
MILESTONE = {"name": "Delrapport", "due_on": "2027-02-01", "is_deliverable": "on"}


def page(evaluation, rest=""):
    return f"{LIST}{evaluation.pk}/{rest}"


def text(response):
    return response.content.decode()


def upload(name="rapport.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attached(by, evaluation):
    return operations.attach_report_file(evaluation=evaluation, report=SLUTRAPPORT, by=by, at=AUTUMN)


def marks(**changed):
    sent = {f"mark_{one}": "not_judged" for one in QualityCriterion}
    return sent | {f"because_{one}": "" for one in QualityCriterion} | changed


@pytest.mark.parametrize(
    ("walk", "rest", "then"),
    [
        (thought_through, "bestall/", S.COMMISSIONED),
        (thought_through, "borja/", S.RUNNING),
        (commissioned, "borja/", S.RUNNING),
    ],
)
def test_a_button_takes_the_step(walk, rest, then, anna, visit):
    evaluation = walk(anna)

    response = visit(anna).post(page(evaluation, rest))

    assert (response.status_code, response.url, fresh(evaluation).state) == (302, page(evaluation), then)


def test_closing_takes_the_last_step(anna, visit):
    evaluation = delivered(anna)
    told(anna, evaluation)

    visit(anna).post(page(evaluation, "avsluta/"))

    assert fresh(evaluation).state is S.CLOSED


@pytest.mark.parametrize("rest", ["bestall/", "borja/", "avsluta/"])
def test_a_step_too_early_says_why(rest, anna, visit):
    evaluation = planned(anna, purpose="")

    response = visit(anna).post(page(evaluation, rest), follow=True)

    assert (fresh(evaluation).state, len(list(response.context["messages"]))) == (S.PLANNED, 1)


@pytest.mark.parametrize("rest", ["bestall/", "borja/", "avsluta/"])
def test_a_step_is_never_taken_by_looking(rest, anna, visit):
    assert visit(anna).get(page(planned(anna), rest)).status_code == 405


def test_a_delivery_takes_the_day_and_the_file(anna, visit):
    evaluation = running(anna)

    response = visit(anna).post(
        page(evaluation, "leverera/"), {"delivered_on": "2026-11-02", "upload": upload("C:\\fakepath\\slut.pdf")}
    )

    evaluation.refresh_from_db()
    assert (response.status_code, evaluation.state, evaluation.delivered_on) == (302, S.DELIVERED, date(2026, 11, 2))
    assert evaluation.files.get().title == "slut"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"delivered_on": "2026-11-02"}, "link"),
        ({"delivered_on": "2099-01-01", "link": "https://example.org"}, "delivered_on"),
        ({"delivered_on": "2026-09-01", "link": "https://example.org"}, "delivered_on"),
        ({"delivered_on": "2026-11-02", "upload": upload("rapport.exe")}, "upload"),
        ({"link": "https://example.org"}, "delivered_on"),
    ],
)
def test_a_delivery_that_cannot_be_says_why(sent, field, anna, visit):
    evaluation = running(anna)

    response = visit(anna).post(page(evaluation, "leverera/"), sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert (fresh(evaluation).state, evaluation.files.count()) == (S.RUNNING, 0)


def test_stopping_asks_why_and_keeps_it(anna, visit):
    evaluation, client = running(anna), visit(anna)

    silent = client.post(page(evaluation, "stoppa/"), {"reason": " "})
    client.post(page(evaluation, "stoppa/"), {"reason": "Pengarna drogs in."})

    evaluation.refresh_from_db()
    assert (silent.status_code, evaluation.state, evaluation.stopped_because) == (422, S.STOPPED, "Pengarna drogs in.")


@pytest.mark.parametrize(
    ("walk", "rest"),
    [(planned, "leverera/"), (delivered, "stoppa/"), (planned, "kvalitet/"), (delivered, "milstolpar/ny/")],
)
def test_a_form_for_another_state_leads_back(walk, rest, anna, visit):
    response = visit(anna).get(page(walk(anna), rest))

    assert response.status_code == 302


def test_questions_are_chosen_and_chosen_away(anna, visit):
    evaluation, client = planned(anna), visit(anna)
    first, second = EvaluationQuestionFactory(), EvaluationQuestionFactory(text="Når vi dem?")
    asked(anna, evaluation, first)

    shown = client.get(page(evaluation, "fragor/"))
    client.post(page(evaluation, "fragor/"), {"questions": [second.pk]})
    chosen = [one.question for one in evaluation.asked.order_by("pk")]
    client.post(page(evaluation, "fragor/"), {"csrfmiddlewaretoken": "x"})

    assert ("Når vi dem?" in text(shown), f'value="{first.pk}"' in text(shown)) == (True, True)
    assert (chosen, evaluation.asked.count()) == ([second], 0)


def test_the_last_question_of_what_is_bought_stays(anna, visit):
    evaluation = commissioned(anna)

    response = visit(anna).post(page(evaluation, "fragor/"), {"x": "y"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["questions"])


def test_another_regions_questions_and_uses_are_not_offered(anna, sydland, visit):
    evaluation, client = planned(anna), visit(anna)
    question = EvaluationQuestionFactory(region=sydland)
    use = FrameworkAspectFactory(region=sydland, kind=AspectKind.USE)

    asked_for = client.post(page(evaluation, "fragor/"), {"questions": [question.pk]})
    meant = client.post(page(evaluation, "anvandning/ny/"), {"use": use.pk, "who": "Nämnden"})

    assert (list(asked_for.context["form"].errors), list(meant.context["form"].errors)) == (["questions"], ["use"])


def test_a_use_is_intended_and_taken_away_while_it_is_a_thought(anna, visit):
    evaluation, use, client = planned(anna), a_use(anna), visit(anna)

    client.post(page(evaluation, "anvandning/ny/"), {"use": use.pk, "who": "Nämnden"})
    meant = evaluation.uses.get()
    client.post(f"{LIST}anvandning/{meant.pk}/ta-bort/")

    assert (meant.who, meant.use, evaluation.uses.count()) == ("Nämnden", use, 0)


@pytest.mark.parametrize(
    ("sent", "field"), [({"who": ""}, "who"), ({"who": "Ledningsgruppen"}, "who"), ({"use": "0"}, "use")]
)
def test_a_use_that_cannot_be_says_why(sent, field, anna, visit):
    evaluation, use = planned(anna), a_use(anna)
    intended(anna, evaluation, use=use)

    response = visit(anna).post(page(evaluation, "anvandning/ny/"), {"use": use.pk, "who": "Nämnden"} | sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_what_came_of_a_use_is_told(anna, visit):
    use = delivered(anna).uses.get()
    client = visit(anna)

    shown = client.get(f"{LIST}anvandning/{use.pk}/beratta/")
    response = client.post(f"{LIST}anvandning/{use.pk}/beratta/", USED)

    use.refresh_from_db()
    assert ("Ledningsgruppen" in text(shown), response.status_code) == (True, 302)
    assert (use.came_of_it, use.used_on) == ("Modulerna fortsätter.", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("changed", "field"), [({"came_of_it": ""}, "came_of_it"), ({"used_on": "2099-01-01"}, "used_on")]
)
def test_a_story_that_cannot_be_says_why(changed, field, anna, visit):
    use = delivered(anna).uses.get()

    response = visit(anna).post(f"{LIST}anvandning/{use.pk}/beratta/", USED | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_a_use_that_never_came_is_explained(anna, visit):
    use, client = delivered(anna).uses.get(), visit(anna)

    silent = client.post(f"{LIST}anvandning/{use.pk}/uteblev/", {"because": "", "revision": 1})
    client.post(f"{LIST}anvandning/{use.pk}/uteblev/", {"because": "För sent.", "revision": 1})

    assert (silent.status_code, fresh(use).unused_because) == (422, "För sent.")


def test_a_use_nobody_had_thought_of_is_noted(anna, visit):
    evaluation, use = delivered(anna), a_use(anna)
    sent = {"use": use.pk, "who": "En kommun", "came_of_it": "Lånade metoden.", "used_on": "2026-11-01"}

    visit(anna).post(page(evaluation, "anvandning/oplanerad/"), sent)

    seen = EvaluationUse.objects.of(anna.region_id).get(was_intended=False)
    assert (seen.who, seen.came_of_it, seen.use) == ("En kommun", "Lånade metoden.", use)
    assert "Lånade metoden." in text(visit(anna).get(page(evaluation)))


def test_a_milestone_is_planned_moved_done(anna, visit):
    evaluation, client = running(anna), visit(anna)

    client.post(page(evaluation, "milstolpar/ny/"), MILESTONE)
    one = evaluation.milestones.get()
    client.post(f"{LIST}milstolpar/{one.pk}/andra/", {"name": "Delrapport 1", "due_on": "2027-03-01", "revision": 1})
    client.post(f"{LIST}milstolpar/{one.pk}/klar/", {"done_on": "2026-11-02"})

    one.refresh_from_db()
    assert (one.name, one.due_on, one.is_deliverable, one.done_on) == (
        "Delrapport 1",
        date(2027, 3, 1),
        False,
        date(2026, 11, 2),
    )
    assert verbs(one) == ["planned", "edited", "finished"]


def test_a_milestone_is_taken_away(anna, visit):
    one = planned_milestone(anna, running(anna))
    client = visit(anna)

    shown = text(client.get(f"{LIST}milstolpar/{one.pk}/andra/"))
    client.post(f"{LIST}milstolpar/{one.pk}/ta-bort/")

    assert f"{LIST}milstolpar/{one.pk}/ta-bort/" in shown
    assert list(EvaluationMilestone.objects.of(anna.region_id)) == []


@pytest.mark.parametrize(
    ("rest", "sent", "field"),
    [
        ("andra/", {"name": "", "due_on": "2027-03-01", "revision": 1}, "name"),
        ("andra/", {"name": "x", "due_on": "sen", "revision": 1}, "due_on"),
        ("klar/", {"done_on": "2099-01-01"}, "done_on"),
        ("klar/", {"done_on": ""}, "done_on"),
    ],
)
def test_a_milestone_that_cannot_be_says_why(rest, sent, field, anna, visit):
    one = planned_milestone(anna, running(anna))

    response = visit(anna).post(f"{LIST}milstolpar/{one.pk}/{rest}", sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_what_is_done_is_not_offered_again(anna, visit):
    evaluation = running(anna)
    one = finished_milestone(anna, evaluation)

    assert f"{LIST}milstolpar/{one.pk}/klar/" not in text(visit(anna).get(page(evaluation)))
    assert visit(anna).get(f"{LIST}milstolpar/{one.pk}/klar/").status_code == 302


def test_quality_is_judged_with_reasons(anna, visit):
    evaluation, client = delivered(anna), visit(anna)
    sent = marks(mark_method="partly", because_method="En källa.", revision=evaluation.revision)

    begun = client.get(page(evaluation, "kvalitet/"))
    response = client.post(page(evaluation, "kvalitet/"), sent)

    mark = evaluation.quality.get()
    assert (text(begun).count('value="not_judged"'), text(begun).count("checked")) == (7, 7)
    assert (response.status_code, mark.mark, mark.because) == (302, Quality.PARTLY, "En källa.")
    assert "En källa." in text(client.get(page(evaluation, "kvalitet/")))


def test_quality_without_a_reason_keeps_what_was_written(anna, visit):
    evaluation = delivered(anna)
    sent = marks(mark_method="well", because_limits="Sägs i bilagan.", revision=evaluation.revision)

    response = visit(anna).post(page(evaluation, "kvalitet/"), sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["because_method"])
    assert "Sägs i bilagan." in text(response)


def test_a_file_is_attached_taken_home_and_taken_away(anna, cilla, visit):
    evaluation, client = running(anna), visit(anna)

    client.post(page(evaluation, "filer/ny/"), {"upload": upload("slut rapport.pdf")})
    file = evaluation.files.get()
    taken_home = visit(cilla).get(f"{LIST}filer/{file.pk}/")
    client.post(f"{LIST}filer/{file.pk}/ta-bort/")

    assert (taken_home.content, taken_home["Content-Type"], taken_home["X-Content-Type-Options"]) == (
        PDF,
        "application/pdf",
        "nosniff",
    )
    assert taken_home["Content-Disposition"] == 'attachment; filename="slut rapport.pdf"'
    assert list(EvaluationFile.objects.of(anna.region_id)) == []


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"upload": upload("rapport.html", b"<script>alert(1)</script>")},
        {"upload": upload("rapport.pdf", b"MZ inte en pdf")},
        {"upload": upload("rapport.docx", b"PK\x03\x04 trasig")},
        {"upload": upload("tom.pdf", b"")},
    ],
)
def test_a_hostile_file_is_refused(sent, anna, visit):
    evaluation = running(anna)

    response = visit(anna).post(page(evaluation, "filer/ny/"), {"x": "y"} | sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["upload"])
    assert list(EvaluationFile.objects.of(anna.region_id)) == []


def test_the_only_way_to_a_report_is_not_taken_away(anna, visit):
    evaluation = registered_evaluation(anna, report=SLUTRAPPORT)

    visit(anna).post(f"{LIST}filer/{evaluation.files.get().pk}/ta-bort/")

    assert evaluation.files.count() == 1


def everything(by):
    """The addresses of all that can be done with evaluations in one state or another."""
    going, there = running(by), delivered(by)
    use, one, file = there.uses.get(), planned_milestone(by, going), attached(by, going)
    rests = [
        "leverera/",
        "stoppa/",
        "fragor/",
        "anvandning/ny/",
        "anvandning/oplanerad/",
        "milstolpar/ny/",
        "filer/ny/",
    ]
    return [
        *(page(going, rest) for rest in rests),
        page(thought_through(by), "bestall/"),
        page(thought_through(by), "borja/"),
        page(there, "avsluta/"),
        page(there, "kvalitet/"),
        *(f"{LIST}anvandning/{use.pk}/{rest}/" for rest in ("beratta", "uteblev", "ta-bort")),
        *(f"{LIST}milstolpar/{one.pk}/{rest}/" for rest in ("andra", "klar", "ta-bort")),
        f"{LIST}filer/{file.pk}/ta-bort/",
    ]


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
def test_nothing_is_done_by_those_who_may_not(who, anna, request, visit):
    client = visit(request.getfixturevalue(who))

    assert {client.post(address).status_code for address in everything(anna)} == {403}


def test_nothing_exists_for_a_stranger(anna, stig, visit):
    client = visit(stig)
    addresses = everything(anna)

    assert {client.post(address).status_code for address in addresses} == {404}
    assert {client.post(address.replace("alvmark", "sydland")).status_code for address in addresses} == {404}
    file = EvaluationFile.objects.of(anna.region_id).get()
    assert client.get(f"/sydland/utvarderingar/filer/{file.pk}/").status_code == 404


def test_a_stopped_one_offers_nothing_more(anna, visit):
    shown = text(visit(anna).get(page(stopped(anna))))

    assert ("/stoppa/" in shown, "/filer/ny/" in shown, "/milstolpar/ny/" in shown) == (False, False, False)
