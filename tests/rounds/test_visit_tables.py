"""What a visit may say, and who may note it: every branch of the rules, as tables."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from tests.factories import MONDAY
from tests.rounds.test_planned_reports import case
from tests.rounds.test_templates import adopted
from tests.rounds.test_visits import SEEN, visited
from tests.rounds.walks import told
from varv.core.questions import Question
from varv.core.refusals import Refusal, RuleBroken
from varv.core.roles import Actor, Role
from varv.overview.words import refusal
from varv.regions.models import TrailEntry
from varv.rounds import operations, rules
from varv.rounds.models import Visit

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
MAY_START = {Role.HANDLER, Role.ANALYST, Role.STRATEGIST}


def said(deed, *args) -> str:
    """The sentence that the deed is refused with."""
    with pytest.raises(Refusal) as refused:
        deed(*args)
    with override("sv"):
        return refusal(refused.value)


@pytest.mark.parametrize("role", Role)
def test_visits_are_for_those_who_may_start_insatser(role):
    code = told(rules.check_note_visit, Actor(1, 1, "Någon", frozenset({role})))

    assert (code == "may") is (role in MAY_START)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "may"),
        ({"see": "Två av fyra."}, "may"),
        ({"see": "", "hard": " "}, "may"),
        ({"q9": ""}, "visit.unknown_question"),
        ({"see": "Två.", "q9": "Ja."}, "visit.unknown_question"),
    ],
)
def test_check_answers_wants_the_questions_that_were_asked(answers, code):
    questions = (Question("see", "Vad fick vi se?"), Question("hard", "Vad är svårt?"))

    assert told(rules.check_answers, answers, questions) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "may"),
        ("Tre av fem i 2026 års kull, 25 deltagare.", "may"),
        ("Kontakta handläggaren på kommunen.", "may"),
        ("Fråga bo.ek@example.org", "visit.personal_data"),
        ("850101-1236 var med", "visit.personal_data"),
        ("Ring 070-174 06 05", "visit.personal_data"),
    ],
)
@pytest.mark.parametrize("field", ["summary", "answer_see"])
def test_check_no_personal_data_names_the_field(field, text, code):
    texts = {"first": "Inget särskilt.", field: text}

    assert told(rules.check_no_personal_data, texts) == code
    if code != "may":
        with pytest.raises(RuleBroken) as refused:
            rules.check_no_personal_data(texts)
        assert refused.value.facts == {"field": field}


def test_the_refusals_of_a_visit_say_that_nothing_is_lost():
    assert said(rules.check_no_personal_data, {"summary": "Ring 070-174 06 05"}) == (
        "Det finns ett personnummer, en e-postadress eller ett telefonnummer i texten, och det hör inte hemma i "
        "anteckningarna. Skriv rollen eller organisationen i stället. Inget har sparats än."
    )
    assert said(rules.check_answers, {"q9": "Ja."}, ()) == (
        "Frågorna har ändrats under tiden. Ladda om sidan och se hur det står till."
    )


def test_the_answers_of_a_visit_stand_in_the_order_of_the_questions(anna):
    adopted(anna)

    visit = visited(anna, answers={"help": "Besked.", "see": "Två av fyra.", "chain": "\n"})

    assert list(visit.answers.items()) == [("see", "Två av fyra."), ("help", "Besked.")]


def test_edit_visit_moves_the_day_and_empties_what_is_taken_away(anna):
    adopted(anna)
    visit = visited(anna)
    changed = SEEN | {"visited_on": date(2026, 5, 6), "answers": {"see": " "}, "summary": ""}

    operations.edit_visit(visit=visit, **changed, revision=1, by=anna, at=LATER)

    visit.refresh_from_db()
    assert (visit.visited_on, visit.answers, visit.summary) == (date(2026, 5, 6), {}, "")
    assert TrailEntry.objects.about(visit).last().before["visited_on"] == "2026-05-05"


def test_edit_visit_is_refused_questions_of_a_later_version_and_keeps_what_stood(anna):
    adopted(anna)
    visit = visited(anna)
    adopted(anna)

    code = told(
        operations.edit_visit, visit=visit, **(SEEN | {"answers": {"q1": "Ja."}}), revision=1, by=anna, at=LATER
    )

    visit.refresh_from_db()
    assert (code, visit.answers) == ("visit.unknown_question", {"see": SEEN["answers"]["see"]})


def test_visits_of_an_insats_under_way_and_of_a_case_alone_are_kept_alike(anna, bo):
    tied = visited(anna, project=case(anna, bo), answers={})
    alone = visited(anna, answers={})

    assert set(Visit.objects.of(anna.region_id)) == {tied, alone}
