from datetime import date
from decimal import Decimal

import pytest

from tests.factories import MONDAY, PlannedResultFactory, ProjectFactory
from tests.rounds.test_planned_reports import asked, cancelled, case, planned
from tests.rounds.test_templates import adopted
from tests.rounds.test_visits import SEEN, visited
from tests.rounds.walks import approved, results_of, saved, submitted, whole
from varv.core.asking import ReportKind, TemplateKind
from varv.core.counting import Counting
from varv.core.judgement import Verdict
from varv.core.status import Missing
from varv.core.theory import Level
from varv.overview.rounds.afterwards import MOMENTS, Told, afterwards
from varv.overview.rounds.visit_sheet import visit_lines, visit_sheet
from varv.rounds import operations
from varv.rounds.drafts import LineDraft

pytestmark = pytest.mark.django_db

ALONG, FINAL, ONE, THREE = date(2026, 5, 1), date(2027, 2, 1), date(2027, 12, 31), date(2029, 12, 31)
DAYS = {ReportKind.FINAL: FINAL, ReportKind.AFTER_ONE_YEAR: ONE, ReportKind.AFTER_THREE_YEARS: THREE}
ANSWERS = {"remains": "Två av fyra.", "holds": "Nio av elva."}


def counted_so(project, counting):
    """Every planned result counted in one way, and promised to be a hundred."""
    for result in results_of(project.initiative):
        result.change(own_counting=counting, planned=Decimal(100))
    return project


def told(project, by, author, reader, kind, due_on, *values, **changed):
    """An approved report of this kind with these figures; a code stands for why one is missing."""
    report = asked(project, by, kind, due_on)
    results = results_of(project.initiative)
    lines = tuple(_line(result.pk, value) for result, value in zip(results, values, strict=True))
    return approved(report, author, reader, lines=lines, **changed)


def _line(planned_result_id, value):
    if isinstance(value, Missing):
        return LineDraft(planned_result_id, missing=value)
    return LineDraft(planned_result_id, Decimal(value))


def first_row(project):
    return afterwards(project).results[0]


def test_afterwards_of_a_case_alone_knows_nothing(anna):
    found = afterwards(ProjectFactory(region_id=anna.region_id))

    assert (found.results, found.is_told) == ((), False)
    assert [(moment.kind, moment.due_on, moment.is_planned) for moment in found.moments] == [
        (kind, None, False) for kind in MOMENTS
    ]


def test_afterwards_says_when_it_will_be_told(anna, bo):
    project = case(anna, bo)
    planned(project, anna, ReportKind.FINAL, FINAL)
    cancelled(planned(project, anna, ReportKind.AFTER_ONE_YEAR, date(2028, 3, 1)), anna)

    found = afterwards(project)

    assert [(moment.due_on, moment.is_planned, moment.is_told) for moment in found.moments] == [
        (FINAL, True, False),
        (ONE, False, False),
        (THREE, False, False),
    ]
    assert not found.is_told


def test_afterwards_shows_what_was_promised_before_anything_is_told(anna, bo):
    project = counted_so(case(anna, bo), Counting.PER_PERIOD)

    row = first_row(project)

    assert (row.level, row.text, row.planned) == (Level.OUTPUT, "Genomförda utbildningsinsatser", Decimal(100))
    assert row.told == (Told(), Told(), Told())


@pytest.mark.parametrize(
    ("counting", "at_the_end", "after_a_year"),
    [(Counting.PER_PERIOD, 30, 35), (Counting.CUMULATIVE, 20, 5), (Counting.STATE, 20, 5)],
)
def test_afterwards_counts_each_figure_by_its_own_rule(anna, bo, disa, counting, at_the_end, after_a_year):
    project = counted_so(case(anna, bo), counting)
    told(project, anna, bo, disa, ReportKind.PROGRESS, ALONG, 10, 1)
    told(project, anna, bo, disa, ReportKind.FINAL, FINAL, 20, 1)
    told(project, anna, bo, disa, ReportKind.AFTER_ONE_YEAR, ONE, 5, 1)

    row = first_row(project)

    assert row.told == (Told(Decimal(at_the_end)), Told(Decimal(after_a_year)), Told())
    assert row.counting is counting


def test_afterwards_does_not_make_up_a_figure_that_was_not_told(anna, bo, disa):
    project = counted_so(case(anna, bo), Counting.CUMULATIVE)
    told(project, anna, bo, disa, ReportKind.FINAL, FINAL, 20, 0)
    told(project, anna, bo, disa, ReportKind.AFTER_ONE_YEAR, ONE, Missing.NOT_AVAILABLE, 0)

    outputs, outcomes = afterwards(project).results

    assert outputs.told == (Told(Decimal(20)), Told(missing=Missing.NOT_AVAILABLE), Told())
    assert outcomes.told == (Told(Decimal(0)), Told(Decimal(0)), Told())


def test_afterwards_counts_a_result_that_was_planned_after_the_report_as_not_told(anna, bo, disa):
    project = case(anna, bo)
    told(project, anna, bo, disa, ReportKind.FINAL, FINAL, 20, 1)
    PlannedResultFactory(region_id=anna.region_id, initiative=project.initiative, place=9)

    assert afterwards(project).results[-1].told[0] == Told()


def test_afterwards_leaves_out_what_is_not_approved(anna, bo):
    project = case(anna, bo)
    submitted(asked(project, anna, ReportKind.FINAL, FINAL), bo)

    found = afterwards(project)

    assert (found.is_told, found.results[0].told[0]) == (False, Told())


def test_afterwards_tells_the_words_of_each_moment(anna, bo, disa):
    adopted(anna, TemplateKind.FOLLOW_UP)
    project = case(anna, bo)
    report = told(
        project,
        anna,
        bo,
        disa,
        ReportKind.AFTER_ONE_YEAR,
        ONE,
        9,
        9,
        answers=ANSWERS,
        verdict=Verdict.PARTLY,
        unexpected="Två delar på en säljare.",
    )

    moment = afterwards(project).moments[1]

    assert (moment.report_id, moment.author, moment.approved_at) == (report.pk, "Bo", MONDAY)
    assert (moment.verdict, moment.unexpected) == (Verdict.PARTLY, "Två delar på en säljare.")
    assert moment.learned == "När en handledare följer med kommer åtta av tio tillbaka."
    assert moment.words == (
        ("Vad finns kvar av det som projektet byggde upp?", "Två av fyra."),
        ("Håller förändringen hos dem som insatsen var till för?", "Nio av elva."),
    )


def test_afterwards_costs_the_same_however_much_is_told(anna, bo, disa, django_assert_num_queries):
    project = case(anna, bo)
    told(project, anna, bo, disa, ReportKind.FINAL, FINAL, 20, 1)

    with django_assert_num_queries(4):
        afterwards(project)
    told(project, anna, bo, disa, ReportKind.AFTER_ONE_YEAR, ONE, 20, 1)
    told(project, anna, bo, disa, ReportKind.AFTER_THREE_YEARS, THREE, 20, 1)

    with django_assert_num_queries(4):
        afterwards(project)


def test_a_draft_of_the_final_report_is_not_told(anna, bo):
    project = case(anna, bo)
    report = asked(project, anna, ReportKind.FINAL, FINAL)
    saved(report, bo, whole(report))

    assert not afterwards(project).moments[0].is_told


# --- visits -------------------------------------------------------------------------------------------------------


def test_visit_lines_stand_with_the_latest_first(anna):
    adopted(anna)
    project = ProjectFactory(region_id=anna.region_id)
    nothing = {"answers": {}, "summary": "", "learned": "", "to_follow_up": ""}
    noted = visited(anna, project=project)
    plan = visited(anna, project=project, visited_on=date(2027, 3, 1), **nothing)
    visited(anna)

    lines = visit_lines(project)

    assert [(line.id, line.is_noted) for line in lines] == [(plan.pk, False), (noted.pk, True)]
    assert (lines[1].answered, lines[1].asked, lines[1].to_follow_up) == (1, 6, SEEN["to_follow_up"])


def test_visit_sheet_shows_every_question_also_those_without_an_answer(anna):
    adopted(anna)

    sheet = visit_sheet(visited(anna))

    assert [answer for _question, answer in sheet.answers] == [SEEN["answers"]["see"], "", "", "", "", ""]
    assert (sheet.template, sheet.version, sheet.line.summary) == ("Frågor vid projektbesök", 1, "Testbädden går.")


def test_visit_sheet_without_a_template_has_its_words_all_the_same(anna):
    sheet = visit_sheet(visited(anna, answers={}))

    assert (sheet.answers, sheet.template, sheet.version, sheet.line.asked) == ((), "", None, 0)


def test_visit_sheet_keeps_the_questions_that_were_asked(anna):
    adopted(anna)
    visit = visited(anna)
    draft = operations.draft_template(kind=TemplateKind.VISIT, by=anna, at=MONDAY)
    operations.remove_question(template=draft, key="see", revision=1, by=anna, at=MONDAY)
    operations.adopt_template(template=draft, revision=2, by=anna, at=MONDAY)

    assert visit_sheet(visit).answers[0][0].key == "see"
