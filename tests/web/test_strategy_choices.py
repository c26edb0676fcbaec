"""The eleven choices, one at a time: answered, skipped, changed after a look at what it would do."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import InitiativeFactory
from tests.fillable import forms_of
from tests.strategy.choosing import chose
from varv.core.choices import OPTIONS, Option, Topic
from varv.core.kinds import InitiativeKind
from varv.overview.words import of_choices, word
from varv.strategy.models import Choice
from varv.web.strategy.topics import SLUGS

pytestmark = pytest.mark.django_db

ALL = "/alvmark/vagval/"
FUNDING = f"{ALL}finansiering/"
ANSWER = {
    "options": ["only_one_to_one"],
    "reasons": "Det är det vi råder över.",
    "decided_on": "2026-03-02",
    "decided_by": "Regionala utvecklingsnämnden",
    "revision": "0",
}


def text(response):
    return response.content.decode()


def in_force(actor):
    return {choice.topic: choice for choice in Choice.objects.of(actor.region_id).in_force()}


def funded_and_own(region):
    InitiativeFactory(region=region, kind=InitiativeKind.FUNDED, name="Projektet")
    InitiativeFactory(region=region, kind=InitiativeKind.OWN, name="Det egna")


def test_the_choices_are_in_the_navigation(anna, visit):
    assert f'href="{ALL}"' in text(visit(anna).get("/alvmark/"))


def test_first_visit_tells_that_everything_works_without_a_choice(anna, visit):
    page = text(visit(anna).get(ALL))

    assert "Inget är valt än, och allt fungerar ändå" in page
    assert "0 av 11 valda" in page
    assert page.count("Inte valt än") == 11
    assert f'href="{ALL}uppfoljning/"' in page
    assert "Börja med det första vägvalet" in page


def test_the_choices_tell_answer_reasons_day_and_who(anna, cilla, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE, reasons="Det är det vi råder över.", decided_by="Regionfullmäktige")
    chose(anna, Option.TARGETED, Option.PROCESS_GOALS)

    page = text(visit(cilla).get(ALL))

    for said in (
        "2 av 11 valda",
        "Bara 1:1-medel",
        "Det är det vi råder över.",
        "Regionfullmäktige, 2 mars 2026",
        "Bara 1:1-finansierade insatser räknas i summor.",
        "Varje mål som skrivs är målsatt.",
        "Det går att skriva processmål.",
    ):
        assert said in page
    assert page.count("Inte valt än") == 9


def test_the_choices_show_what_was_chosen_before(anna, cilla, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE, reasons="Vi började smått.")
    chose(anna, Option.WITH_COFUNDERS, reasons="Nu är kommunerna med.")

    page = text(visit(cilla).get(ALL))

    assert "1 tidigare val" in page
    assert page.index("Nu är kommunerna med.") < page.index("Vi började smått.")
    assert "Ersattes" in page


def test_a_reader_sees_no_way_to_choose(anna, cilla, visit):
    page = text(visit(cilla).get(ALL))

    assert f'href="{FUNDING}"' not in page
    assert "Börja med det första vägvalet" not in page


def test_the_choices_ask_as_often_with_three_choices_as_with_one(anna, visit):
    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get(ALL).status_code == 200
        return len(found)

    client = visit(anna)
    chose(anna, Option.ONLY_ONE_TO_ONE)
    asked()
    with_one = asked()
    chose(anna, Option.ONE_THEORY)
    chose(anna, Option.WITH_COFUNDERS)

    assert asked() == with_one


@pytest.mark.parametrize("topic", Topic)
def test_every_topic_has_a_page_with_what_each_answer_means_and_does(anna, visit, topic):
    page = text(visit(anna).get(f"{ALL}{SLUGS[topic]}/"))

    said = [of_choices.QUESTIONS[topic], of_choices.TOPICS[topic]]
    for option in OPTIONS[topic]:
        said += [word(option), of_choices.OPTIONS[option], of_choices.EFFECTS[option]]
    assert [str(one) for one in said if str(one) not in page] == []
    assert 'aria-current="step"' in page


def test_a_topic_can_be_skipped_and_come_back_to(anna, visit):
    page = text(visit(anna).get(FUNDING))

    assert "Hoppa över så länge" in page
    assert f'href="{ALL}aktiviteter/"' in page
    assert f'href="{ALL}forandringsteori/"' in page


def test_the_first_and_the_last_topic_have_one_neighbour(anna, visit):
    first, last = text(visit(anna).get(f"{ALL}uppfoljning/")), text(visit(anna).get(f"{ALL}larande/"))

    assert ("Ett steg tillbaka" in first, "Hoppa över så länge" in first) == (False, True)
    assert ("Ett steg tillbaka" in last, "Hoppa över så länge" in last) == (True, False)


def test_a_first_choice_that_touches_nothing_is_saved_and_leads_on(anna, visit):
    response = visit(anna).post(FUNDING, ANSWER, follow=True)

    assert response.redirect_chain == [(f"{ALL}aktiviteter/", 302)]
    assert "Vägvalet är gjort." in text(response)
    choice = in_force(anna)[Topic.FUNDING]
    assert (choice.options, choice.reasons, choice.decided_on, choice.decided_by) == (
        ["only_one_to_one"],
        "Det är det vi råder över.",
        date(2026, 3, 2),
        "Regionala utvecklingsnämnden",
    )


def test_a_topic_that_takes_several_is_a_list_of_boxes(anna, visit):
    visit(anna).post(f"{ALL}effektmal/", ANSWER | {"options": ["process_goals", "untargeted"]})

    assert in_force(anna)[Topic.TARGETS].options == ["untargeted", "process_goals"]


def test_a_first_choice_that_leaves_something_out_shows_it_before_it_is_made(anna, alvmark, visit):
    funded_and_own(alvmark)
    client = visit(anna)

    response = client.post(FUNDING, ANSWER, follow=True)

    assert response.redirect_chain == [(f"{FUNDING}bekrafta/", 302)]
    assert "1 insats räknas inte längre i summor. Den finns kvar i listan." in text(response)
    assert in_force(anna) == {}


def test_a_choice_is_changed_after_a_look_at_before_and_after(anna, alvmark, visit):
    funded_and_own(alvmark)
    chose(anna, Option.ONLY_ONE_TO_ONE, reasons="Vi började smått.")
    client = visit(anna)

    look = client.post(FUNDING, ANSWER | {"options": ["with_cofunders"], "revision": "1"}, follow=True)

    page = text(look)
    assert page.index("Bara 1:1-medel") < page.index("1:1-medel och de viktigaste medfinansiärerna")
    for said in ("Vi började smått.", "Det är det vi råder över.", "1 insats räknas i summor igen."):
        assert said in page
    assert in_force(anna)[Topic.FUNDING].reasons == "Vi började smått."

    (confirm,) = [form for form in forms_of(f"{FUNDING}bekrafta/", page) if form.action == f"{FUNDING}bekrafta/"]
    done = client.post(confirm.action, confirm.values, follow=True)

    assert done.redirect_chain == [(ALL, 302)]
    choice = in_force(anna)[Topic.FUNDING]
    assert (choice.options, choice.reasons, choice.revision) == (["with_cofunders"], "Det är det vi råder över.", 2)
    assert Choice.objects.of(anna.region_id).count() == 2


def test_the_page_before_the_change_says_when_nothing_is_touched(anna, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)

    page = text(visit(anna).post(FUNDING, ANSWER | {"options": ["with_cofunders"], "revision": "1"}, follow=True))

    assert "Inget av det ni har skrivit hittills berörs." in page


def test_whoever_goes_back_finds_what_was_written(anna, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)
    client = visit(anna)
    client.post(
        FUNDING, ANSWER | {"options": ["with_cofunders"], "revision": "1", "reasons": "Kommunerna är med."}, follow=True
    )

    page = text(client.get(f"{FUNDING}?begun=1"))

    (form,) = [form for form in forms_of(FUNDING, page) if form.action == FUNDING]
    assert (form.values["options"], form.values["reasons"]) == (["with_cofunders"], ["Kommunerna är med."])
    assert "Kommunerna är med." not in text(client.get(FUNDING))


def test_the_page_before_the_change_needs_something_to_show(anna, visit):
    client = visit(anna)
    client.post(f"{ALL}forandringsteori/", ANSWER | {"options": ["one_theory"]})

    assert client.get(f"{FUNDING}bekrafta/")["Location"] == FUNDING
    assert client.post(f"{FUNDING}bekrafta/", {"options": "gold"})["Location"] == FUNDING
    assert Topic.FUNDING not in in_force(anna)


def test_two_who_choose_at_once_find_each_other_out(anna, visit):
    chose(anna, Option.ONLY_ONE_TO_ONE)
    client = visit(anna)
    client.post(FUNDING, ANSWER | {"options": ["with_cofunders"], "revision": "1"})
    chose(anna, Option.WITH_COFUNDERS, reasons="Det andra skälet.")

    late = client.post(f"{FUNDING}bekrafta/", ANSWER | {"revision": "1"})

    page = text(late)
    assert late.status_code == 422
    assert "Nu står det" in page
    assert "Det andra skälet." in page
    assert "Det är det vi råder över." in page
    assert 'name="revision" value="2"' in page
    assert in_force(anna)[Topic.FUNDING].reasons == "Det andra skälet."


def test_the_second_of_two_first_choices_is_shown_the_first(anna, visit):
    client = visit(anna)
    client.post(FUNDING, ANSWER)

    look = client.post(FUNDING, ANSWER | {"options": ["with_cofunders"], "revision": "0"}, follow=True)
    late = client.post(f"{FUNDING}bekrafta/", ANSWER | {"options": ["with_cofunders"], "revision": "0"})

    assert look.redirect_chain == [(f"{FUNDING}bekrafta/", 302)]
    assert late.status_code == 422
    assert in_force(anna)[Topic.FUNDING].options == ["only_one_to_one"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"options": []}, "options"),
        ({"options": ["one_theory"]}, "options"),
        ({"reasons": "   "}, "reasons"),
        ({"decided_by": ""}, "decided_by"),
        ({"decided_on": "2026-02-31"}, "decided_on"),
        ({"decided_on": "2999-01-01"}, "decided_on"),
        ({"decided_on": "1889-01-01"}, "decided_on"),
        ({"revision": "abc"}, "revision"),
    ],
)
def test_what_cannot_be_chosen_is_explained_and_kept(anna, visit, said, told):
    response = visit(anna).post(FUNDING, ANSWER | {"reasons": "Ett långt skäl."} | said)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [told]
    assert ("Ett långt skäl." in text(response)) is ("reasons" not in said)
    assert in_force(anna) == {}


def test_a_day_to_come_is_explained(anna, visit):
    page = text(visit(anna).post(FUNDING, ANSWER | {"decided_on": "2999-01-01"}))

    assert "Dagen har inte kommit än. Skriv dagen då valet gjordes." in page


def test_when_all_are_chosen_there_is_no_next(anna, visit):
    for options in OPTIONS.values():
        chose(anna, options[0])

    page = text(visit(anna).get(ALL))

    assert "11 av 11 valda" in page
    assert "Fortsätt med nästa vägval" not in page


def test_the_last_choice_leads_to_all_of_them(anna, visit):
    for topic, options in OPTIONS.items():
        if topic is not Topic.FUNDING:
            chose(anna, options[0])

    response = visit(anna).post(FUNDING, ANSWER)

    assert response["Location"] == ALL


@pytest.mark.parametrize("page", [FUNDING, f"{FUNDING}bekrafta/"])
@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_only_strategists_choose(who, page, request, visit):
    actor = request.getfixturevalue(who)

    assert visit(actor).get(page).status_code == 403
    assert visit(actor).post(page, ANSWER).status_code == 403
    assert in_force(actor) == {}


@pytest.mark.parametrize("page", [ALL, FUNDING, f"{FUNDING}bekrafta/"])
def test_a_stranger_finds_no_choices(alvmark, stig, visit, page):
    assert visit(stig).get(page).status_code == 404
    assert visit(stig).post(page, ANSWER).status_code == 404


def test_a_topic_that_is_none_is_no_page(anna, visit):
    assert visit(anna).get(f"{ALL}guld/").status_code == 404
