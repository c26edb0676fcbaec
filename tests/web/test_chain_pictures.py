"""Chains looked at: a step in focus, some grades, two versions, all together, and on paper."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MONDAY,
    ActionAreaFactory,
    ChainFactory,
    ChangeFactory,
    FindingFactory,
    GoalFactory,
    RecommendationFactory,
)
from tests.strategy.walks import added_step, adopt_chain, adopted_chain, chain_of_three, drafted_chain, drafted_document
from varv.core.theory import Evidence, Level
from varv.overview.strategy.chain_focus import Asked
from varv.overview.strategy.theory_map import theory_map
from varv.strategy import operations
from varv.strategy.models import Chain, SteeringDocument
from varv.web.strategy import chart

pytestmark = pytest.mark.django_db
PICTURE = "/alvmark/effektkedjor/bild/"


def page(chain, *rest):
    return "/".join([f"/alvmark/effektkedjor/{chain.pk}", *rest, ""])


def together(document):
    return f"/alvmark/dokument/{document.pk}/effektkedjor/"


def text(response):
    return response.content.decode()


class Links(HTMLParser):
    """Every link of a page, with what it is called aloud."""

    def __init__(self, html):
        super().__init__()
        self.found = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "a" and "aria-label" in said:
            self.found[said["aria-label"]] = (said["href"], said.get("class", ""))


def drawn(response):
    """The steps and numbers of the drawing: what is said of each, where it leads and how it stands."""
    return Links(text(response)).found


def of(found, word):
    """The one link whose words begin with this."""
    return next(link for said, link in found.items() if word in said.split(".")[0])


def asked_by(query):
    """What an address asks."""
    return RequestFactory().get(f"/?{query}").GET


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


# --- one step in focus, and filters ------------------------------------------------------------------------


def test_every_step_of_the_drawing_leads_to_its_own_part_of_the_chain(anna, cilla, visit):
    chain, steps, _links = chain_of_three(anna)

    found = drawn(visit(cilla).get(page(chain)))

    assert [of(found, step.text)[0] for step in steps] == [f"?steg={step.pk}#kedja" for step in steps]


def test_step_says_what_leads_to_it_and_what_it_leads_to(anna, visit):
    chain, *_ = chain_of_three(anna)

    said = [label for label in drawn(visit(anna).get(page(chain))) if "Genomförda moduler" in label.split(".")[0]]

    assert said[0] == (
        "Prestationer: Genomförda moduler. Inte mätt. Kommer från: Yrkesväxling i moduler (Starkt belägg). "
        "Leder till: Deltagarna får ett intyg som gäller (Antagande)."
    )


def test_step_in_focus_stands_out_and_the_rest_is_faded(anna, visit):
    chain, steps, _links = chain_of_three(anna)
    alone = added_step(anna, chain, "Mentorer")

    response = visit(anna).get(page(chain), {"steg": steps[1].pk})

    found = drawn(response)
    assert of(found, steps[1].text) == (f"#led-{steps[1].pk}", "n-step st-chosen")
    assert of(found, steps[0].text)[1] == "n-step"
    assert of(found, alone.text)[1] == "n-step st-faded"
    assert "1 led leder hit, 1 led följer efter. Resten är nedtonad." in text(response)


def test_rest_can_be_left_out_of_the_drawing(anna, visit):
    chain, steps, _links = chain_of_three(anna)
    alone = added_step(anna, chain, "Mentorer")

    response = visit(anna).get(page(chain), {"steg": steps[1].pk, "resten": "bort"})

    assert alone.text not in " ".join(drawn(response))
    assert "Resten är utelämnad." in text(response)
    assert f'href="?steg={steps[1].pk}#kedja"' in text(response)


def test_focus_offers_the_steps_before_and_after_as_links(anna, visit):
    chain, steps, _links = chain_of_three(anna)

    focus = visit(anna).get(page(chain), {"steg": steps[1].pk}).context["picture"].focus

    assert [step.id for step in focus.before] == [steps[0].pk]
    assert [step.id for step in focus.after] == [steps[2].pk]


def test_filter_fades_the_links_of_other_grades(anna, visit):
    chain, _steps, _links = chain_of_three(anna)

    response = visit(anna).get(page(chain), {"belagg": "strong"})

    focus = response.context["picture"].focus
    assert len(focus.links) == 1
    assert text(response).count("l-assume faded") == 1
    assert 'value="strong" checked' in text(response)


def test_filter_stays_while_a_step_is_chosen(anna, visit):
    chain, steps, _links = chain_of_three(anna)

    found = drawn(visit(anna).get(page(chain), {"belagg": ["strong", "some"], "niva": "activity"}))

    assert of(found, steps[0].text)[0] == (f"?belagg=strong&belagg=some&niva=activity&steg={steps[0].pk}#kedja")


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("", Asked()),
        ("steg=7", Asked(step_id=7)),
        ("steg=sju&belagg=guld&niva=&resten=kvar", Asked()),
        ("steg=" + "9" * 5000, Asked()),
        ("belagg=none,assumed", Asked(evidence=frozenset({Evidence.NONE, Evidence.ASSUMED}))),
        ("belagg=none&belagg=strong", Asked(evidence=frozenset({Evidence.NONE, Evidence.STRONG}))),
        ("niva=output&resten=bort", Asked(levels=frozenset({Level.OUTPUT}), leaves_out=True)),
    ],
)
def test_address_is_understood_or_left_aside(sent, found):
    assert chart.asked(asked_by(sent)) == found


def test_picture_offers_the_grades_and_levels_that_the_chain_has(anna):
    chain, *_ = chain_of_three(anna)

    found = chart.picture(theory_map(chain), asked_by("belagg=none"))

    assert [(choice.code, choice.count, choice.is_asked) for choice in found.grades] == [
        (Evidence.STRONG, 1, False),
        (Evidence.ASSUMED, 1, False),
        (Evidence.NONE, 0, True),
    ]
    assert [choice.code for choice in found.levels] == [Level.ACTIVITY, Level.OUTPUT, Level.OUTCOME]


def test_nothing_is_left_to_draw_and_the_page_still_stands(anna, visit):
    chain, *_ = chain_of_three(anna)

    response = visit(anna).get(page(chain), {"belagg": "none", "resten": "bort"})

    assert response.status_code == 200
    assert "Visa allt" in text(response)


# --- two versions ------------------------------------------------------------------------------------------


@pytest.fixture
def changed(anna):
    """A chain in two versions: the second has one more step and lacks a link."""
    chain, steps, links = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    chain.refresh_from_db()
    new = added_step(anna, chain, "Fler i arbete", Level.EFFECT)
    operations.link_steps(source=steps[1], target=new, by=anna, at=MONDAY)
    operations.link_steps(source=steps[0], target=steps[2], by=anna, at=MONDAY)
    operations.unlink_steps(link=links[1], by=anna, at=MONDAY)
    adopt_chain(chain, anna, adopted_on=date(2026, 6, 1), reason="Intyget räckte inte.")
    return chain


def test_comparison_marks_what_is_new_and_what_is_gone(changed, cilla, visit):
    response = visit(cilla).get(page(changed, "jamfor"))

    found = drawn(response)
    assert of(found, "Fler i arbete") == ("#skillnader", "n-step st-added")
    assert "Borttaget: från Genomförda moduler till Deltagarna får ett intyg som gäller" in found
    assert "Tillagt: från Genomförda moduler till Fler i arbete" in found
    assert "+ tillagt" in text(response)


def test_comparison_tells_the_same_in_words_with_the_reasons(changed, alvmark, visit, anna):
    finding = FindingFactory(region=alvmark, text="Intyget räknas inte av alla.")
    ChangeFactory(
        region=alvmark,
        recommendation=RecommendationFactory(region=alvmark, finding=finding),
        chain_version=changed.versions.get(number=2),
        document_version=None,
    )

    told = text(visit(anna).get(page(changed, "jamfor"), {"fran": "1", "till": "2"}))

    assert "4 skillnader" in told
    assert "Intyget räckte inte." in told
    assert "Intyget räknas inte av alla." in told


def test_comparison_can_be_of_any_two_and_of_what_stands_now(changed, anna, visit):
    client = visit(anna)

    backwards = client.get(page(changed, "jamfor"), {"fran": "2", "till": "1"}).context["told"]
    draft = client.get(page(changed, "jamfor"), {"fran": "utkast", "till": "1"})

    assert (backwards.earlier, backwards.later) == (1, 2)
    assert (draft.context["told"].earlier, draft.context["told"].later) == (1, 0)
    assert 'value="utkast" selected' in text(draft)


@pytest.mark.parametrize("sent", [{"fran": "x", "till": "-1"}, {"fran": "99"}, {"till": "9" * 400}])
def test_comparison_with_what_is_not_there_shows_what_changed_last(sent, changed, anna, visit):
    told = visit(anna).get(page(changed, "jamfor"), sent).context["told"]

    assert (told.earlier, told.later) == (1, 2)


def test_comparison_of_a_version_with_itself_says_so(changed, anna, visit):
    told = text(visit(anna).get(page(changed, "jamfor"), {"fran": "2", "till": "2"}))

    assert "De två versionerna säger samma sak." in told
    assert "Inget beslut ligger mellan de två." in told


def test_comparison_of_a_chain_never_adopted_teaches(anna, visit):
    assert "Inget att jämföra än" in text(visit(anna).get(page(drafted_chain(anna), "jamfor")))


def test_chain_offers_to_compare_only_when_there_are_versions(anna, changed, visit):
    draft = drafted_chain(anna, "Utan beslut", changed.document)
    added_step(anna, draft)

    assert page(changed, "jamfor") in text(visit(anna).get(page(changed)))
    assert page(draft, "jamfor") not in text(visit(anna).get(page(draft)))


# --- all together ------------------------------------------------------------------------------------------


@pytest.fixture
def several(anna, alvmark):
    """Two chains of one area that share an activity, and lead to one goal."""
    document = drafted_document(anna)
    goal = GoalFactory(region=alvmark, document=document, outline="2.1", name="Rätt kompetens")
    area = ActionAreaFactory(region=alvmark, document=document, name="Kompetens")
    first, steps, _links = chain_of_three(anna, "Moduler", document)
    second, *_ = chain_of_three(anna, "Vägledning", document)
    Chain.objects.filter(pk__in=[first.pk, second.pk]).update(area=area, goal=goal)
    operations.place_shared_step(chain=second, step=steps[0], by=anna, at=MONDAY)
    return document, first, second


def test_all_chains_are_drawn_with_their_area_goal_and_shared_step(several, cilla, visit):
    document, first, second = several

    response = visit(cilla).get(together(document))

    found = drawn(response)
    assert found["Moduler"][0] == page(first)
    assert found["Vägledning"][0] == page(second)
    assert of(found, "Mål: 2")[0] == f"/alvmark/mal/{first.goal_id or Chain.objects.get(pk=first.pk).goal_id}/"
    assert "i 2 kedjor" in text(response)
    assert "Kompetens" in text(response)


def test_steps_of_the_whole_lead_to_their_place_in_their_chain(several, cilla, visit):
    document, first, _second = several
    step = first.steps.get(text="Yrkesväxling i moduler")

    found = drawn(visit(cilla).get(together(document)))

    assert (
        found["Aktiviteter: Yrkesväxling i moduler. i 2 kedjor. Leder till: Genomförda moduler (Starkt belägg)."][0]
        == f"{page(first)}?steg={step.pk}#kedja"
    )


def test_one_chain_in_focus_fades_the_others_but_not_what_it_shares(several, cilla, visit):
    document, _first, second = several

    found = drawn(visit(cilla).get(together(document), {"kedja": second.pk}))

    assert found["Moduler"][1] == "chain-name st-faded"
    assert found["Vägledning"][1] == "chain-name"
    shared = next(link for said, link in found.items() if "i 2 kedjor" in said)
    assert (shared[0].partition("?")[0], shared[1]) == (page(second), "n-step")


def test_others_can_be_left_out(several, cilla, visit):
    document, _first, second = several

    response = visit(cilla).get(together(document), {"kedja": second.pk, "resten": "bort"})

    assert "Moduler" not in drawn(response)
    assert response.context["woven"].leaves_out


@pytest.mark.parametrize("sent", [{"kedja": "x"}, {"kedja": "999999"}, {"resten": "bort"}])
def test_chain_that_is_not_there_is_not_in_focus(sent, several, cilla, visit):
    document, *_ = several

    woven = visit(cilla).get(together(document), sent).context["woven"]

    assert (woven.chain, woven.leaves_out) == (None, False)


def test_all_chains_are_told_as_a_list_too(several, cilla, visit):
    document, first, second = several

    told = text(visit(cilla).get(together(document)))

    assert "Led som flera kedjor delar" in told
    row = second.steps.get(origin__isnull=False)
    assert f'href="{page(second)}?steg={row.pk}#kedja"' in told
    assert f'<a href="{page(first)}">Moduler</a>' in told


def test_picture_is_of_the_document_with_most_chains(several, anna, alvmark, visit):
    document, *_ = several
    other = drafted_document(anna, "En handlingsplan")
    ChainFactory(region=alvmark, document=other)

    response = visit(anna).get(PICTURE)

    assert response.context["told"].document_id == document.pk
    assert together(other) in text(response)


def test_picture_without_chains_teaches(anna, alvmark, visit):
    assert "Ingen effektkedja här än" in text(visit(anna).get(PICTURE))
    empty = drafted_document(anna)
    assert "Ingen effektkedja här än" in text(visit(anna).get(together(empty)))


# --- on paper, rights and speed ----------------------------------------------------------------------------


def test_chain_is_printed_as_a_pdf(anna, cilla, visit):
    chain, *_ = chain_of_three(anna)

    response = visit(cilla).get(page(chain, "skriv-ut"))

    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"] == 'inline; filename="kompetens-for-omstallning-a3.pdf"'


def test_chain_with_a_name_of_signs_alone_is_printed_by_its_number(anna, visit):
    chain = drafted_chain(anna, "→ !")

    assert f'"{chain.pk}-a3.pdf"' in visit(anna).get(page(chain, "skriv-ut"))["Content-Disposition"]


@pytest.mark.parametrize("rest", ["jamfor", "skriv-ut"])
def test_pictures_of_a_chain_are_unknown_to_a_stranger(rest, anna, stig, visit):
    chain, *_ = chain_of_three(anna)

    assert visit(stig).get(page(chain, rest)).status_code == 404
    assert visit(stig).get(page(chain, rest).replace("alvmark", "sydland")).status_code == 404


def test_all_chains_are_unknown_to_a_stranger(several, stig, visit):
    document, *_ = several

    assert visit(stig).get(together(document)).status_code == 404
    assert visit(stig).get(together(document).replace("alvmark", "sydland")).status_code == 404
    assert visit(stig).get(PICTURE).status_code == 404


def test_pictures_ask_as_often_however_large_the_chain_is(anna, changed, visit):
    client = visit(anna)
    client.get(page(changed))
    addresses = [page(changed, "jamfor"), together(SteeringDocument.objects.get(pk=changed.document_id))]
    few = [queries(client, address) for address in addresses]
    operations.revise_chain(chain=changed, by=anna, at=MONDAY)
    changed.refresh_from_db()
    source = changed.steps.get(text="Fler i arbete")
    for number in range(3):
        step = added_step(anna, changed, f"Effekt {number}", Level.IMPACT)
        operations.link_steps(source=source, target=step, by=anna, at=MONDAY)
    adopt_chain(changed, anna, adopted_on=date(2026, 7, 1))

    assert [queries(client, address) for address in addresses] == few
