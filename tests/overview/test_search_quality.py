from benchmarks.search import Quality, quality
from varv.core.kinds import SearchKind
from varv.core.roles import Actor, Role
from varv.overview.search import SearchWish, search
from varv.regions import search_index
from varv.regions.models import Region, SearchEntry, User

TOLD = ("kind", "thing_id", *search_index.KEPT)


def titles(person, text, kind):
    hits = search(person, SearchWish(text, SearchKind(kind))).hits
    return ["".join(part for part, _ in hit.title) for hit in hits]


def strategist(region):
    person = User.objects.get(username="anna")
    return Actor(region.pk, person.pk, person.name, frozenset({Role.STRATEGIST}))


def test_the_demo_answers_every_query_of_the_file(demo):
    told = quality(strategist(demo))

    assert told.queries >= 60
    assert (told.missed, told.wrong) == ((), ())


def test_precision_and_recall_are_shares_of_what_was_judged():
    told = Quality(queries=3, found=6, missed=("a", "b"), wrong=("c", "d", "e", "f", "g", "h"))

    assert (told.recall, told.precision) == (0.75, 0.5)


def told(region_id):
    """Everything the index tells of the region, by what it is told of."""
    rows = SearchEntry.objects.of(region_id).order_by("kind", "thing_id").values(*TOLD)
    return {(row["kind"], row["thing_id"]): row for row in rows}


def test_all_the_verbs_of_the_demo_have_kept_the_index_as_it_would_be_made_anew(demo):
    region = Region.objects.get(slug="alvmark")
    kept = told(region.pk)

    search_index.rebuild(region.pk)

    anew = told(region.pk)
    # A report that is asked for has no words of its own until its author begins to write.
    not_begun = [anew[key] for key in anew.keys() - kept.keys()]
    assert kept.keys() <= anew.keys()
    assert {(row["kind"], row["is_open"], row["body"]) for row in not_begun} <= {(SearchKind.REPORT, False, "")}
    assert [kept[key] for key in kept if kept[key] != anew[key]] == []


def test_every_kind_of_thing_in_the_demo_is_found_by_its_own_title(demo):
    region = Region.objects.get(slug="alvmark")
    anna = strategist(region)
    of_each = {entry.kind: entry for entry in SearchEntry.objects.of(region.pk).filter(is_open=True).order_by("-pk")}

    missed = [entry.title for kind, entry in of_each.items() if entry.title not in titles(anna, entry.title, kind)]

    assert (len(of_each) >= 18, missed) == (True, [])
