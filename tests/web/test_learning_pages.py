"""What every page of LEARN has in common: one question, one way forward, labels, escaped words, and both languages."""

import re

import pytest

from tests.factories import GenericActivityFactory, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    answered_recommendation,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    planned_action,
    questions,
    recorded_change,
    registered_evaluation,
)
from varv.core.judgement import Answer
from varv.learning import operations
from varv.learning.models import Turn

HOSTILE = "<script>alert('varv')</script> & \"citat\""
READ = [
    "rekommendationer/",
    "rekommendationer/?vy=tabell",
    "rekommendationer/?mina=1",
    "rekommendationer/{awaiting}/",
    "rekommendationer/{declined}/",
    "rekommendationer/{answered}/",
    "rekommendationer/{acting}/",
    "rekommendationer/{changed}/",
    "lardomar/",
    "lardomar/{draft}/",
    "lardomar/{accepted}/",
    "utvarderingar/",
    "utvarderingar/{evaluation}/",
    "utvarderingar/{empty}/",
    "spiralen/",
    "spiralen/{turn}/",
]
WRITTEN = [
    "rekommendationer/{answered}/atgarder/ny/",
    "rekommendationer/{acting}/andring/",
    "rekommendationer/{acting}/andring/?version=document-{version}",
    "atgarder/{action}/klar/",
    "atgarder/{action}/avsta/",
    "lardomar/ny/",
    "lardomar/ny/rapport/{report}/",
    "lardomar/ny/iakttagelse/{finding}/",
    "lardomar/{draft}/andra/",
    "lardomar/{offered}/godta/",
    "lardomar/{accepted}/avfor/",
    "lardomar/{accepted}/rekommendera/",
    "utvarderingar/ny/",
    "utvarderingar/{evaluation}/andra/",
    "utvarderingar/{evaluation}/iakttagelser/ny/",
    "iakttagelser/{finding}/andra/",
    "iakttagelser/{finding}/rekommendera/",
    "spiralen/nytt/",
    "spiralen/{turn}/beskriv/",
]


@pytest.fixture
def things(anna, bo, disa):
    """One of each, by its place in the addresses."""
    finding, turn = noted_finding(anna), opened_turn(anna)
    acting, changed = acted_on_recommendation(anna, disa), acted_on_recommendation(anna, disa, goal=GoalFactory())
    recorded_change(anna, changed, turn)
    offered = noted_lesson(bo)
    operations.offer_lesson(lesson=offered, by=bo, at=APRIL)
    return {
        "awaiting": made_recommendation(anna, finding).pk,
        "declined": answered_recommendation(anna, disa, Answer.NO).pk,
        "answered": answered_recommendation(anna, disa).pk,
        "acting": acting.pk,
        "action": acting.actions.get().pk,
        "changed": changed.pk,
        "draft": noted_lesson(anna).pk,
        "offered": offered.pk,
        "accepted": accepted_lesson(anna, goal=GoalFactory(), generic_activity=GenericActivityFactory()).pk,
        "report": handed_in_report(bo).pk,
        "finding": finding.pk,
        "evaluation": finding.evaluation_id,
        "empty": registered_evaluation(anna).pk,
        "turn": turn.pk,
        "version": adopted_version(anna).pk,
    }


@pytest.fixture
def shown(anna, things, visit):
    client = visit(anna)
    return lambda address: client.get("/alvmark/" + address.format(**things)).content.decode()


def main_of(html):
    """What stands between the shell and the foot."""
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize("address", READ + WRITTEN)
def test_page_asks_one_question(address, shown):
    html = shown(address)

    (question,) = re.findall(r"<h1>(.*?)</h1>", html)
    assert question.endswith("?")
    assert html.count("<main") == 1


@pytest.mark.parametrize("address", READ)
def test_page_to_read_offers_one_way_forward_at_most(address, shown):
    head = re.search(r'<header class="page-head">.*?</header>', shown(address), re.DOTALL).group()

    assert head.count("btn-primary") <= 1
    assert head.count("<dt>") == 4


@pytest.mark.parametrize("address", WRITTEN)
def test_page_to_write_on_has_one_button_that_sends_and_one_way_back(address, shown):
    main = main_of(shown(address))

    assert main.count("btn-primary") == 1
    assert 'class="btn btn-quiet" href="/alvmark/' in main


@pytest.mark.parametrize("address", WRITTEN)
def test_page_to_write_on_names_every_field(address, shown):
    main = main_of(shown(address))

    fields = re.findall(r'<(?:input|textarea|select)\b(?![^>]*type="(?:hidden|radio)")[^>]*\bid="([^"]+)"', main)
    labelled = set(re.findall(r'<label for="([^"]+)"', main))
    assert set(fields) <= labelled


@pytest.mark.parametrize("address", READ + WRITTEN)
def test_page_carries_no_style_and_no_script_of_its_own(address, shown):
    main = main_of(shown(address))

    assert re.findall(r"\sstyle=|<script|\son\w+=", main) == []


@pytest.mark.parametrize("address", READ + WRITTEN)
def test_page_has_no_name_twice(address, shown):
    names = re.findall(r'\bid="([^"]+)"', shown(address))

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("address", READ + WRITTEN)
def test_page_is_whole_in_english_too(address, anna, things, visit):
    client = visit(anna)
    client.cookies["django_language"] = "en"

    response = client.get("/alvmark/" + address.format(**things))

    assert (response.status_code, 'lang="en"' in response.content.decode()) == (200, True)


@pytest.mark.parametrize("address", READ)
def test_page_asks_the_database_as_often_when_there_is_more(address, anna, bo, disa, things, visit):
    client, path = visit(anna), "/alvmark/" + address.format(**things)
    client.get(path)
    one = questions(lambda: client.get(path))
    made_recommendation(anna, noted_finding(anna))
    recorded_change(
        anna, acted_on_recommendation(anna, disa, goal=GoalFactory()), Turn.objects.of(anna.region_id).get()
    )
    accepted_lesson(anna, handed_in_report(bo), goal=GoalFactory())

    assert questions(lambda: client.get(path)) <= one


def test_hostile_words_are_shown_as_words(anna, bo, disa, visit):
    finding = noted_finding(anna, registered_evaluation(anna, title=HOSTILE, method=HOSTILE), text=HOSTILE)
    lesson = accepted_lesson(anna, finding, statement=HOSTILE, at=APRIL)
    recommendation = made_recommendation(anna, lesson, text=HOSTILE, explanation=HOSTILE, forum=HOSTILE)
    operations.answer_recommendation(
        recommendation=recommendation,
        answer=Answer.YES,
        reasons=HOSTILE,
        mandate=HOSTILE,
        case_number=HOSTILE,
        by=disa,
        at=APRIL,
    )
    planned_action(anna, recommendation, what=HOSTILE)
    turn = opened_turn(anna, planned=HOSTILE)
    recorded_change(anna, recommendation, turn, what=HOSTILE, before=HOSTILE, after=HOSTILE)
    client = visit(anna)
    addresses = [
        f"rekommendationer/{recommendation.pk}/",
        "rekommendationer/",
        "rekommendationer/?vy=tabell",
        f"lardomar/{lesson.pk}/",
        "lardomar/",
        f"utvarderingar/{finding.evaluation_id}/",
        "utvarderingar/",
        "spiralen/",
        f"spiralen/{turn.pk}/",
        f"lardomar/ny/iakttagelse/{finding.pk}/",
        f"lardomar/{lesson.pk}/rekommendera/",
    ]

    pages = {address: client.get(f"/alvmark/{address}").content.decode() for address in addresses}

    assert [address for address, html in pages.items() if "<script>alert" in html] == []
    assert [address for address, html in pages.items() if "&lt;script&gt;alert" not in html] == []
