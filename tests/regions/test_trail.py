from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import MONDAY, UnitFactory
from tests.people import verbs
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, Role
from varv.regions import trail
from varv.regions.models import Region, TrailEntry, Unit


def person(region):
    return Actor(region.pk, 7, "Anna Lindqvist", frozenset({Role.STRATEGIST}))


def told(region, *names):
    """A unit for every name, each with its line in the trail."""
    units = [UnitFactory(region=region, name=name) for name in names]
    for unit in units:
        trail.write(unit, "added", by=person(region), at=MONDAY)
    region.refresh_from_db()
    return units


def lines(region):
    return TrailEntry.objects.of(region.pk).order_by("number")


def test_write_tells_who_what_and_when(alvmark):
    (unit,) = told(alvmark, "Analysenheten")

    line = lines(alvmark).get()

    assert (line.number, line.person_id, line.person, line.verb) == (1, 7, "Anna Lindqvist", "added")
    assert (line.kind, line.thing_id, line.thing, line.at) == ("regions.unit", unit.pk, "Analysenheten", MONDAY)


def test_write_tells_all_of_a_new_thing(alvmark):
    (unit,) = told(alvmark, "Analysenheten")

    line = lines(alvmark).get()

    assert line.before == {}
    assert line.after == {
        "id": unit.pk,
        "region_id": alvmark.pk,
        "revision": 1,
        "parent_id": None,
        "name": "Analysenheten",
    }


def test_write_tells_only_what_changed_before_and_after(alvmark):
    (unit,) = told(alvmark, "Före")
    unit = unit.locked()
    unit.change(name="Efter")

    trail.write(unit, "renamed", by=person(alvmark), at=MONDAY)

    line = lines(alvmark).last()
    assert (line.before, line.after) == ({"name": "Före"}, {"name": "Efter"})


def test_write_twice_in_one_verb_tells_each_step_once(alvmark):
    (unit,) = told(alvmark, "Ett")
    unit = unit.locked()
    unit.change(name="Två")
    trail.write(unit, "renamed", by=person(alvmark), at=MONDAY)
    unit.change(name="Tre")

    trail.write(unit, "renamed", by=person(alvmark), at=MONDAY)

    assert [line.before for line in lines(alvmark)][1:] == [{"name": "Ett"}, {"name": "Två"}]


def test_write_keeps_what_a_removed_thing_was(alvmark):
    (unit,) = told(alvmark, "Borta")
    unit = unit.locked()

    trail.write(unit, "removed", by=person(alvmark), at=MONDAY, removed=True)

    line = lines(alvmark).last()
    assert (line.before["name"], line.after) == ("Borta", {})


def test_history_stays_when_the_thing_is_gone(alvmark):
    (unit,) = told(alvmark, "Borta")

    Unit.objects.of(alvmark.pk).filter(pk=unit.pk).delete()

    assert verbs(unit) == ["added"]


def test_lines_are_numbered_and_chained_in_each_region_apart(alvmark, sydland):
    told(alvmark, "Ett", "Två")
    told(sydland, "Ett")

    first, second = lines(alvmark)

    assert (first.previous, second.previous) == ("", first.seal)
    assert [line.number for line in lines(sydland)] == [1]
    assert (alvmark.trail_length, alvmark.trail_head) == (2, second.seal)


def test_an_untouched_trail_holds(alvmark):
    told(alvmark, "Ett", "Två", "Tre")

    assert trail.broken_at(alvmark) is None


def test_an_empty_trail_holds(alvmark):
    assert trail.broken_at(alvmark) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person", "Någon annan"),
        ("person_id", 8),
        ("verb", "removed"),
        ("kind", "regions.user"),
        ("thing_id", 999),
        ("thing", "Något annat"),
        ("at", MONDAY + timedelta(seconds=1)),
        ("before", {"name": "Fel"}),
        ("after", {"name": "Fel"}),
    ],
)
def test_an_altered_line_shows(alvmark, field, value):
    told(alvmark, "Ett", "Två", "Tre")

    lines(alvmark).filter(number=2).update(**{field: value})

    assert trail.broken_at(alvmark) == 2


def test_a_line_with_a_remade_seal_breaks_the_next(alvmark):
    told(alvmark, "Ett", "Två", "Tre")
    line = lines(alvmark).get(number=2)
    line.person = "Någon annan"
    line.seal = trail.seal(line)
    line.save()

    assert trail.broken_at(alvmark) == 3


def test_a_removed_line_shows(alvmark):
    told(alvmark, "Ett", "Två", "Tre")

    lines(alvmark).filter(number=2).delete()

    assert trail.broken_at(alvmark) == 2


def test_a_trail_that_was_cut_off_shows(alvmark):
    told(alvmark, "Ett", "Två", "Tre")

    lines(alvmark).filter(number=3).delete()

    assert trail.broken_at(alvmark) == 3


def test_a_trail_that_was_emptied_shows(alvmark):
    told(alvmark, "Ett")

    lines(alvmark).delete()

    assert trail.broken_at(alvmark) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100))
def test_any_text_survives_the_seal(alvmark, name):
    Unit.objects.of(alvmark.pk).filter(name=name).delete()
    told(alvmark, name)

    assert trail.broken_at(Region.objects.get(pk=alvmark.pk)) is None


def test_check_fresh_lets_the_newest_revision_through(alvmark):
    (unit,) = told(alvmark, "Ett")

    trail.check_fresh(unit, revision=1)


def test_check_fresh_says_who_changed_it_meanwhile_and_when(alvmark):
    (unit,) = told(alvmark, "Ett")
    unit.change(name="Två")
    trail.write(unit, "renamed", by=person(alvmark), at=MONDAY)

    with pytest.raises(RuleBroken) as refused:
        trail.check_fresh(unit, revision=1)

    assert (refused.value.code, dict(refused.value.facts)) == ("stale", {"by": "Anna Lindqvist", "at": MONDAY})


def test_check_fresh_does_not_invent_who_when_the_trail_is_silent(alvmark):
    unit = UnitFactory(region=alvmark)
    unit.change(name="Två")

    with pytest.raises(RuleBroken) as refused:
        trail.check_fresh(unit, revision=1)

    assert dict(refused.value.facts) == {"by": "", "at": None}
