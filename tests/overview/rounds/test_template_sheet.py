import pytest

from tests.factories import MONDAY, QuestionTemplateFactory
from tests.rounds.test_planned_reports import asked, case
from tests.rounds.test_templates import WHAT, adopted, drafted
from tests.rounds.test_visits import visited
from varv.core.asking import TemplateKind
from varv.core.workflow import TemplateState
from varv.overview.rounds.template_sheet import difference, other_versions, template_line, template_list
from varv.rounds import operations

pytestmark = pytest.mark.django_db


def of_kind(region, kind):
    return next(line for line in template_list(region.pk) if line.kind is kind)


def asking(*questions, region=None, version=1):
    data = [{"key": key, "text": text, "hint": hint} for key, text, hint in questions]
    return QuestionTemplateFactory(region=region, kind=TemplateKind.VISIT, version=version, questions=data)


def test_template_list_names_every_kind_also_those_without_a_version(alvmark):
    lines = template_list(alvmark.pk)

    assert [line.kind for line in lines] == list(TemplateKind)
    assert {(line.in_use, line.draft, line.retired) for line in lines} == {(None, None, ())}


def test_template_list_sorts_versions_by_what_they_are(anna, alvmark):
    first, second, third = adopted(anna), adopted(anna), drafted(anna)

    line = of_kind(alvmark, TemplateKind.VISIT)

    assert (line.in_use.id, line.draft.id, [old.id for old in line.retired]) == (second.pk, third.pk, [first.pk])
    assert (line.in_use.version, line.in_use.questions, line.draft.state) == (2, 6, TemplateState.DRAFT)


def test_template_list_counts_the_reports_and_visits_made_with_a_version(anna, bo, alvmark):
    adopted(anna)
    final = adopted(anna, TemplateKind.PROGRESS)
    visited(anna)
    visited(anna)
    asked(case(anna, bo), anna)

    assert of_kind(alvmark, TemplateKind.VISIT).in_use.used == 2
    assert of_kind(alvmark, TemplateKind.PROGRESS).in_use.used == 1
    assert (template_line(final).used, template_line(final).adopted_at) == (1, MONDAY)


def test_template_list_counts_both_reports_and_visits(anna, bo, alvmark):
    template = adopted(anna)
    visited(anna)
    report = asked(case(anna, bo), anna)
    report.change(template=template)

    assert of_kind(alvmark, TemplateKind.VISIT).in_use.used == 2


def test_template_list_costs_the_same_however_many(anna, alvmark, django_assert_num_queries):
    adopted(anna)

    with django_assert_num_queries(3):
        template_list(alvmark.pk)
    for kind in TemplateKind:
        adopted(anna, kind)
    visited(anna)

    with django_assert_num_queries(3):
        template_list(alvmark.pk)


def test_template_list_shows_nothing_of_another_region(anna, sydland):
    adopted(anna)

    assert {line.versions for line in template_list(sydland.pk)} == {()}


def test_other_versions_are_of_the_same_kind_the_newest_first(anna):
    adopted(anna, TemplateKind.FINAL)
    first, second, third = adopted(anna), adopted(anna), drafted(anna)

    assert other_versions(second) == (third, first)


def test_difference_tells_what_was_added_removed_and_changed(alvmark):
    before = asking(("a", "Första?", ""), ("b", "Andra?", "Kort."), region=alvmark)
    after = asking(("b", "Andra frågan?", "Kort."), ("c", "Tredje?", ""), region=alvmark, version=2)

    told = difference(before, after)

    assert [question.key for question in told.added] == ["c"]
    assert [question.key for question in told.removed] == ["a"]
    assert [(one.question.key, one.parts) for one in told.changed] == [("b", (("text", "Andra?", "Andra frågan?"),))]
    assert (told.is_reordered, told.is_none) == (False, False)


def test_difference_sees_another_order(alvmark):
    before = asking(("a", "Första?", ""), ("b", "Andra?", ""), region=alvmark)
    after = asking(("b", "Andra?", ""), ("a", "Första?", ""), region=alvmark, version=2)

    told = difference(before, after)

    assert (told.is_reordered, told.added, told.removed, told.changed) == (True, (), (), ())
    assert not told.is_none


def test_difference_of_a_new_draft_is_none_until_something_is_changed(anna):
    first = adopted(anna)
    draft = drafted(anna)

    assert difference(first, draft).is_none

    operations.edit_question(template=draft, key="see", **WHAT, revision=1, by=anna, at=MONDAY)
    draft.refresh_from_db()
    [changed] = difference(first, draft).changed
    assert [part for part, _old, _new in changed.parts] == ["text", "hint", "thin", "good"]


def test_difference_tells_that_an_answer_is_no_longer_demanded(anna):
    first = adopted(anna)
    draft = drafted(anna)
    what = {part: first.questions[0][part] for part in ("text", "hint", "thin", "good")}
    operations.edit_question(template=draft, key="see", **what, required=False, revision=1, by=anna, at=MONDAY)
    draft.refresh_from_db()

    [changed] = difference(first, draft).changed

    assert changed.parts == (("required", True, False),)
