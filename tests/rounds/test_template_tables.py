"""Who may change what is asked, when, and in which words it is refused: every branch, as tables."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from tests.factories import MONDAY, QuestionTemplateFactory
from tests.people import verbs
from tests.rounds.test_templates import WHAT, adopted, asked, drafted, keys
from tests.rounds.walks import told
from varv.core.asking import TemplateKind
from varv.core.questions import Question, read_questions
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, Role
from varv.core.workflow import TemplateState
from varv.overview.words import refusal
from varv.regions.models import TrailEntry
from varv.rounds import operations, rules
from varv.rounds.first_templates import first_template, next_key
from varv.rounds.models import QuestionTemplate

LATER = MONDAY + timedelta(days=1)
RUN_ROUNDS = {Role.STRATEGIST, Role.MANAGER}
ONE = (Question("see", "Vad fick vi se?"),)
STRATEGIST = Actor(1, 1, "Anna", frozenset({Role.STRATEGIST}))


def somebody(role: Role) -> Actor:
    return Actor(1, 1, "Någon", frozenset({role}))


def version(kind=TemplateKind.VISIT, state=TemplateState.DRAFT) -> QuestionTemplate:
    """A version that is not saved: the rule asks only what it is."""
    return QuestionTemplate(kind=kind, state=state)


def sentence(check, *args) -> str:
    """What the person reads when the check says no."""
    with pytest.raises(RuleBroken) as refused, override("sv"):
        check(*args)
    with override("sv"):
        return refusal(refused.value)


def last_change(template) -> tuple[dict, dict]:
    entry = TrailEntry.objects.about(template).last()
    return entry.before, entry.after


# --- who and when -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_check_edit_template_is_for_those_who_run_rounds(role):
    code = told(rules.check_edit_template, version(), somebody(role))

    assert (code == "may") is (role in RUN_ROUNDS)


@pytest.mark.parametrize("role", Role)
def test_check_adopt_template_is_for_those_who_run_rounds(role):
    code = told(rules.check_adopt_template, version(), ONE, somebody(role))

    assert (code == "may") is (role in RUN_ROUNDS)


@pytest.mark.parametrize("state", [TemplateState.IN_USE, TemplateState.RETIRED])
@pytest.mark.parametrize("kind", TemplateKind)
def test_check_edit_template_says_how_the_version_stands(kind, state):
    with pytest.raises(RuleBroken) as refused:
        rules.check_edit_template(version(kind, state), STRATEGIST)

    assert (refused.value.code, refused.value.facts) == ("template.not_a_draft", {"now": state})


@pytest.mark.parametrize(
    ("kind", "questions", "code"),
    [
        (TemplateKind.HALF_YEAR, (), "may"),
        (TemplateKind.HALF_YEAR, ONE, "may"),
        (TemplateKind.PROGRESS, (), "template.empty"),
        (TemplateKind.PROGRESS, ONE, "may"),
        (TemplateKind.FINAL, (), "template.empty"),
        (TemplateKind.FINAL, ONE, "may"),
        (TemplateKind.FOLLOW_UP, (), "template.empty"),
        (TemplateKind.FOLLOW_UP, ONE, "may"),
        (TemplateKind.VISIT, (), "template.empty"),
        (TemplateKind.VISIT, ONE, "may"),
    ],
)
def test_check_adopt_template_wants_a_question_of_all_but_the_half_year(kind, questions, code):
    assert told(rules.check_adopt_template, version(kind), questions, STRATEGIST) == code


@pytest.mark.parametrize("state", [TemplateState.IN_USE, TemplateState.RETIRED])
def test_check_adopt_template_tells_of_the_state_before_it_tells_of_the_questions(state):
    assert told(rules.check_adopt_template, version(state=state), (), STRATEGIST) == "state.no_such_step"


# --- names and questions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Besök", "may"),
        (" Besök ", "may"),
        ("", "template.name_missing"),
        (" \t\n", "template.name_missing"),
    ],
)
def test_check_name_template_wants_something_to_read(name, code):
    assert told(rules.check_name_template, name) == code


@pytest.mark.parametrize(
    ("there", "code"),
    [
        (0, "may"),
        (rules.MOST_QUESTIONS - 1, "may"),
        (rules.MOST_QUESTIONS, "template.too_many"),
        (rules.MOST_QUESTIONS + 1, "template.too_many"),
    ],
)
def test_check_add_question_has_room_for_the_last_one(there, code):
    questions = tuple(Question(f"q{number}", f"Fråga {number}?") for number in range(there))

    assert told(rules.check_add_question, questions) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Vad fick vi höra?", "may"),
        ("Vad fick vi se", "may"),
        ("", "template.question_missing"),
        ("\n ", "template.question_missing"),
        ("Vad fick vi se?", "template.asked_already"),
        ("VAD FICK VI SE?", "template.asked_already"),
        ("  Vad fick vi se?\n", "template.asked_already"),
    ],
)
def test_check_question_sees_the_same_question_in_other_letters(text, code):
    assert told(rules.check_question, text, ONE) == code


def test_the_refusals_of_a_template_tell_what_to_do():
    full = tuple(Question(f"q{number}", f"Fråga {number}?") for number in range(rules.MOST_QUESTIONS))

    assert sentence(rules.check_name_template, "") == "Skriv vad mallen heter."
    assert sentence(rules.check_question, "", ()) == "Skriv frågan."
    assert sentence(rules.check_question, ONE[0].text, ONE) == "Mallen frågar redan detta. Ändra den frågan i stället."
    assert (
        sentence(rules.check_add_question, full)
        == "Det finns redan 20 frågor. Ta bort en först: ett för långt formulär ger tunna svar."
    )
    assert (
        sentence(rules.check_adopt_template, version(), (), STRATEGIST)
        == "Mallen frågar ingenting än. Lägg till minst en fråga först."
    )


def test_the_refusal_of_a_second_draft_names_the_kind(anna):
    drafted(anna, TemplateKind.FOLLOW_UP)

    assert sentence(rules.check_draft_template, TemplateKind.FOLLOW_UP, anna) == (
        "Det finns redan ett utkast till frågorna för ”Uppföljning efter avslut”. "
        "Fortsätt med det, så att det inte blir två nya versioner på en gång."
    )


@pytest.mark.parametrize("state", [TemplateState.IN_USE, TemplateState.RETIRED])
def test_check_draft_template_minds_only_drafts(anna, state):
    QuestionTemplateFactory(region_id=anna.region_id, kind=TemplateKind.VISIT, state=state)

    assert told(rules.check_draft_template, TemplateKind.VISIT, anna) == "may"


def test_check_draft_template_minds_only_drafts_of_the_region(anna, stig):
    drafted(stig)

    assert told(rules.check_draft_template, TemplateKind.VISIT, anna) == "may"
    assert told(rules.check_draft_template, TemplateKind.VISIT, stig) == "template.draft_there"


# --- the questions that come with Varv ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "asks", "demands"),
    [
        (TemplateKind.HALF_YEAR, "Halvårsrapport", ["conditions", "reached"], set()),
        (
            TemplateKind.PROGRESS,
            "Lägesrapport",
            ["timetable", "deviations", "led_to", "money", "partners", "equal"],
            {"timetable", "led_to"},
        ),
        (
            TemplateKind.FINAL,
            "Slutrapport",
            ["difference", "how", "not_reached", "lives_on", "again", "look_later"],
            {"difference", "how", "not_reached", "lives_on"},
        ),
        (
            TemplateKind.FOLLOW_UP,
            "Uppföljning efter avslut",
            ["remains", "holds", "others", "faded"],
            {"remains", "holds"},
        ),
        (
            TemplateKind.VISIT,
            "Frågor vid projektbesök",
            ["see", "chain", "for_whom", "surprise", "hard", "help"],
            {"see"},
        ),
    ],
)
def test_first_template_asks_this_and_demands_this(kind, name, asks, demands):
    first = first_template(kind)

    assert (first.name, [question.key for question in first.questions]) == (name, asks)
    assert {question.key for question in first.questions if question.required} == demands


@pytest.mark.parametrize("kind", TemplateKind)
def test_first_template_never_asks_the_same_twice_and_leaves_room_for_more(kind):
    questions = first_template(kind).questions

    assert len({question.text.casefold() for question in questions}) == len(questions)
    assert len(questions) < rules.MOST_QUESTIONS


def test_first_template_is_read_once():
    assert first_template(TemplateKind.VISIT) is first_template(TemplateKind.VISIT)


@pytest.mark.parametrize(
    ("used", "key"),
    [
        (["q2", "q3"], "q1"),
        (["q1", "q3"], "q2"),
        (["q1", "q1", "q2"], "q3"),
        ([f"q{number}" for number in range(1, 41)], "q41"),
        (["see", "q01"], "q1"),
    ],
)
def test_next_key_fills_the_first_place_that_was_never_taken(used, key):
    assert next_key(used) == key


# --- what the verbs leave behind ----------------------------------------------------------------------------------


def test_rename_template_tells_the_trail_both_names(anna):
    template = drafted(anna)

    operations.rename_template(template=template, name="Besök 2027", revision=1, by=anna, at=LATER)

    assert last_change(template) == ({"name": "Frågor vid projektbesök"}, {"name": "Besök 2027"})


def test_a_draft_made_after_a_change_begins_from_what_is_in_use_and_not_from_what_was(anna):
    adopted(anna)
    second = drafted(anna)
    operations.add_question(template=second, **WHAT, revision=1, by=anna, at=LATER)
    operations.adopt_template(template=second, revision=2, by=anna, at=LATER)

    third = drafted(anna)

    assert (third.version, keys(third)) == (3, keys(second))
    assert asked(third)[-1].text == "Vad säger deltagarna?"


def test_kinds_count_their_versions_apart(anna):
    adopted(anna)
    adopted(anna)

    assert (drafted(anna).version, drafted(anna, TemplateKind.FINAL).version) == (3, 1)


def test_add_question_keeps_what_it_is_called_without_the_space_around_it(anna):
    template = drafted(anna)
    what = {"text": "  Vad säger deltagarna?\n", "hint": "", "thin": "", "good": "", "required": False}

    operations.add_question(template=template, **what, revision=1, by=anna, at=LATER)

    assert asked(template)[-1] == Question("q1", "Vad säger deltagarna?")


def test_edit_question_can_demand_an_answer_no_longer(anna):
    template = drafted(anna)
    before = asked(template)[0]
    what = {"text": before.text, "hint": before.hint, "thin": before.thin, "good": before.good}

    operations.edit_question(template=template, key="see", **what, required=False, revision=1, by=anna, at=LATER)

    assert (before.required, asked(template)[0].required) == (True, False)
    assert asked(template)[1:] == first_template(TemplateKind.VISIT).questions[1:]


@pytest.mark.parametrize(
    ("key", "steps", "order"),
    [
        ("see", 0, ["see", "chain", "for_whom", "surprise", "hard", "help"]),
        ("see", 5, ["chain", "for_whom", "surprise", "hard", "help", "see"]),
        ("see", 99, ["chain", "for_whom", "surprise", "hard", "help", "see"]),
        ("help", -5, ["help", "see", "chain", "for_whom", "surprise", "hard"]),
        ("help", -99, ["help", "see", "chain", "for_whom", "surprise", "hard"]),
        ("surprise", 1, ["see", "chain", "for_whom", "hard", "surprise", "help"]),
        ("surprise", -2, ["see", "surprise", "chain", "for_whom", "hard", "help"]),
    ],
)
def test_move_question_goes_no_further_than_the_ends(anna, key, steps, order):
    template = drafted(anna)

    operations.move_question(template=template, key=key, steps=steps, revision=1, by=anna, at=LATER)

    assert keys(template) == order


DEEDS = [
    (operations.rename_template, {"name": "Besök"}),
    (operations.add_question, WHAT),
    (operations.edit_question, {**WHAT, "key": "see"}),
    (operations.move_question, {"key": "see", "steps": 1}),
    (operations.remove_question, {"key": "see"}),
    (operations.adopt_template, {}),
]


@pytest.mark.parametrize(("deed", "said"), DEEDS)
def test_no_deed_is_done_on_an_old_page(anna, deed, said):
    template = drafted(anna)
    operations.remove_question(template=template, key="help", revision=1, by=anna, at=MONDAY)

    code = told(deed, template=template, **said, revision=1, by=anna, at=LATER)

    assert (code, verbs(template)) == ("stale", ["drafted", "edited"])


@pytest.mark.parametrize(("deed", "said"), DEEDS)
def test_no_deed_is_done_by_a_reporter(anna, bo, deed, said):
    template = drafted(anna)

    code = told(deed, template=template, **said, revision=1, by=bo, at=LATER)

    template.refresh_from_db()
    assert (code != "may", template.revision, verbs(template)) == (True, 1, ["drafted"])


@pytest.mark.parametrize("deed", [operations.edit_question, operations.move_question, operations.remove_question])
def test_a_question_that_was_taken_away_meanwhile_is_told_of(anna, deed):
    said = {operations.edit_question: WHAT, operations.move_question: {"steps": 1}}.get(deed, {})

    assert (
        told(deed, template=drafted(anna), key="q9", **said, revision=1, by=anna, at=LATER)
        == "template.no_such_question"
    )


def test_adopt_template_tells_the_trail_when_and_what_retired(anna):
    first = adopted(anna)
    second = drafted(anna)

    operations.adopt_template(template=second, revision=1, by=anna, at=LATER)

    first.refresh_from_db()
    assert (first.state, first.adopted_at) == (TemplateState.RETIRED, MONDAY)
    assert last_change(first) == ({"state": "in_use"}, {"state": "retired"})
    assert last_change(second)[1]["state"] == "in_use"


def test_adopt_template_leaves_the_other_regions_version_in_use(anna, stig):
    theirs = adopted(stig)

    adopted(anna)

    theirs.refresh_from_db()
    assert (theirs.state, verbs(theirs)) == (TemplateState.IN_USE, ["drafted", "adopted"])


def test_a_version_in_use_can_be_read_back_as_it_was_written(anna):
    template = drafted(anna)
    operations.add_question(template=template, **WHAT, revision=1, by=anna, at=LATER)
    operations.adopt_template(template=template, revision=2, by=anna, at=LATER)

    again = QuestionTemplate.objects.of(anna.region_id).get(pk=template.pk)

    assert read_questions(again.questions)[-1] == Question("q1", **WHAT)
