"""What happened with my report: its figures, its words and its lessons."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChoiceFactory,
    ContributionFactory,
    InitiativePlaceFactory,
    PlaceFactory,
    ProjectFactory,
)
from tests.learning.walks import (
    accepted_lesson,
    acted_on_recommendation,
    adopted_version,
    made_recommendation,
    noted_lesson,
    opened_turn,
    recorded_change,
)
from tests.rounds.walks import approved, asked, submitted
from varv.core.choices import Option, Topic
from varv.core.status import Missing
from varv.core.workflow import LessonState, RecommendationState
from varv.overview.rounds.report_fate import report_fate
from varv.rounds.drafts import LineDraft
from varv.rounds.operations import reopen_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(anna, bo, disa):
    """Bo's report, approved by Disa."""
    return approved(asked(anna, bo), bo, disa)


def test_what_is_not_approved_is_used_nowhere(anna, bo):
    fate = report_fate(submitted(asked(anna, bo), bo), bo)

    assert (fate.counted_since, fate.told_in_year, fate.told_in_chain_id, fate.lessons) == (None, None, None, ())


def test_figures_count_in_the_totals_of_what_the_insats_belongs_to(report, bo):
    goal = ContributionFactory(initiative=report.initiative).goal
    InitiativePlaceFactory(initiative=report.initiative, place=PlaceFactory(name="Norrby"))

    fate = report_fate(report, bo)

    assert (fate.counted_since, fate.figures, fate.is_in_scope) == (MONDAY, 2, True)
    assert (fate.activity, fate.unit) == (report.initiative.generic_activity.name, report.initiative.unit.name)
    assert ([one.id for one in fate.goals], fate.places) == ([goal.pk], ("Norrby",))


def test_a_zero_is_a_figure_and_a_reason_is_none(anna, bo, disa):
    report = asked(anna, bo)
    output, outcome = report.initiative.planned_results.in_order()
    lines = (LineDraft(output.pk, 0), LineDraft(outcome.pk, missing=Missing.NOT_AVAILABLE))

    assert report_fate(approved(report, bo, disa, lines=lines), bo).figures == 1


def test_what_the_regions_choices_leave_out_is_said(report, bo):
    ChoiceFactory(topic=Topic.FUNDING, options=[Option.ONLY_ONE_TO_ONE.value])

    assert report_fate(report, bo).is_in_scope is False


def test_a_report_that_is_opened_again_is_counted_nowhere(report, bo, disa):
    reopen_report(report=report, reason="Talet var fel.", by=disa, at=MONDAY)
    report.refresh_from_db()

    fate = report_fate(report, bo)

    assert (fate.counted_since, fate.told_in_year) == (None, None)


def test_words_are_told_in_the_years_report_and_in_the_chains_story(anna, bo, disa):
    chain = ChainFactory(name="Fler får jobb")
    report = approved(asked(anna, bo, chain=chain), bo, disa)

    fate = report_fate(report, bo)

    assert (fate.told_in_year, fate.told_in_chain_id, fate.told_in_chain) == (2026, chain.pk, "Fler får jobb")


@pytest.mark.parametrize(("theme", "told"), [("Kompetens", "Kompetens"), ("", "")])
def test_words_of_a_project_are_told_where_its_theme_is_met(report, bo, theme, told):
    ProjectFactory(initiative=report.initiative, theme=theme)

    assert report_fate(report, bo).told_in_theme == told


def test_words_of_what_is_no_project_are_told_in_no_theme(report, bo):
    assert report_fate(report, bo).told_in_theme == ""


def test_lessons_tell_what_they_led_to(report, anna, bo, disa):
    used, led = accepted_lesson(anna, report), accepted_lesson(anna, report)
    recommendation = acted_on_recommendation(anna, disa, because_of=led)
    turn = opened_turn(anna)
    that_day = date(2026, 11, 16)  # nothing is changed because of what is not accepted yet
    changes = {}
    for because in (used, recommendation):
        version = adopted_version(anna, adopted_on=that_day)
        changes[because] = recorded_change(anna, because, turn, version=version, decided_on=that_day).pk

    told = {lesson.id: lesson for lesson in report_fate(report, bo).lessons}

    assert [(one.number, one.state) for one in told[led.pk].recommendations] == [
        (recommendation.number, RecommendationState.CHANGED)
    ]
    assert [change.id for change in told[led.pk].changes] == [changes[recommendation]]
    assert [change.id for change in told[used.pk].changes] == [changes[used]]
    assert [(one.is_used, one.state) for one in told.values()] == [(True, LessonState.ACCEPTED)] * 2


def test_a_lesson_that_led_to_nothing_yet_is_shown_all_the_same(report, anna, bo):
    lesson = accepted_lesson(anna, report)

    (taken,) = report_fate(report, bo).lessons

    assert (taken.id, taken.statement, taken.is_used) == (lesson.pk, lesson.statement, False)


def test_drafts_are_their_authors_own(report, anna, bo):
    lesson = noted_lesson(anna, report)

    assert [one.id for one in report_fate(report, anna).lessons] == [lesson.pk]
    assert report_fate(report, bo).lessons == ()


def test_fate_costs_the_same_for_one_lesson_and_for_three(report, anna, bo):
    costs = []

    for more in (1, 2):
        for _lesson in range(more):
            made_recommendation(anna, accepted_lesson(anna, report))
        report.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            report_fate(type(report).objects.of(bo.region_id).get(pk=report.pk), bo)
        costs.append(len(queries))

    assert costs[0] == costs[1]
