"""The page of the red thread: every step, where one stands, and where it stops."""

import re

import pytest

from tests.factories import ContributionFactory, FindingSourceFactory, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    questions,
    registered_evaluation,
)
from tests.learning.whole_loop import SENTENCE, two_turns, whole_loop
from tests.strategy.walks import adopted_chain
from varv.core.kinds import SourceKind
from varv.core.threads import Knot
from varv.web.learning.views.red_thread import KINDS
from varv.web.templatetags.threads import NAMES, PAGES

pytestmark = pytest.mark.django_db


def address(kind, thing):
    return f"/alvmark/traden/{kind}/{thing.pk}/"


def shown(client, kind, thing, query=""):
    response = client.get(address(kind, thing) + query)
    assert response.status_code == 200
    return response.content.decode()


def anchors(page):
    """The things on the page in the order they are read."""
    return re.findall(r'<li class="red-bead[^"]*" id="([a-z_]+)-\d+"', page)


def test_every_kind_has_a_page_and_every_place_to_stand_a_name():
    assert set(PAGES) == set(Knot)
    assert len(NAMES) == len(KINDS)


def test_the_page_shows_every_step_from_the_sentence_to_whether_it_helped(anna, bo, disa, visit):
    loop = whole_loop(anna, bo, disa)

    page = shown(visit(bo), "rapport", loop.report)

    assert anchors(page) == [
        "initiative",
        "report",
        "lesson",
        "recommendation",
        "response",
        "action",
        "change",
        "document_version",
        "effect",
        "turn",
        "turn",
    ]
    assert SENTENCE in page
    assert "Åtta av tio kom tillbaka." in page
    assert "Här slutar tråden" not in page


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("lardom", "lesson"),
        ("rekommendation", "recommendation"),
        ("atgard", "action"),
        ("andring", "change"),
    ],
)
def test_from_everywhere_the_thread_leads_back_to_the_sentence(anna, bo, disa, cilla, visit, kind, name):
    loop = whole_loop(anna, bo, disa)

    page = shown(visit(cilla), kind, getattr(loop, name))

    assert SENTENCE in page
    assert f'href="/alvmark/rapporter/{loop.report.pk}/"' in page


def test_the_answer_has_a_thread_of_its_own(anna, bo, disa, visit):
    loop = whole_loop(anna, bo, disa)

    page = shown(visit(bo), "svar", loop.recommendation.response)

    assert anchors(page)[:5] == ["initiative", "report", "lesson", "recommendation", "response"]


def test_where_one_stands_is_marked_once(anna, visit):
    lesson = accepted_lesson(anna)

    page = shown(visit(anna), "lardom", lesson)

    assert page.count("is-here") == 1
    assert f'id="lesson-{lesson.pk}" aria-current="true"' in page


def test_what_waits_for_an_answer_is_said_at_the_top(anna, visit):
    recommendation = made_recommendation(anna)

    page = shown(visit(anna), "rekommendation", recommendation)

    assert "Här slutar tråden" in page
    assert re.search(r"Rekommendationen har väntat på svar i \d+ dagar\.", page)
    assert (
        page.index("Här slutar tråden") < page.index('id="before"') < page.index('id="here"') < page.index('id="after"')
    )


def test_a_thread_without_a_beginning_or_an_end_says_so(anna, visit):
    page = shown(visit(anna), "mal", GoalFactory(region_id=anna.region_id))

    assert "Tråden börjar här. Inget tidigare är kopplat." in page
    assert "Inget än, av det som du kan läsa." in page
    assert "Inget är kopplat hit än." in page


def test_a_hub_shows_a_few_and_offers_the_rest(anna, visit):
    goal = GoalFactory(region_id=anna.region_id)
    for _ in range(8):
        ContributionFactory(region_id=anna.region_id, goal=goal)

    few, many = shown(visit(anna), "mal", goal), shown(visit(anna), "mal", goal, "?alla=ja")

    assert (anchors(few).count("initiative"), anchors(many).count("initiative")) == (5, 8)
    assert "Visa 3 till" in few
    assert "Visa bara några av varje" in many


def test_a_private_draft_is_on_nobody_elses_page(anna, bo, visit):
    report = handed_in_report(bo, submitted_at=APRIL)
    draft = noted_lesson(bo, report, statement="Mitt eget utkast.")

    assert "Mitt eget utkast." in shown(visit(bo), "rapport", report)
    assert "Mitt eget utkast." not in shown(visit(anna), "rapport", report)
    assert visit(anna).get(address("lardom", draft)).status_code == 404


def test_what_is_not_there_has_no_thread(anna, stig, visit):
    lesson = accepted_lesson(anna)

    assert visit(stig).get(address("lardom", lesson)).status_code == 404
    assert visit(anna).get(address("rapport", lesson)).status_code == 404
    assert visit(anna).get(address("planet", lesson)).status_code == 404
    assert visit(anna).get("/alvmark/traden/lardom/999999/").status_code == 404


def test_the_page_asks_as_often_for_one_as_for_three(anna, bo, disa, visit):
    goal, turns, client = GoalFactory(region_id=anna.region_id), two_turns(anna), visit(anna)

    def walked():
        loop = whole_loop(anna, bo, disa, handed_in_report(bo, submitted_at=APRIL), turns)
        ContributionFactory(region_id=anna.region_id, goal=goal, initiative=loop.report.initiative)

    walked()
    shown(client, "mal", goal)
    one = questions(lambda: shown(client, "mal", goal))
    walked()
    walked()

    assert questions(lambda: shown(client, "mal", goal)) == one


# --- what the reporter sees ---------------------------------------------------------------------------------


def test_the_reporter_sees_what_grew_out_of_the_sentence(anna, bo, disa, visit):
    loop = whole_loop(anna, bo, disa)

    page = visit(bo).get(f"/alvmark/rapporter/{loop.report.pk}/").content.decode()

    assert "Vad hände med min rapport?" in page
    assert f"R{loop.recommendation.number} {loop.recommendation.text}" in page
    assert "Tre rapporter säger samma sak." in page
    assert loop.change.what in page
    assert "<b>Det hjälpte</b>" in page


def test_the_reporter_sees_the_findings_that_rest_on_the_report(anna, bo, visit):
    report = handed_in_report(bo, submitted_at=APRIL)
    finding = noted_finding(anna)
    FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report, text="")
    recommendation = made_recommendation(anna, finding)

    page = visit(bo).get(f"/alvmark/rapporter/{report.pk}/").content.decode()

    assert "Iakttagelser som bygger på den" in page
    assert finding.text in page
    assert f"R{recommendation.number} {recommendation.text}" in page
    assert "Väntar på svar, senast" in page


# --- what the evaluator sees, and the way in ----------------------------------------------------------------


def test_the_evaluator_sees_what_came_of_each_finding(anna, visit):
    taken, left = noted_finding(anna), noted_finding(anna, text="Ingen har tagit upp det här.")
    recommendation = made_recommendation(anna, taken)

    page = visit(anna).get(f"/alvmark/utvarderingar/{taken.evaluation_id}/").content.decode()
    other = visit(anna).get(f"/alvmark/utvarderingar/{left.evaluation_id}/").content.decode()

    assert "Vad blev det av utvärderingen?" in page
    assert "1 rekommendation, 0 besvarad." in page
    assert f"R{recommendation.number} {recommendation.text}" in page
    assert address("iakttagelse", taken) in page
    assert "1 iakttagelse har ingen tagit upp." in other


def test_an_evaluation_without_findings_says_nothing_of_what_came_of_it(anna, visit):
    evaluation = registered_evaluation(anna)

    page = visit(anna).get(f"/alvmark/utvarderingar/{evaluation.pk}/").content.decode()

    assert "Vad blev det av utvärderingen?" not in page


def test_every_page_of_the_loop_leads_to_its_thread(anna, bo, disa, cilla, visit):
    loop, goal = whole_loop(anna, bo, disa), GoalFactory(region_id=anna.region_id)
    ways = {
        f"mal/{goal.pk}/": address("mal", goal),
        f"rapporter/{loop.report.pk}/": address("rapport", loop.report),
        f"lardomar/{loop.lesson.pk}/": address("lardom", loop.lesson),
        f"rekommendationer/{loop.recommendation.pk}/": address("rekommendation", loop.recommendation),
        f"andringar/{loop.change.pk}/": address("andring", loop.change),
    }
    client = visit(cilla)

    for where, thread in ways.items():
        assert f'href="{thread}"' in client.get(f"/alvmark/{where}").content.decode(), where


def test_every_step_of_a_chain_leads_to_its_thread(anna, visit):
    _chain, steps, _links = adopted_chain(anna)

    page = visit(anna).get(f"/alvmark/effektkedjor/{steps[0].chain_id}/").content.decode()

    assert [f'href="{address("led", step)}"' in page for step in steps] == [True] * 3
