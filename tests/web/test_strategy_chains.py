import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import MONDAY, FindingFactory, IndicatorFactory
from tests.people import verbs
from tests.strategy.walks import (
    added_goal,
    added_step,
    adopt_chain,
    adopted_chain,
    adopted_framework,
    chain_of_three,
    drafted_chain,
    drafted_document,
    linked,
)
from varv.core.refusals import RuleBroken
from varv.core.theory import Claim, Evidence, Level
from varv.core.workflow import PlanState
from varv.overview.strategy.theory_map import theory_map
from varv.overview.words import refusal
from varv.strategy import operations
from varv.strategy.models import Chain, ChainLink, ChainStep, GenericActivity
from varv.web.strategy import chart

pytestmark = pytest.mark.django_db

LIST = "/alvmark/effektkedjor/"
ABOUT = {"name": "Vägar till nya yrken", "goal": "", "summary": "Vi tror att korta vägar hjälper.", "owner": ""}
STEP = {"level": "activity", "text": "Yrkesväxling i moduler", "generic_activity": ""}
KNOWN = {
    "assumption": "Arbetsgivaren ger ledigt",
    "rationale": "",
    "evidence": "some",
    "claim": "hypothetical",
    "evidence_source": "",
    "evidence_year": "2026",
    "finding": "Sju av tio fick ledigt.",
}
DECISION = {"adopted_on": "2026-04-28", "adopted_by": "Nämnden", "case_number": "", "reason": "Första versionen."}


def page(chain, *rest):
    return "/".join([f"/alvmark/effektkedjor/{chain.pk}", *rest, ""])


def of_step(step, deed):
    return f"/alvmark/led/{step.pk}/{deed}/"


def of_link(link, deed):
    return f"/alvmark/samband/{link.pk}/{deed}/"


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def queries(client, address):
    """How often the page asks the database."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_chains_shows_how_well_each_is_supported(anna, cilla, visit):
    chain, *_ = chain_of_three(anna)

    response = visit(cilla).get(LIST)

    (line,) = response.context["board"].lines
    assert (line.name, line.links, line.weakest.assumption) == (
        "Kompetens för omställning",
        2,
        "Intyget räknas när företagen anställer",
    )
    assert page(chain) in text(response)
    assert "Intyget räknas när företagen anställer" in text(response)


def test_chains_offers_a_new_one_to_strategists_only(anna, bo, visit):
    assert f"{LIST}ny/" in text(visit(anna).get(LIST))
    assert f"{LIST}ny/" not in text(visit(bo).get(LIST))


def test_chain_is_drawn_told_as_a_list_and_tested(anna, cilla, visit):
    chain, steps, _links = chain_of_three(anna)

    response = visit(cilla).get(page(chain))

    assert text(response).count('role="region"') == 2
    assert [(level.level, term) for level, term in response.context["levels"]] == [
        (Level.ACTIVITY, None),
        (Level.OUTPUT, "prestation"),
        (Level.OUTCOME, "utfall"),
    ]
    assert f'href="#led-{steps[2].pk}"' in text(response)
    assert 'id="antagande-1"' in text(response)
    assert 'class="ev-strong"' in text(response)
    assert 'class="ev-assume"' in text(response)


def test_chain_marks_what_has_no_evidence_and_what_stands_alone(anna, visit):
    chain, steps, _links = chain_of_three(anna)
    linked(anna, steps[0], steps[2], evidence=Evidence.NONE)
    alone = added_step(anna, chain, "Mentorer")

    response = visit(anna).get(page(chain))

    assert 'class="ev-gap"' in text(response)
    assert 'class="nr nr-gap"' in text(response)
    assert [step.id for step in response.context["map"].orphans] == [alone.pk]


def test_chain_without_gaps_says_so(anna, alvmark, visit):
    chain, steps, links = chain_of_three(anna)
    for step in steps[1:]:
        IndicatorFactory(region=alvmark, step=step)
    operations.edit_link(link=links[1], revision=1, evidence=Evidence.SOME, by=anna, at=MONDAY)

    found = visit(anna).get(page(chain)).context["map"]

    assert (found.orphans, found.dead_ends, found.untested, found.unmeasured) == ((), (), 0, ())


def test_chain_without_steps_teaches_the_first_one(anna, cilla, visit):
    chain = drafted_chain(anna)

    assert page(chain, "redigera") in text(visit(anna).get(page(chain)))
    assert page(chain, "redigera") not in text(visit(cilla).get(page(chain)))


def test_drawing_leads_to_the_words(anna):
    adopted_framework(anna)
    chain, steps, _links = chain_of_three(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=1)
    operations.edit_step(
        step=steps[0],
        level=Level.ACTIVITY,
        text=steps[0].text,
        generic_activity=activity,
        revision=1,
        by=anna,
        at=MONDAY,
    )

    drawn = chart.drawn(theory_map(chain))

    assert [(step.name, step.href, step.is_measured) for step in drawn.steps][:2] == [
        ("1 Yrkesväxling i moduler", f"#led-{steps[0].pk}", True),
        ("Genomförda moduler", f"#led-{steps[1].pk}", False),
    ]
    assert [(link.number, link.href) for link in drawn.links] == [(None, ""), (1, "#antagande-1")]


@pytest.mark.parametrize(
    ("who", "offered"),
    [("anna", {"andra", "anta", "led/nytt", "samband/nytt"}), ("disa", {"anta"}), ("cilla", set())],
)
def test_draft_offers_what_each_person_may_do(who, offered, anna, visit, request):
    chain, *_ = chain_of_three(anna)
    reader = anna if who == "anna" else request.getfixturevalue(who)

    response = visit(reader).get(page(chain))

    buttons = {"andra", "anta", "led/nytt", "samband/nytt", "oppna"}
    assert {button for button in buttons if page(chain, button) in text(response)} == offered


def test_adopted_chain_can_only_be_opened_again(anna, visit):
    chain, *_ = adopted_chain(anna)

    response = visit(anna).get(page(chain))

    buttons = {"andra", "anta", "led/nytt", "samband/nytt", "oppna"}
    assert {button for button in buttons if page(chain, button) in text(response)} == {"oppna"}
    assert 'href="#antaganden"' in text(response)


def test_chain_asks_the_database_equally_often_for_few_links_and_many(anna, visit):
    client, (chain, steps, _links) = visit(anna), chain_of_three(anna)
    client.get(LIST)
    before = [queries(client, address) for address in (LIST, page(chain))]
    for number in range(2):
        linked(anna, steps[1], added_step(anna, chain, f"Utfall {number}", Level.OUTCOME))
    chain_of_three(anna, "Gymnasiet", chain.document)

    assert [queries(client, address) for address in (LIST, page(chain))] == before


def test_draft_chain_makes_a_draft_and_leads_to_it(anna, visit):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    client = visit(anna)

    shown = client.get(f"{LIST}ny/?document={document.pk}&goal={goal.pk}").context["form"]
    response = client.post(f"{LIST}ny/", ABOUT | {"document": document.pk, "goal": goal.pk})

    chain = Chain.objects.of(anna.region_id).get()
    assert f'<option value="{goal.pk}" selected>1 Fler unga fullföljer gymnasiet (Älvmark 2030)' in str(shown["goal"])
    assert (response.url, chain.name, chain.goal) == (page(chain), "Vägar till nya yrken", goal)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": ""}, "name"), ({"name": "x" * 161}, "name"), ({"document": "999"}, "document"), ({"goal": "7"}, "goal")],
)
def test_draft_chain_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, visit):
    document = drafted_document(anna)

    response = visit(anna).post(f"{LIST}ny/", ABOUT | {"document": document.pk} | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Vi tror att korta vägar hjälper." in text(response)


def test_draft_chain_explains_a_name_that_is_taken(anna, visit):
    chain = drafted_chain(anna)

    response = visit(anna).post(f"{LIST}ny/", ABOUT | {"name": chain.name, "document": chain.document_id})

    assert response.context["form"].errors == {"name": [told("chain.name_taken", name=chain.name)]}


def test_edit_chain_shows_what_stands_and_saves_what_is_changed(anna, visit):
    chain = drafted_chain(anna)
    client = visit(anna)

    shown = client.get(page(chain, "andra"))
    response = client.post(page(chain, "andra"), ABOUT | {"document": chain.document_id, "revision": 1})

    chain.refresh_from_db()
    assert 'value="Kompetens för omställning"' in text(shown)
    assert (response.url, chain.name) == (page(chain), "Vägar till nya yrken")


def test_edit_chain_explains_a_stale_form(anna, visit):
    chain = drafted_chain(anna)
    operations.edit_chain(chain=chain, revision=1, summary="Annas text", by=anna, at=MONDAY)

    response = visit(anna).post(page(chain, "andra"), ABOUT | {"document": chain.document_id, "revision": 1})

    beside = {line.field.name: line.before for line in response.context["form"].lines() if line.before}
    assert (response.status_code, beside) == (
        422,
        {"name": "Kompetens för omställning", "summary": "Annas text"},
    )


def test_adopt_chain_makes_a_version(anna, disa, visit):
    chain, *_ = chain_of_three(anna)
    client = visit(disa)

    shown = client.get(page(chain, "anta"))
    response = client.post(page(chain, "anta"), DECISION)

    chain.refresh_from_db()
    assert (shown.status_code, response.url, chain.state) == (200, page(chain), PlanState.ADOPTED)
    assert chain.versions.get().adopted_by == "Nämnden"


def test_adopt_chain_explains_what_stands_in_the_way_and_keeps_the_text(anna, visit):
    chain, *_ = chain_of_three(anna)
    added_step(anna, chain, "Mentorer")

    response = visit(anna).post(page(chain, "anta"), DECISION)

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [told("chain.has_orphans", count=1, steps="Mentorer")]
    assert 'value="Nämnden"' in text(response)


def test_revise_chain_opens_it(anna, visit):
    chain, *_ = adopted_chain(anna)

    response = visit(anna).post(page(chain, "oppna"))

    chain.refresh_from_db()
    assert (response.url, chain.state) == (page(chain), PlanState.REVISING)


def test_chain_version_shows_what_was_thought_and_what_changed(anna, cilla, visit):
    chain, _steps, links = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    operations.edit_link(link=links[1], revision=1, finding="Sju av tio.", by=anna, at=MONDAY)
    adopt_chain(chain, anna)
    client = visit(cilla)

    first, second = (client.get(page(chain, "versioner", number)) for number in ("1", "2"))

    assert "Sju av tio." not in text(first)
    assert "Sju av tio." in text(second)
    assert page(chain, "versioner", "1") in text(second)
    assert client.get(page(chain, "versioner", "3")).status_code == 404


def test_chain_version_that_changed_nothing_says_so(anna, visit):
    chain, *_ = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    adopt_chain(chain, anna)

    sheet = visit(anna).get(page(chain, "versioner", "2")).context["sheet"]

    assert (sheet.before, sheet.differences) == (1, ())


def test_add_step_puts_it_on_the_chain(anna, visit):
    adopted_framework(anna)
    chain = drafted_chain(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=3)
    client = visit(anna)

    shown = client.get(f"{page(chain, 'led', 'nytt')}?level=outcome").context["form"]
    response = client.post(page(chain, "led", "nytt"), STEP | {"generic_activity": activity.pk})

    step = ChainStep.objects.of(anna.region_id).get()
    assert (shown["level"].value(), shown.fields["generic_activity"].queryset.count()) == ("outcome", 11)
    assert (response.url, step.text, step.generic_activity) == (page(chain), "Yrkesväxling i moduler", activity)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"text": ""}, "text"), ({"text": "x" * 201}, "text"), ({"level": "dream"}, "level")],
)
def test_add_step_says_what_is_wrong(changed, field, anna, visit):
    chain = drafted_chain(anna)

    response = visit(anna).post(page(chain, "led", "nytt"), STEP | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not chain.steps.exists()


def test_add_step_explains_that_only_activities_are_generic(anna, visit):
    adopted_framework(anna)
    chain = drafted_chain(anna)
    activity = GenericActivity.objects.of(anna.region_id).get(number=3)

    response = visit(anna).post(page(chain, "led", "nytt"), STEP | {"level": "output", "generic_activity": activity.pk})

    assert response.context["form"].errors == {"generic_activity": [told("step.only_activities_are_generic")]}
    assert 'value="Yrkesväxling i moduler"' in text(response)


def test_edit_step_saves_what_is_changed(anna, visit):
    chain, steps, _links = chain_of_three(anna)

    response = visit(anna).post(of_step(steps[0], "andra"), STEP | {"text": "Korta moduler", "revision": 1})

    steps[0].refresh_from_db()
    assert (response.url, steps[0].text) == (page(chain), "Korta moduler")


def test_edit_step_explains_a_level_that_turns_a_link(anna, visit):
    _chain, steps, _links = chain_of_three(anna)

    response = visit(anna).post(of_step(steps[0], "andra"), STEP | {"level": "impact", "revision": 1})

    assert response.context["form"].errors == {
        "level": [told("step.link_would_go_backward", text="Yrkesväxling i moduler")]
    }


def test_edit_step_offers_to_take_away_only_what_is_not_linked(anna, visit):
    chain, steps, _links = chain_of_three(anna)
    alone = added_step(anna, chain, "Mentorer")
    client = visit(anna)

    assert of_step(alone, "ta-bort") in text(client.get(of_step(alone, "andra")))
    assert of_step(steps[0], "ta-bort") not in text(client.get(of_step(steps[0], "andra")))


def test_remove_step_takes_it_away(anna, visit):
    chain = drafted_chain(anna)
    step = added_step(anna, chain)

    response = visit(anna).post(of_step(step, "ta-bort"))

    assert (response.url, chain.steps.exists()) == (page(chain), False)


def test_remove_step_says_when_something_builds_on_it(anna, alvmark, visit):
    step = added_step(anna, drafted_chain(anna))
    IndicatorFactory(region=alvmark, step=step)

    response = visit(anna).post(of_step(step, "ta-bort"), follow=True)

    (message,) = response.context["messages"]
    assert str(message) == told("step.is_stood_on", text="Yrkesväxling i moduler")


def test_link_steps_offers_the_chains_own_steps_level_by_level(anna, visit):
    chain, steps, _links = chain_of_three(anna)
    need = added_step(anna, chain, "Industrin saknar tekniker", Level.NEED)

    form = visit(anna).get(f"{page(chain, 'samband', 'nytt')}?from={steps[1].pk}").context["form"]

    assert [pk for pk, _label in form.fields["source"].choices] == ["", need.pk, *(step.pk for step in steps)]
    assert f'<option value="{steps[1].pk}" selected>' in str(form["source"])
    assert (form["evidence"].value(), form["claim"].value()) == (Evidence.ASSUMED, Claim.HYPOTHETICAL)


def test_link_steps_keeps_why_and_how_well(anna, visit):
    chain, steps, _links = chain_of_three(anna)

    response = visit(anna).post(page(chain, "samband", "nytt"), KNOWN | {"source": steps[0].pk, "target": steps[2].pk})

    link = ChainLink.objects.of(anna.region_id).get(source=steps[0], target=steps[2])
    assert (response.url, link.evidence, link.evidence_year, link.assumption) == (
        page(chain),
        Evidence.SOME,
        2026,
        "Arbetsgivaren ger ledigt",
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"target": ""}, "target"),
        ({"target": "999"}, "target"),
        ({"evidence": "iron"}, "evidence"),
        ({"claim": ""}, "claim"),
        ({"evidence_year": "förra året"}, "evidence_year"),
        ({"evidence_year": "1492"}, "evidence_year"),
        ({"evidence": "strong"}, "evidence_source"),
    ],
)
def test_link_steps_keeps_what_was_written_and_says_what_is_wrong(changed, field, anna, visit):
    chain, steps, _links = chain_of_three(anna)
    sent = KNOWN | {"source": steps[0].pk, "target": steps[2].pk} | changed

    response = visit(anna).post(page(chain, "samband", "nytt"), sent)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Sju av tio fick ledigt." in text(response)
    assert chain.links.count() == 2


def test_link_steps_explains_a_link_backward_at_its_field(anna, visit):
    chain, steps, _links = chain_of_three(anna)

    response = visit(anna).post(page(chain, "samband", "nytt"), KNOWN | {"source": steps[2].pk, "target": steps[0].pk})

    assert response.context["form"].errors == {
        "target": [told("link.goes_backward", source=steps[2].text, target=steps[0].text)]
    }


def test_edit_link_saves_what_is_known_now(anna, visit):
    chain, _steps, links = chain_of_three(anna)
    client = visit(anna)

    shown = client.get(of_link(links[1], "andra"))
    response = client.post(of_link(links[1], "andra"), KNOWN | {"revision": 1})

    links[1].refresh_from_db()
    assert "Intyget räknas när företagen anställer" in text(shown)
    assert (response.url, links[1].evidence, links[1].finding) == (
        page(chain),
        Evidence.SOME,
        "Sju av tio fick ledigt.",
    )


def test_edit_link_explains_a_stale_form(anna, visit):
    _chain, _steps, links = chain_of_three(anna)
    operations.edit_link(link=links[1], revision=1, finding="Annas iakttagelse", by=anna, at=MONDAY)

    response = visit(anna).post(of_link(links[1], "andra"), KNOWN | {"revision": 1})

    assert response.context["form"].non_field_errors() == [told("stale", by="Anna", at=MONDAY)]
    assert "Annas iakttagelse" in text(response)


def test_unlink_steps_takes_the_link_away(anna, visit):
    chain, _steps, links = chain_of_three(anna)

    response = visit(anna).post(of_link(links[0], "ta-bort"))

    assert (response.url, list(chain.links.all())) == (page(chain), [links[1]])


def test_unlink_steps_says_when_a_finding_builds_on_it(anna, alvmark, visit):
    _chain, _steps, links = chain_of_three(anna)
    FindingFactory(region=alvmark, link=links[0])

    response = visit(anna).post(of_link(links[0], "ta-bort"), follow=True)

    (message,) = response.context["messages"]
    assert str(message) == told("link.is_stood_on")


def addresses(chain, steps, links):
    return [
        page(chain, "andra"),
        page(chain, "anta"),
        page(chain, "oppna"),
        page(chain, "led", "nytt"),
        page(chain, "samband", "nytt"),
        of_step(steps[0], "andra"),
        of_step(steps[0], "ta-bort"),
        of_link(links[0], "andra"),
        of_link(links[0], "ta-bort"),
    ]


@pytest.mark.parametrize("who", ["bo", "cilla", "egon"])
def test_changing_chains_is_for_those_who_plan(who, anna, visit, request):
    chain, steps, links = chain_of_three(anna)
    client = visit(request.getfixturevalue(who))

    answers = {address: client.post(address, KNOWN).status_code for address in addresses(chain, steps, links)}

    assert set(answers.values()) == {403}
    assert (client.get(f"{LIST}ny/").status_code, verbs(chain), verbs(links[0])) == (403, ["drafted"], ["linked"])


def test_chain_does_not_exist_for_a_stranger(anna, stig, visit):
    chain, steps, links = adopted_chain(anna)
    client = visit(stig)
    every = [page(chain), page(chain, "versioner", "1"), *addresses(chain, steps, links)]

    answers = {address: client.post(address, KNOWN).status_code for address in every}
    dressed_up = {address: client.post(address.replace("alvmark", "sydland"), KNOWN).status_code for address in every}

    assert set(answers.values()) == set(dressed_up.values()) == {404}
    assert verbs(chain) == ["drafted", "adopted"]


@pytest.mark.parametrize("deed", ["andra", "anta", "led/nytt", "samband/nytt"])
def test_adopted_chain_says_why_it_cannot_be_changed(deed, anna, visit):
    chain, *_ = adopted_chain(anna)

    response = visit(anna).get(page(chain, deed))

    assert response.status_code == 302


def test_deeds_are_never_done_by_a_link(anna, visit):
    chain, steps, links = chain_of_three(anna)
    client = visit(anna)

    for address in (page(chain, "oppna"), of_step(steps[0], "ta-bort"), of_link(links[0], "ta-bort")):
        assert client.get(address).status_code == 405
