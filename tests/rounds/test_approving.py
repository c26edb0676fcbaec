"""Approving one report or many: all or none, in a fixed number of queries, with everything a reader needs kept."""

from decimal import Decimal

import pytest

from tests.delivery.walks import running
from tests.factories import MONDAY, GoalFactory, QuestionTemplateFactory, ReportFactory, RoundFactory
from tests.people import verbs
from tests.rounds.walks import AUTUMN, approved, asked, opened, results_of, submitted, whole
from varv.core.asking import ReportKind, Speed
from varv.core.counting import Counting, Dimension
from varv.core.questions import Question, as_json
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import ReportState, TemplateState
from varv.regions import trail
from varv.regions.models import Region, TrailEntry
from varv.rounds import operations
from varv.rounds.drafts import LineDraft, PartDraft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db
CONSTANT = 16


def handed_in(by, author, *names: str) -> list[Report]:
    """Reports of insatser of these names, handed in in one round."""
    for name in names:
        running(by, author, name=name, goals=[GoalFactory(name=f"Mål för {name}")])
    reports = Report.objects.of(by.region_id).filter(round=opened(by)).select_related("initiative", "round")
    return [submitted(report, author) for report in reports.order_by("pk")]


def test_many_are_approved_at_once_with_a_line_each_in_the_trail(anna, bo, disa):
    reports = handed_in(anna, bo, "Ett", "Två", "Tre")

    operations.approve_reports(reports=reports, by=disa, at=MONDAY)

    kept = list(Report.objects.of(anna.region_id).counted().order_by("pk"))
    assert [(one.state, one.approved_by_id, one.approved_at, one.figures_frozen_at) for one in kept] == [
        (ReportState.APPROVED, disa.person_id, MONDAY, MONDAY)
    ] * 3
    assert [one.approved_content["initiative"]["name"] for one in kept] == ["Ett", "Två", "Tre"]
    assert [one.approved_content["goals"][0]["name"] for one in kept] == ["Mål för Ett", "Mål för Två", "Mål för Tre"]
    assert [verbs(one) for one in kept] == [["drafted", "submitted", "approved"]] * 3
    assert trail.broken_at(Region.objects.get(pk=anna.region_id)) is None


def test_the_trail_tells_of_each_what_became_of_it(anna, bo, disa):
    first, second = handed_in(anna, bo, "Ett", "Två")

    operations.approve_reports(reports=[second, first], by=disa, at=MONDAY)

    for report in (first, second):
        told = TrailEntry.objects.about(report).get(verb="approved")
        report.refresh_from_db()
        assert (told.before["state"], told.after["state"]) == ("submitted", "approved")
        assert told.after["approved_content"] == report.approved_content


@pytest.mark.parametrize("first", [ReportKind.HALF_YEAR, ReportKind.PROGRESS])
def test_a_half_year_is_not_counted_both_from_its_own_report_and_from_the_projects(anna, bo, disa, first):
    (report,) = handed_in(anna, bo, "Ett")
    report.change(kind=first)
    other = ReportFactory(
        region=report.region,
        round=RoundFactory(region=report.region, period=report.round.period, speed=Speed.CONTINUOUS),
        initiative=report.initiative,
        author=report.author,
        kind=ReportKind.PROGRESS if first is ReportKind.HALF_YEAR else ReportKind.HALF_YEAR,
        state=ReportState.SUBMITTED,
    )
    operations.approve_report(report=report, by=disa, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"report\.counted_twice") as refused:
        operations.approve_report(report=other, by=disa, at=MONDAY)

    assert refused.value.facts == {"name": "Ett", "period": report.round.period}
    assert Report.objects.get(pk=other.pk).state is ReportState.SUBMITTED


def test_two_progress_reports_of_one_half_year_are_both_counted(anna, bo, disa):
    (report,) = handed_in(anna, bo, "Ett")
    report.change(kind=ReportKind.PROGRESS)
    second = ReportFactory(
        region=report.region,
        round=report.round,
        initiative=report.initiative,
        author=report.author,
        kind=ReportKind.PROGRESS,
        number=2,
        state=ReportState.SUBMITTED,
    )

    operations.approve_reports(reports=[report, second], by=disa, at=MONDAY)

    assert Report.objects.of(anna.region_id).counted().count() == 2


def test_all_or_none(anna, bo, disa):
    first, second = handed_in(anna, bo, "Ett", "Två")
    operations.take_back_report(report=second, by=bo, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.approve_reports(reports=[first, second], by=disa, at=MONDAY)

    first.refresh_from_db()
    assert (first.state, first.approved_content) == (ReportState.SUBMITTED, None)


def test_the_same_report_twice_is_approved_once(anna, bo, disa):
    (report,) = handed_in(anna, bo, "Ett")

    operations.approve_reports(reports=[report, report], by=disa, at=MONDAY)

    assert verbs(report).count("approved") == 1


def test_nothing_to_approve_is_nothing_done(disa, django_assert_num_queries):
    with django_assert_num_queries(2):
        operations.approve_reports(reports=[], by=disa, at=MONDAY)


def test_reports_of_another_region_are_never_approved(anna, bo, disa, sydland):
    (mine,) = handed_in(anna, bo, "Ett")
    theirs = ReportFactory(region=sydland, state=ReportState.SUBMITTED)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.approve_reports(reports=[mine, theirs], by=disa, at=MONDAY)

    theirs.refresh_from_db()
    assert theirs.state is ReportState.SUBMITTED


def test_approving_many_is_not_for_reporters(anna, bo):
    reports = handed_in(anna, bo, "Ett", "Två")

    with pytest.raises(NotAllowed):
        operations.approve_reports(reports=reports, by=bo, at=MONDAY)


@pytest.mark.parametrize("names", [("Ett",), ("Ett", "Två", "Tre", "Fyra", "Fem")])
def test_many_cost_what_one_costs(anna, bo, disa, django_assert_num_queries, names):
    reports = handed_in(anna, bo, *names)

    with django_assert_num_queries(CONSTANT):
        operations.approve_reports(reports=reports, by=disa, at=MONDAY)


# --- what is kept --------------------------------------------------------------------------------------------------


def test_content_keeps_parts_counting_answers_and_which_questions_were_asked(anna, bo, disa):
    asked_of = Question("who", "Vilka nådde ni inte?", required=True)
    template = QuestionTemplateFactory(
        state=TemplateState.IN_USE, questions=as_json((asked_of,)), name="Halvår", version=3
    )
    initiative = running(anna, bo)
    output = results_of(initiative)[0]
    output.change(own_dimensions=[Dimension.SEX], own_counting=Counting.CUMULATIVE)
    round_ = operations.open_round(
        period=AUTUMN, opens_on=MONDAY.date(), due_on=MONDAY.date(), template=template, by=anna, at=MONDAY
    )
    report = Report.objects.of(anna.region_id).get(round=round_)
    women = PartDraft(Dimension.SEX, "women", Decimal("20.50"))
    lines = (LineDraft(output.pk, Decimal(41), parts=(women,)), whole(report).lines[1])

    approved(
        report,
        bo,
        disa,
        lines=lines,
        answers={"who": "Småföretag."},
        unexpected="Fler män kom.",
        next_change="Kvällskurser från augusti.",
    )

    content = report.approved_content
    line = content["lines"][0]
    assert (content["version"], content["kind"], content["number"]) == (2, "half_year", 1)
    assert (content["answers"], content["unexpected"], content["next_change"]) == (
        {"who": "Småföretag."},
        "Fler män kom.",
        "Kvällskurser från augusti.",
    )
    assert (content["template"]["name"], content["template"]["version"]) == ("Halvår", 3)
    assert content["questions"] == as_json((asked_of,))
    assert (line["counting"], line["dimensions"], line["value"]) == ("cumulative", ["sex"], "41")
    assert line["parts"] == [{"dimension": "sex", "category": "women", "value": "20.5"}]


def test_content_says_which_figure_its_evidence_shows(anna, bo, disa):
    report = asked(anna, bo)
    line = report.lines.order_by("pk")[0]
    operations.attach_link(
        report=report, title="Deltagarlista", link="https://example.org/l", line=line, by=bo, at=MONDAY
    )

    approved(report, bo, disa)

    assert report.approved_content["evidence"][0]["planned_result"] == line.planned_result_id


def test_content_of_the_first_version_is_read_as_the_newest():
    first = {
        "version": 1,
        "done": "Klart.",
        "lines": [{"planned_result": 7, "value": "3", "missing": None, "comment": ""}],
        "evidence": [{"id": 1, "title": "Rapport"}],
    }

    found = operations.whole(first)

    assert (found["version"], found["done"], found["kind"], found["number"]) == (1, "Klart.", "half_year", 1)
    assert (found["unexpected"], found["next_change"], found["answers"], found["questions"]) == ("", "", {}, [])
    assert (found["template"], found["submitted_by"]) == (None, "")
    assert found["lines"] == [first["lines"][0] | {"counting": "per_period", "dimensions": [], "parts": []}]
    assert found["evidence"] == [{"id": 1, "title": "Rapport", "planned_result": None}]


def test_content_of_the_newest_version_is_left_as_it_is(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    assert operations.whole(report.approved_content) == report.approved_content


# --- evidence at a line --------------------------------------------------------------------------------------------


def test_evidence_at_a_line_belongs_to_the_reports_own_line(anna, bo):
    report = asked(anna, bo)
    other = operations.ask_for_report(
        round_=report.round, initiative=running(anna, bo, name="En annan"), by=anna, at=MONDAY
    )
    theirs = other.lines.order_by("pk")[0]

    with pytest.raises(RuleBroken, match=r"report\.unknown_line"):
        operations.attach_link(
            report=report, title="Lista", link="https://example.org/l", line=theirs, by=bo, at=MONDAY
        )


def test_a_file_can_show_a_figure(anna, bo):
    report = asked(anna, bo)
    line = report.lines.order_by("pk")[0]

    evidence = operations.attach_file(
        report=report, title="Lista", filename="lista.pdf", content=b"%PDF-1.7", line=line, by=bo, at=MONDAY
    )

    assert (evidence.line, verbs(evidence)) == (line, ["attached"])
