"""The theory of change as a drawing."""

from itertools import cycle, pairwise

from varv.core.theory import Evidence, Level
from varv.jobs.timing import Benchmark, Work
from varv.publishing.figures.chain import Chain, Link, Step, draw
from varv.publishing.figures.chain_layout import BOX_HEIGHT, Edge, Node, layout

NAME = "Fler företag vågar anställa någon utan lång erfarenhet"
SKIP = 3  # every so many steps a link passes over a level


def chain(size: int) -> Chain:
    """A chain as regions write them: each step leads to two of the next level, some past it."""
    levels = list(Level)
    steps = tuple(Step(number, levels[number * len(levels) // size], f"{NAME} {number}") for number in range(size))
    by_level = [[step.id for step in steps if step.level is level] for level in levels]
    near = [
        (source, after[(place + turn) % len(after)])
        for before, after in pairwise(by_level)
        for place, source in enumerate(before)
        for turn in (0, 1)
    ]
    far = [(before[0], after[-1]) for before, after in zip(by_level[::SKIP], by_level[2::SKIP], strict=False)]
    grades = cycle(Evidence)
    links = tuple(Link(source, target, next(grades)) for source, target in [*near, *far])
    words = {level: level.value for level in Level}, {grade: grade.value for grade in Evidence}
    return Chain(f"{size} led", steps, links, *words)


def _drawing(size: int) -> tuple[Work, Work]:
    """The whole drawing; the floor lays out the same boxes and draws nothing."""
    made = chain(size)
    nodes = [Node(step.id, step.level.rank, BOX_HEIGHT) for step in made.steps]
    edges = [Edge(place, link.source, link.target) for place, link in enumerate(made.links)]
    return lambda: draw(made, id_prefix="chain"), lambda: layout(nodes, edges)


SMALL_CHAIN = Benchmark("draw a chain of 50 steps", limit=3, prepare=lambda: _drawing(50))
LARGE_CHAIN = Benchmark("draw a chain of 150 steps", limit=3, prepare=lambda: _drawing(150))
