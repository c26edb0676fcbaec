"""Which projects do we fund, where do they stand, and which of them are not yet part of the whole?"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from varv.core.kinds import InitiativeKind
from varv.delivery.models import Condition, Project
from varv.overview.boards.coverage import outside_strategy

_LAST_LETTERS = str.maketrans("åäö", "{|}")


class ProjectSort(StrEnum):
    """In which order the projects stand."""

    NEWEST = "newest"
    NAME = "name"
    CASE = "case"
    GRANTED = "granted"


class ProjectGap(StrEnum):
    """What a project lacks."""

    NO_INITIATIVE = "no_initiative"
    OUTSIDE_STRATEGY = "outside_strategy"
    OVERDUE_CONDITION = "overdue_condition"


@dataclass(frozen=True)
class ProjectLine:
    """A project as the case system tells it, the insats it is here, and what it lacks. Amounts in kronor."""

    id: int
    case_id: str
    name: str
    organisation: str
    theme: str
    status: str
    decided_on: date | None
    starts_on: date | None
    ends_on: date | None
    granted: Decimal | None
    initiative_id: int | None
    initiative: str
    gaps: frozenset[ProjectGap]

    @property
    def year(self) -> int | None:
        """The year that it was decided in, or else began."""
        day = self.decided_on or self.starts_on
        return day.year if day else None


@dataclass(frozen=True)
class ProjectWish:
    """Which projects someone wants to see; nothing chosen means all."""

    words: str = ""
    theme: str = ""
    status: str = ""
    year: int | None = None
    gap: ProjectGap | None = None
    sort: ProjectSort = ProjectSort.NEWEST


@dataclass(frozen=True)
class ProjectList:
    """The projects that were asked for, and what there is to choose between."""

    lines: tuple[ProjectLine, ...]
    total: int
    gaps: Mapping[ProjectGap, int]
    themes: tuple[str, ...]
    statuses: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def granted(self) -> Decimal | None:
        """The money granted to those that were asked for; nothing when nobody has said any amount."""
        known = [line.granted for line in self.lines if line.granted is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def without_amount(self) -> int:
        """How many of them no amount is known for."""
        return sum(line.granted is None for line in self.lines)


def project_list(region_id: int, wish: ProjectWish, on: date) -> ProjectList:
    """Every project of the region that the wish is for, in the same number of queries however many."""
    lines = _lines(region_id, on)
    found = [line for line in lines if _is_wished(line, wish)]
    return ProjectList(
        lines=tuple(sorted(found, key=lambda line: _place(line, wish.sort))),
        total=len(lines),
        gaps=Counter(chain.from_iterable(line.gaps for line in lines)),
        themes=tuple(sorted({line.theme for line in lines if line.theme}, key=_in_swedish)),
        statuses=tuple(sorted({line.status for line in lines if line.status}, key=_in_swedish)),
        years=tuple(sorted({line.year for line in lines if line.year is not None}, reverse=True)),
    )


def _lines(region_id: int, on: date) -> list[ProjectLine]:
    outside = outside_strategy(region_id)
    late = Condition.objects.of(region_id).filter(met_on=None, due_on__lt=on)
    overdue = set(late.values_list("decision__project_id", flat=True))
    projects = Project.objects.of(region_id).select_related("initiative").defer("purpose").order_by("pk")
    return [_line(project, outside, overdue) for project in projects]


def _line(project: Project, outside: set[int], overdue: set[int]) -> ProjectLine:
    initiative = project.initiative
    lacks = {
        ProjectGap.NO_INITIATIVE: initiative is None,
        ProjectGap.OUTSIDE_STRATEGY: initiative is not None
        and initiative.kind is InitiativeKind.FUNDED
        and initiative.pk in outside,
        ProjectGap.OVERDUE_CONDITION: project.pk in overdue,
    }
    return ProjectLine(
        id=project.pk,
        case_id=project.case_id,
        name=project.name,
        organisation=project.organisation,
        theme=project.theme,
        status=project.status,
        decided_on=project.decided_on,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        granted=project.granted,
        initiative_id=project.initiative_id,
        initiative=initiative.name if initiative else "",
        gaps=frozenset(gap for gap, is_lacking in lacks.items() if is_lacking),
    )


def _is_wished(line: ProjectLine, wish: ProjectWish) -> bool:
    text = f"{line.case_id} {line.name} {line.organisation} {line.theme}".casefold()
    asked = (
        (wish.words, wish.words.strip().casefold() in text),
        (wish.theme, line.theme == wish.theme),
        (wish.status, line.status == wish.status),
        (wish.year, line.year == wish.year),
        (wish.gap, wish.gap in line.gaps),
    )
    return all(holds for asked_for, holds in asked if asked_for)


def _in_swedish(text: str) -> str:
    return text.casefold().translate(_LAST_LETTERS)


def _place(line: ProjectLine, sort: ProjectSort) -> tuple[object, ...]:
    day = line.decided_on or line.starts_on
    first: Mapping[ProjectSort, object] = {
        ProjectSort.NEWEST: -day.toordinal() if day else 0,
        ProjectSort.NAME: 0,
        ProjectSort.CASE: line.case_id,
        ProjectSort.GRANTED: Decimal(1) if line.granted is None else -line.granted,
    }
    return first[sort], _in_swedish(line.name), line.id
