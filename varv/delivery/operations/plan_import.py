"""A whole plan is read in at once: documents, goals, chains and insatser, through the same verbs as by hand.

Nothing is read in unless all of it can be. What the plan does not mention is left as it is.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from varv.core.plan_book import COLUMNS, NEW, Book, Column, Holds, Problem, Sheet, Value
from varv.core.plan_merge import PLACE, Meant, merge
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.core.workflow import InitiativeState
from varv.delivery.models import Initiative
from varv.delivery.operations import contributions, initiatives, states
from varv.delivery.plan_book import MODELS, called, kept_plan, known
from varv.indicators import operations as indicators
from varv.regions.models import Region, Unit, User
from varv.regions.owned import Owned
from varv.strategy import operations as strategy
from varv.strategy import rules
from varv.strategy.models import (
    Chain,
    ChainLink,
    ChainStep,
    GenericActivity,
    Goal,
)

# Numbers are handed on along a row of goals: forwards, backwards and once more.
MOST_ROUNDS = 4
LAST = 1_000_000
# More would keep everyone else who wants to change something waiting too long.
MOST_AT_ONCE = 1_000
Said = dict[str, Any]


@dataclass(frozen=True)
class PlanImport:
    """What reading a plan in does, row by row; or, when there are problems, why it is not done."""

    rows: tuple[Meant, ...]
    problems: tuple[Problem, ...]
    # What people call each row, by what it is known by.
    labels: Mapping[Sheet, Mapping[str, str]] = field(default_factory=dict)

    @property
    def seal(self) -> str:
        """Tells this outcome from any other: the same file read into a region that has changed has another."""
        told = [
            (row.sheet, row.number, row.id, row.is_new, [vars(one) for one in row.changes])
            for row in self.rows
            if row.is_new or row.changes
        ]
        wrong = [(one.refused.code, one.sheet, one.number, one.column) for one in self.problems]
        return hashlib.sha256(repr((told, wrong)).encode()).hexdigest()


@transaction.atomic
def import_plan(*, book: Book, seen: str, by: Actor, at: datetime) -> PlanImport:
    """Read a plan in: all of it, and only if that does what ``seen`` (the seal of a rehearsal) said it would."""
    outcome = _read_in(book, by, at)
    if outcome.problems or outcome.seal != seen:
        raise RuleBroken("workbook.not_as_shown")
    return outcome


@transaction.atomic
def rehearse_import(*, book: Book, by: Actor, at: datetime) -> PlanImport:
    """What reading the plan in would do. It is done with the real verbs, and then undone.

    A plan whose rows could not all be read is only compared, so that as much as possible of what is wrong is told.
    """
    outcome = _read_in(book, by, at)
    transaction.set_rollback(True)
    return outcome


def _read_in(book: Book, by: Actor, at: datetime) -> PlanImport:
    rules.check_plan(by)
    # Whoever else would change the region's plan waits, here as in every line of the trail.
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)
    kept = kept_plan(by.region_id)
    merged = merge(book, kept.book, known(by.region_id))
    if merged.problems or not all(row.is_whole for rows in book.values() for row in rows):
        return PlanImport(merged.rows, merged.problems, merged.labels)
    count = sum(row.is_new or bool(row.changes) for row in merged.rows)
    if count > MOST_AT_ONCE:
        raise RuleBroken("workbook.too_much_at_once", field="upload", count=count, most=MOST_AT_ONCE)
    reading = _Reading({sheet: dict(things) for sheet, things in kept.things.items()}, by, at)
    return PlanImport(merged.rows, tuple(reading.read_in(merged.rows)), merged.labels)


class _Reading:
    """One reading in: the region's things by what they are known by, and the verbs for each sheet."""

    def __init__(self, things: dict[Sheet, dict[str, Any]], by: Actor, at: datetime) -> None:
        self.things, self.by, self.at = things, by, at
        people = list(User.objects.working_in(by.region_id))
        names = called(people)
        self.told: Mapping[Holds, Mapping[str, Any]] = {
            Holds.PERSON: {names[person.pk]: person for person in people},
            Holds.UNIT: {unit.name: unit for unit in Unit.objects.of(by.region_id).order_by("pk")},
            Holds.ACTIVITY: {str(one): one for one in GenericActivity.objects.of(by.region_id).order_by("-pk")},
        }
        self.who: Said = {"by": by, "at": at}
        # An insats is begun or ended when all is said of it: what has ended is not written about.
        self.then: list[tuple[Meant, InitiativeState]] = []

    def read_in(self, rows: Iterable[Meant]) -> list[Problem]:
        """Carry out every row that is new or changed; what could not be done, and why."""
        by_sheet: defaultdict[Sheet, list[Meant]] = defaultdict(list)
        for row in rows:
            by_sheet[row.sheet].append(row)
        problems = [problem for sheet in Sheet for problem in self._sheet(by_sheet[sheet])]
        problems += [problem for row, state in self.then for problem in self._refused(row, self._bring, state)]
        return problems or list(self._put_in_order(by_sheet[Sheet.GOALS]))

    def _sheet(self, rows: Sequence[Meant]) -> list[Problem]:
        """A number or a name may be handed from row to row: what was taken is tried again from the other end."""
        waiting = [row for row in rows if row.is_new or any(one.field != PLACE for one in row.changes)]
        problems: list[Problem] = []
        for _round in range(MOST_ROUNDS):
            tried = [(row, self._refused(row, self._row)) for row in waiting]
            problems = [problem for _row, found in tried for problem in found]
            left = [row for row, found in tried if found]
            if len(left) in {0, len(waiting)}:
                break
            waiting = left[::-1]
        return sorted(problems, key=lambda problem: problem.number)

    def _refused(self, row: Meant, deed: Callable[..., None], *told: object) -> list[Problem]:
        """Do it, all of it or nothing; the problem if it could not be done."""
        try:
            with transaction.atomic():
                deed(row, *told)
        except _Waits:
            return []
        except RuleBroken as refused:
            return [Problem(refused, row.sheet, row.number, str(refused.facts.get("field") or ""))]
        except IntegrityError:
            return [Problem(RuleBroken("workbook.cannot_be_kept"), row.sheet, row.number)]
        return []

    def _row(self, row: Meant) -> None:
        things = self.things[row.sheet]
        written = {one.field for one in row.changes} - {PLACE}
        said = {
            column.name: self._thing(column, row)
            for column in COLUMNS[row.sheet]
            if column.holds is not Holds.KEY and (row.is_new or column.name in written)
        }
        state = said.pop("state", None)
        if row.is_new:
            _check_unused(row, self.by)
            given = {} if row.id.startswith(NEW) or "key" not in row.values else {"key": row.id}
            things[row.id] = _ADD[row.sheet](self, said, given)
        elif said:
            _EDIT[row.sheet](self, self.fresh(things[row.id]), said)
        if state is not None and state is not things[row.id].state:
            self.then.append((row, state))

    def fresh(self, thing: Any) -> Any:
        """The row as it is now: an earlier row of the plan may have changed it."""
        return type(thing).objects.of(self.by.region_id).get(pk=thing.pk)

    def _thing(self, column: Column, row: Meant) -> Any:
        """A cell's value as the verbs want it: a row for a reference, a person for a name."""
        value: Value = row.values.get(column.name, column.when_empty)
        if value in {None, ""}:
            return column.when_empty
        if column.holds is Holds.REFERENCE and column.to:
            if str(value) not in self.things[column.to]:
                raise _Waits
            return self.things[column.to][str(value)]
        if column.holds in self.told:
            return self.told[column.holds][str(value)]
        return value

    def _bring(self, row: Meant, state: InitiativeState) -> None:
        thing = self.fresh(self.things[Sheet.INITIATIVES][row.id])
        steps = _STEPS.get((thing.state, state))
        if steps is None:
            raise RuleBroken("state.no_such_step", field="state", now=thing.state, then=state)
        for step in steps:
            step(initiative=self.fresh(thing), **self.who)

    def _put_in_order(self, rows: Iterable[Meant]) -> Iterator[Problem]:
        """Let goals stand under their parent as they were written; those not written keep their places among them."""
        written: defaultdict[tuple[int, int | None], list[Meant]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.number):
            goal = self.fresh(self.things[Sheet.GOALS][row.id])
            written[goal.document_id, goal.parent_id].append(row)
        for (document, parent), group in written.items():
            if len(group) > 1:
                yield from self._put_group_in_order(document, parent, group)

    def _put_group_in_order(self, document: int, parent: int | None, group: Sequence[Meant]) -> Iterator[Problem]:
        siblings = Goal.objects.of(self.by.region_id).filter(document=document, parent=parent).in_force()
        now = list(siblings.in_outline_order().values_list("pk", flat=True))
        wanted = [self.things[Sheet.GOALS][row.id].pk for row in group]
        for row, goal in zip(group, wanted, strict=True):
            standing = [pk for pk in now if pk in wanted]
            first = standing[wanted.index(goal)]
            if first == goal:
                continue
            now.remove(goal)
            place = now.index(first) + 1
            now.insert(place - 1, goal)
            yield from self._refused(row, self._move, place)

    def _move(self, row: Meant, place: int) -> None:
        goal = self.fresh(self.things[Sheet.GOALS][row.id])
        strategy.move_goal(goal=goal, parent=goal.parent, place=place, revision=goal.revision, **self.who)


class _Waits(RuleBroken):
    """The row stands on one that could not be read in; that one's problem is told, not this."""

    def __init__(self) -> None:
        super().__init__("workbook.waits")


def _check_unused(row: Meant, by: Actor) -> None:
    """A goal that no longer holds keeps its key, though it is not among those that are written."""
    if "key" in row.values and MODELS[row.sheet].objects.of(by.region_id).filter(key=row.id).exists():
        raise RuleBroken("workbook.key_of_the_past", field="key", key=row.id)


Add = Callable[[_Reading, Said, Said], Owned]
Edit = Callable[[_Reading, Any, Said], None]


def _add_with(verb: Callable[..., Owned]) -> Add:
    """The sheet's columns are what the verb asks for."""
    return lambda reading, said, given: verb(**said, **given, **reading.who)


def _edit_with(verb: Callable[..., None], name: str) -> Edit:
    """The verb changes only what it is given."""
    return lambda reading, thing, said: verb(**{name: thing}, **said, revision=thing.revision, **reading.who)


def _edit_whole_with(verb: Callable[..., None], name: str, *columns: str) -> Edit:
    """The verb wants to be told all of these, changed or not."""
    return lambda reading, thing, said: verb(
        **{name: thing},
        **{column: said.get(column, getattr(thing, column)) for column in columns},
        revision=thing.revision,
        **reading.who,
    )


def _edit_goal(reading: _Reading, goal: Goal, said: Said) -> None:
    if "parent" in said:
        parent = said.pop("parent")
        strategy.move_goal(goal=goal, parent=parent, place=LAST, revision=goal.revision, **reading.who)
        goal = reading.fresh(goal)
    if said:
        strategy.edit_goal(goal=goal, **said, revision=goal.revision, **reading.who)


def _add_step(reading: _Reading, said: Said, given: Said) -> ChainStep:
    origin: ChainStep | None = said.pop("origin")
    if origin is None:
        return strategy.add_step(**said, **given, **reading.who)
    origin = reading.fresh(origin)
    for name in ("level", "text", "generic_activity"):
        if said[name] != getattr(origin, name):
            raise RuleBroken("workbook.step_differs_from_origin", field=name)
    return strategy.place_shared_step(chain=said["chain"], step=origin, **given, **reading.who)


def _edit_step(reading: _Reading, step: ChainStep, said: Said) -> None:
    """A step that stands in several chains is changed in all of them by the first of its rows."""
    if all(getattr(step, name) == value for name, value in said.items()):
        return
    _edit_whole_with(strategy.edit_step, "step", "level", "text", "generic_activity")(reading, step, said)


def _add_link(reading: _Reading, said: Said, given: Said) -> ChainLink:
    chain: Chain | None = said.pop("chain")
    if chain is not None and chain.pk != said["source"].chain_id:
        raise RuleBroken("link.step_of_another_chain", field="source", text=said["source"].text)
    return strategy.link_steps(**said, **given, **reading.who)


def _add_initiative(reading: _Reading, said: Said, given: Said) -> Initiative:
    return initiatives.start_initiative(**said, goals=(), **given, **reading.who)


_INITIATIVE = ("name", "description", "kind", "chain", "unit", "responsible", "starts_on", "ends_on", "phase")
_BEGIN, _PAUSE, _END = states.begin_initiative, states.pause_initiative, states.end_initiative
_STEPS: Mapping[tuple[InitiativeState, InitiativeState], tuple[Callable[..., None], ...]] = {
    (InitiativeState.PLANNED, InitiativeState.RUNNING): (_BEGIN,),
    (InitiativeState.PLANNED, InitiativeState.PAUSED): (_BEGIN, _PAUSE),
    (InitiativeState.PLANNED, InitiativeState.ENDED): (_END,),
    (InitiativeState.RUNNING, InitiativeState.PAUSED): (_PAUSE,),
    (InitiativeState.RUNNING, InitiativeState.ENDED): (_END,),
    (InitiativeState.PAUSED, InitiativeState.RUNNING): (states.resume_initiative,),
    (InitiativeState.PAUSED, InitiativeState.ENDED): (_END,),
}
_ADD: Mapping[Sheet, Add] = {
    Sheet.DOCUMENTS: _add_with(strategy.draft_document),
    Sheet.GOALS: _add_with(strategy.add_goal),
    Sheet.GOAL_LINKS: _add_with(strategy.link_goals),
    Sheet.AREAS: _add_with(strategy.add_area),
    Sheet.CHAINS: _add_with(strategy.draft_chain),
    Sheet.STEPS: _add_step,
    Sheet.LINKS: _add_link,
    Sheet.FACTORS: _add_with(strategy.add_factor),
    Sheet.INITIATIVES: _add_initiative,
    Sheet.CONTRIBUTIONS: _add_with(contributions.contribute_to),
    Sheet.INDICATORS: _add_with(indicators.define_indicator),
}
_EDIT: Mapping[Sheet, Edit] = {
    Sheet.DOCUMENTS: _edit_with(strategy.edit_document, "document"),
    Sheet.GOALS: _edit_goal,
    Sheet.GOAL_LINKS: _edit_whole_with(strategy.edit_goal_link, "link", "strength", "share", "reason"),
    Sheet.AREAS: _edit_with(strategy.rename_area, "area"),
    Sheet.CHAINS: _edit_with(strategy.edit_chain, "chain"),
    Sheet.STEPS: _edit_step,
    Sheet.LINKS: _edit_with(strategy.edit_link, "link"),
    Sheet.FACTORS: _edit_whole_with(strategy.edit_factor, "factor", "kind", "text", "step", "link"),
    Sheet.INITIATIVES: _edit_whole_with(initiatives.edit_initiative, "initiative", *_INITIATIVE),
    Sheet.CONTRIBUTIONS: _edit_with(contributions.edit_contribution, "contribution"),
    Sheet.INDICATORS: _edit_with(indicators.edit_indicator, "indicator"),
}
