"""What belongs to an evaluation: its files, its milestones and how good its report is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import EvaluationFileFactory
from tests.learning.evaluation_walks import (
    AUTUMN,
    PDF,
    SLUTRAPPORT,
    TODAY,
    closed,
    delivered,
    finished_milestone,
    fresh,
    planned,
    planned_milestone,
    running,
    stopped,
)
from tests.learning.walks import registered_evaluation
from tests.people import verbs
from varv.core.judgement import Quality
from varv.core.kinds import QualityCriterion
from varv.core.refusals import NotAllowed, RuleBroken
from varv.learning import operations
from varv.learning.models import EvaluationFile, EvaluationFileContent, EvaluationMilestone, QualityMark
from varv.regions.files import LARGEST
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
METHOD, LIMITS = QualityCriterion.METHOD, QualityCriterion.LIMITS


def attached(by, evaluation, report=SLUTRAPPORT):
    return operations.attach_report_file(evaluation=evaluation, report=report, by=by, at=AUTUMN)


def removed(by, file):
    operations.remove_report_file(file=file, by=by, at=AUTUMN)


def moved(by, milestone, **changed):
    values = {"name": "Delrapport 1", "due_on": date(2027, 1, 31), "is_deliverable": False}
    values |= {"revision": fresh(milestone).revision} | changed
    operations.edit_milestone(milestone=milestone, **values, by=by, at=AUTUMN)
    return fresh(milestone)


def judged(by, evaluation, marks, revision=None):
    revision = revision or fresh(evaluation).revision
    operations.judge_quality(evaluation=evaluation, marks=marks, revision=revision, by=by, at=AUTUMN)


def test_attach_report_file_keeps_the_bytes_beside_the_row(anna):
    file = attached(anna, running(anna))

    assert (file.title, file.filename, file.content_type, file.size, bytes(file.content.content)) == (
        "Slutrapport",
        "slutrapport.pdf",
        "application/pdf",
        len(PDF),
        PDF,
    )
    line = TrailEntry.objects.about(file).last()
    assert (line.verb, line.after["sha256"], "content" in line.after) == ("attached", file.sha256, False)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"filename": "rapport.html", "content": b"<html>"}, "file.wrong_kind"),
        ({"filename": "rapport.pdf", "content": b"<html>"}, "file.not_what_it_says"),
        ({"filename": "rapport.docx", "content": b"PK\x03\x04"}, "file.not_what_it_says"),
        ({"content": b"%PDF-" + b"x" * LARGEST}, "file.too_large"),
    ],
)
def test_attach_report_file_refuses_what_could_harm(changed, code, anna):
    with pytest.raises(RuleBroken) as refused:
        attached(anna, running(anna), replace(SLUTRAPPORT, **changed))
    assert (refused.value.code, EvaluationFile.objects.of(anna.region_id).count()) == (code, 0)


def test_attach_report_file_stops_at_ten(anna):
    evaluation = running(anna)
    for _ in range(10):
        EvaluationFileFactory(evaluation=evaluation)

    with pytest.raises(RuleBroken) as refused:
        attached(anna, evaluation)
    assert (refused.value.code, refused.value.facts["most"]) == ("evaluation.too_many_files", 10)


@pytest.mark.parametrize("walk", [closed, stopped])
def test_attach_report_file_leaves_alone_what_has_ended(walk, anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.has_ended"):
        attached(anna, walk(anna))


def test_attach_report_file_is_refused_to_a_reporter(anna, bo):
    with pytest.raises(NotAllowed):
        attached(bo, running(anna))


def test_remove_report_file_takes_the_bytes_too(anna):
    file = attached(anna, running(anna))

    removed(anna, file)

    assert EvaluationFile.objects.of(anna.region_id).count() == 0
    assert EvaluationFileContent.objects.of(anna.region_id).count() == 0
    assert verbs(file) == ["attached", "removed"]


def test_remove_report_file_leaves_one_way_to_the_report(anna):
    evaluation = registered_evaluation(anna)
    first, second = attached(anna, evaluation), attached(anna, evaluation)
    removed(anna, first)

    with pytest.raises(RuleBroken, match=r"evaluation\.last_file"):
        removed(anna, second)
    assert list(EvaluationFile.objects.of(anna.region_id)) == [second]


@pytest.mark.parametrize("other", [{"link": "https://example.org"}, {"case_number": "RU 2026/1"}])
def test_remove_report_file_is_free_when_there_is_another_way(other, anna):
    file = attached(anna, registered_evaluation(anna, **other))

    removed(anna, file)

    assert EvaluationFile.objects.of(anna.region_id).count() == 0


def test_remove_report_file_leaves_alone_what_has_ended(anna):
    evaluation = running(anna)
    file = attached(anna, evaluation)
    operations.stop_evaluation(evaluation=evaluation, reason="Konkurs.", by=anna, at=AUTUMN)

    with pytest.raises(RuleBroken, match=r"evaluation\.has_ended"):
        removed(anna, file)


def test_plan_milestone_says_what_and_when(anna):
    milestone = planned_milestone(anna, planned(anna))

    assert (milestone.name, milestone.due_on, milestone.is_deliverable, milestone.done_on) == (
        "Delrapport",
        date(2026, 12, 15),
        True,
        None,
    )
    assert verbs(milestone) == ["planned"]


@pytest.mark.parametrize(
    ("walk", "code"),
    [
        (delivered, "evaluation.is_delivered"),
        (closed, "evaluation.has_ended"),
        (stopped, "evaluation.has_ended"),
    ],
)
def test_plan_milestone_belongs_to_what_is_on_its_way(walk, code, anna):
    with pytest.raises(RuleBroken) as refused:
        planned_milestone(anna, walk(anna))
    assert (refused.value.code, EvaluationMilestone.objects.of(anna.region_id).count()) == (code, 0)


def test_plan_milestone_is_refused_to_a_manager(anna, disa):
    with pytest.raises(NotAllowed):
        planned_milestone(disa, planned(anna))


def test_edit_milestone_moves_it_and_the_trail_keeps_the_promise(anna):
    milestone = moved(anna, planned_milestone(anna, running(anna)))

    assert (milestone.name, milestone.due_on, milestone.is_deliverable) == ("Delrapport 1", date(2027, 1, 31), False)
    line = TrailEntry.objects.about(milestone).last()
    assert (line.verb, line.before["due_on"]) == ("edited", "2026-12-15")


def test_edit_milestone_leaves_alone_what_is_done(anna):
    milestone = finished_milestone(anna, running(anna))

    with pytest.raises(RuleBroken) as refused:
        moved(anna, milestone)
    assert (refused.value.code, refused.value.facts["done_on"]) == ("evaluation.milestone_is_done", TODAY)


def test_edit_milestone_is_refused_when_someone_was_before(anna, egon):
    milestone = planned_milestone(anna, running(anna))
    moved(egon, milestone)

    with pytest.raises(RuleBroken, match="stale"):
        moved(anna, milestone, revision=1)


def test_finish_milestone_notes_the_day(anna):
    milestone = finished_milestone(anna, running(anna))

    assert (milestone.done_on, verbs(milestone)) == (TODAY, ["planned", "finished"])


def test_finish_milestone_is_done_once(anna):
    milestone = finished_milestone(anna, running(anna))

    with pytest.raises(RuleBroken, match=r"evaluation\.milestone_is_done"):
        operations.finish_milestone(milestone=milestone, done_on=TODAY, by=anna, at=AUTUMN)


def test_finish_milestone_refuses_a_day_to_come(anna):
    milestone = planned_milestone(anna, running(anna))

    with pytest.raises(RuleBroken, match=r"evaluation\.done_in_the_future"):
        operations.finish_milestone(milestone=milestone, done_on=TODAY + timedelta(days=1), by=anna, at=AUTUMN)


def test_finish_milestone_may_come_after_the_report(anna):
    evaluation = running(anna)
    milestone = planned_milestone(anna, evaluation)
    operations.deliver_evaluation(
        evaluation=evaluation, delivered_on=TODAY, link="https://example.org", by=anna, at=AUTUMN
    )

    operations.finish_milestone(milestone=milestone, done_on=TODAY, by=anna, at=AUTUMN)

    assert fresh(milestone).done_on == TODAY


def test_drop_milestone_takes_it_away(anna):
    milestone = planned_milestone(anna, running(anna))

    operations.drop_milestone(milestone=milestone, by=anna, at=AUTUMN)

    assert (EvaluationMilestone.objects.of(anna.region_id).count(), verbs(milestone)) == (0, ["planned", "removed"])


def test_drop_milestone_leaves_alone_what_is_done(anna):
    milestone = finished_milestone(anna, running(anna))

    with pytest.raises(RuleBroken, match=r"evaluation\.milestone_is_done"):
        operations.drop_milestone(milestone=milestone, by=anna, at=AUTUMN)


def test_judge_quality_keeps_each_criterion_with_its_reason(anna):
    evaluation = delivered(anna)

    judged(anna, evaluation, {METHOD: (Quality.WELL, "Tre källor."), LIMITS: (Quality.NOT_JUDGED, "")})

    (mark,) = QualityMark.objects.of(anna.region_id)
    assert (mark.criterion, mark.mark, mark.because, mark.author_id, mark.judged_at) == (
        METHOD,
        Quality.WELL,
        "Tre källor.",
        anna.person_id,
        AUTUMN,
    )
    assert (verbs(mark), verbs(evaluation)[-1]) == (["judged"], "judged")


def test_judge_quality_again_writes_only_what_is_different(anna, egon):
    evaluation = delivered(anna)
    judged(anna, evaluation, {METHOD: (Quality.WELL, "Tre källor."), LIMITS: (Quality.POORLY, "Sägs inte.")})

    judged(egon, evaluation, {METHOD: (Quality.NOT_JUDGED, ""), LIMITS: (Quality.POORLY, "Sägs inte.")})

    method, limits = evaluation.quality.order_by("pk")
    assert (method.mark, method.author_id, verbs(method)) == (Quality.NOT_JUDGED, egon.person_id, ["judged"] * 2)
    assert (limits.mark, limits.author_id, verbs(limits)) == (Quality.POORLY, anna.person_id, ["judged"])


@pytest.mark.parametrize("mark", [Quality.WELL, Quality.PARTLY, Quality.POORLY])
def test_judge_quality_asks_why(mark, anna):
    evaluation = delivered(anna)

    with pytest.raises(RuleBroken) as refused:
        judged(anna, evaluation, {METHOD: (mark, "  ")})
    assert (refused.value.code, refused.value.facts["field"]) == ("evaluation.judged_without_reason", "because_method")
    assert list(QualityMark.objects.of(anna.region_id)) == []


@pytest.mark.parametrize("walk", [planned, running, stopped])
def test_judge_quality_waits_for_a_report(walk, anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.no_report_to_judge"):
        judged(anna, walk(anna), {})


def test_judge_quality_is_allowed_of_what_is_closed(anna):
    evaluation = closed(anna)

    judged(anna, evaluation, {METHOD: (Quality.PARTLY, "En källa.")})

    assert evaluation.quality.get().mark is Quality.PARTLY


def test_judge_quality_is_refused_when_someone_was_before(anna, egon):
    evaluation = delivered(anna)
    judged(egon, evaluation, {METHOD: (Quality.WELL, "Tre källor.")})

    with pytest.raises(RuleBroken, match="stale"):
        judged(anna, evaluation, {METHOD: (Quality.POORLY, "Nej.")}, revision=evaluation.revision)


def test_judge_quality_is_refused_to_a_manager(anna, disa):
    with pytest.raises(NotAllowed):
        judged(disa, delivered(anna), {})
