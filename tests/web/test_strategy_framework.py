import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import adopted_framework
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal
from varv.strategy import operations
from varv.strategy.models import EvaluationDomain, EvaluationQuestion, Framework, GenericActivity, MatrixRow

pytestmark = pytest.mark.django_db

PAGE = "/alvmark/ramverk/"
ACTIVITY = {
    "name": "Kurser och rådgivning",
    "definition": "Allt som ska öka kompetensen.",
    "output": "Genomförda kurser",
    "outcome": "Deltagarna kan mer",
    "description": "",
    "revision": 1,
}
ROW = {"what": "Kollegial granskning", "how": "Tre insatser om året", "who": "Anna", "when": "Juni", "comment": ""}


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def first(model, actor, **wanted):
    return model.objects.of(actor.region_id).filter(**wanted).in_order().first()


def queries(client, address):
    """How often the page asks the database."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_framework_shows_every_part_and_where_it_comes_from(anna, cilla, visit):
    adopted_framework(anna)

    response = visit(cilla).get(PAGE)

    sheet = response.context["sheet"]
    assert [len(part) for part in (sheet.activities, sheet.uses, sheet.purposes, sheet.domains)] == [11, 8, 3, 3]
    for said in (
        "Kompetensutvecklingsinsatser",
        "Bidrar prestationer, utfall och effekter till att effektivt möta identifierade behov i RUS?",
        "Analysfunktion/ ansvarig villkorsbeslut",
        "Beslutsfattande",
        "Kedjan ska vara formulerad utifrån en kunskaps- och evidensbaserad grund och det ska finnas en kausalitet",
        "finansierat av Tillväxtverket",
        "Förkortningen POV förklaras inte i källan.",
    ):
        assert said in text(response)


def test_framework_shows_what_is_in_our_own_words_beside_the_templates(anna, cilla, visit):
    adopted_framework(anna)
    activity = first(GenericActivity, anna)
    operations.edit_generic_activity(activity=activity, **ACTIVITY, by=anna, at=MONDAY)

    response = visit(cilla).get(PAGE)

    assert "Deltagarna kan mer" in text(response)
    assert "Ökad kompetensnivå" in text(response)
    assert response.context["sheet"].changed == 1


def test_framework_can_be_changed_by_strategists_only(anna, cilla, visit):
    adopted_framework(anna)
    activity = first(GenericActivity, anna)

    assert f"{PAGE}aktiviteter/{activity.pk}/andra/" in text(visit(anna).get(PAGE))
    assert "/andra/" not in text(visit(cilla).get(PAGE))


def test_framework_asks_the_database_equally_often_however_much_there_is(anna, visit):
    adopted_framework(anna)
    client = visit(anna)
    client.get(PAGE)
    before = queries(client, PAGE)
    for domain in EvaluationDomain.objects.of(anna.region_id):
        operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)
        operations.add_question(domain=domain, text="Lär vi av varandra?", by=anna, at=MONDAY)

    assert queries(client, PAGE) == before


def test_framework_offers_the_templates_until_one_is_taken_over(anna, cilla, visit):
    button = 'name="template" value="vasterbotten"'

    assert button in text(visit(anna).get(PAGE))
    assert button not in text(visit(cilla).get(PAGE))
    adopted_framework(anna)
    assert button not in text(visit(anna).get(PAGE))


def test_adopt_framework_takes_it_over(anna, visit):
    response = visit(anna).post(f"{PAGE}ta-over/", {"template": "vasterbotten"})

    framework = Framework.objects.of(anna.region_id).get()
    assert (response.status_code, response.url, verbs(framework)) == (302, PAGE, ["adopted"])


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("vasterbotten", told("framework.adopted_already", name="Ramverk för strategiskt lärande")),
        ("okand", told("framework.unknown_template", template="okand")),
    ],
)
def test_adopt_framework_says_why_not(template, reason, anna, visit):
    adopted_framework(anna)

    response = visit(anna).post(f"{PAGE}ta-over/", {"template": template}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [reason]
    assert Framework.objects.of(anna.region_id).count() == 1


def test_edit_generic_activity_shows_what_stands_and_saves_what_is_changed(anna, visit):
    adopted_framework(anna)
    activity = first(GenericActivity, anna)
    client = visit(anna)

    shown = client.get(f"{PAGE}aktiviteter/{activity.pk}/andra/")
    response = client.post(f"{PAGE}aktiviteter/{activity.pk}/andra/", ACTIVITY)

    activity.refresh_from_db()
    assert 'value="Genomförda utbildningsinsatser"' in text(shown)
    assert (response.url, activity.outcome) == (f"{PAGE}#aktivitet-1", "Deltagarna kan mer")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"output": "x" * 301}, "output"),
        ({"outcome": ""}, "outcome"),
        ({"definition": ""}, "definition"),
        ({"definition": "x" * 10_001}, "definition"),
    ],
)
def test_edit_generic_activity_says_what_is_wrong(changed, field, anna, visit):
    adopted_framework(anna)
    activity = first(GenericActivity, anna)

    response = visit(anna).post(f"{PAGE}aktiviteter/{activity.pk}/andra/", ACTIVITY | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert verbs(activity) == []


def test_edit_generic_activity_explains_a_stale_form(anna, visit):
    adopted_framework(anna)
    activity = first(GenericActivity, anna)
    operations.edit_generic_activity(activity=activity, **(ACTIVITY | {"name": "Annas namn"}), by=anna, at=MONDAY)

    response = visit(anna).post(f"{PAGE}aktiviteter/{activity.pk}/andra/", ACTIVITY)

    assert response.context["form"].non_field_errors() == [told("stale", by="Anna", at=MONDAY)]
    assert [line.before for line in response.context["form"].lines() if line.before] == ["Annas namn"]


def test_questions_are_asked_better_and_added(anna, visit):
    adopted_framework(anna)
    domain = first(EvaluationDomain, anna)
    question = first(EvaluationQuestion, anna, domain=domain)
    client = visit(anna)

    shown = client.get(f"{PAGE}fragor/{question.pk}/andra/")
    changed = client.post(f"{PAGE}fragor/{question.pk}/andra/", {"text": "Möter vi behoven?", "revision": 1})
    added = client.post(f"{PAGE}domaner/{domain.pk}/fragor/ny/", {"text": "Lär vi av varandra?"})

    texts = EvaluationQuestion.objects.of(anna.region_id).filter(domain=domain).in_order()
    assert "Bidrar prestationer" in text(shown)
    assert (changed.url, added.url) == (f"{PAGE}#fragor", f"{PAGE}#fragor")
    assert [found.text for found in texts] == ["Möter vi behoven?", "Lär vi av varandra?"]


@pytest.mark.parametrize("written", ["", "x" * 501])
def test_question_says_what_is_wrong(written, anna, visit):
    adopted_framework(anna)
    domain = first(EvaluationDomain, anna)
    client = visit(anna)

    added = client.post(f"{PAGE}domaner/{domain.pk}/fragor/ny/", {"text": written})
    question = first(EvaluationQuestion, anna)
    changed = client.post(f"{PAGE}fragor/{question.pk}/andra/", {"text": written, "revision": 1})

    assert (added.status_code, changed.status_code) == (422, 422)
    assert EvaluationQuestion.objects.of(anna.region_id).count() == 6


def test_rows_are_added_changed_and_taken_away(anna, visit):
    adopted_framework(anna)
    domain = first(EvaluationDomain, anna, number=2)
    client = visit(anna)

    added = client.post(f"{PAGE}domaner/{domain.pk}/rader/ny/", ROW)
    row = MatrixRow.objects.of(anna.region_id).get(domain=domain)
    shown = client.get(f"{PAGE}rader/{row.pk}/andra/")
    changed = client.post(f"{PAGE}rader/{row.pk}/andra/", ROW | {"who": "Egon", "revision": 1})
    row.refresh_from_db()
    removed = client.post(f"{PAGE}rader/{row.pk}/ta-bort/")

    assert {answer.url for answer in (added, changed, removed)} == {f"{PAGE}#matris"}
    assert (f"{PAGE}rader/{row.pk}/ta-bort/" in text(shown), row.who) == (True, "Egon")
    assert not MatrixRow.objects.of(anna.region_id).filter(domain=domain).exists()


def test_row_of_the_template_is_not_taken_away(anna, visit):
    adopted_framework(anna)
    row = first(MatrixRow, anna)
    client = visit(anna)

    shown = client.get(f"{PAGE}rader/{row.pk}/andra/")
    response = client.post(f"{PAGE}rader/{row.pk}/ta-bort/", follow=True)

    (message,) = response.context["messages"]
    assert f"{PAGE}rader/{row.pk}/ta-bort/" not in text(shown)
    assert str(message) == told("framework.row_is_the_templates", what=row.what)


@pytest.mark.parametrize("what", ["", "x" * 10_001])
def test_row_says_what_is_wrong_and_keeps_the_rest(what, anna, visit):
    adopted_framework(anna)
    domain = first(EvaluationDomain, anna, number=2)
    row = first(MatrixRow, anna)
    client = visit(anna)

    added = client.post(f"{PAGE}domaner/{domain.pk}/rader/ny/", ROW | {"what": what})
    changed = client.post(f"{PAGE}rader/{row.pk}/andra/", ROW | {"what": what, "revision": 1})

    assert (added.status_code, changed.status_code) == (422, 422)
    assert "Tre insatser om året" in text(added)
    assert "Tre insatser om året" in text(changed)


def addresses(actor):
    domain, row = first(EvaluationDomain, actor, number=2), first(MatrixRow, actor)
    question, activity = first(EvaluationQuestion, actor), first(GenericActivity, actor)
    return [
        f"{PAGE}aktiviteter/{activity.pk}/andra/",
        f"{PAGE}fragor/{question.pk}/andra/",
        f"{PAGE}domaner/{domain.pk}/fragor/ny/",
        f"{PAGE}rader/{row.pk}/andra/",
        f"{PAGE}domaner/{domain.pk}/rader/ny/",
        f"{PAGE}rader/{row.pk}/ta-bort/",
    ]


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_changing_the_framework_is_for_strategists(who, anna, visit, request):
    adopted_framework(anna)
    client = visit(request.getfixturevalue(who))

    answers = {address: client.post(address, ROW).status_code for address in [*addresses(anna), f"{PAGE}ta-over/"]}

    assert set(answers.values()) == {403}


def test_framework_does_not_exist_for_a_stranger(anna, stig, visit):
    adopted_framework(anna)
    client = visit(stig)

    answers = {address: client.post(address, ROW).status_code for address in [PAGE, *addresses(anna)]}
    dressed_up = {
        address: client.post(address.replace("alvmark", "sydland"), ROW).status_code for address in addresses(anna)
    }

    assert set(answers.values()) == set(dressed_up.values()) == {404}


def test_deeds_are_never_done_by_a_link(anna, visit):
    adopted_framework(anna)
    client = visit(anna)

    assert client.get(f"{PAGE}ta-over/").status_code == 405
    assert client.get(addresses(anna)[-1]).status_code == 405


def test_framework_keeps_what_the_region_added_apart_from_the_template(anna, cilla, visit):
    adopted_framework(anna)
    domain = first(EvaluationDomain, anna, number=3)
    operations.add_question(domain=domain, text="Lär vi av varandra?", by=anna, at=MONDAY)
    operations.add_matrix_row(domain=domain, **ROW, by=anna, at=MONDAY)

    task = visit(cilla).get(PAGE).context["sheet"].domains[2]

    assert [(question.text, question.is_own) for question in task.questions][-1] == ("Lär vi av varandra?", True)
    assert [(row.what, row.is_own) for row in task.rows] == [("Kollegial granskning", True)]


def test_framework_of_one_region_is_not_seen_in_another(anna, stig, visit):
    adopted_framework(anna)

    response = visit(stig).get("/sydland/ramverk/")

    assert (response.context["sheet"], [known.code for known in response.context["templates"]]) == (
        None,
        ["vasterbotten"],
    )
