"""The theory of change as a drawing.

What is promised is milliseconds of server time: 150 for 50 steps with 75 links, 400 for 150 steps with 300 links. What
is limited besides is how many times Graphviz's own plain layout, the least that any such drawing takes, the whole
drawing may take.
"""

from itertools import cycle, islice, pairwise

from varv.core.theory import Evidence, Level
from varv.jobs.timing import Benchmark, Work
from varv.publishing.figures.chain import Chain, Link, Step, draw
from varv.publishing.figures.chain_drawing.dot import Drawing, Edge, Lane, Node, plain_order
from varv.publishing.figures.chain_drawing.layout import BOX_HEIGHT

NAME = "Fler företag vågar anställa någon utan lång erfarenhet"
SKIP = 3  # every so many steps a link passes over a level


def chain(size: int, count: int) -> Chain:
    """A chain as regions write them: each step leads to some of the next level, a few past it."""
    levels = list(Level)
    steps = tuple(Step(number, levels[number * len(levels) // size], f"{NAME} {number}") for number in range(size))
    by_level = [[step.id for step in steps if step.level is level] for level in levels]
    far = [
        (source, after[-1]) for before, after in zip(by_level, by_level[2:], strict=False) for source in before[::SKIP]
    ]
    near = [
        (source, after[(place * 3 + turn) % len(after)])
        for turn in range(3)
        for before, after in pairwise(by_level)
        for place, source in enumerate(before)
    ]
    pairs = islice(dict.fromkeys([*near[: count - len(far)], *far, *near]), count)
    grades = cycle(Evidence)
    words = {level: level.value for level in Level}, {grade: grade.value for grade in Evidence}
    return Chain(f"{size} led", steps, tuple(Link(*pair, next(grades)) for pair in pairs), *words)


def _drawing(size: int, count: int) -> tuple[Work, Work]:
    """The whole drawing; the floor lets Graphviz lay out the same boxes once, and draws nothing."""
    made = chain(size, count)
    nodes = [Node(step.id, step.level.rank, BOX_HEIGHT) for step in made.steps]
    edges = [Edge(place, link.source, link.target) for place, link in enumerate(made.links)]
    lanes: dict[int, tuple[Lane, ...]] = {edge.id: () for edge in edges}
    return lambda: draw(made, id_prefix="chain"), lambda: plain_order(Drawing(nodes, edges, lanes))


SMALL_CHAIN = Benchmark("draw a chain of 50 steps and 75 links", limit=8, prepare=lambda: _drawing(50, 75), promise=150)
LARGE_CHAIN = Benchmark(
    "draw a chain of 150 steps and 300 links", limit=8, prepare=lambda: _drawing(150, 300), promise=400
)
