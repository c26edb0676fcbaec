import pytest

from varv.core import kinds
from varv.core.kinds import Breakdown, DocumentKind, GoalKind, IndicatorKind, StrategyPhase

LONGEST_CODE = 30
CODES = [thing for thing in vars(kinds).values() if isinstance(thing, type) and thing is not kinds.StrEnum]


def test_document_kinds_go_from_the_world_to_the_partners_plan():
    first, *_, last = DocumentKind

    assert (first, last) == ("global", "partner_plan")


def test_strategy_phases_stand_in_the_order_of_a_life():
    assert list(StrategyPhase) == ["starting", "implementing", "closing"]


def test_goal_kinds_are_three():
    assert list(GoalKind) == ["overarching", "effect", "process"]


def test_indicator_follows_the_county_or_our_own_contribution():
    assert list(IndicatorKind) == ["development", "contribution"]


def test_breakdown_counts_all_women_or_men():
    assert list(Breakdown) == ["all", "women", "men"]


@pytest.mark.parametrize("codes", CODES)
def test_code_is_lower_case_and_fits_its_column(codes):
    assert [code for code in codes if code != code.lower() or len(code) > LONGEST_CODE] == []


@pytest.mark.parametrize("codes", CODES)
def test_code_stands_once(codes):
    assert len(set(codes)) == len(codes.__members__)


def test_frames_and_partners_plans_are_decided_by_others():
    assert {kind for kind in DocumentKind if not kind.is_ours} == {
        DocumentKind.GLOBAL,
        DocumentKind.EUROPEAN,
        DocumentKind.NATIONAL,
        DocumentKind.PARTNER_PLAN,
    }
