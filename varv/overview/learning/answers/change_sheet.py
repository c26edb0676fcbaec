"""One change: before and after, because of what, seen by whom, and whether it helped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localtime

from varv.core.judgement import Helped
from varv.learning.models import Change, ChangeEffect, Turn
from varv.overview.learning.answers.plan_changes import (
    CHANGE_TIES,
    ChangeLine,
    Wording,
    change_line,
    change_lines,
    changed_version,
    wording_of,
)


@dataclass(frozen=True)
class EffectLine:
    """What someone saw of a change in a later turn."""

    id: int
    change_id: int
    what: str
    helped: Helped
    because: str
    author: str
    on: date
    turn_id: int
    turn_number: int


@dataclass(frozen=True)
class ChangeSheet:
    """A change with the whole of what its version changed, and what has been seen of it since, the oldest first.

    ``wording`` is empty where the change was told in words alone. ``sisters`` came of the same recommendation or
    lesson.
    """

    change: ChangeLine
    wording: Wording
    effects: tuple[EffectLine, ...]
    sisters: tuple[ChangeLine, ...]

    @property
    def days(self) -> int:
        """From the day something was seen to the day the change was decided."""
        return (self.change.decided_on - self.change.origin.on).days


def change_sheet(change: Change) -> ChangeSheet:
    """One change, in a fixed number of queries."""
    whole = Change.objects.of(change.region_id).select_related(*CHANGE_TIES).get(pk=change.pk)
    version = changed_version(whole)
    kept = Change.objects.of(change.region_id).exclude(pk=change.pk)
    same = kept.filter(recommendation_id=whole.recommendation_id, lesson_id=whole.lesson_id)
    return ChangeSheet(
        change=change_line(whole),
        wording=Wording("", "") if version is None else wording_of(version),
        effects=_effect_lines(ChangeEffect.objects.of(change.region_id).filter(changed=whole)),
        sisters=change_lines(same),
    )


def effects_of(region_id: int, changes: Iterable[ChangeLine]) -> Mapping[int, tuple[EffectLine, ...]]:
    """What has been seen of these changes, by the change's id, the oldest first, in one query."""
    wanted = [change.id for change in changes]
    lines = _effect_lines(ChangeEffect.objects.of(region_id).filter(changed_id__in=wanted))
    return {change_id: tuple(line for line in lines if line.change_id == change_id) for change_id in wanted}


def seen_in(turn: Turn) -> tuple[EffectLine, ...]:
    """What was seen in this turn of what earlier turns had changed, in one query."""
    return _effect_lines(ChangeEffect.objects.of(turn.region_id).filter(turn=turn))


def unseen_before(turn: Turn) -> tuple[ChangeLine, ...]:
    """What earlier turns of the same document changed, and nobody has looked at in this turn: did it help?"""
    earlier = Change.objects.of(turn.region_id).filter(turn__document=turn.document_id, turn__number__lt=turn.number)
    return change_lines(earlier.exclude(effects__turn=turn))


def _effect_lines(effects: QuerySet[ChangeEffect]) -> tuple[EffectLine, ...]:
    return tuple(
        EffectLine(
            id=effect.pk,
            change_id=effect.changed_id,
            what=effect.changed.what,
            helped=effect.helped,
            because=effect.because,
            author=effect.author.name,
            on=localtime(effect.noted_at).date(),
            turn_id=effect.turn_id,
            turn_number=effect.turn.number,
        )
        for effect in effects.select_related("changed", "author", "turn").order_by("noted_at", "pk")
    )
