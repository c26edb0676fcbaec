"""What was made of a lesson, told badly: every no keeps the words, and nothing is noted."""

import json

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    EvaluationFactory,
    GenericActivityFactory,
    InitiativeFactory,
    LessonFactory,
    LessonUseFactory,
    SteeringDocumentFactory,
)
from tests.learning.walks import noted_lesson, person, questions
from tests.people import verbs
from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.workflow import LessonState
from varv.learning import operations
from varv.learning.models import LessonUse
from varv.learning.rules.uses import PLANNED

pytestmark = pytest.mark.django_db

KEPT = "Det här har jag redan skrivit."
HUGE = "9" * 40
SCRIPT = {"headers": {"accept": "application/json"}}
MADE = {
    "initiative": InitiativeFactory,
    "chain": ChainFactory,
    "document": SteeringDocumentFactory,
    "evaluation": EvaluationFactory,
}


@pytest.fixture
def lesson(alvmark):
    return LessonFactory(state=LessonState.ACCEPTED, generic_activity=GenericActivityFactory())


def page(lesson):
    return f"/alvmark/lardomar/{lesson.pk}/svara/"


def said(**told):
    return {"heed": "disagree", "because": KEPT, "place": "start_initiative"} | told


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"heed": "used\x00"}, "heed"),
        ({"because": f"{KEPT} " * 70}, "because"),
        ({"because": f"{KEPT}\x00"}, "because"),
        ({"place": ""}, "place"),
        ({"initiative": "0"}, "initiative"),
        ({"chain": HUGE}, "chain"),
        ({"document": "-1"}, "document"),
        ({"evaluation": "1.5"}, "evaluation"),
    ],
)
def test_an_answer_that_cannot_be_read_keeps_its_words_and_says_where(changed, field, bo, visit, lesson):
    response = visit(bo).post(page(lesson), said(**changed))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert KEPT in text(response)
    assert not LessonUse.objects.exists()


@pytest.mark.parametrize("place", list(RecallPlace))
def test_each_place_plans_one_kind_of_thing_and_no_other(place, bo, visit, lesson):
    rows = {kind: factory() for kind, factory in MADE.items()}
    client = visit(bo)

    answers = {
        kind: client.post(page(lesson), said(place=place.value, **{kind: str(row.pk)})).status_code
        for kind, row in rows.items()
    }

    assert answers == {kind: 302 if kind == PLANNED[place] else 422 for kind in MADE}
    assert LessonUse.objects.count() == 1


@pytest.mark.parametrize("kind", list(MADE))
def test_what_another_region_plans_is_not_there(kind, bo, sydland, visit, lesson):
    place = next(place for place in RecallPlace if PLANNED[place] == kind)
    theirs = MADE[kind](region=sydland)

    response = visit(bo).post(page(lesson), said(place=place.value, **{kind: str(theirs.pk)}))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [kind])
    assert KEPT in text(response)


@pytest.mark.parametrize("heed", [Heed.NOT_RELEVANT, Heed.DISAGREE])
@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_no_without_a_reason_is_asked_for_one(heed, blank, bo, visit, lesson):
    response = visit(bo).post(page(lesson), said(heed=heed.value, because=blank))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["because"])
    assert not LessonUse.objects.exists()


def test_a_script_is_told_every_fault_at_once_and_nothing_else(bo, visit, lesson):
    response = visit(bo).post(page(lesson), said(heed="", place="", chain="x"), **SCRIPT)

    told = json.loads(response.content)
    assert (response.status_code, list(told), len(told["errors"])) == (422, ["errors"], 3)
    assert all(isinstance(one, str) and one for one in told["errors"])


@pytest.mark.parametrize("state", [LessonState.DRAFT, LessonState.WORKED_UP, LessonState.RETIRED])
def test_only_a_lesson_that_holds_is_answered(state, anna, visit, alvmark):
    lesson = LessonFactory(state=state, author_id=anna.person_id, offered_at=MONDAY)

    response = visit(anna).post(page(lesson), said())

    assert (response.status_code, LessonUse.objects.exists(), verbs(lesson)) == (302, False, [])


@pytest.mark.parametrize(("who", "status"), [("cilla", 403), ("frida", 403), ("stig", 404)])
def test_who_may_not_answer_cannot_with_a_script_either(who, status, request, visit, lesson):
    client = visit(request.getfixturevalue(who))

    answers = {client.post(page(lesson), said()).status_code, client.post(page(lesson), said(), **SCRIPT).status_code}

    assert (answers, client.get(page(lesson)).status_code) == ({status}, status)
    assert not LessonUse.objects.exists()


def test_a_chosen_reader_of_a_draft_is_not_asked_what_they_made_of_it(bo, egon, visit):
    draft = noted_lesson(bo)
    operations.show_lesson(lesson=draft, person=person(egon), by=bo, at=MONDAY)

    response = visit(egon).post(page(draft), said())

    assert (response.status_code, LessonUse.objects.exists()) == (302, False)
    assert page(draft) not in text(visit(egon).get(f"/alvmark/lardomar/{draft.pk}/"))


def test_the_same_answer_sent_twice_is_one_and_another_is_another(bo, visit, lesson):
    client, initiative = visit(bo), InitiativeFactory()
    for because in (KEPT, f"  {KEPT} ", "Nej, nu ser jag det annorlunda."):
        client.post(page(lesson), said(because=because, initiative=str(initiative.pk)))

    uses = LessonUse.objects.order_by("pk")

    assert [use.because for use in uses] == [KEPT, "Nej, nu ser jag det annorlunda."]
    assert verbs(lesson).count("put_up_for_review") == 1


def test_what_is_written_in_an_answer_is_shown_as_it_was_written_and_does_nothing(bo, anna, visit, lesson):
    visit(bo).post(page(lesson), said(because="<script>alert(1)</script> & så"))

    shown = text(visit(anna).get(f"/alvmark/lardomar/{lesson.pk}/"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; så" in shown
    assert "<script>alert" not in shown


@pytest.mark.parametrize("address", ["/alvmark/insatser/ny/?aktivitet={activity}", "/alvmark/insatser/{initiative}/"])
def test_bringing_to_mind_asks_as_often_for_one_as_for_four(address, anna, visit, lesson):
    activity = lesson.generic_activity
    initiative = InitiativeFactory(generic_activity=activity)
    there, client = address.format(activity=activity.pk, initiative=initiative.pk), visit(anna)
    LessonUseFactory(lesson=lesson, initiative=initiative)
    client.get(there)
    one = questions(lambda: client.get(there))

    for _ in range(3):
        more = LessonFactory(state=LessonState.ACCEPTED, generic_activity=activity)
        LessonUseFactory(lesson=more, initiative=initiative, person_id=anna.person_id)

    assert questions(lambda: client.get(there)) == one


@pytest.mark.parametrize("asked", ["", "x", "-1", "0", HUGE, "1.5", "%00"])
def test_a_kind_of_activity_that_is_not_one_brings_nothing_to_mind_and_breaks_nothing(asked, anna, visit, lesson):
    response = visit(anna).get(f"/alvmark/insatser/ny/?aktivitet={asked}")

    assert response.status_code in {200, 302, 404}
    assert lesson.statement not in text(response)
