import pytest

from varv.core.refusals import NotAllowed, Refusal, RuleBroken, holds


def check_is_open(day: str, *, open_until: str) -> None:
    if day > open_until:
        raise RuleBroken("round.closed", day=day)


def check_is_anna(name: str) -> None:
    if name != "anna":
        raise NotAllowed("not_allowed", name=name)


@pytest.mark.parametrize("kind", [NotAllowed, RuleBroken])
def test_refusal_carries_its_code_and_its_facts(kind):
    refusal = kind("report.comment_missing", report=7, missing=2)

    assert isinstance(refusal, Refusal)
    assert refusal.code == "report.comment_missing"
    assert refusal.facts == {"report": 7, "missing": 2}


def test_refusal_without_facts_has_none():
    assert RuleBroken("round.closed").facts == {}


def test_refusal_reads_as_its_code_in_a_log():
    assert str(RuleBroken("round.closed", day="2026-08-31")) == "round.closed"


def test_not_this_person_and_not_now_are_different_answers():
    assert not issubclass(NotAllowed, RuleBroken)
    assert not issubclass(RuleBroken, NotAllowed)


def test_holds_is_true_when_the_check_lets_it_pass():
    assert holds(check_is_open, "2026-08-30", open_until="2026-08-31") is True
    assert holds(check_is_anna, "anna") is True


def test_holds_is_false_when_a_rule_is_broken():
    assert holds(check_is_open, "2026-09-01", open_until="2026-08-31") is False


def test_holds_is_false_when_the_person_may_not():
    assert holds(check_is_anna, "cilla") is False


def test_holds_does_not_hide_a_mistake_in_the_check():
    with pytest.raises(TypeError):
        holds(check_is_open, "2026-08-30")
