"""The search: how long it takes among 200 000 lessons and reports, and how well it finds in the demo.

What is promised is 50 milliseconds for a question, with its counts by kind and year and its first page; the floor asks
the same index for the same words and nothing else.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random

from django.db import connection

from varv.core.kinds import SearchKind
from varv.core.roles import Actor, Role
from varv.core.sought import read_sought
from varv.core.swedish import stems
from varv.jobs.demo.story import tell_story
from varv.jobs.timing import Benchmark, Work
from varv.overview.search import SearchWish, search
from varv.regions.models import Region, SearchEntry, SearchFact, User
from varv.regions.search_engine import Question, asked

ENTRIES = 200_000
PROMISE = 50
SEED = 1202
LENGTH = 14  # words of a text
QUERIES = Path(__file__).with_name("search_queries.toml")
_FIRST = "kompetens utbildning arbets företags skol vård energi trafik kommun bostads klimat ungdoms"
_LAST = "frågor planer mötena insatsen gruppens stödet behoven projekten arbetet rådet nätverken vägar"
ASKED = (
    *("klimatbehov", "ungdomsrådets skolplan", "vårdnätverk -energifråga"),
    *("bostadsmötena", "trafikprojekt kommunstöd"),
)


@cache
def _region() -> Actor:
    """A region with its entries, written once in a run; they stand for lessons and reports in turn."""
    region = Region.objects.create(slug="sok", name="Region Sök", is_example=True)
    person = User.objects.create(username="bench-search", name="Bench")
    SearchEntry.objects.bulk_create(_entries(region), batch_size=5000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Actor(region.pk, person.pk, person.name, frozenset({Role.STRATEGIST}))


def _entries(region: Region) -> Iterator[SearchEntry]:
    chance = Random(SEED)
    words = [first + last for first in _FIRST.split() for last in _LAST.split()]
    rare = [f"{word}{number}" for number in range(40) for word in _FIRST.split()]
    kinds = cycle((SearchKind.LESSON, SearchKind.REPORT))
    for number in range(ENTRIES):
        told = [*chance.choices(words, k=LENGTH), *chance.choices(rare, k=LENGTH)]
        heading = " ".join(stems(" ".join(told[:4])))
        day = date(2020, 1, 1) + timedelta(days=number % 2500)
        yield SearchEntry(
            region=region,
            kind=next(kinds),
            thing_id=number,
            page_id=number,
            day=day,
            year=day.year,
            title=" ".join(told[:4]),
            title_stems=f" {heading} ",
            stems=f" {heading} | {' '.join(stems(' '.join(told)))} ",
            body=" ".join(told),
        )


def _search() -> tuple[Work, Work]:
    """A question of the five in turn; the floor counts the region's own rows that the index finds."""
    by, given, given_floor = _region(), cycle(ASKED), cycle(ASKED)

    def floor() -> object:
        sought = read_sought(next(given_floor))
        with asked(SearchFact.objects.of(by.region_id), Question(sought.terms, sought.without)) as found:
            return found.count()

    return lambda: search(by, SearchWish(next(given))), floor


SEARCH = Benchmark("search 200000 lessons and reports", limit=25, prepare=_search, promise=PROMISE)


@dataclass(frozen=True)
class Quality:
    """How well the queries were answered: of what must be found, and of what was judged among the found."""

    queries: int
    found: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Found of what must be found."""
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        """Rightly found of all that was judged and found."""
        return self.found / (self.found + len(self.wrong))


def quality(by: Actor) -> Quality:
    """Every query of the file asked of the demo's region."""
    found, missed, wrong = 0, [], []
    queries = tomllib.loads(QUERIES.read_text())["query"]
    for query in queries:
        names = list(_names(by, query["text"]))
        right = [wanted for wanted in query["finds"] if any(name.startswith(wanted) for name in names)]
        found += len(right)
        missed += [f"{query['text']}: {wanted}" for wanted in query["finds"] if wanted not in right]
        wrong += [f"{query['text']}: {never}" for never in query["never"] if any(n.startswith(never) for n in names)]
    return Quality(len(queries), found, tuple(missed), tuple(wrong))


def _names(by: Actor, text: str) -> Iterator[str]:
    page = pages = 1
    while page <= pages:
        answer = search(by, SearchWish(text, page=page))
        page, pages = page + 1, answer.pages
        for hit in answer.hits:
            yield f"{hit.kind.value}: {''.join(part for part, _ in hit.title)}"


def of_the_demo() -> str:
    """The demo told, the queries asked, and what came of it in one line."""
    tell_story()
    region, person = Region.objects.get(slug="alvmark"), User.objects.get(username="anna")
    told = quality(Actor(region.pk, person.pk, person.name, frozenset({Role.STRATEGIST})))
    return (
        f"search in the demo ({connection.vendor}): {told.queries} queries, "
        f"precision {told.precision:.3f}, recall {told.recall:.3f}"
    )
