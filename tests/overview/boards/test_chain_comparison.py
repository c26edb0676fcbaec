"""Two decisions about a chain side by side, with why it was changed in between."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MONDAY, ChangeFactory, FindingFactory, LessonFactory, RecommendationFactory
from tests.strategy.walks import added_step, adopt_chain, adopted_chain, chain_of_three, drafted_chain, linked
from varv.core.theory import Level
from varv.core.versions import Kind
from varv.core.workflow import PlanState
from varv.overview.boards.chain_comparison import AS_IT_STANDS, chain_comparison
from varv.strategy import operations

pytestmark = pytest.mark.django_db
NOTHING_ASKED = (None, None)


@pytest.fixture
def twice(anna):
    """A chain adopted twice: the second time with an effect, linked from the outcome."""
    chain, steps, _links = adopted_chain(anna)
    _added_effect(anna, chain, steps[-1], "Fler i arbete")
    adopt_chain(chain, anna, reason="Utvärderingen såg en effekt.", adopted_on=date(2026, 6, 1))
    return chain, steps


def _added_effect(by, chain, outcome, text):
    if chain.state is PlanState.ADOPTED:
        operations.revise_chain(chain=chain, by=by, at=MONDAY)
        chain.refresh_from_db()
    step = added_step(by, chain, text, Level.EFFECT)
    linked(by, outcome, step)
    return step


def numbers(found):
    return found.earlier, found.later


def test_comparison_of_a_chain_never_adopted_has_nothing_to_compare(anna):
    found = chain_comparison(drafted_chain(anna), NOTHING_ASKED)

    assert numbers(found) == (None, None)
    assert (found.versions, found.both.steps, found.is_same, found.adoptions) == ((), (), True, ())


def test_comparison_shows_what_changed_last(twice):
    chain, _steps = twice

    found = chain_comparison(chain, NOTHING_ASKED)

    assert numbers(found) == (1, 2)
    assert [step.text for step in found.both.steps_that(Kind.ADDED)] == ["Fler i arbete"]
    assert len(found.both.links_that(Kind.ADDED)) == 1
    assert [(line.kind, line.name) for line in found.differences] == [
        (Kind.ADDED, "Fler i arbete"),
        (Kind.ADDED, "Deltagarna får ett intyg som gäller → Fler i arbete"),
    ]


def test_comparison_of_an_open_chain_is_with_what_stands_there_now(anna, twice):
    chain, steps = twice
    _added_effect(anna, chain, steps[-1], "Fler i bristyrken")

    found = chain_comparison(chain, NOTHING_ASKED)

    assert numbers(found) == (2, AS_IT_STANDS)
    assert [step.text for step in found.both.steps_that(Kind.ADDED)] == ["Fler i bristyrken"]
    assert found.adoptions == ()


def test_comparison_takes_the_older_first_whichever_was_asked_for_first(twice):
    chain, _steps = twice

    assert numbers(chain_comparison(chain, (2, 1))) == (1, 2)
    assert numbers(chain_comparison(chain, (AS_IT_STANDS, 1))) == (1, AS_IT_STANDS)


@pytest.mark.parametrize("asked", [(9, 99), (9, None), (None, -1)])
def test_comparison_with_a_version_that_is_not_there_shows_what_changed_last(asked, twice):
    chain, _steps = twice

    assert numbers(chain_comparison(chain, asked)) == (1, 2)


def test_comparison_of_the_only_version_with_itself_says_the_same(anna):
    chain, *_ = adopted_chain(anna)

    found = chain_comparison(chain, NOTHING_ASKED)

    assert numbers(found) == (1, 1)
    assert found.is_same
    assert [step.kind for step in found.both.steps] == [None, None, None]


def test_comparison_of_the_draft_with_itself_passes_no_decision(twice):
    chain, _steps = twice

    found = chain_comparison(chain, (AS_IT_STANDS, AS_IT_STANDS))

    assert (found.is_same, found.adoptions) == (True, ())


def test_comparison_tells_why_each_decision_in_between_was_made(anna, alvmark, twice):
    chain, steps = twice
    _added_effect(anna, chain, steps[-1], "Fler i bristyrken")
    adopt_chain(chain, anna, reason="En lärdom.", adopted_on=date(2026, 9, 1))
    second, third = chain.versions.order_by("number")[1:]
    finding = FindingFactory(region=alvmark, text="Valideringen är flaskhalsen.")
    lesson = LessonFactory(region=alvmark, statement="Sällskap första gången hjälper.")
    ChangeFactory(
        region=alvmark,
        recommendation=RecommendationFactory(region=alvmark, finding=finding),
        chain_version=second,
        document_version=None,
    )
    ChangeFactory(region=alvmark, recommendation=None, lesson=lesson, chain_version=third, document_version=None)

    found = chain_comparison(chain, (1, 3))

    assert [(one.version.number, one.version.reason) for one in found.adoptions] == [
        (3, "En lärdom."),
        (2, "Utvärderingen såg en effekt."),
    ]
    assert [change.origin.text for one in found.adoptions for change in one.changes] == [
        "Sällskap första gången hjälper.",
        "Valideringen är flaskhalsen.",
    ]
    assert [one.version.number for one in chain_comparison(chain, (1, 2)).adoptions] == [2]


def test_comparison_keeps_another_chains_changes_out(anna, alvmark, twice):
    chain, _steps = twice
    other, *_ = chain_of_three(anna, "En annan kedja", document=chain.document)
    version = adopt_chain(other, anna)
    ChangeFactory(region=alvmark, chain_version=version, document_version=None)

    assert [one.changes for one in chain_comparison(chain, (1, 2)).adoptions] == [()]


def queries(chain):
    with CaptureQueriesContext(connection) as asked:
        chain_comparison(chain, (1, AS_IT_STANDS))
    return len(asked)


def test_comparison_asks_as_often_however_much_there_is(anna, twice):
    chain, steps = twice
    few = queries(chain)
    for text in ("Fler i bristyrken", "Kortare vägar", "Nöjda arbetsgivare"):
        _added_effect(anna, chain, steps[-1], text)
        adopt_chain(chain, anna, adopted_on=date(2026, 9, 1))

    assert queries(chain) == few
