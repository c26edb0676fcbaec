from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.money_walks import source
from tests.factories import MONDAY, FundingSourceFactory
from tests.people import verbs
from varv.core.money import FundingKind
from varv.core.outline import Way
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import Appropriation, FundingSource
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 12, 31)


def listed(by) -> list[str]:
    return [one.name for one in FundingSource.objects.of(by.region_id).order_by("place", "pk")]


def appropriated(by, given: FundingSource, year=2026, amount=1_000_000) -> Appropriation:
    return operations.set_appropriation(
        source=given, year=year, amount=Decimal(amount), decision="RF 2025 § 112", by=by, at=MONDAY
    )


def test_a_source_is_added_last(anna):
    first, second = source(anna), source(anna, "Kommunerna", FundingKind.MUNICIPALITY)

    assert [(one.name, one.kind, one.place) for one in (first, second)] == [
        ("Anslag 1:1", FundingKind.ONE_TO_ONE, 1),
        ("Kommunerna", FundingKind.MUNICIPALITY, 2),
    ]
    assert verbs(second) == ["added"]


def test_a_first_set_leaves_what_is_there(anna):
    own = source(anna, "Kommunerna", FundingKind.OTHER)

    added = operations.add_sources(
        sources=[("Anslag 1:1", FundingKind.ONE_TO_ONE), ("Kommunerna", FundingKind.MUNICIPALITY)],
        by=anna,
        at=MONDAY,
    )

    own.refresh_from_db()
    assert ([one.name for one in added], own.kind, listed(anna)) == (
        ["Anslag 1:1"],
        FundingKind.OTHER,
        ["Kommunerna", "Anslag 1:1"],
    )


def test_a_name_is_used_once_in_a_region_but_in_every_region(anna, stig):
    source(anna)
    source(stig)

    with pytest.raises(RuleBroken, match=r"funding_source\.name_taken"):
        operations.add_source(name="Anslag 1:1", kind=FundingKind.OTHER, by=anna, at=MONDAY)

    assert listed(anna) == ["Anslag 1:1"]


def test_a_source_is_renamed_and_the_trail_tells_from_what(anna):
    given = source(anna)

    operations.edit_source(
        source=given, name="Anslag 1:1 (RUT)", kind=FundingKind.STATE, revision=given.revision, by=anna, at=MONDAY
    )

    line = TrailEntry.objects.about(given).last()
    assert (line.verb, line.before, line.after) == (
        "edited",
        {"name": "Anslag 1:1", "kind": "one_to_one"},
        {"name": "Anslag 1:1 (RUT)", "kind": "state"},
    )


def test_a_source_keeps_its_own_name_but_takes_no_other(anna):
    given = source(anna)
    source(anna, "Kommunerna")
    kept = {"source": given, "kind": FundingKind.STATE, "by": anna, "at": MONDAY}

    operations.edit_source(**kept, name="Anslag 1:1", revision=1)
    with pytest.raises(RuleBroken, match=r"funding_source\.name_taken"):
        operations.edit_source(**kept, name="Kommunerna", revision=2)
    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_source(**kept, name="Staten", revision=1)

    assert listed(anna) == ["Anslag 1:1", "Kommunerna"]


def test_a_source_is_laid_aside_and_taken_up_again(anna):
    given = source(anna)

    operations.retire_source(source=given, on=LAST_DAY, by=anna, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"funding_source\.retired"):
        operations.retire_source(source=given, on=LAST_DAY, by=anna, at=MONDAY)
    given.refresh_from_db()
    assert given.retired_on == LAST_DAY

    operations.reopen_source(source=given, by=anna, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"funding_source\.in_use"):
        operations.reopen_source(source=given, by=anna, at=MONDAY)

    given.refresh_from_db()
    assert (given.retired_on, verbs(given)) == (None, ["added", "retired", "reopened"])


@pytest.mark.parametrize(
    ("which", "way", "order"),
    [
        (1, Way.UP, ["B", "A", "C"]),
        (1, Way.DOWN, ["A", "C", "B"]),
        (0, Way.UP, ["A", "B", "C"]),
        (2, Way.DOWN, ["A", "B", "C"]),
        (1, Way.IN, ["A", "B", "C"]),
    ],
)
def test_a_source_moves_one_step(anna, which, way, order):
    sources = [source(anna, name) for name in "ABC"]

    operations.move_source(source=sources[which], way=way, by=anna, at=MONDAY)

    assert listed(anna) == order


def test_only_those_that_move_leave_a_line(anna):
    first, second, third = (source(anna, name) for name in "ABC")

    operations.move_source(source=second, way=Way.UP, by=anna, at=MONDAY)

    assert [verbs(one) for one in (first, second, third)] == [["added", "moved"], ["added", "moved"], ["added"]]


def test_an_appropriation_is_set_changed_and_taken_away(anna):
    given = appropriated(anna, source(anna))

    operations.change_appropriation(
        appropriation=given, amount=Decimal(900_000), decision="RF 2026 § 3", revision=1, by=anna, at=MONDAY
    )
    given.refresh_from_db()
    assert (given.year, given.amount, given.decision) == (2026, Decimal(900_000), "RF 2026 § 3")

    operations.remove_appropriation(appropriation=given, by=anna, at=MONDAY)

    lines = TrailEntry.objects.about(given)
    assert [(line.verb, line.before.get("amount")) for line in lines] == [
        ("set", None),
        ("edited", "1000000"),
        ("removed", "900000"),
    ]
    assert not Appropriation.objects.of(anna.region_id).exists()


def test_a_changed_appropriation_says_who_was_before(anna, stig):
    given = appropriated(anna, source(anna))
    changed = {"appropriation": given, "amount": Decimal(1), "decision": "", "by": anna, "at": MONDAY}
    operations.change_appropriation(**changed, revision=1)

    with pytest.raises(RuleBroken, match="stale"):
        operations.change_appropriation(**changed, revision=1)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"year": 2026}, "appropriation.exists", "year"),
        ({"year": 1989}, "money.year_out_of_reach", "year"),
        ({"year": 2101}, "money.year_out_of_reach", "year"),
        ({"year": 2027, "amount": -1}, "money.negative", "amount"),
    ],
)
def test_an_appropriation_is_refused(anna, changed, code, field):
    given = source(anna)
    appropriated(anna, given)

    with pytest.raises(RuleBroken) as refused:
        appropriated(anna, given, **changed)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert Appropriation.objects.of(anna.region_id).count() == 1


def test_a_source_that_was_laid_aside_gives_nothing_new(anna):
    given = source(anna)
    operations.retire_source(source=given, on=LAST_DAY, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"funding_source\.retired"):
        appropriated(anna, given)


def test_a_negative_change_is_refused(anna):
    given = appropriated(anna, source(anna))

    with pytest.raises(RuleBroken, match=r"money\.negative"):
        operations.change_appropriation(
            appropriation=given, amount=Decimal(-1), decision="", revision=1, by=anna, at=MONDAY
        )


@pytest.mark.parametrize("who", ["bo", "cilla", "egon"])
def test_sources_and_appropriations_are_for_those_who_plan(request, anna, who):
    by, given = request.getfixturevalue(who), source(anna)
    stands = appropriated(anna, given)
    named = {"by": by, "at": MONDAY}
    attempts = [
        lambda: operations.add_source(name="Ny", kind=FundingKind.OTHER, **named),
        lambda: operations.add_sources(sources=[("Ny", FundingKind.OTHER)], **named),
        lambda: operations.edit_source(source=given, name="Ny", kind=FundingKind.OTHER, revision=1, **named),
        lambda: operations.retire_source(source=given, on=LAST_DAY, **named),
        lambda: operations.reopen_source(source=given, **named),
        lambda: operations.move_source(source=given, way=Way.UP, **named),
        lambda: appropriated(by, given, year=2027),
        lambda: operations.change_appropriation(
            appropriation=stands, amount=Decimal(1), decision="", revision=1, **named
        ),
        lambda: operations.remove_appropriation(appropriation=stands, **named),
    ]

    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()

    assert (verbs(given), verbs(stands), listed(anna)) == (["added"], ["set"], ["Anslag 1:1"])


def test_another_regions_source_cannot_be_held(anna, sydland):
    elsewhere = FundingSourceFactory(region=sydland)

    with pytest.raises(ValueError, match="not in list"):
        operations.move_source(source=elsewhere, way=Way.UP, by=anna, at=MONDAY)
