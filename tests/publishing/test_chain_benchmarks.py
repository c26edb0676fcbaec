"""What the benchmarks draw is what was promised: 50 steps with 75 links, 150 steps with 300."""

import pytest

from benchmarks import BENCHMARKS
from benchmarks.chains import LARGE_CHAIN, SMALL_CHAIN, chain
from varv.core.theory import Level


@pytest.mark.parametrize(("steps", "links"), [(50, 75), (150, 300)])
def test_benchmark_chain_has_exactly_what_was_promised(steps, links):
    made = chain(steps, links)

    assert (len(made.steps), len(made.links)) == (steps, links)
    assert made.columns == list(Level)


@pytest.mark.parametrize(("steps", "links"), [(50, 75), (150, 300)])
def test_benchmark_chain_goes_onward_and_past_levels_now_and_then(steps, links):
    made = chain(steps, links)
    rank = {step.id: step.level.rank for step in made.steps}

    lengths = [rank[link.target] - rank[link.source] for link in made.links]

    assert set(lengths) == {1, 2}
    assert lengths.count(2) < lengths.count(1)
    assert len({(link.source, link.target) for link in made.links}) == links


@pytest.mark.parametrize("benchmark", [SMALL_CHAIN, LARGE_CHAIN])
def test_chains_are_among_the_benchmarks_and_their_floor_is_less_work(benchmark):
    work, floor = benchmark.prepare()

    assert benchmark in BENCHMARKS
    assert work().startswith("<svg")
    assert len(floor()) > 0
