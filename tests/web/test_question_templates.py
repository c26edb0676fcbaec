import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.rounds.forms import text
from tests.rounds.test_templates import WHAT, adopted, asked, drafted, keys
from tests.rounds.test_visits import visited
from varv.core.asking import TemplateKind
from varv.core.workflow import TemplateState
from varv.rounds import operations
from varv.rounds.models import QuestionTemplate

pytestmark = pytest.mark.django_db

TEMPLATES = "/alvmark/mallar/"
SENT = {"text": "Vad säger deltagarna?", "hint": "Fråga två.", "thin": "Nöjda.", "good": "Tre av fem."}


def here(template, *more):
    return f"{TEMPLATES}{template.pk}/" + "".join(f"{part}/" for part in more)


# --- the list -----------------------------------------------------------------------------------------------------


def test_templates_teach_when_there_are_none(visit, anna, bo):
    page = text(visit(anna).get(TEMPLATES))

    assert page.count("Börja från ett färdigt utkast") == len(TemplateKind)
    assert "Ingen version än" in page
    assert "Börja från ett färdigt utkast" not in text(visit(bo).get(TEMPLATES))


def test_templates_show_what_is_asked_now_before_and_next(visit, anna, cilla):
    first, second, third = adopted(anna), adopted(anna), drafted(anna)
    visited(anna)

    response = visit(cilla).get(TEMPLATES)

    page = response.content.decode()
    assert all(here(template) in page for template in (first, second, third))
    assert "Används 1 gång" in text(response)


def test_draft_template_leads_to_the_draft(visit, anna, alvmark):
    response = visit(anna).post(f"{TEMPLATES}ny/visit/")

    template = QuestionTemplate.objects.of(alvmark.pk).get()
    assert (response.url, template.kind, template.state) == (here(template), TemplateKind.VISIT, TemplateState.DRAFT)


def test_draft_template_says_that_there_is_a_draft_already(visit, anna, alvmark):
    drafted(anna)

    response = visit(anna).post(f"{TEMPLATES}ny/visit/", follow=True)

    assert "redan ett utkast" in text(response)
    assert QuestionTemplate.objects.of(alvmark.pk).count() == 1


def test_draft_template_of_a_kind_that_is_none_is_not_found(visit, anna):
    assert visit(anna).post(f"{TEMPLATES}ny/nonsens/").status_code == 404


def test_draft_template_is_forbidden_for_reporters(visit, bo, alvmark):
    assert visit(bo).post(f"{TEMPLATES}ny/visit/").status_code == 403
    assert not QuestionTemplate.objects.of(alvmark.pk).exists()


# --- one version --------------------------------------------------------------------------------------------------


def test_template_shows_the_form_as_it_will_look(visit, anna, cilla):
    template = adopted(anna)

    page = text(visit(cilla).get(here(template)))

    assert "Vad fick vi se?" in page
    assert "Intressant rundvandring." in page
    assert "Två av fyra stationer i testbädden är i drift." in page
    assert "Ta i bruk" not in page


def test_template_offers_its_changes_only_while_it_is_a_draft(visit, anna, cilla):
    template = drafted(anna)

    assert "Ta i bruk" in text(visit(anna).get(here(template)))
    assert "Lägg till en fråga" in text(visit(anna).get(here(template)))
    assert "Lägg till en fråga" not in text(visit(cilla).get(here(template)))

    operations.adopt_template(template=template, revision=1, by=anna, at=MONDAY)
    assert "Lägg till en fråga" not in text(visit(anna).get(here(template)))


def test_template_without_questions_teaches_what_a_good_one_is(visit, anna):
    template = drafted(anna, TemplateKind.HALF_YEAR)
    for revision, key in enumerate(("conditions", "reached"), 1):
        operations.remove_question(template=template, key=key, revision=revision, by=anna, at=MONDAY)

    page = text(visit(anna).get(here(template)))

    assert "Inga egna frågor" in page
    assert "Ta i bruk" in page


def test_template_is_renamed(visit, anna):
    template = drafted(anna)

    response = visit(anna).post(here(template), {"name": "Besök 2027", "revision": "1"})

    template.refresh_from_db()
    assert (response.url, template.name) == (here(template), "Besök 2027")


@pytest.mark.parametrize("sent", [{"name": "", "revision": "1"}, {"name": "Besök", "revision": "7"}])
def test_template_is_not_renamed_when_something_is_wrong(visit, anna, sent):
    template = drafted(anna)

    response = visit(anna).post(here(template), sent)

    template.refresh_from_db()
    assert (response.status_code, template.name) == (422, "Frågor vid projektbesök")
    assert response.context["form"]["name"].value() == sent["name"]


def test_template_compares_with_another_version(visit, anna):
    first = adopted(anna)
    draft = drafted(anna)
    operations.add_question(template=draft, **WHAT, revision=1, by=anna, at=MONDAY)
    operations.remove_question(template=draft, key="see", revision=2, by=anna, at=MONDAY)
    operations.edit_question(
        template=draft, key="hard", **(WHAT | {"text": "Vad är svårt?"}), revision=3, by=anna, at=MONDAY
    )
    operations.move_question(template=draft, key="help", steps=-2, revision=4, by=anna, at=MONDAY)

    page = text(visit(anna).get(here(draft), {"mot": first.pk}))

    assert "Vad ändrades från version 1 till version 2?" in page
    assert "Nya frågor" in page
    assert "Frågas inte längre" in page
    assert "Frågas på ett annat sätt" in page
    assert "i en annan ordning" in page


def test_template_compares_the_same_whichever_version_is_opened(visit, anna):
    first = adopted(anna)
    draft = drafted(anna)
    operations.add_question(template=draft, **WHAT, revision=1, by=anna, at=MONDAY)

    page = text(visit(anna).get(here(first), {"mot": draft.pk}))

    assert "Vad ändrades från version 1 till version 2?" in page
    assert "Nya frågor" in page


def test_template_says_when_nothing_differs(visit, anna):
    first, draft = adopted(anna), drafted(anna)

    assert "Ingenting" in text(visit(anna).get(here(draft), {"mot": first.pk}))


@pytest.mark.parametrize("nonsense", ["", "-1", "abc", "999999", "9" * 40])
def test_template_shows_the_form_when_there_is_nothing_to_compare_with(visit, anna, nonsense):
    page = visit(anna).get(here(drafted(anna)), {"mot": nonsense})

    assert (page.status_code, page.context["difference"]) == (200, None)


# --- its questions ------------------------------------------------------------------------------------------------


def test_add_question_puts_it_last(visit, anna):
    template = drafted(anna)

    response = visit(anna).post(here(template, "fraga"), {**SENT, "required": "on", "revision": "1"})

    last = asked(template)[-1]
    assert response.url == here(template)
    assert (last.text, last.hint, last.required) == ("Vad säger deltagarna?", "Fråga två.", True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "Vad fick vi se?"}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"good": "x" * 1001}, "good"),
        ({"revision": "4"}, "__all__"),
    ],
)
def test_add_question_keeps_what_was_written_and_says_what_is_wrong(visit, anna, changed, field):
    template = drafted(anna)

    response = visit(anna).post(here(template, "fraga"), SENT | {"revision": "1"} | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert response.context["form"]["thin"].value() == "Nöjda."
    assert len(keys(template)) == 6


def test_edit_question_opens_with_what_stands_and_keeps_the_change(visit, anna):
    template = drafted(anna)

    form = visit(anna).get(here(template, "fraga", "chain")).context["form"]
    response = visit(anna).post(here(template, "fraga", "chain"), SENT | {"revision": "1"})

    assert form["thin"].value() == "Projektet följer sin plan."
    assert (response.url, asked(template)[1].text) == (here(template), "Vad säger deltagarna?")


def test_edit_question_that_is_not_asked_is_not_found(visit, anna):
    assert visit(anna).get(here(drafted(anna), "fraga", "nonsens")).status_code == 404


def test_edit_question_of_a_version_in_use_says_why_not(visit, anna):
    response = visit(anna).get(here(adopted(anna), "fraga", "see"), follow=True)

    assert "Gör en ny version" in text(response)


def test_questions_move_up_and_down_and_away(visit, anna):
    template = drafted(anna)

    down = visit(anna).post(here(template, "fraga", "see", "ned"), {"revision": "1"})
    visit(anna).post(here(template, "fraga", "help", "upp"), {"revision": "2"})
    away = visit(anna).post(here(template, "fraga", "hard", "ta-bort"), {"revision": "3"})

    assert keys(template) == ["chain", "see", "for_whom", "surprise", "help"]
    assert (down.url, away.url) == (here(template) + "#see", here(template) + "#hard")


@pytest.mark.parametrize("revision", ["", "7", "abc", "9" * 40])
def test_a_button_pressed_on_an_old_page_changes_nothing(visit, anna, revision):
    template = drafted(anna)

    visit(anna).post(here(template, "fraga", "see", "ta-bort"), {"revision": revision})

    assert (keys(template)[0], verbs(template)) == ("see", ["drafted"])


@pytest.mark.parametrize("deed", ["upp", "ned", "ta-bort"])
def test_questions_are_not_moved_by_reporters(visit, anna, bo, deed):
    template = drafted(anna)

    response = visit(bo).post(here(template, "fraga", "see", deed), {"revision": "1"})

    assert (response.status_code, verbs(template)) == (403, ["drafted"])


def test_adopt_template_puts_it_in_use(visit, anna):
    template = drafted(anna)

    response = visit(anna).post(here(template, "anta"), {"revision": "1"}, follow=True)

    template.refresh_from_db()
    assert template.state is TemplateState.IN_USE
    assert "behåller de frågor" in text(response)


def test_adopt_template_is_forbidden_for_reporters(visit, anna, bo):
    template = drafted(anna)

    assert visit(bo).post(here(template, "anta"), {"revision": "1"}).status_code == 403
    assert verbs(template) == ["drafted"]


def test_templates_are_unknown_to_a_stranger(visit, anna, stig):
    template = drafted(anna)
    client = visit(stig)

    assert {
        client.get(path).status_code
        for path in (TEMPLATES, here(template), here(template, "fraga"), here(template, "fraga", "see"))
    } == {404}
    assert {
        client.post(path, {"revision": "1"}).status_code
        for path in (here(template, "anta"), here(template, "fraga", "see", "upp"), f"{TEMPLATES}ny/visit/")
    } == {404}
    assert verbs(template) == ["drafted"]


def test_the_template_of_another_region_is_unknown_in_ones_own(visit, anna, stig):
    template = drafted(anna)

    assert visit(stig).get(f"/sydland/mallar/{template.pk}/").status_code == 404
