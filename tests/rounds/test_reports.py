from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY, GoalFactory
from tests.people import verbs
from tests.rounds.walks import approved, asked, opened, results_of, saved, submitted, whole
from varv.core.judgement import Confidence, Verdict
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Missing
from varv.core.theory import Level
from varv.core.workflow import ReportState
from varv.delivery import operations as delivery
from varv.regions.models import TrailEntry
from varv.rounds import operations
from varv.rounds.drafts import Draft, LineDraft
from varv.rounds.models import Report, ReportLine

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(minutes=3)


def lines_of(report: Report) -> list[tuple]:
    lines = ReportLine.objects.of(report.region_id).filter(report=report).order_by("planned_result__place")
    return [(line.value, line.missing, line.comment) for line in lines]


def test_save_draft_keeps_the_first_words_and_when_they_came(anna, bo):
    report = asked(anna, bo)

    revision = operations.save_draft(report=report, revision=1, draft=Draft(done="Två"), by=bo, at=MONDAY)
    operations.save_draft(report=report, revision=revision, draft=Draft(done="Två kurser"), by=bo, at=LATER)

    report.refresh_from_db()
    assert (report.done, report.started_at, report.state) == ("Två kurser", MONDAY, ReportState.DRAFT)
    assert (revision, report.revision, verbs(report)) == (2, 3, ["drafted", "drafted"])


def test_save_draft_keeps_everything_that_is_written(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    draft = Draft(
        done="Fyra kurser.",
        verdict=Verdict.TOO_EARLY,
        verdict_reason="Kurserna slutade i veckan.",
        judge_again_on=date(2027, 6, 1),
        learned="Börja med validering.",
        confidence=Confidence.MEASURED,
        needs="Ett beslut.",
        needs_nothing=False,
        lines=(
            LineDraft(output.pk, Decimal("41.5"), None, "Preliminärt"),
            LineDraft(outcome.pk, None, Missing.NOT_PUBLISHED_YET, ""),
        ),
    )

    saved(report, bo, draft)

    assert {name: getattr(report, name) for name in draft.texts()} == draft.texts()
    assert lines_of(report) == [(Decimal("41.5"), None, "Preliminärt"), (None, Missing.NOT_PUBLISHED_YET, "")]


def test_save_draft_tells_the_trail_of_each_line_that_changed(anna, bo, alvmark):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    saved(report, bo, Draft(lines=(LineDraft(output.pk, Decimal(41)), LineDraft(outcome.pk))))

    changed, untouched = ReportLine.objects.of(alvmark.pk).filter(report=report).order_by("planned_result__place")
    line = TrailEntry.objects.about(changed).get()
    assert (line.verb, line.before, line.after) == ("drafted", {"value": None}, {"value": "41"})
    assert (verbs(untouched), verbs(report)) == ([], ["drafted"])


def test_save_draft_of_what_is_already_there_changes_nothing(anna, bo):
    report = saved(asked(anna, bo), bo)

    revision = operations.save_draft(report=report, revision=report.revision, draft=whole(report), by=bo, at=LATER)

    assert (revision, verbs(report)) == (report.revision, ["drafted"])


def test_save_draft_leaves_lines_that_are_not_named_as_they_are(anna, bo):
    report = saved(asked(anna, bo), bo)

    saved(report, bo, replace(whole(report), done="Fem kurser.", lines=()))

    assert (report.done, [value for value, *_ in lines_of(report)]) == ("Fem kurser.", [Decimal(41), Decimal(42)])


def test_save_draft_makes_a_line_for_what_was_planned_after_the_round_opened(anna, bo, alvmark):
    report = asked(anna, bo)
    late = delivery.plan_result(
        initiative=report.initiative,
        level=Level.OUTCOME,
        text="Fick arbete",
        unit="personer",
        planned=None,
        step=None,
        by=bo,
        at=MONDAY,
    )

    saved(report, bo, Draft(lines=(LineDraft(late.pk, Decimal(7)),)))

    line = ReportLine.objects.of(alvmark.pk).get(report=report, planned_result=late)
    assert (line.value, verbs(line)) == (Decimal(7), ["drafted"])


def test_save_draft_refuses_lines_of_another_insats(anna, bo):
    other = running(anna, bo, name="Annan")
    report = asked(anna, bo)

    with pytest.raises(RuleBroken, match=r"report\.unknown_line"):
        saved(report, bo, Draft(lines=(LineDraft(results_of(other)[0].pk, Decimal(1)),)))

    assert lines_of(report) == [(None, None, "")] * 2


def test_save_draft_upon_something_older_says_who_and_when(anna, bo):
    report = asked(anna, bo)
    operations.save_draft(report=report, revision=1, draft=Draft(done="Annas ord"), by=anna, at=LATER)

    with pytest.raises(RuleBroken) as refused:
        operations.save_draft(report=report, revision=1, draft=Draft(done="Bos ord"), by=bo, at=LATER)

    report.refresh_from_db()
    assert (refused.value.code, refused.value.facts["by"], refused.value.facts["at"]) == ("stale", "Anna", LATER)
    assert report.done == "Annas ord"


def test_save_draft_finds_out_that_only_a_line_was_changed_meanwhile(anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]
    operations.save_draft(
        report=report, revision=1, draft=Draft(lines=(LineDraft(output.pk, Decimal(1)),)), by=anna, at=MONDAY
    )

    with pytest.raises(RuleBroken, match=r"stale"):
        operations.save_draft(report=report, revision=1, draft=Draft(done="Bos ord"), by=bo, at=LATER)


def test_save_draft_with_a_broken_rule_keeps_nothing_of_it(anna, bo):
    report = asked(anna, bo)

    with pytest.raises(RuleBroken, match=r"report\.judge_again_out_of_range"):
        saved(report, bo, Draft(done="Två", judge_again_on=date(1999, 1, 1)))

    report.refresh_from_db()
    assert (report.done, verbs(report)) == ("", [])


def test_save_draft_is_not_for_others(anna, bo, egon):
    report = asked(anna, bo)

    with pytest.raises(NotAllowed):
        saved(report, egon)


def test_submit_report_hands_it_over(anna, bo):
    report = submitted(asked(anna, bo), bo, at=LATER)

    assert (report.state, report.submitted_at, verbs(report)) == (
        ReportState.SUBMITTED,
        LATER,
        ["drafted", "submitted"],
    )


def test_submit_report_lists_everything_that_is_missing(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    saved(report, bo, Draft(verdict=Verdict.TOO_EARLY))

    with pytest.raises(RuleBroken) as refused:
        operations.submit_report(report=report, revision=report.revision, by=bo, at=LATER)

    assert refused.value.facts["missing"] == [
        "done",
        f"value_{output.pk}",
        f"value_{outcome.pk}",
        "verdict_reason",
        "judge_again_on",
        "needs",
    ]
    assert verbs(report) == ["drafted"]


def test_submit_report_counts_what_was_planned_after_the_round_opened(anna, bo):
    report = saved(asked(anna, bo), bo)
    late = delivery.plan_result(
        initiative=report.initiative,
        level=Level.OUTPUT,
        text="Träffar",
        unit="",
        planned=None,
        step=None,
        by=bo,
        at=MONDAY,
    )

    with pytest.raises(RuleBroken) as refused:
        operations.submit_report(report=report, revision=report.revision, by=bo, at=LATER)

    assert refused.value.facts["missing"] == [f"value_{late.pk}"]


def test_submit_report_hands_in_what_was_reviewed_not_what_came_after(anna, bo):
    report = saved(asked(anna, bo), bo)
    saved(report, anna, replace(whole(report), done="Annas ord"), at=LATER)

    with pytest.raises(RuleBroken, match=r"stale"):
        operations.submit_report(report=report, revision=report.revision - 1, by=bo, at=LATER)


def test_submit_report_without_a_lesson_is_accepted(anna, bo):
    report = submitted(asked(anna, bo), bo, learned="", confidence=None)

    assert report.state is ReportState.SUBMITTED


def test_take_back_report_makes_it_a_draft_again(anna, bo):
    report = submitted(asked(anna, bo), bo)

    operations.take_back_report(report=report, by=bo, at=LATER)

    report.refresh_from_db()
    assert (report.state, report.submitted_at, report.done) == (ReportState.DRAFT, None, "Fyra kurser är klara.")
    assert verbs(report) == ["drafted", "submitted", "taken_back"]


def test_take_back_report_is_too_late_when_it_is_approved(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        operations.take_back_report(report=report, by=bo, at=LATER)


def test_return_report_says_what_is_needed_and_the_author_mends(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    operations.return_report(report=report, comment="För vem gäller det?", by=disa, at=LATER)
    report.refresh_from_db()
    assert (report.state, report.return_comment) == (ReportState.RETURNED, "För vem gäller det?")

    submitted(report, bo, done="För dem utan betyg.")
    assert (report.state, report.done) == (ReportState.SUBMITTED, "För dem utan betyg.")
    assert verbs(report) == ["drafted", "submitted", "returned", "drafted", "submitted"]


def test_return_report_is_not_done_without_words_or_rights(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    with pytest.raises(RuleBroken, match=r"report\.comment_missing"):
        operations.return_report(report=report, comment=" ", by=disa, at=LATER)
    with pytest.raises(NotAllowed):
        operations.return_report(report=report, comment="Nej", by=bo, at=LATER)

    assert verbs(report) == ["drafted", "submitted"]


def test_approve_report_freezes_words_figures_and_names(anna, bo, disa):
    initiative = running(anna, bo, goals=[GoalFactory(outline="2.1", name="Fler i arbete")])
    report = Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)
    output, outcome = results_of(initiative)
    lines = (
        LineDraft(output.pk, Decimal("41.50"), None, "Preliminärt"),
        LineDraft(outcome.pk, None, Missing.SUPPRESSED),
    )

    approved(report, bo, disa, lines=lines)

    content = report.approved_content
    assert (report.approved_by, report.approved_at, verbs(report)[-1]) == (person(disa), MONDAY, "approved")
    assert (content["author"], content["approved_by"], content["period"]) == ("Bo", "Disa", "2026H2")
    assert (content["done"], content["verdict"], content["confidence"], content["needs_nothing"]) == (
        "Fyra kurser är klara.",
        "partly",
        "experience",
        True,
    )
    assert [(line["text"], line["value"], line["missing"], line["comment"]) for line in content["lines"]] == [
        ("Genomförda utbildningsinsatser", "41.5", None, "Preliminärt"),
        ("Ökad kompetensnivå", None, "suppressed", ""),
    ]
    assert content["goals"] == [{"id": content["goals"][0]["id"], "outline": "2.1", "name": "Fler i arbete"}]
    assert content["initiative"]["name"] == "Yrkesväxling i moduler"
    assert (content["approved_at"][:10], content["evidence"], content["version"]) == ("2026-11-16", [], 2)


def test_approve_report_keeps_the_evidence_it_was_approved_with(anna, bo, disa):
    report = asked(anna, bo)
    evidence = operations.attach_link(
        report=report, title="Slutrapport", link="https://example.org/r", by=bo, at=MONDAY
    )

    approved(report, bo, disa)

    assert report.approved_content["evidence"] == [
        {
            "id": evidence.pk,
            "title": "Slutrapport",
            "link": "https://example.org/r",
            "filename": "",
            "sha256": "",
            "planned_result": None,
        }
    ]


def test_approved_content_is_not_reached_by_later_changes(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    output = results_of(report.initiative)[0]
    delivery.edit_planned_result(
        planned_result=output,
        text="Något annat",
        unit="",
        planned=None,
        step=None,
        revision=output.revision,
        by=anna,
        at=LATER,
    )

    report.refresh_from_db()
    assert report.approved_content["lines"][0]["text"] == "Genomförda utbildningsinsatser"
    with pytest.raises(RuleBroken, match=r"report\.approved"):
        saved(report, bo, Draft(done="Något annat"))


@pytest.mark.parametrize("more", [0, 6])
def test_approve_report_costs_the_same_whatever_its_size(anna, bo, disa, django_assert_num_queries, more):
    initiative = running(anna, bo, goals=[GoalFactory() for _ in range(more)])
    for number in range(more):
        delivery.plan_result(
            initiative=initiative,
            level=Level.OUTPUT,
            text=f"Prestation {number}",
            unit="",
            planned=None,
            step=None,
            by=anna,
            at=MONDAY,
        )
    report = submitted(Report.objects.of(anna.region_id).get(round=opened(anna)), bo)
    report = Report.objects.of(anna.region_id).get(pk=report.pk)

    with django_assert_num_queries(16):
        operations.approve_report(report=report, by=disa, at=MONDAY)


def test_approve_report_is_not_for_reporters(anna, bo):
    report = submitted(asked(anna, bo), bo)

    with pytest.raises(NotAllowed):
        operations.approve_report(report=report, by=bo, at=LATER)

    report.refresh_from_db()
    assert (report.state, report.approved_content) == (ReportState.SUBMITTED, None)


def test_hand_over_report_lets_someone_else_write(anna, bo, cilla):
    report = asked(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        operations.hand_over_report(report=report, author=person(cilla), by=anna, at=MONDAY)
    operations.hand_over_report(report=report, author=person(anna), by=anna, at=MONDAY)

    report.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == (
        "initiative.responsible_cannot_report",
        "author",
    )
    assert (report.author, verbs(report)) == (person(anna), ["handed_over"])
