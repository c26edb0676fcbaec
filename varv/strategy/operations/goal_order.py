"""Where a goal stands among the others of its document."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from varv.strategy.models import Goal

NOT_SAVED = 0  # no row has this number


def put(goal: Goal, *, among: int | None) -> None:
    """Number the document's goals in reading order, this one at its place (``None``: last) among its siblings.

    The others only make room: their new numbers are order, not content, and leave no line in the trail. Only what is
    asked about them is read, since a whole plan may be read in goal by goal.
    """
    others = Goal.objects.of(goal.region_id).filter(document=goal.document_id).in_force().exclude(pk=goal.pk)
    before: dict[int, int] = {}
    below: defaultdict[int | None, list[int]] = defaultdict(list)
    for pk, parent, place in others.order_by("place", "pk").values_list("pk", "parent_id", "place"):
        before[pk] = place
        below[parent].append(pk)
    mine = goal.pk or NOT_SAVED
    siblings = below[goal.parent_id]
    siblings.insert(len(siblings) if among is None else max(among - 1, 0), mine)
    after = {pk: place for place, pk in enumerate(_walk(below[None], below), start=1)}
    goal.place = after.pop(mine)
    moved = [Goal(pk=pk, place=place) for pk, place in after.items() if place != before[pk]]
    Goal.objects.of(goal.region_id).bulk_update(moved, ["place"])


def _walk(level: list[int], below: Mapping[int | None, list[int]]) -> Iterator[int]:
    for goal in level:
        yield goal
        yield from _walk(below.get(goal, []), below)


def siblings_before(goal: Goal) -> int:
    """How many goals in force stand before it under the same parent."""
    siblings = Goal.objects.of(goal.region_id).filter(document=goal.document_id, parent=goal.parent_id).in_force()
    return siblings.filter(place__lt=goal.place).count()
