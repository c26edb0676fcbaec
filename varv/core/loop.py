"""Does the loop of learning close? Shares and days, always with how many they rest on.

The questions are those of UNDP's evaluation policy (answered in time, agreed to, carried out, seen by another) and of
the region's own loop (how long from a sight to a change, how much of what is learned is used). They are asked of the
work, never of people.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import median

from varv.core.judgement import Answer
from varv.core.periods import Period, Span
from varv.core.workflow import RecommendationState

# With fewer, one more or less moves a share by over twenty points: the counts are shown, but no share is told.
ENOUGH = 5
_CHANGED = (RecommendationState.CHANGED, RecommendationState.VERIFIED)


class Measure(StrEnum):
    """What is asked of the loop, in the order of the loop."""

    IN_TIME = "in_time"
    ACCEPTED = "accepted"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"
    DAYS = "days"
    USED = "used"


@dataclass(frozen=True)
class Share:
    """So many of so many. Raises ``ValueError`` for more than all, or less than none."""

    count: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of:
            raise ValueError(f"{self.count} of {self.of} is no share")

    @property
    def value(self) -> Decimal | None:
        """From 0 to 1; nothing, which is not nought, when there is nothing to share."""
        return Decimal(self.count) / Decimal(self.of) if self.of else None

    @property
    def is_few(self) -> bool:
        """Whether there are too few for a share to say anything."""
        return self.of < ENOUGH


@dataclass(frozen=True)
class Days:
    """The days in the middle, and how many times they were counted."""

    median: Decimal | None
    of: int

    @property
    def is_few(self) -> bool:
        """Whether there are too few for a middle to say anything."""
        return self.of < ENOUGH


@dataclass(frozen=True)
class Followed:
    """A recommendation, as far as it has come."""

    forum: str
    made_on: date
    due_on: date
    state: RecommendationState
    answer: Answer | None = None
    answered_on: date | None = None


@dataclass(frozen=True)
class Reached:
    """A change, and the day when what led to it was seen. A lesson that led straight to it has no forum."""

    seen_on: date
    decided_on: date
    forum: str = ""


@dataclass(frozen=True)
class Kept:
    """A lesson that is accepted, and whether anything has come of it."""

    accepted_on: date
    is_used: bool


@dataclass(frozen=True)
class Matter:
    """All that is measured."""

    recommendations: Sequence[Followed] = ()
    changes: Sequence[Reached] = ()
    lessons: Sequence[Kept] = ()

    def within(self, period: Period) -> "Matter":
        """What was recommended, changed and accepted in the period."""
        return Matter(
            [one for one in self.recommendations if period.contains(one.made_on)],
            [one for one in self.changes if period.contains(one.decided_on)],
            [one for one in self.lessons if period.contains(one.accepted_on)],
        )

    def since(self, first: date) -> "Matter":
        """What was recommended, changed and accepted on that day or later."""
        return Matter(
            [one for one in self.recommendations if one.made_on >= first],
            [one for one in self.changes if one.decided_on >= first],
            [one for one in self.lessons if one.accepted_on >= first],
        )

    def of_forum(self, forum: str) -> "Matter":
        """What one forum has answered. Lessons belong to no forum."""
        return Matter(
            [one for one in self.recommendations if one.forum == forum],
            [one for one in self.changes if one.forum == forum],
        )

    @property
    def days(self) -> list[date]:
        """The days that place it all in time."""
        return [
            *(one.made_on for one in self.recommendations),
            *(one.decided_on for one in self.changes),
            *(one.accepted_on for one in self.lessons),
        ]


@dataclass(frozen=True)
class Loop:
    """The six measures."""

    in_time: Share
    accepted: Share
    implemented: Share
    verified: Share
    days: Days
    used: Share

    def of(self, measure: Measure) -> Share | Days:
        """One of them."""
        found: Share | Days = getattr(self, measure.value)
        return found


def loop(matter: Matter, on: date) -> Loop:
    """The measures as they stand on a day.

    In time: of those answered, or unanswered although their day has passed. Accepted (yes or partly): of those
    answered. Implemented: of those accepted. Verified: of those implemented. Used: of the accepted lessons.
    """
    answered = [one for one in matter.recommendations if one.answered_on is not None]
    accepted = [one for one in answered if one.answer in {Answer.YES, Answer.PARTLY}]
    implemented = [one for one in accepted if one.state in _CHANGED]
    late = [one for one in matter.recommendations if one.answered_on is None and one.due_on < on]
    return Loop(
        in_time=_share([*answered, *late], _is_in_time),
        accepted=Share(len(accepted), len(answered)),
        implemented=Share(len(implemented), len(accepted)),
        verified=_share(implemented, lambda one: one.state is RecommendationState.VERIFIED),
        days=middle(one.decided_on - one.seen_on for one in matter.changes),
        used=Share(sum(one.is_used for one in matter.lessons), len(matter.lessons)),
    )


def _share(all_of: Sequence[Followed], holds: Callable[[Followed], bool]) -> Share:
    return Share(sum(map(holds, all_of)), len(all_of))


def _is_in_time(one: Followed) -> bool:
    return one.answered_on is not None and one.answered_on <= one.due_on


def middle(spans: Iterable[timedelta]) -> Days:
    """The median of these stretches of time, in days; nothing when there are none."""
    counted = sorted(span.days for span in spans)
    return Days(Decimal(str(median(counted))) if counted else None, len(counted))


def halves(matter: Matter, on: date) -> tuple[Period, ...]:
    """Every half-year from the first that holds anything to the one of the day, none left out between."""
    found = [Period.of(min([*matter.days, on]), Span.HALF)]
    last = Period.of(max([*matter.days, on]), Span.HALF)
    while found[-1] < last:
        found.append(found[-1].next())
    return tuple(found) if matter.days else ()


def forums(matter: Matter) -> tuple[str, ...]:
    """The forums that recommendations were made to, by name: an order that ranks nobody."""
    return tuple(sorted({one.forum for one in matter.recommendations}, key=lambda name: (name.casefold(), name)))
