"""What is missing, why it matters, and where it is mended."""

import pytest

from tests.factories import (
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ChoiceFactory,
    GoalFactory,
    InitiativeFactory,
    SteeringDocumentFactory,
)
from varv.core.choices import Option, Topic
from varv.core.kinds import DocumentKind, InitiativeKind
from varv.core.theory import Evidence, Level
from varv.core.workflow import InitiativeState, PlanState
from varv.overview.boards.coverage import Lack
from varv.overview.words.of_contributing import GAPS

pytestmark = pytest.mark.django_db

GAPS_PAGE = "/alvmark/luckor/"


@pytest.fixture
def strategy(alvmark):
    return SteeringDocumentFactory(region=alvmark)


@pytest.fixture
def goal(strategy):
    return GoalFactory(region=strategy.region, document=strategy, outline="1", name="Fler i arbete")


def text(response):
    return " ".join(response.content.decode().split())


def weak_link(region):
    chain = ChainFactory(region=region, name="Kompetens")
    source = ChainStepFactory(region=region, chain=chain, text="Moduler")
    target = ChainStepFactory(region=region, chain=chain, level=Level.OUTPUT, text="Intyg")
    return ChainLinkFactory(region=region, chain=chain, source=source, target=target, evidence=Evidence.NONE)


def test_each_kind_of_gap_says_why_it_matters(cilla, visit, goal):
    page = text(visit(cilla).get(GAPS_PAGE))

    for lack in (Lack.GOAL_WITHOUT_INITIATIVE, Lack.GOAL_WITHOUT_INDICATOR, Lack.GOAL_WITHOUT_ASSESSMENT):
        assert f'id="{lack.value}"' in page
    assert "Ingen kan se åt vilket håll det går." in page


def test_every_kind_has_a_name_a_reason_and_a_way(alvmark):
    assert set(GAPS) == {lack.value for lack in Lack}
    assert all(len(said) == 3 and all(str(part) for part in said) for said in GAPS.values())


def test_a_gap_leads_to_where_it_is_mended(anna, alvmark, visit, strategy, goal):
    link = weak_link(alvmark)
    project = InitiativeFactory(
        region=alvmark, kind=InitiativeKind.FUNDED, state=InitiativeState.RUNNING, name="Filmcentrum"
    )
    plan = SteeringDocumentFactory(region=alvmark, kind=DocumentKind.PARTNER_PLAN, title="Partner")
    GoalFactory(region=alvmark, document=plan, outline="A")
    SteeringDocumentFactory(region=alvmark, kind=DocumentKind.GLOBAL, title="Agenda 2030")
    ChoiceFactory(region=alvmark, topic=Topic.FRAME, options=[Option.AGENDA_2030.value])

    page = text(visit(anna).get(GAPS_PAGE))

    for way in (
        f"/alvmark/mal/{goal.pk}/",
        f"/alvmark/mal/{goal.pk}/bedom/",
        f"/alvmark/mal/{goal.pk}/spar-i-plan/",
        f"/alvmark/insatser/{project.pk}/",
        f"/alvmark/samband/{link.pk}/andra/",
        f"/alvmark/led/{link.source_id}/andra/",
        "/alvmark/dokument/",
    ):
        assert f'href="{way}"' in page, way


@pytest.mark.parametrize(("who", "state"), [("anna", PlanState.ADOPTED), ("cilla", PlanState.DRAFT)])
def test_who_cannot_mend_a_chain_now_is_led_to_the_chain(who, state, request, alvmark, visit):
    link = weak_link(alvmark)
    link.chain.change(state=state)

    page = text(visit(request.getfixturevalue(who)).get(GAPS_PAGE))

    assert page.count(f'href="/alvmark/effektkedjor/{link.chain_id}/"') == 2
    assert f"/alvmark/samband/{link.pk}/andra/" not in page
    assert f"/alvmark/led/{link.source_id}/andra/" not in page


def test_who_may_not_assess_is_led_to_the_goal(alvmark, cilla, visit, strategy, goal):
    page = text(visit(cilla).get(f"{GAPS_PAGE}?visa=goal_without_assessment"))

    assert f'href="/alvmark/mal/{goal.pk}/"' in page
    assert "/bedom/" not in page


def test_a_goal_outside_the_chosen_frame_leads_to_linking_it(anna, alvmark, visit, goal):
    frame = SteeringDocumentFactory(region=alvmark, kind=DocumentKind.GLOBAL, title="Agenda 2030")
    GoalFactory(region=alvmark, document=frame, outline="8")
    ChoiceFactory(region=alvmark, topic=Topic.FRAME, options=[Option.AGENDA_2030.value])

    page = text(visit(anna).get(f"{GAPS_PAGE}?visa=goal_outside_frame"))

    assert f'href="/alvmark/mal/{goal.pk}/bidrar-till/"' in page


def test_someone_who_may_not_plan_is_led_to_the_goal_itself(alvmark, cilla, visit, goal):
    plan = SteeringDocumentFactory(region=alvmark, kind=DocumentKind.PARTNER_PLAN, title="Partner")
    GoalFactory(region=alvmark, document=plan, outline="A")

    page = text(visit(cilla).get(f"{GAPS_PAGE}?visa=goal_without_trace"))

    assert f'href="/alvmark/mal/{goal.pk}/"' in page
    assert "spar-i-plan" not in page


def test_the_ordinance_behind_the_duty_can_be_read(alvmark, cilla, visit):
    InitiativeFactory(region=alvmark, kind=InitiativeKind.FUNDED, state=InitiativeState.RUNNING)

    page = text(visit(cilla).get(GAPS_PAGE))

    assert "2003:596, 3 §" in page
    assert 'href="https://lagen.nu/2003:596#P3"' in page


def test_one_kind_can_be_shown_alone(alvmark, cilla, visit, goal):
    weak_link(alvmark)

    response = visit(cilla).get(f"{GAPS_PAGE}?visa=link_without_evidence")

    assert [lack for lack, _said, _lines in response.context["kinds"]] == [Lack.LINK_WITHOUT_EVIDENCE]
    assert "Moduler → Intyg" in text(response)
    assert next(lack for lack, _name, _count in response.context["chips"]) is Lack.GOAL_WITHOUT_INITIATIVE


@pytest.mark.parametrize("written", ["nonsense", "goal_without_trace", "<script>"])
def test_a_kind_that_there_is_none_of_shows_them_all(cilla, visit, goal, written):
    response = visit(cilla).get(GAPS_PAGE, {"visa": written})

    assert (response.status_code, response.context["shown"]) == (200, "")
    assert len(response.context["kinds"]) == 3


def test_a_region_that_has_not_begun_is_told_what_will_stand_here(cilla, visit):
    assert "Inget att leta luckor i än" in text(visit(cilla).get(GAPS_PAGE))


def test_a_region_without_gaps_is_told_so_calmly(alvmark, cilla, visit):
    link = weak_link(alvmark)
    outcome = ChainStepFactory(region=alvmark, chain=link.chain, level=Level.OUTCOME)
    ChainLinkFactory(region=alvmark, chain=link.chain, source=link.target, target=outcome)
    link.change(evidence=Evidence.SOME)

    page = text(visit(cilla).get(GAPS_PAGE))

    assert "Inga luckor vi kan se" in page
    assert "Vad systemet inte kan se är om det är rätt saker." in page


def test_the_board_leads_to_all_gaps_and_to_the_traces(cilla, visit, goal):
    page = text(visit(cilla).get("/alvmark/strategi/"))

    assert f'href="{GAPS_PAGE}"' in page
    assert 'href="/alvmark/spar/"' in page
