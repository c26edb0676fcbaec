"""Whom a round asks: computed from insatser, projects and people's parts in them."""

from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    InitiativePersonFactory,
    ProjectFactory,
    QuestionTemplateFactory,
    RoundFactory,
    UserFactory,
)
from tests.people import member, verbs
from tests.rounds.walks import AUTUMN, asked, opened
from varv.core.asking import ReportKind, Speed, TemplateKind
from varv.core.kinds import Part
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.roles import Role
from varv.core.workflow import ReportState, RoundState, TemplateState
from varv.rounds import operations, rules
from varv.rounds.models import Report, ReportLine, Round

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2026")
DAYS = {"opens_on": date(2026, 11, 2), "due_on": date(2027, 1, 29)}


def refusal(check, *args) -> tuple[str, object]:
    with pytest.raises(RuleBroken) as refused:
        check(*args)
    return refused.value.code, refused.value.facts.get("field")


def test_author_is_the_reporter_and_else_whoever_answers_for_it(anna, bo, egon):
    own, other = running(anna, bo), running(anna, bo, name="En annan")
    InitiativePersonFactory(initiative=own, person=person(egon), part=Part.REPORTER)
    InitiativePersonFactory(initiative=other, person=person(egon), part=Part.REPORTER, ended_on=date(2026, 1, 1))
    InitiativePersonFactory(initiative=other, person=person(egon), part=Part.DEPUTY)

    assert [rules.author_of(one) for one in (own, other)] == [person(egon), person(bo)]
    assert rules.authors_of(anna.region_id, [own, other]) == {own.pk: egon.person_id, other.pk: bo.person_id}


def test_the_round_gives_each_report_to_its_author(anna, bo, egon):
    initiative = running(anna, bo)
    InitiativePersonFactory(initiative=initiative, person=person(egon), part=Part.REPORTER)

    round_ = opened(anna)

    assert Report.objects.of(anna.region_id).get(round=round_).author == person(egon)


def test_asked_are_those_under_way_without_a_reporting_plan_of_their_own(anna, bo, alvmark):
    plain, with_case, with_plan = (running(anna, bo, name=name) for name in ("Vanlig", "Ärende", "Egen plan"))
    started(anna, bo, name="Planerad")
    ProjectFactory(initiative=with_case)
    ProjectFactory(initiative=with_plan, has_own_plan=True)

    assert list(rules.asked_of(alvmark.pk).order_by("pk")) == [plain, with_case]


def test_a_project_with_a_plan_of_its_own_cannot_be_asked_in_the_half_yearly_round(anna, bo):
    round_ = opened(anna)
    with_plan = running(anna, bo)
    ProjectFactory(initiative=with_plan, has_own_plan=True)

    assert refusal(rules.check_ask, round_, with_plan, anna) == ("round.not_under_way", None)


def test_able_to_report_are_those_who_work_here_in_a_role_with_work(alvmark, anna, bo, cilla, disa, frida, stig):
    gone = member(alvmark, "gunnel", Role.REPORTER)
    person(gone).memberships.update(ended_at=MONDAY)

    assert rules.able_to_report(alvmark.pk) == {anna.person_id, bo.person_id, disa.person_id}


# --- three speeds -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speed", "period", "told"),
    [
        (Speed.HALF_YEARLY, "2026H2", None),
        (Speed.CONTINUOUS, "2026H2", None),
        (Speed.YEARLY, "2026", None),
        (Speed.HALF_YEARLY, "2026", ("round.not_a_half_year", "period")),
        (Speed.CONTINUOUS, "2026K4", ("round.not_a_half_year", "period")),
        (Speed.YEARLY, "2026H2", ("round.not_a_year", "period")),
    ],
)
def test_each_speed_has_its_own_length(anna, speed, period, told):
    args = (Period.parse(period), *DAYS.values(), anna, speed)

    if told is None:
        assert holds(rules.check_open_round, *args)
    else:
        assert refusal(rules.check_open_round, *args) == told


def test_rounds_of_two_speeds_share_a_period(anna):
    RoundFactory(period=AUTUMN, speed=Speed.CONTINUOUS)

    assert holds(rules.check_open_round, AUTUMN, *DAYS.values(), anna)
    assert refusal(rules.check_open_round, AUTUMN, *DAYS.values(), anna, Speed.CONTINUOUS) == (
        "round.already_there",
        "period",
    )


@pytest.mark.parametrize(("speed", "period"), [(Speed.CONTINUOUS, AUTUMN), (Speed.YEARLY, YEAR)])
def test_only_a_half_yearly_round_asks_when_it_opens(anna, bo, speed, period):
    initiative = running(anna, bo)

    round_ = operations.open_round(period=period, speed=speed, **DAYS, by=anna, at=MONDAY)

    assert (round_.speed, round_.state, verbs(round_)) == (speed, RoundState.OPEN, ["opened"])
    assert not Report.objects.of(anna.region_id).exists()
    assert refusal(rules.check_ask, round_, initiative, anna) == ("round.asks_nobody", None)


def test_the_continuous_round_is_made_once(anna, bo):
    first = operations.continuous_round(period=AUTUMN, by=bo, at=MONDAY)
    again = operations.continuous_round(period=AUTUMN, by=anna, at=MONDAY)

    assert (first, first.speed, first.opens_on, first.due_on) == (
        again,
        Speed.CONTINUOUS,
        date(2026, 7, 1),
        date(2026, 12, 31),
    )
    assert verbs(first) == ["opened"]


def test_the_continuous_round_is_each_regions_own(anna, stig):
    here = operations.continuous_round(period=AUTUMN, by=anna, at=MONDAY)
    there = operations.continuous_round(period=AUTUMN, by=stig, at=MONDAY)

    assert (here.region_id, there.region_id) == (anna.region_id, stig.region_id)


# --- templates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "speed", "may"),
    [
        ({"state": TemplateState.IN_USE}, Speed.HALF_YEARLY, True),
        ({"state": TemplateState.DRAFT}, Speed.HALF_YEARLY, False),
        ({"state": TemplateState.RETIRED}, Speed.HALF_YEARLY, False),
        ({"state": TemplateState.IN_USE, "kind": TemplateKind.FINAL}, Speed.HALF_YEARLY, False),
        ({"state": TemplateState.IN_USE}, Speed.YEARLY, False),
        ({"state": TemplateState.IN_USE}, Speed.CONTINUOUS, False),
    ],
)
def test_a_round_asks_by_the_version_in_use(db, values, speed, may):
    assert holds(rules.check_template, QuestionTemplateFactory(**values), speed) is may
    assert holds(rules.check_template, None, speed)


def test_a_template_of_another_region_is_refused_and_nothing_is_opened(anna, sydland):
    theirs = QuestionTemplateFactory(region=sydland, state=TemplateState.IN_USE)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.open_round(period=AUTUMN, template=theirs, **DAYS, by=anna, at=MONDAY)

    assert not Round.objects.of(anna.region_id).exists()


def test_reports_have_the_rounds_template(anna, bo):
    running(anna, bo)
    template = QuestionTemplateFactory(state=TemplateState.IN_USE)

    round_ = operations.open_round(period=AUTUMN, template=template, **DAYS, by=anna, at=MONDAY)

    assert Report.objects.of(anna.region_id).get(round=round_).template == template


# --- reports made by others ----------------------------------------------------------------------------------------


def test_several_reports_of_an_insats_have_each_its_own_lines(anna, bo):
    initiative = running(anna, bo)
    round_ = operations.continuous_round(period=AUTUMN, by=anna, at=MONDAY)
    own = QuestionTemplateFactory(kind=TemplateKind.PROGRESS, state=TemplateState.IN_USE)

    first, second = (
        operations.make_reports(
            round_=round_,
            initiatives=[initiative],
            kind=ReportKind.PROGRESS,
            number=number,
            due_on=date(2026, 9 + number, 1),
            template=own,
        )[0]
        for number in (1, 2)
    )

    assert [(one.kind, one.number, one.due_on, one.template, one.state) for one in (first, second)] == [
        (ReportKind.PROGRESS, 1, date(2026, 10, 1), own, ReportState.DRAFT),
        (ReportKind.PROGRESS, 2, date(2026, 11, 1), own, ReportState.DRAFT),
    ]
    assert [ReportLine.objects.of(anna.region_id).filter(report=one).count() for one in (first, second)] == [2, 2]
    assert Report.objects.of(anna.region_id).overdue(date(2026, 10, 15)).get() == first


def test_no_insats_gives_no_report(anna):
    assert operations.make_reports(round_=opened(anna), initiatives=[]) == []


def test_ask_for_report_is_told_in_the_trail_and_goes_to_the_reporter(anna, bo, egon):
    round_ = opened(anna)
    late = running(anna, bo)
    InitiativePersonFactory(initiative=late, person=person(egon), part=Part.REPORTER)

    report = operations.ask_for_report(round_=round_, initiative=late, by=anna, at=MONDAY)

    assert (report.author, verbs(report)) == (person(egon), ["asked_for"])
    with pytest.raises(RuleBroken, match=r"round\.already_asked"):
        operations.ask_for_report(round_=round_, initiative=late, by=anna, at=MONDAY)


def test_opening_is_not_for_reporters(bo):
    with pytest.raises(NotAllowed):
        operations.open_round(period=AUTUMN, **DAYS, by=bo, at=MONDAY)


def test_somebody_who_has_left_is_still_named_as_author(anna, bo):
    report = asked(anna, bo)
    stranger = UserFactory()
    report.initiative.change(responsible=stranger)

    assert rules.author_of(report.initiative) == stranger
    assert stranger.pk not in rules.able_to_report(anna.region_id)
