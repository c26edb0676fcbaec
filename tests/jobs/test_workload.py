"""The large region that benchmarks are timed on: how much it holds, that its figures add up, and where it may be."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Sum

from varv.core.counting import Adding, Counting
from varv.core.kinds import DocumentKind
from varv.core.workflow import ReportState, RoundState
from varv.delivery.models import Contribution, FundingSource, InitiativePlace, Milestone, PlannedResult
from varv.indicators.models import Indicator
from varv.jobs.workload import ONE_REGION, SLUG, Size, load_workload
from varv.regions import trail
from varv.regions.models import Region, Unit, User
from varv.rounds.models import LinePart, Report, ReportLine
from varv.strategy.models import Goal, GoalLink

pytestmark = pytest.mark.django_db

SMALL = Size(
    initiatives=6, indicators=4, ratios=1, half_years=3, action_plans=2, operational_plans=2, places=4, missing_one_in=6
)


@pytest.fixture
def small():
    return load_workload(SMALL)


def lines_of(made):
    return ReportLine.objects.of(made.region.pk).order_by("report__round__opens_on", "planned_result__place", "pk")


def make_room(region):
    """Let go of the names that only one may have in the whole database."""
    Region.objects.filter(pk=region.pk).update(slug="den-forra")
    for user in User.objects.order_by("pk"):
        user.username = f"forra-{user.pk}"
        user.save()


def test_one_region_is_as_large_as_promised():
    made = load_workload()
    region = made.region.pk

    assert (len(made.initiatives), len(made.rounds), len(made.plans.indicators)) == (206, 4, 20)
    assert (
        ReportLine.objects.of(region).filter(value__isnull=False, report__state=ReportState.APPROVED).count() >= 16_000
    )
    assert LinePart.objects.of(region).count() >= 80_000
    assert Report.objects.of(region).counted().count() == 206 * 4


def test_every_insats_reports_every_indicator_in_every_half_year(small):
    told = Counter(lines_of(small).values_list("report__initiative_id", "report__round__period"))

    assert len(told) == SMALL.initiatives * SMALL.half_years
    assert set(told.values()) == {SMALL.indicators}


def test_it_has_three_levels_of_plans_linked_upward(small):
    documents = small.plans.documents
    links = GoalLink.objects.of(small.region.pk)

    assert Counter(document.kind for document in documents) == {
        DocumentKind.REGIONAL_STRATEGY: 1,
        DocumentKind.ACTION_PLAN: 2,
        DocumentKind.OPERATIONAL_PLAN: 2,
    }
    assert links.count() == 4 * SMALL.goals_a_plan
    assert not links.exclude(source__document__parent=F("target__document")).exists()


def test_every_rule_of_counting_is_there_and_a_ratio(small):
    own = Indicator.objects.of(small.region.pk)

    assert set(own.filter(adding=Adding.SUM).values_list("counting", flat=True)) == set(Counting)
    assert [(one.numerator, one.denominator) for one in own.filter(adding=Adding.RATIO)] == [
        (small.plans.indicators[0], small.plans.indicators[0])
    ]


def test_what_was_counted_since_the_start_never_goes_down(small):
    counted = lines_of(small).filter(planned_result__indicator__counting=Counting.CUMULATIVE, value__isnull=False)
    courses = {}
    for line in counted:
        courses.setdefault(line.planned_result_id, []).append(line.value)

    assert courses
    assert all(course == sorted(course) for course in courses.values())


def test_parts_never_come_to_more_than_the_whole(small):
    told = LinePart.objects.of(small.region.pk).values("line", "dimension", "line__value")
    sums = told.annotate(parts=Sum("value")).order_by("line", "dimension")

    assert sums
    assert [one for one in sums if one["parts"] > one["line__value"]] == []


def test_some_figures_are_missing_and_have_a_reason_instead(small):
    missing = lines_of(small).filter(value=None)

    assert missing
    assert {line.missing for line in missing} == {"not_available"}
    assert not LinePart.objects.of(small.region.pk).filter(line__in=missing).exists()


def test_rounds_are_frozen_but_the_latest(small):
    assert [round_.state for round_ in small.rounds] == [RoundState.FROZEN, RoundState.FROZEN, RoundState.CLOSED]


def test_what_was_approved_says_the_same_as_the_lines(small):
    report = Report.objects.of(small.region.pk).order_by("pk").first()
    lines = ReportLine.objects.of(small.region.pk).filter(report=report).order_by("planned_result__place", "pk")

    frozen = [None if line["value"] is None else Decimal(line["value"]) for line in report.approved_content["lines"]]
    assert frozen == [line.value for line in lines]
    assert report.approved_content["author"] == report.author.name


def test_the_insatser_have_what_pages_show(small):
    region = small.region.pk

    assert {one.goal for one in Contribution.objects.of(region)} <= set(small.plans.lowest)
    assert set(InitiativePlace.objects.of(region).values_list("initiative", flat=True)) == {
        initiative.pk for initiative in small.initiatives
    }
    assert Milestone.objects.of(region).filter(reached_on=None).count() == 9
    assert PlannedResult.objects.of(region).filter(indicator=None).count() == 0
    assert [source.name for source in FundingSource.objects.of(region).order_by("place")] == [
        "Anslag 1:1",
        "Kommunerna",
    ]
    assert Unit.objects.of(region).filter(parent__parent__parent=None, parent__parent__isnull=False).count() == 16
    assert Goal.objects.of(region).filter(parent=None).count() == 2 * len(small.plans.documents)


def test_it_is_the_same_every_time(small):
    columns = ("planned_result__place", "value", "missing", "report__initiative__key")
    told = list(lines_of(small).values_list(*columns))
    make_room(small.region)

    again = load_workload(SMALL)

    assert list(lines_of(again).values_list(*columns)) == told
    assert trail.broken_at(again.region) is None


def test_the_command_loads_it_once_as_an_example(db, capsys, monkeypatch):
    monkeypatch.setattr("varv.jobs.management.commands.workload.load_workload", lambda: load_workload(SMALL))

    call_command("workload")

    region = Region.objects.get()
    assert (region.slug, region.is_example) == (SLUG, True)
    assert "6 initiatives, 3 half-years" in capsys.readouterr().out
    with pytest.raises(CommandError, match="already here"):
        call_command("workload")


def test_the_command_refuses_a_database_where_a_real_region_works(alvmark):
    Region.objects.filter(pk=alvmark.pk).update(is_example=False)

    with pytest.raises(CommandError, match=alvmark.name):
        call_command("workload")

    assert list(Region.objects.all()) == [alvmark]


def test_the_default_is_one_region():
    assert Size() == ONE_REGION
