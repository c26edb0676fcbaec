"""A table of findings and recommendations is read in at once, through the same verbs as by hand: all of it, or nothing.

What the evaluation already has is left as it is: nothing is changed or removed by a table.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from varv.core.finding_table import LONGEST_TOLD, FindingColumn, RowProblem, RowSaid, same_words
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.theory import Evidence
from varv.learning import rules
from varv.learning.models import Evaluation, Finding, Recommendation
from varv.learning.operations.answers import make_recommendation
from varv.learning.operations.findings import note_finding
from varv.regions.models import User
from varv.regions.owned import Owned
from varv.strategy.models import EvaluationQuestion, Goal

# What a finding that stands in several rows says in all of them, or in the first alone.
OF_FINDING = (
    FindingColumn.EVIDENCE,
    FindingColumn.RESTS_ON,
    FindingColumn.SEEN_ON,
    FindingColumn.QUESTION,
    FindingColumn.GOAL,
)


@dataclass(frozen=True)
class RowDone:
    """What a row does. ``is_new`` tells of the finding; ``recommends`` is None when the row recommends nothing."""

    number: int
    finding: str
    is_new: bool
    recommendation: str = ""
    recommends: bool | None = None


@dataclass(frozen=True)
class FindingImport:
    """What reading a table in does, row by row; or, when there are problems, why it is not done."""

    rows: tuple[RowDone, ...]
    problems: tuple[RowProblem, ...]

    @property
    def seal(self) -> str:
        """Tells this outcome from any other: the same table for an evaluation that has got more has another."""
        told = [(row.number, row.finding, row.is_new, row.recommendation, row.recommends) for row in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def findings(self) -> int:
        """How many findings are new."""
        return sum(row.is_new for row in self.rows)

    @property
    def recommendations(self) -> int:
        """How many recommendations are new."""
        return sum(bool(row.recommends) for row in self.rows)


@transaction.atomic
def import_findings(
    *, evaluation: Evaluation, rows: Sequence[RowSaid], seen: str, by: Actor, at: datetime
) -> FindingImport:
    """Read a table in: all of it, and only if that does what ``seen`` (the seal of a rehearsal) said it would."""
    outcome = _read_in(evaluation, rows, by, at)
    if outcome.problems or outcome.seal != seen:
        raise RuleBroken("finding_table.not_as_shown")
    return outcome


@transaction.atomic
def rehearse_findings(*, evaluation: Evaluation, rows: Sequence[RowSaid], by: Actor, at: datetime) -> FindingImport:
    """What reading the table in would do. It is done with the real verbs, and then undone."""
    outcome = _read_in(evaluation, rows, by, at)
    transaction.set_rollback(True)
    return outcome


def _read_in(evaluation: Evaluation, rows: Sequence[RowSaid], by: Actor, at: datetime) -> FindingImport:
    rules.check_note_finding(by)
    rules.check_make_recommendation(by)
    reading = _Reading(evaluation.locked(), by, at)
    for row in rows:
        reading.read(row)
    return FindingImport(tuple(reading.done), tuple(reading.problems))


class _Reading:
    """One reading in: what the evaluation has, what the region has to name, and what was done."""

    def __init__(self, evaluation: Evaluation, by: Actor, at: datetime) -> None:
        self.evaluation = evaluation
        self.who: dict[str, Any] = {"by": by, "at": at}
        self.done: list[RowDone] = []
        self.problems: list[RowProblem] = []
        found = Finding.objects.of(by.region_id).filter(evaluation=evaluation).order_by("-pk")
        self.findings: dict[str, Finding] = {same_words(one.text): one for one in found}
        self.first_rows: dict[str, RowSaid] = {}
        made = Recommendation.objects.of(by.region_id).filter(finding__evaluation=evaluation)
        self.made = {(one.finding_id, same_words(one.text)) for one in made}
        self.named = _named(by.region_id)

    def read(self, row: RowSaid) -> None:
        """Do what the row says, all of it or nothing."""
        try:
            with transaction.atomic():
                self.done.append(self._carried_out(row))
        except _Wrong as wrong:
            self.problems.append(RowProblem(wrong.refused, row.number, wrong.column))
        except RuleBroken as refused:
            self.problems.append(RowProblem(refused, row.number, _column(refused)))

    def _carried_out(self, row: RowSaid) -> RowDone:
        said = row.text(FindingColumn.TEXT)
        finding, is_new = self._finding(row, same_words(said))
        recommendation = row.text(FindingColumn.RECOMMENDATION)
        recommends = self._recommended(row, finding, recommendation) if recommendation else None
        self.findings[same_words(said)] = finding
        return RowDone(row.number, finding.text, is_new, recommendation, recommends)

    def _finding(self, row: RowSaid, words: str) -> tuple[Finding, bool]:
        first = self.first_rows.setdefault(words, row)
        _check_says_the_same(row, first)
        if known := self.findings.get(words):
            return known, False
        if FindingColumn.EVIDENCE not in row.values:
            raise _Wrong(RuleBroken("finding_table.no_evidence"), FindingColumn.EVIDENCE)
        finding = note_finding(
            evaluation=self.evaluation,
            text=row.text(FindingColumn.TEXT),
            evidence=cast("Evidence", row.values[FindingColumn.EVIDENCE]),
            rests_on=row.text(FindingColumn.RESTS_ON),
            seen_on=cast("date | None", row.values.get(FindingColumn.SEEN_ON)),
            question=self._one(row, FindingColumn.QUESTION),
            goal=self._one(row, FindingColumn.GOAL),
            **self.who,
        )
        return finding, True

    def _recommended(self, row: RowSaid, finding: Finding, text: str) -> bool:
        """Recommend it, unless it is recommended already; whether it was new."""
        if (finding.pk, same_words(text)) in self.made:
            return False
        make_recommendation(
            because_of=finding,
            text=text,
            owner=self._one(row, FindingColumn.OWNER),
            forum=row.text(FindingColumn.FORUM),
            explanation=row.text(FindingColumn.EXPLANATION),
            goal=finding.goal,
            due_on=cast("date | None", row.values.get(FindingColumn.DUE_ON)),
            **self.who,
        )
        self.made.add((finding.pk, same_words(text)))
        return True

    def _one(self, row: RowSaid, column: FindingColumn) -> Any:
        """The row that is named, or nothing when nothing is."""
        said = row.text(column)
        if not said:
            return None
        things = self.named[column].get(same_words(said), set())
        if len(things) != 1:
            code = "finding_table.several" if things else f"finding_table.no_such_{column.value}"
            raise _Wrong(RuleBroken(code, said=said[:LONGEST_TOLD]), column)
        return next(iter(things))


class _Wrong(Exception):
    """A refusal of what stands in one column."""

    def __init__(self, refused: RuleBroken, column: FindingColumn) -> None:
        super().__init__(refused.code)
        self.refused, self.column = refused, column


def _check_says_the_same(row: RowSaid, first: RowSaid) -> None:
    for column in OF_FINDING:
        if column in row.values and row.values[column] != first.values.get(column, row.values[column]):
            raise _Wrong(RuleBroken("finding_table.says_otherwise", number=first.number), column)


def _column(refused: RuleBroken) -> FindingColumn | None:
    """The column that a verb's refusal points at: the fields of a form are called the same."""
    return next((column for column in FindingColumn if column.value == refused.facts.get("field")), None)


Names = Mapping[str, set[Owned | User]]


def _named(region_id: int) -> dict[FindingColumn, Names]:
    """What can be named in a row, by what people may call it."""
    questions = EvaluationQuestion.objects.of(region_id).select_related("domain").order_by("pk")
    goals = Goal.objects.of(region_id).in_force().in_outline_order()
    people = User.objects.working_in(region_id)
    return {
        FindingColumn.QUESTION: _by_names((one, (one.text, f"{one.domain.number}.{one.number}")) for one in questions),
        FindingColumn.GOAL: _by_names((one, (one.name, one.outline, str(one))) for one in goals),
        FindingColumn.OWNER: _by_names((one, (one.name, one.username)) for one in people),
    }


def _by_names(things: Iterable[tuple[Owned | User, Iterable[str]]]) -> Names:
    named: defaultdict[str, set[Owned | User]] = defaultdict(set)
    for thing, names in things:
        for name in names:
            named[same_words(name)].add(thing)
    return named
