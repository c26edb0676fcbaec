from datetime import date, timedelta

import pytest

from tests.factories import MONDAY, ProjectFactory
from tests.people import verbs
from tests.rounds.test_templates import adopted, drafted
from varv.core.asking import TemplateKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions.models import TrailEntry
from varv.rounds import operations
from varv.rounds.models import Visit

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
SEEN = {
    "visited_on": date(2026, 5, 5),
    "answers": {"see": "Två av fyra stationer är i drift.", "hard": " "},
    "summary": "Testbädden går.",
    "learned": "Operatörerna felsöker på en timme.",
    "to_follow_up": "Verkstäderna är inte tillfrågade.",
}


def visited(by, **changed):
    project = changed.pop("project", None) or ProjectFactory(region_id=by.region_id)
    return operations.note_visit(project=project, **(SEEN | changed), by=by, at=MONDAY)


def test_note_visit_keeps_what_was_said_under_the_questions_in_use(anna, egon):
    template = adopted(anna)

    visit = visited(egon)

    visit.refresh_from_db()
    assert (visit.template, visit.visited_on, visit.summary) == (template, date(2026, 5, 5), "Testbädden går.")
    assert visit.answers == {"see": "Två av fyra stationer är i drift."}
    assert (visit.learned, visit.to_follow_up) == (SEEN["learned"], SEEN["to_follow_up"])
    assert verbs(visit) == ["noted"]


def test_note_visit_needs_no_template(anna):
    visit = visited(anna, answers={})

    assert (visit.template, visit.answers) == (None, {})


def test_note_visit_may_be_a_plan_with_nothing_written_yet(anna):
    visit = visited(anna, visited_on=date(2027, 3, 1), answers={}, summary="", learned="", to_follow_up="")

    assert (visit.visited_on, visit.summary) == (date(2027, 3, 1), "")


def test_note_visit_keeps_the_questions_it_was_made_with(anna):
    first = adopted(anna)
    visit = visited(anna)

    second = adopted(anna)

    visit.refresh_from_db()
    assert (visit.template, second.version) == (first, 2)


def test_note_visit_does_not_ask_what_is_only_a_draft_or_of_another_kind(anna):
    drafted(anna)
    adopted(anna, TemplateKind.FINAL)

    assert visited(anna, answers={}).template is None


def test_note_visit_is_refused_answers_to_what_was_not_asked(anna):
    adopted(anna)

    with pytest.raises(RuleBroken, match=r"visit\.unknown_question"):
        visited(anna, answers={"q9": "Ja."})

    assert not Visit.objects.of(anna.region_id).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answers": {"see": "Skriv till anna@example.org"}}, "answer_see"),
        ({"summary": "Vi mötte 850101-1236."}, "summary"),
        ({"learned": "Mejla bo.ek@example.org"}, "learned"),
        ({"to_follow_up": "Ring 070-174 06 05"}, "to_follow_up"),
    ],
)
def test_note_visit_is_refused_personal_data_and_keeps_none_of_it(anna, changed, field):
    adopted(anna)

    with pytest.raises(RuleBroken, match=r"visit\.personal_data") as refused:
        visited(anna, **changed)

    assert refused.value.facts == {"field": field}
    assert not Visit.objects.of(anna.region_id).exists()


def test_note_visit_is_for_those_who_may_start_insatser(bo, cilla, disa):
    for someone in (bo, cilla, disa):
        with pytest.raises(NotAllowed):
            visited(someone, answers={})


def test_edit_visit_goes_on_writing(anna):
    adopted(anna)
    visit = visited(anna)

    operations.edit_visit(
        visit=visit,
        **(SEEN | {"answers": {"see": "Tre av fyra.", "help": "Besked i mars."}, "summary": "Nästan klart."}),
        revision=1,
        by=anna,
        at=LATER,
    )

    visit.refresh_from_db()
    assert (visit.answers, visit.summary) == ({"see": "Tre av fyra.", "help": "Besked i mars."}, "Nästan klart.")
    assert verbs(visit) == ["noted", "edited"]


def test_edit_visit_tells_the_trail_what_was_changed(anna):
    visit = visited(anna, answers={})

    operations.edit_visit(visit=visit, **(SEEN | {"answers": {}, "learned": ""}), revision=1, by=anna, at=LATER)

    last = visit_trail(visit)
    assert (last.before, last.after) == ({"learned": SEEN["learned"]}, {"learned": ""})


def visit_trail(visit):
    return TrailEntry.objects.about(visit).last()


def test_edit_visit_is_refused_after_another_change(anna, egon):
    visit = visited(anna, answers={})
    operations.edit_visit(visit=visit, **(SEEN | {"answers": {}}), revision=1, by=egon, at=LATER)

    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_visit(visit=visit, **(SEEN | {"answers": {}}), revision=1, by=anna, at=LATER)


def test_edit_visit_is_refused_personal_data(anna):
    visit = visited(anna, answers={})

    with pytest.raises(RuleBroken, match=r"visit\.personal_data"):
        operations.edit_visit(
            visit=visit, **(SEEN | {"answers": {}, "summary": "850101-1236"}), revision=1, by=anna, at=LATER
        )

    visit.refresh_from_db()
    assert visit.summary == "Testbädden går."


def test_edit_visit_is_for_those_who_may_start_insatser(anna, bo):
    visit = visited(anna, answers={})

    with pytest.raises(NotAllowed):
        operations.edit_visit(visit=visit, **(SEEN | {"answers": {}}), revision=1, by=bo, at=LATER)
