from datetime import date

import pytest

from tests.delivery.walks import started
from tests.factories import MONDAY
from tests.people import verbs
from varv.core.kinds import Severity
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import Risk

pytestmark = pytest.mark.django_db

SAID = {
    "text": "Företagen hinner inte delta",
    "likelihood": Severity.HIGH,
    "harm": Severity.MEDIUM,
    "answer": "Vi kommer till dem.",
}


@pytest.fixture
def risk(anna, bo) -> Risk:
    return operations.note_risk(initiative=started(anna, bo), **SAID, by=bo, at=MONDAY)


def edited(risk, by, **changed) -> None:
    operations.edit_risk(risk=risk, **({"revision": risk.revision} | SAID | changed), by=by, at=MONDAY)


def closed(risk, by, what_happened="Sju av tio kom.") -> None:
    operations.close_risk(risk=risk, what_happened=what_happened, by=by, at=MONDAY)
    risk.refresh_from_db()


def test_note_risk_keeps_how_likely_and_what_is_done(risk):
    risk.refresh_from_db()

    assert {name: getattr(risk, name) for name in SAID} == SAID
    assert (risk.closed_on, verbs(risk)) == (None, ["noted"])


def test_edit_risk_judges_it_anew(risk, bo):
    edited(risk, bo, likelihood=Severity.LOW)

    risk.refresh_from_db()
    assert (risk.likelihood, risk.harm, verbs(risk)) == (Severity.LOW, Severity.MEDIUM, ["noted", "edited"])


def test_edit_risk_refuses_a_stale_form(risk, bo):
    edited(risk, bo, answer="Vi ringer.")

    with pytest.raises(RuleBroken, match="stale"):
        edited(risk, bo, answer="Vi skriver.")


def test_close_risk_says_what_happened(risk, bo):
    closed(risk, bo)

    assert (risk.closed_on, risk.what_happened) == (date(2026, 11, 16), "Sju av tio kom.")
    assert verbs(risk) == ["noted", "closed"]


def test_close_risk_refuses_silence(risk, bo):
    with pytest.raises(RuleBroken) as refused:
        closed(risk, bo, what_happened=" ")

    assert (refused.value.code, refused.value.facts["field"]) == ("risk.what_happened_missing", "what_happened")


def test_a_closed_risk_is_history(risk, bo):
    closed(risk, bo)

    for again in (closed, edited):
        with pytest.raises(RuleBroken, match=r"risk\.closed"):
            again(risk, bo)

    assert verbs(risk) == ["noted", "closed"]


def test_risks_are_for_those_who_may_edit(risk, disa):
    for attempt in (closed, edited):
        with pytest.raises(NotAllowed):
            attempt(risk, disa)
    with pytest.raises(NotAllowed):
        operations.note_risk(initiative=risk.initiative, **SAID, by=disa, at=MONDAY)

    assert verbs(risk) == ["noted"]
