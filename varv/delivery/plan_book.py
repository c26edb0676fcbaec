"""The region's plan as rows of plain values: everything that a workbook of it holds.

Goals that no longer hold are history and stay out, with what points at them; so do decisions and versions.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from varv.core.plan_book import COLUMNS, Book, Column, Holds, Row, Sheet, Value, known_by, one_line, plain_text
from varv.delivery.models import Contribution, Initiative
from varv.indicators.models import Indicator
from varv.regions.models import Unit, User
from varv.regions.owned import Owned
from varv.strategy.models import (
    ActionArea,
    Chain,
    ChainFactor,
    ChainLink,
    ChainStep,
    GenericActivity,
    Goal,
    GoalLink,
    SteeringDocument,
)

MODELS: Mapping[Sheet, type[Owned]] = {
    Sheet.DOCUMENTS: SteeringDocument,
    Sheet.GOALS: Goal,
    Sheet.GOAL_LINKS: GoalLink,
    Sheet.AREAS: ActionArea,
    Sheet.CHAINS: Chain,
    Sheet.STEPS: ChainStep,
    Sheet.LINKS: ChainLink,
    Sheet.FACTORS: ChainFactor,
    Sheet.INITIATIVES: Initiative,
    Sheet.CONTRIBUTIONS: Contribution,
    Sheet.INDICATORS: Indicator,
}


@dataclass(frozen=True)
class KeptPlan:
    """The plan as rows, and the rows' own things by what they are known by."""

    book: Book
    things: Mapping[Sheet, Mapping[str, Any]]


def plan_book(region_id: int) -> Book:
    """All rows of the region's plan, in an order that depends on what they say and not on when they were made."""
    return kept_plan(region_id).book


def kept_plan(region_id: int) -> KeptPlan:
    """The plan with its things. A fixed number of queries, however large the plan is."""
    people = called(User.objects.working_in(region_id))
    book: dict[Sheet, list[Row]] = {}
    things: dict[Sheet, dict[str, Any]] = {}
    for sheet, model in MODELS.items():
        found = model.objects.of(region_id).select_related(*_beside(sheet)).order_by("pk")
        held = [thing for thing in found if not _is_history(thing)]
        pairs = [(_row(sheet, thing, people), thing) for thing in sorted(held, key=_ORDER[sheet])]
        book[sheet] = [row for row, _thing in pairs]
        things[sheet] = {known_by(sheet, row): thing for row, thing in pairs}
    return KeptPlan(book, things)


def called(people: Iterable[User]) -> dict[int, str]:
    """What each person is called in the workbook: by name, with the login name where two are called the same."""
    found = sorted(people, key=lambda person: person.pk)
    names = Counter(person.name for person in found)
    return {person.pk: person.name if names[person.name] == 1 else _in_full(person) for person in found}


def known(region_id: int) -> dict[Holds, dict[str, str]]:
    """What may be written for a person, a unit and a generic activity, without regard to case → how it is told."""
    people = list(User.objects.working_in(region_id))
    names = called(people)
    # A login name is one person's, even where it is another's first name.
    logins = {said.casefold(): names[one.pk] for one in people for said in (one.username, _in_full(one))}
    activities = list(GenericActivity.objects.of(region_id).order_by("pk"))
    return {
        Holds.PERSON: _unambiguous((one.name, names[one.pk]) for one in people) | logins,
        Holds.UNIT: _unambiguous((unit.name, unit.name) for unit in Unit.objects.of(region_id).order_by("pk")),
        Holds.ACTIVITY: _unambiguous(
            (said, str(one)) for one in activities for said in (str(one), one.name, str(one.number), f"{one.number}.")
        ),
    }


def _in_full(person: User) -> str:
    return f"{person.name} ({person.username})"


def _unambiguous(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What means one thing only; a name that several bear means none of them."""
    meant: dict[str, set[str]] = {}
    for written, told in said:
        meant.setdefault(written.casefold(), set()).add(told)
    return {written: told.pop() for written, told in meant.items() if len(told) == 1}


def _is_history(thing: Any) -> bool:
    """A goal that no longer holds, or a tie to one."""
    ends = [thing, *(getattr(thing, end) for end in ("source", "target") if isinstance(thing, GoalLink))]
    ends += [thing.goal] if isinstance(thing, Contribution) else []
    return any(isinstance(end, Goal) and end.retired_on is not None for end in ends)


def _beside(sheet: Sheet) -> list[str]:
    """The rows that are told of beside this one: read in the same query."""
    kept = {Holds.REFERENCE, Holds.PERSON, Holds.UNIT, Holds.ACTIVITY}
    ends = ["source__document", "target__document"] if sheet is Sheet.GOAL_LINKS else []
    goals = ["goal__document"] if sheet is Sheet.CONTRIBUTIONS else []
    return [*(column.name for column in COLUMNS[sheet] if column.holds in kept), *ends, *goals]


def _row(sheet: Sheet, thing: Any, people: Mapping[int, str]) -> Row:
    return Row(0, {column.name: _value(column, thing, people) for column in COLUMNS[sheet]})


def _value(column: Column, thing: Any, people: Mapping[int, str]) -> Value:
    value = getattr(thing, column.name)
    if value is None or (isinstance(value, Goal) and value.retired_on is not None):
        return column.when_empty
    if column.holds is Holds.PERSON:
        return people.get(value.pk) or _in_full(value)
    plain: Value = _PLAIN[column.holds](value) if column.holds in _PLAIN else value
    return plain


_PLAIN: Mapping[Holds, Callable[[Any], str]] = {
    Holds.REFERENCE: lambda row: str(row.key),
    Holds.UNIT: str,
    Holds.ACTIVITY: str,
    Holds.LINE: one_line,
    Holds.ADDRESS: one_line,
    Holds.PROSE: plain_text,
}


def _goal(goal: Goal) -> tuple[Any, ...]:
    return goal.document.title, goal.place, goal.pk


# By what people read, then by their place. Two rows that are alike in all of it stand as they were made.
_ORDER: Mapping[Sheet, Callable[[Any], tuple[Any, ...]]] = {
    Sheet.DOCUMENTS: lambda one: (one.title, one.pk),
    Sheet.GOALS: _goal,
    Sheet.GOAL_LINKS: lambda one: (_goal(one.target), _goal(one.source)),
    Sheet.AREAS: lambda one: (one.document.title, one.place, one.pk),
    Sheet.CHAINS: lambda one: (one.name, one.pk),
    Sheet.STEPS: lambda one: (one.chain.name, one.place, one.pk),
    Sheet.LINKS: lambda one: (one.chain.name, one.source.place, one.target.place, one.key),
    Sheet.FACTORS: lambda one: (one.chain.name, one.place, one.pk),
    Sheet.INITIATIVES: lambda one: (one.name, one.pk),
    Sheet.CONTRIBUTIONS: lambda one: (one.initiative.name, _goal(one.goal)),
    Sheet.INDICATORS: lambda one: (one.name, one.pk),
}
