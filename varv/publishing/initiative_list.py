"""The list of insatser as a workbook, one row each: plain cells that can be sorted and counted in any program."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext

from varv.overview.delivery.delivery_board import InitiativeLine
from varv.overview.delivery.initiative_details import Details
from varv.overview.words import word
from varv.publishing.workbooks.writing import Cell, Heading, Table, render


def workbook(lines: Sequence[InitiativeLine], details: Mapping[int, Details]) -> bytes:
    """Every insats with everything the list can show. A cell that nothing is known for is empty."""
    rows = [tuple(_cells(line, details[line.id])) for line in lines]
    return render([Table(gettext("Initiatives"), _headings(), rows)], title=gettext("Initiatives"))


def _headings() -> tuple[Heading, ...]:
    return (
        Heading(gettext("Initiative"), width=40),
        Heading(gettext("State")),
        Heading(gettext("Whose it is"), width=28),
        Heading(gettext("Kind of activity"), width=32),
        Heading(gettext("Goals"), width=48),
        Heading(gettext("Unit"), width=28),
        Heading(gettext("Responsible"), width=24),
        Heading(gettext("Take part"), width=32),
        Heading(gettext("First day"), is_day=True),
        Heading(gettext("Last day"), is_day=True),
        Heading(gettext("Phase of the strategy")),
        Heading(gettext("Places"), width=32),
        Heading(gettext("Partners"), width=32),
        Heading(gettext("Next milestone"), width=40),
        Heading(gettext("Its day"), is_day=True),
        Heading(gettext("Verdict on outcome"), width=24),
        Heading(gettext("Counted in the totals")),
    )


def _cells(line: InitiativeLine, tied: Details) -> Iterator[Cell]:
    milestone = tied.next_milestone
    yield from (line.name, word(line.state), word(line.kind), line.activity)
    yield "; ".join(f"{goal.outline} {goal.name}" for goal in line.goals)
    yield from (line.unit, line.responsible)
    yield "; ".join(f"{one.name} ({word(one.part).lower()})" for one in tied.people)
    yield from (line.starts_on, line.ends_on)
    yield word(line.phase) if line.phase else None
    yield from ("; ".join(tied.places), "; ".join(tied.partners))
    yield from (milestone.text, milestone.due_on) if milestone else (None, None)
    yield line.verdict_words or None
    yield gettext("Yes") if line.is_counted else gettext("No")
