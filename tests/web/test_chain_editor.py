"""The chain editor through the browser's door: as pages with forms, and as facts for the script."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import MONDAY, IndicatorFactory
from tests.people import member, verbs
from tests.strategy.walks import added_step, adopt_chain, adopted_chain, chain_of_three, drafted_chain
from varv.core.refusals import RuleBroken
from varv.core.roles import Role
from varv.core.theory import Level
from varv.overview.words import refusal
from varv.overview.words.of_editing import EDITS, edited
from varv.strategy import operations
from varv.strategy.models import ChainLink, ChainStep

pytestmark = pytest.mark.django_db

FACTS = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def hedda(alvmark):
    return member(alvmark, "hedda", Role.STRATEGIST)


@pytest.fixture
def three(anna):
    return chain_of_three(anna)


@pytest.fixture
def chain(three):
    return three[0]


@pytest.fixture
def step(three):
    return three[1][0]


@pytest.fixture
def browser(visit, anna):
    return visit(anna)


def bench(chain, *rest):
    return "/".join([f"/alvmark/effektkedjor/{chain.pk}/redigera", *rest, ""])


def of_step(step, deed):
    return f"/alvmark/led/{step.pk}/{deed}/"


def told(code, **facts):
    with translation.override("sv"):
        return refusal(RuleBroken(code, **facts))


def text(response):
    return response.content.decode()


def texts(chain):
    return [step.text for step in ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order()]


def say(step, text, by):
    step.refresh_from_db()
    said = {"level": step.level, "generic_activity": None, "revision": step.revision}
    operations.edit_step(step=step, text=text, **said, by=by, at=MONDAY)


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_has_a_box_for_each_step_and_a_place_for_a_new_one_on_each_level(browser, chain):
    response = browser.get(bench(chain))

    page = text(response)
    assert (response.status_code, page.count('data-step="'), page.count('class="bench-new"')) == (200, 3, len(Level))
    assert "Hur leder det ena till det andra?" in page


def test_the_page_tells_the_script_where_it_stands(browser, chain):
    page = text(browser.get(bench(chain)))

    assert 'data-number="5"' in page
    assert f'data-since="{bench(chain)}sedan/0/"' in page


def test_the_page_is_reached_from_the_chain(browser, chain):
    assert bench(chain) in text(browser.get(f"/alvmark/effektkedjor/{chain.pk}/"))


def test_the_page_shows_where_else_a_step_stands(browser, anna, chain, step):
    other = drafted_chain(anna, "En annan", chain.document)
    operations.place_shared_step(chain=other, step=step, by=anna, at=MONDAY)

    page = text(browser.get(bench(chain)))

    assert "Står också i" in page
    assert "En annan</a>" in page
    assert of_step(step, "egen") in page


def test_an_empty_chain_says_where_to_begin(browser, anna):
    assert "Börja i mitten" in text(browser.get(bench(drafted_chain(anna))))


def test_there_is_nothing_to_fetch_when_there_is_one_chain(browser, chain):
    assert 'id="lana"' not in text(browser.get(bench(chain)))


def test_an_adopted_chain_is_not_on_the_workbench(browser, anna):
    chain, *_ = adopted_chain(anna)

    response = browser.get(bench(chain), follow=True)

    assert told("plan.is_adopted", name=chain.name) in text(response)


def test_twelve_steps_ask_the_database_no_more_than_three(browser, anna, chain):
    large = drafted_chain(anna, "Tolv", chain.document)
    steps = [added_step(anna, large, f"Led {n}", list(Level)[n // 2]) for n in range(12)]
    operations.link_steps(source=steps[0], target=steps[3], by=anna, at=MONDAY)

    assert queries(browser, bench(large)) == queries(browser, bench(chain))


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


# --- who may -----------------------------------------------------------------------------------------------------


def addresses(chain, steps, links):
    """Every address of the editor, and what is sent there."""
    here = steps[0]
    return [
        (bench(chain, "led"), {"level": "activity", "text": "Nytt"}),
        (bench(chain, "koppla"), {"source": here.pk, "target": steps[2].pk}),
        (bench(chain, "lana"), {"step": here.pk}),
        (bench(chain, "angra"), {}),
        (bench(chain, "gor-om"), {}),
        (of_step(here, "skriv"), {"text": "Nytt", "revision": 1}),
        (of_step(here, "flytta"), {"place": 1, "revision": 1}),
        (of_step(here, "lyft-ut"), {}),
        (of_step(here, "egen"), {}),
        (f"/alvmark/samband/{links[0].pk}/klipp/", {}),
    ]


def test_a_reader_may_neither_see_nor_use_the_workbench(visit, cilla, three):
    client = visit(cilla)
    sent = [client.post(address, values).status_code for address, values in addresses(*three)]
    seen = [client.get(bench(three[0])).status_code, client.get(bench(three[0], "sedan", "0")).status_code]

    assert (set(sent), seen) == ({403}, [403, 403])
    assert texts(three[0])[0] == "Yrkesväxling i moduler"


def test_a_stranger_finds_nothing(visit, stig, three):
    client = visit(stig)

    sent = [client.post(address, values).status_code for address, values in addresses(*three)]

    assert set(sent) == {404}
    assert client.get(bench(three[0])).status_code == 404


def test_nothing_is_done_by_following_a_link(browser, three):
    assert {browser.get(address).status_code for address, _values in addresses(*three)} == {405}


# --- as pages ----------------------------------------------------------------------------------------------------


def test_a_new_step_is_added_and_the_page_goes_there(browser, chain):
    response = browser.post(bench(chain, "led"), {"level": "output", "text": "  Ett   nytt\nled "})

    step = ChainStep.objects.of(chain.region_id).get(text="Ett nytt led")
    assert (response.status_code, response.url, step.level) == (302, f"{bench(chain)}#led-{step.pk}", Level.OUTPUT)


def test_a_new_step_without_words_is_explained(browser, chain):
    response = browser.post(bench(chain, "led"), {"level": "output", "text": " "})

    assert response.status_code == 422
    assert "Skriv vad ledet är, med några ord." in text(response)


def test_a_step_too_long_is_kept_and_explained(browser, chain):
    response = browser.post(bench(chain, "led"), {"level": "output", "text": "x" * 201})

    assert response.status_code == 422
    assert "x" * 201 in text(response)
    assert "Högst 200 tecken." in text(response)


def test_a_step_says_something_else(browser, chain, step):
    response = browser.post(of_step(step, "skriv"), {"text": "Nya ord", "revision": 1})

    assert response.url == f"{bench(chain)}#led-{step.pk}"
    assert texts(chain)[0] == "Nya ord"
    assert verbs(step) == ["added", "edited"]


def test_a_step_keeps_its_level_and_kind_when_its_words_change(browser, step):
    browser.post(of_step(step, "skriv"), {"text": "Nya ord", "revision": 1, "level": "impact"})

    step.refresh_from_db()
    assert step.level is Level.ACTIVITY


def test_after_someone_elses_change_both_texts_stand_on_the_page(browser, hedda, chain, step):
    say(step, "Heddas ord", hedda)

    response = browser.post(of_step(step, "skriv"), {"text": "Annas ord", "revision": 1})

    page = text(response)
    assert response.status_code == 409
    assert ("Annas ord</textarea>" in page, "Nu står det: <b>Heddas ord</b>" in page) == (True, True)
    assert texts(chain)[0] == "Heddas ord"
    assert browser.post(of_step(step, "skriv"), {"text": "Annas ord", "revision": 2}).status_code == 302


def test_a_step_moves_down_and_up(browser, anna, chain, step):
    added_step(anna, chain, "Andra")

    browser.post(of_step(step, "flytta"), {"place": "2", "level": "activity", "revision": 1})

    assert [text for text in texts(chain) if text in {"Andra", step.text}] == ["Andra", step.text]


def test_a_step_moves_to_another_level_and_stays_where_a_link_would_turn(browser, chain, step):
    response = browser.post(of_step(step, "flytta"), {"place": "9999", "level": "impact", "revision": 1})

    assert response.status_code == 422
    assert told("step.link_would_go_backward", text=step.text) in text(response).replace("&quot;", '"')


def test_a_step_is_taken_away_with_its_links_and_given_back(browser, chain, three):
    _chain, steps, links = three

    gone = browser.post(of_step(steps[1], "lyft-ut"), follow=True)
    left = texts(chain)
    back = browser.post(bench(chain, "angra"), follow=True)

    assert "”Genomförda moduler” är borttaget. Du kan ångra det." in text(gone)
    assert (len(left), len(texts(chain))) == (2, 3)
    assert "Ångrat." in text(back)
    assert set(ChainLink.objects.of(chain.region_id).filter(chain=chain)) == set(links)


def test_a_step_that_is_stood_on_stays_and_says_why(browser, alvmark, step):
    IndicatorFactory(region=alvmark, step=step)

    response = browser.post(of_step(step, "lyft-ut"))

    assert response.status_code == 422
    assert told("step.is_stood_on", text=step.text) in text(response)


def test_two_steps_are_linked_and_parted(browser, chain, three):
    _chain, steps, _links = three

    browser.post(bench(chain, "koppla"), {"source": steps[0].pk, "target": steps[2].pk})
    link = ChainLink.objects.of(chain.region_id).get(source=steps[0], target=steps[2])
    response = browser.post(f"/alvmark/samband/{link.pk}/klipp/", follow=True)

    assert "Sambandet är borttaget. Du kan ångra det." in text(response)
    assert not ChainLink.objects.of(chain.region_id).filter(pk=link.pk).exists()


def test_a_link_backward_is_refused_where_it_was_chosen(browser, chain, three):
    _chain, steps, _links = three

    response = browser.post(bench(chain, "koppla"), {"source": steps[2].pk, "target": steps[0].pk})

    assert response.status_code == 422
    assert told("link.goes_backward", source=steps[2].text, target=steps[0].text) in text(response)


def test_a_step_of_another_chain_cannot_be_linked_here(browser, anna, chain, three):
    theirs = added_step(anna, drafted_chain(anna, "En annan", chain.document))

    response = browser.post(bench(chain, "koppla"), {"source": three[1][0].pk, "target": theirs.pk})

    assert response.status_code == 422


def test_a_step_is_fetched_from_another_chain_and_made_its_own(browser, anna, chain, step):
    other = drafted_chain(anna, "En annan", chain.document)

    browser.post(bench(other, "lana"), {"step": step.pk})
    placed = ChainStep.objects.of(anna.region_id).get(chain=other)
    browser.post(of_step(placed, "egen"))

    placed.refresh_from_db()
    assert (placed.text, placed.origin, verbs(placed)) == (step.text, None, ["placed", "parted"])


def test_a_shared_step_of_an_adopted_chain_says_what_to_do(browser, anna, chain, step):
    other = drafted_chain(anna, "En annan", chain.document)
    placed = operations.place_shared_step(chain=other, step=step, by=anna, at=MONDAY)
    adopt_chain(chain, anna)

    response = browser.post(of_step(placed, "skriv"), {"text": "Nytt", "revision": 1})

    assert response.status_code == 422
    assert told("step.stands_in_adopted", text=step.text, chains=chain.name) in text(response)


def test_nothing_to_redo_is_explained(browser, chain):
    response = browser.post(bench(chain, "gor-om"))

    assert response.status_code == 422
    assert told("edit.nothing_to_redo") in text(response)


def test_undo_names_who_was_there_since(browser, anna, hedda, chain, step):
    say(step, "Annas ord", anna)
    say(step, "Heddas ord", hedda)

    response = browser.post(bench(chain, "angra"))

    assert told("edit.changed_since", what="Heddas ord", by="Hedda", at=MONDAY) in text(response)


# --- as facts for the script -------------------------------------------------------------------------------------


def test_the_script_gets_the_parts_that_changed(browser, chain, step):
    answer = browser.post(of_step(step, "skriv"), {"text": "Nya ord", "revision": 1}, **FACTS).json()

    assert (answer["number"], answer["said"], answer["focus"]) == (6, "Ledet är ändrat.", f"led-{step.pk}")
    assert [
        answer["html"].count(f'data-part="{part}"') for part in ("tools", "board", "links", "picture", "recent")
    ] == [
        1,
        1,
        1,
        1,
        1,
    ]
    assert "Nya ord</textarea>" in answer["html"]


def test_the_script_learns_which_step_is_new(browser, chain):
    answer = browser.post(bench(chain, "led"), {"level": "output", "text": "Nytt"}, **FACTS).json()

    assert answer["focus"] == f"led-{ChainStep.objects.of(chain.region_id).get(text='Nytt').pk}"


def test_the_script_gets_the_other_text_and_nothing_is_overwritten(browser, hedda, chain, step):
    say(step, "Heddas ord", hedda)

    response = browser.post(of_step(step, "skriv"), {"text": "Annas ord", "revision": 1}, **FACTS)

    assert response.status_code == 409
    assert response.json()["theirs"] == {"text": "Heddas ord", "revision": 2}
    assert response.json()["errors"] == [told("stale", by="Hedda", at=MONDAY)]
    assert texts(chain)[0] == "Heddas ord"


def test_the_script_is_told_why_something_was_refused(browser, step):
    response = browser.post(of_step(step, "skriv"), {"text": "", "revision": 1}, **FACTS)

    assert (response.status_code, response.json()) == (
        422,
        {"errors": ["Skriv vad ledet är, med några ord."], "theirs": None},
    )


def test_a_sending_without_a_revision_is_refused(browser, chain, step):
    assert browser.post(of_step(step, "skriv"), {"text": "Nytt"}, **FACTS).status_code == 422
    assert texts(chain)[0] == step.text


def test_what_is_written_is_never_taken_for_markup(browser, chain, step):
    answer = browser.post(of_step(step, "skriv"), {"text": "<script>x</script>", "revision": 1}, **FACTS).json()

    assert "<script>x" not in answer["html"]
    assert "&lt;script&gt;x" in answer["html"]


# --- what others do ----------------------------------------------------------------------------------------------


def test_nothing_new_is_an_empty_answer(browser, chain):
    response = browser.get(bench(chain, "sedan", "5"), **FACTS)

    assert (response.status_code, response.content) == (204, b"")


def test_what_another_did_is_told_with_the_name(browser, hedda, chain, step):
    say(step, "Heddas ord", hedda)

    answer = browser.get(bench(chain, "sedan", "5"), **FACTS).json()

    assert answer["news"] == [{"said": "Hedda ändrade ett led", "steps": [step.pk]}]
    assert (answer["number"], "Heddas ord</textarea>" in answer["html"]) == (6, True)


def test_ones_own_edits_are_no_news(browser, anna, chain, step):
    say(step, "Annas ord", anna)

    answer = browser.get(bench(chain, "sedan", "5"), **FACTS).json()

    assert (answer["news"], answer["number"]) == ([], 6)


def test_an_adopted_chain_stops_the_looking(browser, anna, chain):
    adopt_chain(chain, anna)

    response = browser.get(bench(chain, "sedan", "5"), **FACTS)

    assert (response.status_code, json.loads(response.content)) == (409, {"adopted": True})


# --- the words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "kind"), sorted(EDITS))
def test_every_edit_has_swedish_words(verb, kind):
    with translation.override("sv"):
        words = edited(verb, kind)

    assert words.split()[0] in {"lade", "ändrade", "flyttade", "tog", "hämtade", "gjorde", "knöt"}


def test_an_undo_is_told_as_one_and_an_unknown_verb_as_it_is():
    with translation.override("sv"):
        assert (edited("undone", "step"), edited("redone", "link")) == ("ångrade en ändring", "gjorde om en ändring")
        assert edited("sung", "step") == "sung"
