"""A table of findings on its way from the person through the preview to the evaluation.

Between the preview and the yes the rows lie in the page itself, signed for the person and the evaluation they were
shown for: nothing is kept on the server, and what is read in is what was looked at.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing

from varv.core.finding_table import Cells, FindingColumn, RowProblem, RowSaid, read_rows
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.learning import operations
from varv.learning.models import Evaluation
from varv.learning.operations import FindingImport
from varv.publishing.workbooks.finding_table import read_finding_file, read_pasted
from varv.web.gate import now


@dataclass(frozen=True)
class Looked:
    """What a table would do to an evaluation; and the cells, when nothing stands in the way."""

    outcome: FindingImport
    problems: tuple[RowProblem, ...]
    unread: tuple[str, ...]
    cells: Cells

    @property
    def is_ready(self) -> bool:
        """Whether it can be read in, and does anything."""
        return not self.problems and bool(self.outcome.findings or self.outcome.recommendations)


def looked_through(*, upload: Any, pasted: str, evaluation: Evaluation, by: Actor) -> Looked:
    """What the file or the pasted rows would do. Refuses what cannot be read at all."""
    sifted = read_finding_file(upload.name, upload.read()) if upload else read_pasted(pasted)
    return _looked(sifted.cells, sifted.unread, sifted.problems, evaluation, by)


def looked_again(cells: Cells, evaluation: Evaluation, by: Actor) -> Looked:
    """What cells that were shown would do now."""
    return _looked(cells, (), (), evaluation, by)


def _looked(
    cells: Cells, unread: tuple[str, ...], problems: tuple[RowProblem, ...], evaluation: Evaluation, by: Actor
) -> Looked:
    rows, wrong = read_rows(cells)
    outcome = operations.rehearse_findings(evaluation=evaluation, rows=rows, by=by, at=now())
    found = sorted([*problems, *wrong, *outcome.problems], key=lambda one: one.number)
    return Looked(outcome, tuple(found), unread, cells)


def read_in(*, rows: tuple[RowSaid, ...], evaluation: Evaluation, seen: str, by: Actor) -> FindingImport:
    """Read in what was shown."""
    return operations.import_findings(evaluation=evaluation, rows=rows, seen=seen, by=by, at=now())


def sealed(cells: Cells, evaluation: Evaluation, actor: Actor) -> str:
    """The cells as text that only this person can send back, and only for this evaluation."""
    return signing.dumps([[row, said] for row, said in cells.items()], salt=_salt(evaluation, actor), compress=True)


def unsealed(written: str, evaluation: Evaluation, actor: Actor) -> Cells:
    """The cells again. Refuses whatever was not sealed for this person and evaluation."""
    try:
        pairs = signing.loads(written, salt=_salt(evaluation, actor))
    except signing.BadSignature as broken:
        raise RuleBroken("finding_table.not_as_sent") from broken
    return {row: {FindingColumn(column): cell for column, cell in said.items()} for row, said in pairs}


def _salt(evaluation: Evaluation, actor: Actor) -> str:
    return f"findings:{actor.region_id}:{actor.person_id}:{evaluation.pk}"
