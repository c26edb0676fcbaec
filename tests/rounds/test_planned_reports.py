from datetime import date, timedelta

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY, InitiativePersonFactory, PlannedReportFactory, ProjectFactory
from tests.people import verbs
from tests.rounds.walks import results_of
from varv.core.asking import ReportKind, Speed, TemplateKind
from varv.core.kinds import Part
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import ReportState, RoundState
from varv.delivery import operations as delivery
from varv.rounds import operations, rules
from varv.rounds.models import PlannedReport, Report, ReportLine, Round

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
AUTUMN_DAY, SPRING_DAY = date(2026, 9, 1), date(2027, 3, 1)


def case(by, author, **changed):
    """A project of a year and a half, tied to an insats under way."""
    values = {"starts_on": date(2025, 7, 1), "ends_on": date(2026, 12, 31)} | changed
    if "initiative" not in values:
        values["initiative"] = running(by, author)
    return ProjectFactory(region_id=by.region_id, **values)


def planned(project, by, kind=ReportKind.PROGRESS, due_on=AUTUMN_DAY):
    return operations.plan_report(project=project, kind=kind, due_on=due_on, by=by, at=MONDAY)


def asked(project, by, kind=ReportKind.PROGRESS, due_on=AUTUMN_DAY):
    return operations.ask_project_report(planned=planned(project, by, kind, due_on), by=by, at=LATER)


def cancelled(line, by):
    operations.cancel_planned_report(planned=line, reason="Projektet avbröts.", by=by, at=LATER)
    line.refresh_from_db()
    return line


def plan_of(project):
    lines = PlannedReport.objects.of(project.region_id).filter(project=project).order_by("due_on", "pk")
    return [(line.kind, line.due_on) for line in lines]


# --- when it ends, and one and three years after --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
    ],
)
def test_years_later_is_the_same_day(day, years, later):
    assert rules.years_later(day, years) == later


def test_ends_on_is_what_the_case_says_before_what_the_insats_says(anna, bo):
    assert rules.ends_on(case(anna, bo)) == date(2026, 12, 31)


def test_ends_on_is_the_insats_own_end_when_the_case_has_none(anna, bo):
    project = case(anna, bo, ends_on=None)

    assert rules.ends_on(project) == date(2027, 12, 31)

    project.initiative.ended_on = date(2026, 5, 31)
    assert rules.ends_on(project) == date(2026, 5, 31)


def test_ends_on_is_not_known_of_a_case_alone(anna):
    project = ProjectFactory(region_id=anna.region_id)

    assert (rules.ends_on(project), rules.follow_up_days(project)) == (None, {})


def test_follow_up_days_are_one_and_three_years_after_the_end(anna, bo):
    assert rules.follow_up_days(case(anna, bo)) == {
        ReportKind.AFTER_ONE_YEAR: date(2027, 12, 31),
        ReportKind.AFTER_THREE_YEARS: date(2029, 12, 31),
    }


# --- planning -----------------------------------------------------------------------------------------------------


def test_plan_report_puts_it_in_the_plan(anna, bo):
    project = case(anna, bo)

    line = planned(project, anna)

    assert (line.project, line.kind, line.due_on, line.report) == (project, ReportKind.PROGRESS, AUTUMN_DAY, None)
    assert verbs(line) == ["planned"]


def test_plan_report_along_the_way_gives_the_project_a_plan_of_its_own(anna, bo):
    project = case(anna, bo)

    planned(project, anna, ReportKind.FINAL, date(2027, 2, 1))
    project.refresh_from_db()
    assert (project.has_own_plan, verbs(project)) == (False, [])

    planned(project, anna)
    planned(project, anna, due_on=SPRING_DAY)
    project.refresh_from_db()
    assert (project.has_own_plan, verbs(project)) == (True, ["own_plan"])


def test_a_project_with_a_plan_of_its_own_is_not_asked_in_the_half_yearly_round(anna, bo, alvmark):
    project = case(anna, bo)
    planned(project, anna)

    assert project.initiative not in rules.asked_of(alvmark.pk)


def test_plan_report_may_be_several_along_the_way_but_one_at_the_end(anna, bo):
    project = case(anna, bo)
    planned(project, anna)
    planned(project, anna, due_on=SPRING_DAY)
    planned(project, anna, ReportKind.FINAL, SPRING_DAY)

    with pytest.raises(RuleBroken, match=r"planned_report\.planned_already") as refused:
        planned(project, anna, ReportKind.FINAL, date(2027, 4, 1))

    assert refused.value.facts["field"] == "kind"
    assert len(plan_of(project)) == 3


def test_plan_report_at_the_end_may_be_planned_again_when_it_was_cancelled(anna, bo):
    project = case(anna, bo)
    cancelled(planned(project, anna, ReportKind.FINAL, SPRING_DAY), anna)

    assert planned(project, anna, ReportKind.FINAL, SPRING_DAY).cancelled_because == ""


@pytest.mark.parametrize(
    ("kind", "due_on", "code", "field"),
    [
        (ReportKind.HALF_YEAR, AUTUMN_DAY, "planned_report.half_year", "kind"),
        (ReportKind.PROGRESS, date(2025, 6, 30), "planned_report.before_start", "due_on"),
        (ReportKind.AFTER_ONE_YEAR, date(2026, 12, 31), "planned_report.before_end", "due_on"),
        (ReportKind.PROGRESS, AUTUMN_DAY, "planned_report.same_day", "due_on"),
    ],
)
def test_plan_report_says_what_does_not_fit(anna, bo, kind, due_on, code, field):
    project = case(anna, bo)
    planned(project, anna)

    with pytest.raises(RuleBroken) as refused:
        planned(project, anna, kind, due_on)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert plan_of(project) == [(ReportKind.PROGRESS, AUTUMN_DAY)]


def test_plan_report_asks_nothing_of_days_that_nobody_knows(anna):
    project = ProjectFactory(region_id=anna.region_id)

    planned(project, anna, ReportKind.AFTER_ONE_YEAR, date(1999, 1, 1))

    assert plan_of(project) == [(ReportKind.AFTER_ONE_YEAR, date(1999, 1, 1))]


def test_plan_report_is_for_those_who_may_start_insatser(anna, bo, cilla, disa):
    project = case(anna, bo)

    for someone in (bo, cilla, disa):
        with pytest.raises(NotAllowed):
            planned(project, someone)

    assert plan_of(project) == []


def test_plan_report_is_not_for_another_region(anna, bo, stig):
    project = case(anna, bo)

    planned(project, anna)

    assert not PlannedReport.objects.of(stig.region_id).exists()


# --- follow-ups ---------------------------------------------------------------------------------------------------


def test_plan_follow_ups_plans_both(anna, bo):
    project = case(anna, bo)

    lines = operations.plan_follow_ups(project=project, by=anna, at=MONDAY)

    assert plan_of(project) == [
        (ReportKind.AFTER_ONE_YEAR, date(2027, 12, 31)),
        (ReportKind.AFTER_THREE_YEARS, date(2029, 12, 31)),
    ]
    assert [verbs(line) for line in lines] == [["planned"], ["planned"]]


def test_plan_follow_ups_plans_only_what_is_left(anna, bo):
    project = case(anna, bo)
    planned(project, anna, ReportKind.AFTER_ONE_YEAR, date(2028, 3, 1))

    lines = operations.plan_follow_ups(project=project, by=anna, at=MONDAY)

    assert [line.kind for line in lines] == [ReportKind.AFTER_THREE_YEARS]
    with pytest.raises(RuleBroken, match=r"planned_report\.nothing_left"):
        operations.plan_follow_ups(project=project, by=anna, at=MONDAY)


def test_plan_follow_ups_needs_an_end_to_count_from(anna):
    with pytest.raises(RuleBroken, match=r"planned_report\.end_unknown"):
        operations.plan_follow_ups(project=ProjectFactory(region_id=anna.region_id), by=anna, at=MONDAY)


def test_plan_follow_ups_is_for_those_who_may_start_insatser(anna, bo):
    with pytest.raises(NotAllowed):
        operations.plan_follow_ups(project=case(anna, bo), by=bo, at=MONDAY)


# --- changing and cancelling --------------------------------------------------------------------------------------


def test_edit_planned_report_moves_it(anna, bo):
    project = case(anna, bo)
    line = planned(project, anna)

    operations.edit_planned_report(
        planned=line, kind=ReportKind.FINAL, due_on=SPRING_DAY, revision=1, by=anna, at=LATER
    )

    project.refresh_from_db()
    assert (plan_of(project), verbs(line)) == ([(ReportKind.FINAL, SPRING_DAY)], ["planned", "edited"])
    assert (project.has_own_plan, verbs(project)) == (False, ["own_plan", "own_plan"])


def test_edit_planned_report_may_keep_its_own_day(anna, bo):
    line = planned(case(anna, bo), anna)

    operations.edit_planned_report(
        planned=line, kind=ReportKind.PROGRESS, due_on=AUTUMN_DAY, revision=1, by=anna, at=LATER
    )

    line.refresh_from_db()
    assert line.revision == 2


def test_edit_planned_report_is_refused_after_another_change(anna, bo, egon):
    line = planned(case(anna, bo), anna)
    operations.edit_planned_report(
        planned=line, kind=ReportKind.PROGRESS, due_on=SPRING_DAY, revision=1, by=egon, at=LATER
    )

    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_planned_report(
            planned=line, kind=ReportKind.PROGRESS, due_on=AUTUMN_DAY, revision=1, by=anna, at=LATER
        )


def test_cancel_planned_report_keeps_it_with_the_reason(anna, bo):
    project = case(anna, bo)
    line = cancelled(planned(project, anna), anna)

    project.refresh_from_db()
    assert (line.cancelled_because, verbs(line)) == ("Projektet avbröts.", ["planned", "cancelled"])
    assert project.has_own_plan is False


def test_cancel_planned_report_needs_a_reason(anna, bo):
    line = planned(case(anna, bo), anna)

    with pytest.raises(RuleBroken, match=r"planned_report\.reason_missing") as refused:
        operations.cancel_planned_report(planned=line, reason="  ", by=anna, at=LATER)

    assert (refused.value.facts["field"], verbs(line)) == ("reason", ["planned"])


def test_what_is_cancelled_stays_cancelled(anna, bo):
    line = cancelled(planned(case(anna, bo), anna), anna)

    with pytest.raises(RuleBroken, match=r"planned_report\.cancelled"):
        operations.ask_project_report(planned=line, by=anna, at=LATER)
    with pytest.raises(RuleBroken, match=r"planned_report\.cancelled"):
        operations.cancel_planned_report(planned=line, reason="Igen.", by=anna, at=LATER)

    assert line.report is None


# --- asking -------------------------------------------------------------------------------------------------------


def test_ask_project_report_begins_the_half_years_continuous_round(anna, bo, alvmark):
    report = asked(case(anna, bo), anna)

    round_ = Round.objects.of(alvmark.pk).get()
    assert (round_.period, round_.speed, round_.state) == (
        Period.parse("2026H2"),
        Speed.CONTINUOUS,
        RoundState.OPEN,
    )
    assert (round_.opens_on, round_.due_on) == (date(2026, 7, 1), date(2026, 12, 31))
    assert (report.round, verbs(round_)) == (round_, ["opened"])


def test_ask_project_report_asks_whoever_reports_what_is_planned(anna, bo, alvmark):
    project = case(anna, anna)
    InitiativePersonFactory(region=alvmark, initiative=project.initiative, person=person(bo), part=Part.REPORTER)

    report = asked(project, anna)

    lines = ReportLine.objects.of(alvmark.pk).filter(report=report).order_by("planned_result__place")
    assert (report.author, report.kind, report.due_on) == (person(bo), ReportKind.PROGRESS, AUTUMN_DAY)
    assert (report.state, [line.planned_result for line in lines]) == (
        ReportState.DRAFT,
        results_of(project.initiative),
    )
    assert (verbs(report), verbs(report.planned_as)) == (["asked_for"], ["planned", "asked_for"])


def test_ask_project_report_uses_the_questions_in_use(anna, bo):
    template = operations.draft_template(kind=TemplateKind.PROGRESS, by=anna, at=MONDAY)
    operations.adopt_template(template=template, revision=1, by=anna, at=MONDAY)
    project = case(anna, bo)

    along, final = asked(project, anna), asked(project, anna, ReportKind.FINAL)

    assert (along.template, final.template) == (template, None)


def test_ask_project_report_numbers_those_of_the_same_half_year(anna, bo, alvmark):
    project = case(anna, bo)

    reports = [asked(project, anna, due_on=day) for day in (AUTUMN_DAY, date(2026, 11, 1), SPRING_DAY)]

    assert [report.number for report in reports] == [1, 2, 1]
    assert Round.objects.of(alvmark.pk).count() == 2


def test_ask_project_report_leaves_the_half_yearly_round_alone(anna, bo, alvmark):
    project = case(anna, bo)
    operations.open_round(
        period=Period.parse("2026H2"), opens_on=date(2026, 11, 2), due_on=date(2027, 1, 29), by=anna, at=MONDAY
    )

    asked(project, anna)

    speeds = Report.objects.of(alvmark.pk).order_by("pk").values_list("round__speed", "kind")
    assert list(speeds) == [(Speed.HALF_YEARLY, ReportKind.HALF_YEAR), (Speed.CONTINUOUS, ReportKind.PROGRESS)]


def test_ask_project_report_asks_an_insats_that_has_ended(anna, bo):
    project = case(anna, bo)
    delivery.end_initiative(initiative=project.initiative, by=anna, at=MONDAY)

    report = asked(project, anna, ReportKind.AFTER_ONE_YEAR, date(2027, 12, 31))

    assert (report.kind, report.round.period) == (ReportKind.AFTER_ONE_YEAR, Period.parse("2027H2"))


def test_ask_project_report_asks_once(anna, bo):
    project = case(anna, bo)
    line = asked(project, anna).planned_as

    with pytest.raises(RuleBroken, match=r"planned_report\.asked_already"):
        operations.ask_project_report(planned=line, by=anna, at=LATER)
    with pytest.raises(RuleBroken, match=r"planned_report\.asked_already"):
        cancelled(line, anna)


def test_ask_project_report_needs_an_insats(anna):
    line = PlannedReportFactory(region_id=anna.region_id, project__region_id=anna.region_id)

    with pytest.raises(RuleBroken, match=r"planned_report\.without_initiative"):
        operations.ask_project_report(planned=line, by=anna, at=LATER)

    assert not Round.objects.of(anna.region_id).exists()


def test_ask_project_report_is_refused_when_the_half_year_is_closed(anna, bo):
    project = case(anna, bo)
    operations.close_round(round_=asked(project, anna).round, by=anna, at=LATER)

    with pytest.raises(RuleBroken, match=r"round\.closed"):
        asked(project, anna, due_on=date(2026, 10, 1))


def test_ask_project_report_is_refused_when_the_half_year_is_open_for_words_alone(anna, bo):
    project = case(anna, bo)
    round_ = asked(project, anna).round
    operations.close_round(round_=round_, by=anna, at=LATER)
    operations.reopen_for_words(round_=round_, reason="Ett namn är felstavat.", by=anna, at=LATER)

    with pytest.raises(RuleBroken, match=r"round\.limited"):
        asked(project, anna, due_on=date(2026, 10, 1))


def test_ask_project_report_is_for_those_who_may_start_insatser(anna, bo):
    line = planned(case(anna, bo), anna)

    with pytest.raises(NotAllowed):
        operations.ask_project_report(planned=line, by=bo, at=LATER)
