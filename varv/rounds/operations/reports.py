from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import ReportState
from varv.delivery.models import PlannedResult
from varv.delivery.rules import check_responsible
from varv.regions import trail
from varv.regions.models import User
from varv.regions.owned import facts
from varv.rounds import rules
from varv.rounds.drafts import TEXTS, Draft, LineDraft, answer_field, as_written, questions_of, value_field
from varv.rounds.models import LinePart, Report, ReportLine, ReviewComment


@transaction.atomic
def save_draft(*, report: Report, revision: int, draft: Draft, by: Actor, at: datetime) -> int:
    """Keep what is written so far, however little. Gives the revision to save upon next time.

    Saving what is already there changes nothing and leaves no line in the trail.
    """
    report = report.locked()
    rules.check_write(report, by, localtime(at).date())
    trail.check_fresh(report, revision)
    rules.check_draft(report, draft)
    changed = _changed_lines(report, draft)
    for line, before in changed:
        _save_line(report, line, before, by, at)
    texts = {name: value for name, value in draft.texts().items() if getattr(report, name) != value}
    if changed or texts:
        report.change(**texts, started_at=report.started_at or at)
        trail.write(report, "drafted", by=by, at=at)
    return report.revision


def _changed_lines(report: Report, draft: Draft) -> list[tuple[LineDraft, LineDraft]]:
    """The lines that say something new, each with what it said before."""
    written = {line.planned_result_id: line for line in draft_of(report).lines}
    if not {line.planned_result_id for line in draft.lines} <= written.keys():
        raise RuleBroken("report.unknown_line")
    pairs = [(line, written[line.planned_result_id]) for line in draft.lines]
    changed = [(new, old) for new, old in pairs if (new.figures, new.comment) != (old.figures, old.comment)]
    for new, old in changed:
        rules.check_figures(report, old, new)
    return changed


def _save_line(report: Report, draft: LineDraft, before: LineDraft, by: Actor, at: datetime) -> None:
    """What was planned after the round opened gets its line when something is written about it."""
    line: ReportLine
    line, made = ReportLine.objects.of(report.region_id).get_or_create(
        report=report, planned_result_id=draft.planned_result_id, defaults={"region_id": report.region_id}
    )
    line.as_it_was = None if made else facts(line)
    line.change(value=draft.value, missing=draft.missing, comment=draft.comment)
    trail.write(line, "drafted", by=by, at=at)
    if set(draft.parts) != set(before.parts):
        _save_parts(line, draft, by, at)


def _save_parts(line: ReportLine, draft: LineDraft, by: Actor, at: datetime) -> None:
    values = {(part.dimension, part.category): part.value for part in draft.parts}
    kept = {(part.dimension, part.category): part for part in LinePart.objects.of(line.region_id).filter(line=line)}
    for key in sorted(kept.keys() - values.keys()):
        kept[key].as_it_was = facts(kept[key])
        trail.write(kept[key], "removed", by=by, at=at, removed=True)
        kept[key].delete()
    written: list[LinePart] = []
    for (dimension, category), value in sorted(values.items()):
        part = kept.get((dimension, category))
        if part is None:
            part = LinePart(region_id=line.region_id, line=line, dimension=dimension, category=category, value=value)
            part.save(force_insert=True)
        elif part.value == value:
            continue
        else:
            part.as_it_was = facts(part)
            part.change(value=value)
        written.append(part)
    if written:
        trail.write_many(written, "drafted", by=by, at=at)


def draft_of(report: Report) -> Draft:
    """The report as it stands, with a line for everything its insats has planned."""
    planned = PlannedResult.objects.of(report.region_id).filter(initiative_id=report.initiative_id).in_order()
    lines = ReportLine.objects.of(report.region_id).filter(report=report)
    parts = LinePart.objects.of(report.region_id).filter(line__report=report)
    return as_written(report, planned.values_list("pk", flat=True), lines, parts)


@transaction.atomic
def submit_report(*, report: Report, revision: int, by: Actor, at: datetime) -> None:
    """Hand the report over for review. The refusal ``report.incomplete`` names each part that is ``missing``.

    Somebody else may do it on the author's behalf and is remembered; the author stays the author. What reviewers
    have said about its parts is then seen to.
    """
    report = report.locked()
    rules.check_write(report, by, localtime(at).date())
    trail.check_fresh(report, revision)
    rules.check_submit(report, draft_of(report), by, localtime(at).date())
    on_behalf = None if by.person_id == report.author_id else by.person_id
    report.change(state=ReportState.SUBMITTED, submitted_at=at, submitted_by_id=on_behalf)
    trail.write(report, "submitted", by=by, at=at)
    _resolve_comments(report, by, at)


def _resolve_comments(report: Report, by: Actor, at: datetime) -> None:
    waiting = ReviewComment.objects.of(report.region_id).filter(report=report, resolved_at=None)
    comments = list(waiting.order_by("pk").select_for_update())
    for comment in comments:
        comment.as_it_was = facts(comment)
        comment.change(resolved_at=at)
    if comments:
        trail.write_many(comments, "resolved", by=by, at=at)


@transaction.atomic
def take_back_report(*, report: Report, by: Actor, at: datetime) -> None:
    """Have it back before it is reviewed."""
    report = report.locked()
    rules.check_take_back(report, by, localtime(at).date())
    report.change(state=ReportState.DRAFT, submitted_at=None, submitted_by_id=None)
    trail.write(report, "taken_back", by=by, at=at)


@transaction.atomic
def return_report(
    *, report: Report, comment: str, by: Actor, at: datetime, comments: Mapping[str, str] | None = None
) -> None:
    """Send it back to its author, saying what is needed: of the whole, or of parts by the names of their fields."""
    report = report.locked()
    said = {part: text for part, text in (comments or {}).items() if text.strip()}
    rules.check_return(report, comment, by, localtime(at).date(), said)
    rules.check_comments(said, parts_of(report))
    report.change(state=ReportState.RETURNED, return_comment=comment)
    trail.write(report, "returned", by=by, at=at)
    asked = ReviewComment.objects.bulk_create(
        ReviewComment(
            region_id=report.region_id, report=report, part=part, text=text, author_id=by.person_id, written_at=at
        )
        for part, text in said.items()
    )
    if asked:
        trail.write_many(asked, "commented", by=by, at=at)


def parts_of(report: Report) -> frozenset[str]:
    """The names of the parts a reviewer can say something about: texts, figures and the template's questions."""
    planned = PlannedResult.objects.of(report.region_id).filter(initiative_id=report.initiative_id)
    figures = [value_field(pk) for pk in planned.order_by("pk").values_list("pk", flat=True)]
    return frozenset([*TEXTS, *figures, *(answer_field(question.key) for question in questions_of(report))])


@transaction.atomic
def hand_over_report(*, report: Report, author: User, by: Actor, at: datetime) -> None:
    """Let someone else write it."""
    report = report.locked()
    rules.check_hand_over(report, by, localtime(at).date())
    check_responsible(author, report.region_id, field="author")
    report.change(author=author)
    trail.write(report, "handed_over", by=by, at=at)


@transaction.atomic
def reopen_report(*, report: Report, reason: str, by: Actor, at: datetime) -> None:
    """Give an approved report back to its author, figures and all. Until it is approved again nothing counts it."""
    report = report.locked()
    rules.check_reopen_report(report, reason, by, localtime(at).date())
    _give_back(report, reason)
    report.change(figures_frozen_at=None)
    trail.write(report, "reopened", by=by, at=at)


@transaction.atomic
def reopen_report_for_words(*, report: Report, reason: str, by: Actor, at: datetime) -> None:
    """Give an approved report back to its author for its words. Its figures stay, and are counted meanwhile."""
    report = report.locked()
    rules.check_reopen_report_for_words(report, reason, by)
    _give_back(report, reason)
    trail.write(report, "reopened_for_words", by=by, at=at)


def _give_back(report: Report, reason: str) -> None:
    report.change(
        state=ReportState.RETURNED,
        reopened_because=reason,
        return_comment="",
        approved_at=None,
        approved_by_id=None,
    )
