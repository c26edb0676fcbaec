"""When a project tells of itself: every branch of the rules, as tables."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from tests.delivery.walks import running
from tests.factories import MONDAY, PlannedReportFactory, ProjectFactory
from tests.people import verbs
from tests.rounds.test_planned_reports import asked, cancelled, case, plan_of, planned
from tests.rounds.test_templates import adopted
from tests.rounds.walks import told
from varv.core.asking import ReportKind, Speed, TemplateKind
from varv.core.periods import Period
from varv.core.refusals import Refusal
from varv.core.roles import Actor, Role
from varv.overview.words import refusal
from varv.regions.models import TrailEntry
from varv.rounds import operations, rules
from varv.rounds.models import PlannedReport, Round

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
START, END = date(2025, 7, 1), date(2026, 12, 31)
MAY_START = {Role.HANDLER, Role.ANALYST, Role.STRATEGIST}
AFTERWARDS = [ReportKind.AFTER_ONE_YEAR, ReportKind.AFTER_THREE_YEARS]


def said(deed, *args, **facts) -> str:
    """The sentence that the deed is refused with."""
    with pytest.raises(Refusal) as refused:
        deed(*args, **facts)
    with override("sv"):
        return refusal(refused.value)


def moved(line, kind, due_on, by) -> str:
    """The code that a move is refused with, or *may*."""
    return told(
        operations.edit_planned_report,
        planned=line,
        kind=kind,
        due_on=due_on,
        revision=line.revision,
        by=by,
        at=LATER,
    )


def another(by, author):
    """A second project, tied to an insats of its own."""
    return case(by, author, initiative=running(by, author, name="Testbädd"))


# --- who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role)
def test_plans_are_for_those_who_may_start_insatser(role):
    code = told(rules.check_plan_reports, Actor(1, 1, "Någon", frozenset({role})))

    assert (code == "may") is (role in MAY_START)


# --- which day fits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "due_on", "code"),
    [
        (ReportKind.PROGRESS, START - timedelta(days=1), "planned_report.before_start"),
        (ReportKind.PROGRESS, START, "may"),
        (ReportKind.PROGRESS, END, "may"),
        (ReportKind.PROGRESS, END + timedelta(days=1), "may"),
        (ReportKind.FINAL, START - timedelta(days=1), "planned_report.before_start"),
        (ReportKind.FINAL, END, "may"),
        (ReportKind.AFTER_ONE_YEAR, START - timedelta(days=1), "planned_report.before_start"),
        (ReportKind.AFTER_ONE_YEAR, END, "planned_report.before_end"),
        (ReportKind.AFTER_ONE_YEAR, END + timedelta(days=1), "may"),
        (ReportKind.AFTER_THREE_YEARS, END, "planned_report.before_end"),
        (ReportKind.AFTER_THREE_YEARS, END + timedelta(days=1), "may"),
        (ReportKind.HALF_YEAR, END, "planned_report.half_year"),
    ],
)
def test_check_plan_report_minds_the_first_and_the_last_day(anna, bo, kind, due_on, code):
    assert told(rules.check_plan_report, case(anna, bo), kind, due_on, anna) == code


@pytest.mark.parametrize("kind", AFTERWARDS)
def test_check_plan_report_minds_the_insats_own_end_when_the_case_has_none(anna, bo, kind):
    project = case(anna, bo, ends_on=None)

    last = rules.ends_on(project)

    assert told(rules.check_plan_report, project, kind, last, anna) == "planned_report.before_end"
    assert told(rules.check_plan_report, project, kind, last + timedelta(days=1), anna) == "may"


@pytest.mark.parametrize("kind", AFTERWARDS)
def test_check_plan_report_takes_any_day_when_no_end_is_known(anna, kind):
    project = ProjectFactory(region_id=anna.region_id)

    assert told(rules.check_plan_report, project, kind, date(1990, 1, 1), anna) == "may"


@pytest.mark.parametrize(
    ("kind", "same_day", "another_day"),
    [
        (ReportKind.PROGRESS, "planned_report.same_day", "may"),
        (ReportKind.FINAL, "planned_report.planned_already", "planned_report.planned_already"),
        (ReportKind.AFTER_ONE_YEAR, "planned_report.planned_already", "planned_report.planned_already"),
        (ReportKind.AFTER_THREE_YEARS, "planned_report.planned_already", "planned_report.planned_already"),
    ],
)
def test_check_plan_report_knows_what_is_told_once(anna, bo, kind, same_day, another_day):
    project, day = case(anna, bo), date(2028, 3, 1)
    line = planned(project, anna, kind, day)

    assert told(rules.check_plan_report, project, kind, day, anna) == same_day
    assert told(rules.check_plan_report, project, kind, day + timedelta(days=1), anna) == another_day
    assert told(rules.check_plan_report, project, kind, day, anna, besides=line) == "may"


def test_check_plan_report_minds_the_same_day_only_of_the_same_kind_and_project(anna, bo):
    project, day = case(anna, bo), date(2026, 9, 1)
    planned(project, anna, ReportKind.PROGRESS, day)

    assert told(rules.check_plan_report, project, ReportKind.FINAL, day, anna) == "may"
    assert told(rules.check_plan_report, another(anna, bo), ReportKind.PROGRESS, day, anna) == "may"


def test_what_is_cancelled_gives_its_day_back(anna, bo):
    project = case(anna, bo)
    cancelled(planned(project, anna), anna)

    line = planned(project, anna)

    assert plan_of(project) == [(ReportKind.PROGRESS, line.due_on)] * 2


def test_the_refusals_of_a_day_tell_which_day_would_do(anna, bo):
    project = case(anna, bo)
    planned(project, anna, ReportKind.PROGRESS, date(2026, 9, 1))
    planned(project, anna, ReportKind.FINAL, date(2027, 2, 1))

    def words(kind, due_on):
        return said(rules.check_plan_report, project, kind, due_on, anna)

    assert words(ReportKind.HALF_YEAR, END) == (
        "Halvårsrapporten hör till omgångarna. Välj lägesrapport, slutrapport eller uppföljning efter avslut."
    )
    assert words(ReportKind.PROGRESS, date(2024, 1, 1)) == (
        "Dagen ligger före projektets start, 1 juli 2025. Välj en senare dag."
    )
    assert words(ReportKind.AFTER_ONE_YEAR, END) == (
        "Projektet slutar 31 december 2026. Vad det blev av det går att fråga först efteråt: välj en dag efter den."
    )
    assert words(ReportKind.FINAL, date(2027, 3, 1)) == (
        "”Slutrapport” finns redan i planen. Ändra dagen där, eller avboka den först."
    )
    assert words(ReportKind.PROGRESS, date(2026, 9, 1)) == (
        "Det finns redan en sådan rapport den 1 september 2026. Välj en annan dag."
    )


# --- changing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "due_on", "code"),
    [
        (ReportKind.HALF_YEAR, date(2026, 9, 1), "planned_report.half_year"),
        (ReportKind.PROGRESS, date(2025, 6, 30), "planned_report.before_start"),
        (ReportKind.PROGRESS, date(2026, 10, 1), "planned_report.same_day"),
        (ReportKind.FINAL, date(2027, 2, 2), "planned_report.planned_already"),
        (ReportKind.AFTER_ONE_YEAR, END, "planned_report.before_end"),
    ],
)
def test_edit_planned_report_is_refused_what_could_not_be_planned(anna, bo, kind, due_on, code):
    project = case(anna, bo)
    line = planned(project, anna)
    planned(project, anna, due_on=date(2026, 10, 1))
    planned(project, anna, ReportKind.FINAL, date(2027, 2, 1))

    assert moved(line, kind, due_on, anna) == code

    line.refresh_from_db()
    assert (line.kind, line.due_on, verbs(line)) == (ReportKind.PROGRESS, date(2026, 9, 1), ["planned"])


def test_edit_planned_report_tells_the_trail_what_was_moved(anna, bo):
    line = planned(case(anna, bo), anna)

    moved(line, ReportKind.PROGRESS, date(2026, 10, 1), anna)

    entry = TrailEntry.objects.about(line).last()
    assert (entry.verb, entry.before, entry.after) == (
        "edited",
        {"due_on": "2026-09-01"},
        {"due_on": "2026-10-01"},
    )


def test_the_refusals_of_a_change_tell_where_to_go_on(anna, bo):
    told_of = asked(case(anna, bo), anna).planned_as
    away = cancelled(planned(told_of.project, anna, due_on=date(2026, 10, 1)), anna)
    waiting = planned(told_of.project, anna, due_on=date(2026, 11, 1))

    assert said(rules.check_change_plan, told_of, anna) == (
        "Projektet har fått frågan om rapporten, så raden i planen står kvar. Fortsätt i själva rapporten."
    )
    assert said(rules.check_change_plan, away, anna).startswith("Rapporten är avbokad")
    assert said(rules.check_cancel_plan, waiting, " ", anna) == (
        "Skriv varför den avbokas. Den som läser beslutet senare behöver förstå varför det inte kom någon rapport."
    )


def test_cancel_planned_report_keeps_the_reason_without_the_space_around_it(anna, bo):
    line = planned(case(anna, bo), anna)

    operations.cancel_planned_report(planned=line, reason="  Två blev en. \n", by=anna, at=LATER)

    line.refresh_from_db()
    assert (line.cancelled_because, line.revision) == ("Två blev en.", 2)


def test_the_last_progress_report_that_goes_takes_the_own_plan_with_it(anna, bo):
    project = case(anna, bo)
    first, second = planned(project, anna), planned(project, anna, due_on=date(2026, 10, 1))

    cancelled(first, anna)
    project.refresh_from_db()
    assert (project.has_own_plan, verbs(project)) == (True, ["own_plan"])

    cancelled(second, anna)
    project.refresh_from_db()
    assert (project.has_own_plan, verbs(project)) == (False, ["own_plan", "own_plan"])


# --- one and three years after ------------------------------------------------------------------------------------


def test_check_follow_ups_wants_an_end_and_something_left(anna, bo):
    project = case(anna, bo)
    assert told(rules.check_follow_ups, project, anna) == "may"

    planned(project, anna, ReportKind.AFTER_ONE_YEAR, date(2027, 12, 31))
    assert told(rules.check_follow_ups, project, anna) == "may"

    three = planned(project, anna, ReportKind.AFTER_THREE_YEARS, date(2029, 12, 31))
    assert said(rules.check_follow_ups, project, anna) == "Båda uppföljningarna finns redan i planen."

    cancelled(three, anna)
    assert told(rules.check_follow_ups, project, anna) == "may"


def test_check_follow_ups_says_that_the_end_is_missing(anna):
    assert said(rules.check_follow_ups, ProjectFactory(region_id=anna.region_id), anna) == (
        "Projektet saknar sista dag, så ett och tre år efter slutet går inte att räkna ut. Ange projektets sista dag."
    )


def test_plan_follow_ups_plans_again_what_was_cancelled(anna, bo):
    project = case(anna, bo)
    one, three = operations.plan_follow_ups(project=project, by=anna, at=MONDAY)
    cancelled(one, anna)

    [again] = operations.plan_follow_ups(project=project, by=anna, at=LATER)

    assert (again.kind, again.due_on) == (one.kind, one.due_on)
    assert (verbs(again), verbs(three)) == (["planned"], ["planned"])


def test_plan_follow_ups_do_not_take_the_project_out_of_the_half_yearly_rounds(anna, bo):
    project = case(anna, bo)

    operations.plan_follow_ups(project=project, by=anna, at=MONDAY)

    project.refresh_from_db()
    assert (project.has_own_plan, verbs(project)) == (False, [])


def test_plan_follow_ups_of_a_project_that_ends_on_the_leap_day(anna):
    project = ProjectFactory(region_id=anna.region_id, ends_on=date(2028, 2, 29))

    lines = operations.plan_follow_ups(project=project, by=anna, at=MONDAY)

    assert [line.due_on for line in lines] == [date(2029, 2, 28), date(2031, 2, 28)]


# --- asking -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "period"),
    [
        (date(2026, 1, 1), "2026H1"),
        (date(2026, 6, 30), "2026H1"),
        (date(2026, 7, 1), "2026H2"),
        (date(2026, 12, 31), "2026H2"),
    ],
)
def test_ask_project_report_belongs_to_the_half_year_of_its_day(anna, bo, due_on, period):
    report = asked(case(anna, bo), anna, due_on=due_on)

    assert (report.round.period, report.round.speed, report.due_on) == (
        Period.parse(period),
        Speed.CONTINUOUS,
        due_on,
    )


@pytest.mark.parametrize(
    ("kind", "template"),
    [
        (ReportKind.PROGRESS, TemplateKind.PROGRESS),
        (ReportKind.FINAL, TemplateKind.FINAL),
        (ReportKind.AFTER_ONE_YEAR, TemplateKind.FOLLOW_UP),
        (ReportKind.AFTER_THREE_YEARS, TemplateKind.FOLLOW_UP),
    ],
)
def test_ask_project_report_asks_the_questions_of_its_kind(anna, bo, kind, template):
    in_use = {one: adopted(anna, one) for one in TemplateKind}

    report = asked(case(anna, bo), anna, kind, date(2029, 12, 31))

    assert (report.kind, report.template) == (kind, in_use[template])


def test_ask_project_report_opens_the_half_year_once_for_all_projects(anna, bo, alvmark):
    first, second = asked(case(anna, bo), anna), asked(another(anna, bo), anna)

    round_ = Round.objects.of(alvmark.pk).get()
    assert (first.round, second.round, verbs(round_)) == (round_, round_, ["opened"])
    assert (first.number, second.number) == (1, 1)


def test_ask_project_report_numbers_each_kind_apart(anna, bo):
    project, day = case(anna, bo), date(2027, 8, 1)

    along = asked(project, anna, ReportKind.PROGRESS, day)
    final = asked(project, anna, ReportKind.FINAL, day)
    again = asked(project, anna, ReportKind.PROGRESS, date(2027, 9, 1))

    assert [report.number for report in (along, final, again)] == [1, 1, 2]


def test_ask_project_report_without_an_insats_says_what_to_do(anna):
    line = PlannedReportFactory(region_id=anna.region_id, project__region_id=anna.region_id)

    assert said(operations.ask_project_report, planned=line, by=anna, at=LATER) == (
        "Projektet är inte kopplat till någon insats, så det finns ingen plan att rapportera mot. "
        "Koppla det till en insats först."
    )
    assert verbs(line) == []


def test_the_plan_of_another_region_is_not_changed(anna, bo, stig):
    line = planned(case(anna, bo), anna)

    with pytest.raises(PlannedReport.DoesNotExist):
        PlannedReport.objects.of(stig.region_id).get(pk=line.pk)
