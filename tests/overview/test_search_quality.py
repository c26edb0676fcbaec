from benchmarks.search import Quality, quality
from varv.core.roles import Actor, Role
from varv.regions.models import User


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
