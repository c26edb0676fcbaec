"""Which of the eleven choices has the region made, and why?"""

from dataclasses import dataclass
from datetime import date, datetime

from varv.core.choices import Option, Topic
from varv.strategy.models import Choice


@dataclass(frozen=True)
class ChoiceLine:
    """What was chosen in a topic. ``replaced_at`` is ``None`` for the choice in force."""

    id: int
    revision: int
    options: tuple[Option, ...]
    reasons: str
    decided_on: date
    decided_by: str
    made_at: datetime
    replaced_at: datetime | None


@dataclass(frozen=True)
class TopicLine:
    """A topic, the choice in force, and those before it, the newest first. ``number`` counts from 1."""

    number: int
    topic: Topic
    choice: ChoiceLine | None
    earlier: tuple[ChoiceLine, ...]


@dataclass(frozen=True)
class ChoiceBoard:
    """The eleven topics in the order a newcomer meets them."""

    lines: tuple[TopicLine, ...]

    @property
    def chosen(self) -> int:
        """How many topics have an answer."""
        return sum(line.choice is not None for line in self.lines)

    @property
    def latest(self) -> date | None:
        """The day of the latest decision that holds."""
        return max((line.choice.decided_on for line in self.lines if line.choice), default=None)

    @property
    def next(self) -> Topic | None:
        """The first topic that has no answer yet."""
        return next((line.topic for line in self.lines if line.choice is None), None)

    def line(self, topic: Topic) -> TopicLine:
        """One topic's line."""
        return self.lines[list(Topic).index(topic)]

    def next_after(self, topic: Topic) -> Topic | None:
        """The next topic without an answer after this one, or else the first; ``None`` when all have one."""
        waiting = [line.topic for line in self.lines if line.choice is None and line.topic is not topic]
        later = [other for other in waiting if list(Topic).index(other) > list(Topic).index(topic)]
        return next(iter([*later, *waiting]), None)


def choice_board(region_id: int) -> ChoiceBoard:
    """All choices that the region has made, in one query."""
    made: dict[Topic, list[ChoiceLine]] = {topic: [] for topic in Topic}
    for choice in Choice.objects.of(region_id).newest_first():
        made[choice.topic].append(_line(choice))
    return ChoiceBoard(
        tuple(
            TopicLine(
                number=number,
                topic=topic,
                choice=next((line for line in lines if line.replaced_at is None), None),
                earlier=tuple(line for line in lines if line.replaced_at is not None),
            )
            for number, (topic, lines) in enumerate(made.items(), start=1)
        )
    )


def _line(choice: Choice) -> ChoiceLine:
    return ChoiceLine(
        id=choice.pk,
        revision=choice.revision,
        options=tuple(Option(code) for code in choice.options),
        reasons=choice.reasons,
        decided_on=choice.decided_on,
        decided_by=choice.decided_by,
        made_at=choice.made_at,
        replaced_at=choice.replaced_at,
    )
