"""What the demo tells of templates, reporting plans, project reports and visits, so that every page has something."""

from datetime import date

import pytest

from varv.core.asking import ReportKind, TemplateKind
from varv.core.workflow import ReportState, TemplateState
from varv.overview.boards.theme_pack import theme_pack
from varv.overview.boards.theme_works import About, themes
from varv.overview.rounds.project_reports import project_reports
from varv.overview.rounds.template_sheet import template_list
from varv.overview.rounds.visit_sheet import visit_lines
from varv.overview.words.of_project_reports import Standing, Thin
from varv.regions.models import Region
from varv.rounds.models import PlannedReport, Report, Visit

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 21)


@pytest.fixture
def region(demo):
    return Region.objects.get(slug="alvmark")


def test_every_kind_of_question_is_in_use_and_one_is_being_changed(region):
    kinds = template_list(region.pk)

    assert [line.kind for line in kinds if line.in_use] == list(TemplateKind)
    assert [(line.kind, line.draft.version) for line in kinds if line.draft] == [(TemplateKind.VISIT, 2)]
    assert {version.state for line in kinds for version in line.versions} == {
        TemplateState.IN_USE,
        TemplateState.DRAFT,
    }


def test_the_plans_have_reports_that_stand_in_many_ways(region):
    lines = project_reports(region.pk, ON)

    assert {line.standing for line in lines} >= {
        Standing.LATE,
        Standing.TO_REVIEW,
        Standing.DUE,
        Standing.PLANNED,
        Standing.APPROVED,
        Standing.CANCELLED,
    }
    assert {line.kind for line in lines} == set(ReportKind) - {ReportKind.HALF_YEAR}
    assert all(line.author for line in lines)


def test_one_report_is_thin_in_every_way_and_one_in_none(region):
    read = {line.project: line.thin for line in project_reports(region.pk, ON) if line.report_id}

    assert sorted(read.values(), key=len) == [(), tuple(Thin)]


def test_projects_report_beside_the_half_yearly_rounds(region):
    reports = Report.objects.of(region.pk).filter(kind=ReportKind.PROGRESS).order_by("pk")

    assert [report.state for report in reports] == [ReportState.APPROVED, ReportState.SUBMITTED]
    assert all(report.template.kind is TemplateKind.PROGRESS for report in reports)
    assert all(report.planned_as.project.has_own_plan for report in reports)


def test_one_visit_is_noted_and_one_is_to_come(region):
    visits = Visit.objects.of(region.pk).order_by("visited_on")

    told = [line for visit in visits for line in visit_lines(visit.project)]
    assert [(line.is_noted, line.asked) for line in told] == [(True, 6), (False, 6)]
    assert told[0].learned
    assert told[0].to_follow_up


def test_a_project_without_its_follow_ups_can_still_have_them_planned(region):
    after = {ReportKind.AFTER_ONE_YEAR, ReportKind.AFTER_THREE_YEARS}

    planned = PlannedReport.objects.of(region.pk)

    with_follow_ups = set(planned.filter(kind__in=after).values_list("project", flat=True))
    assert len(with_follow_ups) == 1
    assert set(planned.values_list("project", flat=True)) > with_follow_ups


@pytest.mark.parametrize("about", About)
def test_there_is_a_theme_of_every_sort_to_meet_about(region, about):
    assert any(theme.about is about and theme.works for theme in themes(region.pk))


def test_a_theme_has_lessons_and_open_questions_to_talk_about(region):
    packs = [theme_pack(region, theme, ON) for theme in themes(region.pk) if theme.about is About.ACTIVITY]

    assert any(pack.lessons and pack.learned and pack.unexpected and pack.to_follow_up for pack in packs)
    assert any(pack.silent for pack in packs)
    assert all(pack.is_example for pack in packs)
