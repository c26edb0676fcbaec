"""How two versions of a template differ, part by part, and which visits say something."""

import pytest

from tests.factories import QuestionTemplateFactory
from tests.rounds.test_templates import adopted, drafted
from tests.rounds.test_visits import visited
from varv.core.asking import TemplateKind
from varv.core.questions import Question, as_json
from varv.core.workflow import TemplateState
from varv.overview.rounds.template_sheet import difference, other_versions, template_line, template_list
from varv.overview.rounds.visit_sheet import VisitLine, questions_of, visit_lines, visit_sheet
from varv.rounds.models import QuestionTemplate

SEE = Question("see", "Vad fick vi se?", hint="En sak.", thin="Mycket.", good="Två av fyra.", required=True)
HARD = Question("hard", "Vad är svårt?")
HELP = Question("help", "Vad behövs?")


def of(*questions: Question) -> QuestionTemplate:
    """A version that is not saved: the difference asks only for its questions."""
    return QuestionTemplate(questions=as_json(questions))


def changed(**parts) -> Question:
    return Question(**({name: getattr(SEE, name) for name in SEE.__dataclass_fields__} | parts))


# --- two versions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("text", "Vad fick vi se?", "Vad såg vi?"),
        ("hint", "En sak.", ""),
        ("thin", "Mycket.", "Allt möjligt."),
        ("good", "Två av fyra.", "Tre av fyra."),
        ("required", True, False),
    ],
)
def test_difference_names_the_part_with_before_and_after(part, before, after):
    told = difference(of(SEE), of(changed(**{part: after})))

    [one] = told.changed
    assert (one.question.key, one.parts) == ("see", ((part, before, after),))
    assert (told.added, told.removed, told.is_reordered, told.is_none) == ((), (), False, False)


def test_difference_tells_several_parts_of_a_question_in_the_order_of_the_form():
    [one] = difference(of(SEE), of(changed(good="Ny.", text="Vad såg vi?", required=False))).changed

    assert [part for part, _before, _after in one.parts] == ["text", "good", "required"]


@pytest.mark.parametrize(
    ("before", "after", "added", "removed", "is_reordered"),
    [
        ((), (), [], [], False),
        ((), (SEE,), ["see"], [], False),
        ((SEE,), (), [], ["see"], False),
        ((SEE, HARD), (SEE, HARD), [], [], False),
        ((SEE, HARD), (HARD, SEE), [], [], True),
        ((SEE, HARD), (HELP, SEE, HARD), ["help"], [], False),
        ((SEE, HARD), (HARD, HELP), ["help"], ["see"], False),
        ((SEE, HARD, HELP), (HELP, SEE), [], ["hard"], True),
    ],
)
def test_difference_sees_another_order_only_among_those_that_both_ask(before, after, added, removed, is_reordered):
    told = difference(of(*before), of(*after))

    assert [question.key for question in told.added] == added
    assert [question.key for question in told.removed] == removed
    assert told.is_reordered is is_reordered
    assert told.is_none is (not added and not removed and not is_reordered)


def test_difference_takes_another_key_for_another_question_however_alike():
    told = difference(of(SEE), of(changed(key="q1")))

    assert ([one.key for one in told.added], [one.key for one in told.removed]) == (["q1"], ["see"])
    assert told.changed == ()


# --- the list -----------------------------------------------------------------------------------------------------


def test_template_line_tells_a_version_nobody_has_used(anna):
    template = drafted(anna, TemplateKind.FOLLOW_UP)

    line = template_line(template)

    assert (line.id, line.kind, line.version, line.state) == (
        template.pk,
        TemplateKind.FOLLOW_UP,
        1,
        TemplateState.DRAFT,
    )
    assert (line.name, line.questions, line.adopted_at, line.used) == ("Uppföljning efter avslut", 4, None, 0)


def test_template_line_counts_each_visit_by_the_version_it_was_made_with(anna):
    first = adopted(anna)
    visited(anna)
    visited(anna)
    second = adopted(anna)
    visited(anna)
    visited(anna, answers={})

    assert (template_line(first).used, template_line(second).used) == (2, 2)


def test_a_visit_without_a_template_counts_for_none(anna):
    visited(anna, answers={})

    assert template_line(adopted(anna)).used == 0


@pytest.mark.parametrize(
    ("states", "in_use", "draft", "retired"),
    [
        ([], None, None, []),
        ([TemplateState.DRAFT], None, 1, []),
        ([TemplateState.IN_USE], 1, None, []),
        ([TemplateState.RETIRED], None, None, [1]),
        ([TemplateState.RETIRED, TemplateState.RETIRED, TemplateState.IN_USE, TemplateState.DRAFT], 3, 4, [2, 1]),
    ],
)
def test_a_kind_tells_its_versions_apart(alvmark, states, in_use, draft, retired):
    for version, state in enumerate(states, 1):
        QuestionTemplateFactory(region=alvmark, kind=TemplateKind.VISIT, version=version, state=state)

    [line] = [line for line in template_list(alvmark.pk) if line.kind is TemplateKind.VISIT]

    assert (line.in_use and line.in_use.version, line.draft and line.draft.version) == (in_use, draft)
    assert [one.version for one in line.retired] == retired


def test_template_list_stands_in_the_order_of_the_kinds(alvmark):
    assert [line.kind for line in template_list(alvmark.pk)] == list(TemplateKind)


def test_other_versions_are_none_of_another_kind_or_region(anna, stig):
    template = drafted(anna)
    drafted(anna, TemplateKind.FINAL)
    drafted(stig)

    assert other_versions(template) == ()


# --- visits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "is_noted"),
    [
        ({}, False),
        ({"asked": 6}, False),
        ({"answered": 1}, True),
        ({"summary": "Går."}, True),
        ({"learned": "Fråga först."}, True),
        ({"to_follow_up": "Hyran."}, True),
    ],
)
def test_a_visit_with_nothing_written_is_a_plan(said, is_noted):
    empty = {"answered": 0, "asked": 0, "summary": "", "learned": "", "to_follow_up": ""}

    assert VisitLine(id=1, visited_on=None, **(empty | said)).is_noted is is_noted


def test_questions_of_no_template_are_none():
    assert questions_of(None) == ()
    assert questions_of(of(SEE, HARD)) == (SEE, HARD)


def test_visits_of_the_same_day_stand_with_the_latest_noted_first(anna):
    first = visited(anna, answers={})
    second = visited(anna, project=first.project, answers={})

    assert [line.id for line in visit_lines(first.project)] == [second.pk, first.pk]


def test_visit_lines_cost_the_same_for_one_and_for_three(anna, django_assert_num_queries):
    adopted(anna)
    project = visited(anna).project
    with django_assert_num_queries(1):
        assert len(visit_lines(project)) == 1

    visited(anna, project=project)
    visited(anna, project=project)
    with django_assert_num_queries(1):
        assert len(visit_lines(project)) == 3


def test_visit_sheet_keeps_an_answer_where_its_question_stands(anna):
    adopted(anna)

    sheet = visit_sheet(visited(anna, answers={"hard": "Hyran.", "chain": "Ja."}))

    assert [(question.key, answer) for question, answer in sheet.answers if answer] == [
        ("chain", "Ja."),
        ("hard", "Hyran."),
    ]
    assert (sheet.line.answered, sheet.line.asked) == (2, 6)
