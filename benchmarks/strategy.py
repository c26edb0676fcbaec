"""A strategy's numbers on their way up."""

from collections import Counter
from itertools import cycle, islice

from varv.core.rollup import Node, rollup
from varv.core.status import Status
from varv.jobs.timing import Benchmark, Work

GOALS = 1000
INDICATORS_A_GOAL = 5
BRANCHES = 4


def _roll_up() -> tuple[Work, Work]:
    """A thousand goals in a tree; the floor counts the same statuses without a tree."""
    nodes = [
        Node(number, None if number == 1 else (number + BRANCHES - 2) // BRANCHES) for number in range(1, GOALS + 1)
    ]
    every = cycle(Status)
    statuses = {node.id: list(islice(every, INDICATORS_A_GOAL)) for node in nodes}

    def floor() -> list[Counter[Status]]:
        return [Counter(own) for own in statuses.values()]

    return lambda: rollup(nodes, statuses), floor


ROLL_UP = Benchmark("roll up 1000 goals", limit=8, prepare=_roll_up)
