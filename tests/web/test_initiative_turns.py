"""An insats from its beginning to its end: its steps, its frame, and what comes of it."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.translation import gettext as _

from tests.delivery.walks import running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    InitiativeFactory,
    PlannedResultFactory,
)
from tests.people import verbs
from varv.core.kinds import Ending, InitiativeKind, Severity, StrategyPhase
from varv.core.refusals import RuleBroken
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.delivery.models import Initiative, Milestone, Risk
from varv.overview.words import refusal
from varv.web.gate import today

pytestmark = pytest.mark.django_db

BASE = "/alvmark"
REACH = _("Choose a day between 1990 and 2100.")


@pytest.fixture
def insats(anna, bo):
    return running(anna, bo, name="Yrkesväxling")


@pytest.fixture
def milestone(insats, bo) -> Milestone:
    return operations.plan_milestone(initiative=insats, text="Första kursen", due_on=date(2026, 6, 1), by=bo, at=MONDAY)


@pytest.fixture
def risk(insats, bo) -> Risk:
    return operations.note_risk(
        initiative=insats,
        text="Få söker",
        likelihood=Severity.HIGH,
        harm=Severity.MEDIUM,
        answer="",
        by=bo,
        at=MONDAY,
    )


def of(initiative, part="") -> str:
    return f"{BASE}/insatser/{initiative.pk}/{part}"


def text(response) -> str:
    return response.content.decode()


def told(response) -> list[str]:
    """What is said on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def wrong(response) -> tuple[int, dict[str, list[str]]]:
    """The status, and what was explained beside which field."""
    return response.status_code, {name: list(words) for name, words in response.context["form"].errors.items()}


def said(code, **facts) -> str:
    return refusal(RuleBroken(code, **facts))


# --- begin, pause and take up again ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "step", "after", "verb", "words"),
    [
        (
            InitiativeState.PLANNED,
            "borja",
            InitiativeState.RUNNING,
            "begun",
            "Arbetet har börjat. Från och med nu frågar omgångarna efter rapporter.",
        ),
        (
            InitiativeState.RUNNING,
            "pausa",
            InitiativeState.PAUSED,
            "paused",
            "Arbetet vilar. Omgångarna frågar ändå vad som kom ut av det.",
        ),
        (InitiativeState.PAUSED, "ateruppta", InitiativeState.RUNNING, "resumed", "Arbetet fortsätter."),
    ],
)
def test_a_step_is_taken_and_said(visit, anna, before, step, after, verb, words):
    insats = InitiativeFactory(state=before)

    response = visit(anna).post(of(insats, f"steg/{step}/"))

    insats.refresh_from_db()
    assert (response.url, told(response)) == (of(insats), [words])
    assert (insats.state, verbs(insats)) == (after, [verb])


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (InitiativeState.PLANNED, ["borja"]),
        (InitiativeState.RUNNING, ["pausa"]),
        (InitiativeState.PAUSED, ["ateruppta"]),
        (InitiativeState.ENDED, []),
    ],
)
def test_a_step_is_offered_only_from_where_it_leads_on(visit, anna, cilla, state, offered):
    insats = InitiativeFactory(state=state)

    assert [slug for slug, _step in visit(anna).get(of(insats)).context["steps"]] == offered
    assert visit(cilla).get(of(insats)).context["steps"] == []


@pytest.mark.parametrize("step", ["borja", "pausa", "ateruppta"])
def test_a_step_of_what_has_ended_says_that_it_has(visit, anna, step):
    insats = InitiativeFactory(state=InitiativeState.ENDED)

    response = visit(anna).post(of(insats, f"steg/{step}/"))

    assert (response.url, told(response)) == (f"{BASE}/", [said("initiative.ended")])
    assert verbs(insats) == []


def test_nothing_of_what_has_ended_opens(visit, insats, bo, milestone, risk):
    operations.end_initiative(initiative=insats, by=bo, at=MONDAY)
    asked = {
        insats: [
            "edit",
            "end",
            "add_person",
            "join_partner",
            "set_places",
            "plan_milestone",
            "note_risk",
            "plan_result",
        ],
        milestone: ["edit_milestone", "reach_milestone"],
        risk: ["edit_risk", "close_risk"],
    }
    addresses = [reverse(f"delivery:{view}", args=["alvmark", row.pk]) for row in asked for view in asked[row]]

    answers = {address: told(visit(bo).get(address)) for address in addresses}

    assert answers == {address: [said("initiative.ended")] for address in addresses}


# --- change ---------------------------------------------------------------------------------------------------------


def frame(initiative, **changed) -> dict:
    values = {
        "name": initiative.name,
        "description": initiative.description,
        "kind": initiative.kind.value,
        "unit": initiative.unit_id,
        "responsible": initiative.responsible_id,
        "starts_on": initiative.starts_on.isoformat(),
        "ends_on": "",
        "phase": "",
        "chain": initiative.chain_id or "",
        "revision": initiative.revision,
    }
    return values | changed


def test_the_frame_is_changed_and_said(visit, insats, bo):
    changes = {"kind": "external", "phase": "closing", "ends_on": insats.starts_on.isoformat()}

    response = visit(bo).post(of(insats, "andra/"), frame(insats, **changes))

    insats.refresh_from_db()
    assert (response.url, told(response)) == (of(insats), ["Insatsen är ändrad."])
    assert (insats.kind, insats.phase, insats.ends_on) == (
        InitiativeKind.EXTERNAL,
        StrategyPhase.CLOSING,
        insats.starts_on,
    )


def test_the_frame_says_exactly_what_does_not_hold(visit, insats, anna, bo, cilla):
    started(anna, bo, name="Validering")
    day_before = (insats.starts_on - timedelta(days=1)).isoformat()
    answers = {
        "name": ("Validering", said("initiative.name_taken", name="Validering")),
        "ends_on": (day_before, said("initiative.ends_before_start")),
        "responsible": (cilla.person_id, said("initiative.responsible_cannot_report", name="Cilla")),
        "starts_on": ("1989-12-31", REACH),
    }

    for field, (written, words) in answers.items():
        response = visit(bo).post(of(insats, "andra/"), frame(insats, **{field: written}))

        assert wrong(response) == (422, {field: [words]})
        assert str(response.context["form"][field].value()) == str(written)


def test_a_chain_that_a_result_stands_on_is_kept(visit, anna, bo):
    chain, another = ChainFactory(), ChainFactory()
    insats = started(anna, bo, name="Med kedja", chain=chain)
    PlannedResultFactory(initiative=insats, step=ChainStepFactory(chain=chain, level=Level.OUTPUT))

    answers = [wrong(visit(bo).post(of(insats, "andra/"), frame(insats, chain=to))) for to in ("", another.pk)]

    insats.refresh_from_db()
    assert answers == [(422, {"chain": [said("initiative.chain_in_use")]})] * 2
    assert insats.chain == chain


# --- the end and what comes of it -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "reason"), [("completed", ""), ("completed", "Allt är gjort."), ("stopped", "Slut.")]
)
def test_the_end_is_kept_as_it_was_said(visit, insats, bo, ending, reason):
    response = visit(bo).post(of(insats, "avsluta/"), {"ending": ending, "reason": reason})

    insats.refresh_from_db()
    assert told(response) == ["Arbetet är avslutat. Allt som är rapporterat står kvar."]
    assert (insats.ending, insats.ended_because, insats.ended_on) == (Ending(ending), reason, today())


def test_a_copy_begins_today_and_says_what_to_do(visit, insats, anna, alvmark):
    form = visit(anna).get(of(insats, "kopiera/")).context["form"]
    response = visit(anna).post(of(insats, "kopiera/"), {"name": "Söder", "starts_on": "2027-01-01", "ends_on": ""})

    assert (form["starts_on"].value(), form["name"].value()) == (today(), None)
    assert told(response) == ["Kopian är planerad. Ändra det som ska skilja."]
    assert Initiative.objects.of(alvmark.pk).get(name="Söder").responsible_id == insats.responsible_id


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Norr", "initiative.split_into_one"),
        ("Norr\nNorr", "initiative.same_name_twice"),
        ("Norr\n  Norr ", "initiative.same_name_twice"),
    ],
)
def test_a_split_says_how_the_names_are_to_be(visit, insats, anna, names, code):
    response = visit(anna).post(of(insats, "dela/"), {"names": names, "reason": "Två lag."})

    assert wrong(response) == (422, {"names": [said(code)]})
    assert response.context["form"]["names"].value() == names


def test_a_split_takes_ten_and_leaves_nobody_when_a_name_is_taken(visit, insats, anna, bo, alvmark):
    started(anna, bo, name="Del 9")
    names = "\n".join(f"Del {number}" for number in range(10))

    refused = visit(anna).post(of(insats, "dela/"), {"names": names, "reason": "Tio lag."})
    taken = visit(anna).post(of(insats, "dela/"), {"names": names.replace("Del 9", "Del 10"), "reason": "Tio lag."})

    assert said("initiative.name_taken", name="Del 9") in str(wrong(refused)[1])
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert Initiative.objects.of(alvmark.pk).filter(name__startswith="Del ").count() == 11


def test_a_merge_without_a_reason_says_what_is_missing(visit, insats, anna, bo):
    other = started(anna, bo, name="Validering")

    response = visit(anna).post(of(insats, "sla-ihop/"), {"others": [other.pk], "name": "Yrkesväxling", "reason": ""})
    taken = visit(anna).post(of(insats, "sla-ihop/"), {"others": [other.pk], "name": other.name, "reason": "Ja."})

    assert (response.status_code, list(wrong(response)[1])) == (422, ["reason"])
    assert wrong(taken) == (422, {"name": [said("initiative.name_taken", name="Validering")]})
    other.refresh_from_db()
    assert other.state is InitiativeState.PLANNED
