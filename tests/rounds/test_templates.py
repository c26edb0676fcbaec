from dataclasses import asdict
from datetime import timedelta

import pytest

from tests.factories import MONDAY, QuestionTemplateFactory
from tests.people import verbs
from varv.core.asking import TemplateKind
from varv.core.questions import Question, read_questions
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import TemplateState
from varv.rounds import operations, rules
from varv.rounds.first_templates import first_template, next_key
from varv.rounds.models import QuestionTemplate

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
WHAT = {
    "text": "Vad säger deltagarna?",
    "hint": "Fråga två.",
    "thin": "Nöjda.",
    "good": "Tre av fem.",
    "required": True,
}


def drafted(by, kind=TemplateKind.VISIT):
    return operations.draft_template(kind=kind, by=by, at=MONDAY)


def adopted(by, kind=TemplateKind.VISIT):
    template = drafted(by, kind)
    operations.adopt_template(template=template, revision=template.revision, by=by, at=MONDAY)
    template.refresh_from_db()
    return template


def emptied(by, kind):
    template = drafted(by, kind)
    for question in asked(template):
        operations.remove_question(template=template, key=question.key, revision=template.revision, by=by, at=MONDAY)
        template.refresh_from_db()
    return template


def asked(template):
    template.refresh_from_db()
    return read_questions(template.questions)


def keys(template):
    return [question.key for question in asked(template)]


# --- what comes with Varv -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TemplateKind)
def test_first_template_helps_with_every_question(kind):
    first = first_template(kind)

    assert first.name
    assert all(all(asdict(question)[part].strip() for part in ("hint", "thin", "good")) for question in first.questions)
    assert all(len(question.good) > len(question.thin) for question in first.questions)
    assert all(question.text.endswith("?") for question in first.questions)


def test_first_template_of_the_half_year_asks_little_and_demands_nothing():
    questions = first_template(TemplateKind.HALF_YEAR).questions

    assert [question.key for question in questions] == ["conditions", "reached"]
    assert not any(question.required for question in questions)


@pytest.mark.parametrize(("used", "key"), [((), "q1"), (("q1", "see"), "q2"), (("q2",), "q1"), (("q1", "q2"), "q3")])
def test_next_key_is_one_that_nothing_has_had(used, key):
    assert next_key(used) == key


# --- drafting -----------------------------------------------------------------------------------------------------


def test_draft_template_begins_from_what_comes_with_varv(anna):
    template = drafted(anna)

    assert (template.version, template.state, template.name) == (1, TemplateState.DRAFT, "Frågor vid projektbesök")
    assert asked(template) == first_template(TemplateKind.VISIT).questions
    assert verbs(template) == ["drafted"]


def test_draft_template_begins_from_the_version_in_use(anna):
    first = drafted(anna)
    operations.rename_template(template=first, name="Våra frågor", revision=1, by=anna, at=MONDAY)
    operations.remove_question(template=first, key="see", revision=2, by=anna, at=MONDAY)
    operations.adopt_template(template=first, revision=3, by=anna, at=MONDAY)

    second = drafted(anna)

    assert (second.version, second.name, keys(second)) == (2, "Våra frågor", keys(first))
    assert "see" not in keys(second)


def test_draft_template_is_refused_while_another_draft_of_the_kind_waits(anna, alvmark):
    drafted(anna)

    with pytest.raises(RuleBroken, match=r"template\.draft_there"):
        drafted(anna)

    assert drafted(anna, TemplateKind.FINAL).version == 1
    assert QuestionTemplate.objects.of(alvmark.pk).count() == 2


def test_draft_template_knows_nothing_of_another_region(anna, stig):
    adopted(anna)

    theirs = drafted(stig)

    assert (theirs.version, theirs.region_id) == (1, stig.region_id)


def test_draft_template_is_for_those_who_run_rounds(bo, disa, egon):
    for person in (bo, egon):
        with pytest.raises(NotAllowed):
            drafted(person)

    assert drafted(disa).state is TemplateState.DRAFT


# --- changing a draft ---------------------------------------------------------------------------------------------


def test_rename_template_calls_it_something_else(anna):
    template = drafted(anna)

    operations.rename_template(template=template, name="  Besök 2027 ", revision=1, by=anna, at=LATER)

    template.refresh_from_db()
    assert (template.name, template.revision, verbs(template)) == ("Besök 2027", 2, ["drafted", "edited"])


def test_rename_template_needs_a_name(anna):
    with pytest.raises(RuleBroken, match=r"template\.name_missing") as refused:
        operations.rename_template(template=drafted(anna), name=" ", revision=1, by=anna, at=LATER)

    assert refused.value.facts["field"] == "name"


def test_add_question_asks_it_last_under_a_new_key(anna):
    template = drafted(anna)

    operations.add_question(template=template, **WHAT, revision=1, by=anna, at=LATER)

    assert asked(template)[-1] == Question(
        "q1", "Vad säger deltagarna?", hint="Fråga två.", thin="Nöjda.", good="Tre av fem.", required=True
    )
    assert verbs(template) == ["drafted", "edited"]


def test_add_question_never_takes_a_key_that_an_earlier_version_used(anna):
    first = drafted(anna)
    operations.add_question(template=first, **WHAT, revision=1, by=anna, at=LATER)
    operations.adopt_template(template=first, revision=2, by=anna, at=LATER)
    second = drafted(anna)
    operations.remove_question(template=second, key="q1", revision=1, by=anna, at=LATER)

    operations.add_question(template=second, **WHAT, revision=2, by=anna, at=LATER)

    assert (keys(first)[-1], keys(second)[-1]) == ("q1", "q2")


@pytest.mark.parametrize(
    ("text", "code"),
    [("  ", "template.question_missing"), ("vad fick vi se?", "template.asked_already")],
)
def test_add_question_says_what_is_wrong_with_it(anna, text, code):
    template = drafted(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.add_question(template=template, **(WHAT | {"text": text}), revision=1, by=anna, at=LATER)

    assert (refused.value.code, refused.value.facts["field"]) == (code, "text")
    assert asked(template) == first_template(TemplateKind.VISIT).questions


def test_add_question_is_refused_when_the_form_is_long_enough(anna):
    template = drafted(anna)
    for number in range(rules.MOST_QUESTIONS - len(asked(template))):
        what = WHAT | {"text": f"Fråga {number}?"}
        operations.add_question(template=template, **what, revision=template.revision, by=anna, at=LATER)
        template.refresh_from_db()

    with pytest.raises(RuleBroken, match=r"template\.too_many"):
        operations.add_question(template=template, **WHAT, revision=template.revision, by=anna, at=LATER)


def test_add_question_is_refused_when_it_could_not_be_read_back(anna):
    template = drafted(anna)

    with pytest.raises(RuleBroken, match=r"questions\.unreadable"):
        operations.add_question(template=template, **(WHAT | {"hint": "x" * 1001}), revision=1, by=anna, at=LATER)

    assert len(asked(template)) == len(first_template(TemplateKind.VISIT).questions)


def test_edit_question_keeps_its_key_and_its_place(anna):
    template = drafted(anna)
    before = keys(template)

    operations.edit_question(template=template, key="chain", **WHAT, revision=1, by=anna, at=LATER)

    assert keys(template) == before
    assert asked(template)[1] == Question("chain", **WHAT)


def test_edit_question_may_keep_its_own_words_but_not_take_anothers(anna):
    template = drafted(anna)
    own = asked(template)[1].text

    operations.edit_question(template=template, key="chain", **(WHAT | {"text": own}), revision=1, by=anna, at=LATER)
    with pytest.raises(RuleBroken, match=r"template\.asked_already"):
        operations.edit_question(
            template=template, key="chain", **(WHAT | {"text": "Vad fick vi se?"}), revision=2, by=anna, at=LATER
        )

    assert asked(template)[1].hint == "Fråga två."


@pytest.mark.parametrize(
    ("key", "steps", "order"),
    [
        ("see", 1, ["chain", "see", "for_whom"]),
        ("for_whom", -1, ["see", "for_whom", "chain"]),
        ("see", -1, ["see", "chain", "for_whom"]),
    ],
)
def test_move_question_changes_the_order(anna, key, steps, order):
    template = drafted(anna)

    operations.move_question(template=template, key=key, steps=steps, revision=1, by=anna, at=LATER)

    assert keys(template)[:3] == order


def test_move_question_stays_at_the_end(anna):
    template = drafted(anna)
    before = keys(template)

    operations.move_question(template=template, key="help", steps=1, revision=1, by=anna, at=LATER)

    assert keys(template) == before


def test_remove_question_asks_it_no_more(anna):
    template = drafted(anna)

    operations.remove_question(template=template, key="surprise", revision=1, by=anna, at=LATER)

    assert keys(template) == ["see", "chain", "for_whom", "hard", "help"]
    assert verbs(template) == ["drafted", "edited"]


def test_a_question_that_is_not_there_is_refused(anna):
    with pytest.raises(RuleBroken, match=r"template\.no_such_question"):
        operations.remove_question(template=drafted(anna), key="q9", revision=1, by=anna, at=LATER)


def test_a_draft_that_someone_else_changed_meanwhile_is_refused(anna, disa):
    template = drafted(anna)
    operations.remove_question(template=template, key="see", revision=1, by=disa, at=LATER)

    with pytest.raises(RuleBroken, match="stale"):
        operations.remove_question(template=template, key="chain", revision=1, by=anna, at=LATER)

    assert "chain" in keys(template)


@pytest.mark.parametrize("verb", [operations.remove_question, operations.move_question, operations.edit_question])
def test_what_is_in_use_is_not_changed(anna, verb):
    template = adopted(anna)
    said = {operations.edit_question: WHAT, operations.move_question: {"steps": 1}}.get(verb, {})

    with pytest.raises(RuleBroken, match=r"template\.not_a_draft"):
        verb(template=template, key="see", **said, revision=template.revision, by=anna, at=LATER)

    assert asked(template) == first_template(TemplateKind.VISIT).questions


def test_a_draft_is_not_changed_by_someone_who_does_not_run_rounds(anna, bo):
    template = drafted(anna)

    with pytest.raises(NotAllowed):
        operations.add_question(template=template, **WHAT, revision=1, by=bo, at=LATER)

    assert verbs(template) == ["drafted"]


# --- taking into use ----------------------------------------------------------------------------------------------


def test_adopt_template_puts_it_in_use(anna, alvmark):
    template = adopted(anna)

    assert (template.state, template.adopted_at) == (TemplateState.IN_USE, MONDAY)
    assert list(QuestionTemplate.objects.of(alvmark.pk).in_use()) == [template]
    assert verbs(template) == ["drafted", "adopted"]


def test_adopt_template_retires_the_version_before_it_and_no_other(anna, alvmark):
    first, other = adopted(anna), adopted(anna, TemplateKind.FINAL)

    second = adopted(anna)

    states = {one: one.state for one in QuestionTemplate.objects.of(alvmark.pk)}
    assert states == {first: TemplateState.RETIRED, second: TemplateState.IN_USE, other: TemplateState.IN_USE}
    assert (verbs(first), verbs(other)) == (["drafted", "adopted", "retired"], ["drafted", "adopted"])


def test_adopt_template_is_refused_without_questions(anna):
    template = emptied(anna, TemplateKind.VISIT)

    with pytest.raises(RuleBroken, match=r"template\.empty"):
        operations.adopt_template(template=template, revision=template.revision, by=anna, at=LATER)

    template.refresh_from_db()
    assert template.state is TemplateState.DRAFT


def test_adopt_template_lets_the_half_year_ask_nothing_more(anna):
    template = emptied(anna, TemplateKind.HALF_YEAR)

    operations.adopt_template(template=template, revision=template.revision, by=anna, at=LATER)

    template.refresh_from_db()
    assert template.state is TemplateState.IN_USE


def test_adopt_template_is_refused_twice(anna):
    template = adopted(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.adopt_template(template=template, revision=template.revision, by=anna, at=LATER)


def test_adopt_template_is_refused_after_another_change(anna):
    template = drafted(anna)
    operations.remove_question(template=template, key="see", revision=1, by=anna, at=LATER)

    with pytest.raises(RuleBroken, match="stale"):
        operations.adopt_template(template=template, revision=1, by=anna, at=LATER)


def test_adopt_template_is_for_those_who_run_rounds(anna, bo):
    template = drafted(anna)

    with pytest.raises(NotAllowed):
        operations.adopt_template(template=template, revision=1, by=bo, at=LATER)


def test_a_retired_version_cannot_come_back(anna):
    template = QuestionTemplateFactory(region_id=anna.region_id, kind=TemplateKind.FINAL, state=TemplateState.RETIRED)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.adopt_template(template=template, revision=1, by=anna, at=LATER)
