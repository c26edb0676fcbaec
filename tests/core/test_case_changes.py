"""What an export would change: new, changed field by field, the same, and gone."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from varv.core.case_book import CaseField
from varv.core.case_changes import ChangedCase, Difference, compare
from varv.core.case_values import CaseRow

NAME, GRANTED, STARTS = CaseField.NAME, CaseField.GRANTED, CaseField.STARTS_ON


def row(case_id, number=2, **values):
    """A row that tells these fields."""
    return CaseRow(number, case_id, {CaseField(name): value for name, value in values.items()})


def known(**cases):
    """What we have: ``a={"name": "A"}``."""
    return {case_id: {CaseField(name): value for name, value in values.items()} for case_id, values in cases.items()}


def test_cases_are_new_changed_the_same_or_gone():
    have = known(same={"name": "S"}, other={"name": "O"}, left={"name": "L"})
    told = [row("same", name="S"), row("other", name="Ö"), row("fresh", name="F")]

    found = compare(have, told)

    assert [one.case_id for one in found.new] == ["fresh"]
    assert found.changed == (ChangedCase(told[1], (Difference(NAME, "O", "Ö"),)),)
    assert found.unchanged == (told[0],)
    assert found.gone == ("left",)


def test_each_fact_that_differs_is_told():
    have = known(a={"name": "A", "granted": Decimal("100.00"), "starts_on": None})

    (changed,) = compare(have, [row("a", name="A", granted=Decimal(120), starts_on=date(2026, 1, 1))]).changed

    assert changed.differences == (
        Difference(GRANTED, Decimal("100.00"), Decimal(120)),
        Difference(STARTS, None, date(2026, 1, 1)),
    )


def test_the_same_amount_written_otherwise_is_no_change():
    assert compare(known(a={"granted": Decimal("100.00")}), [row("a", granted=Decimal(100))]).changed == ()


def test_a_field_that_is_not_told_is_not_compared():
    assert compare(known(a={"name": "A", "granted": Decimal(1)}), [row("a", name="A")]).changed == ()


def test_zero_is_not_missing():
    (changed,) = compare(known(a={"granted": None}), [row("a", granted=Decimal(0))]).changed

    assert changed.differences == (Difference(GRANTED, None, Decimal(0)),)


def test_the_seal_is_that_of_what_would_be_changed():
    have = known(a={"name": "A", "granted": Decimal(1), "starts_on": None})
    told = [row("a", name="Å", granted=Decimal("2.50"), starts_on=date(2026, 1, 1))]

    seal = compare(have, told).seal

    assert len(seal) == 64
    assert compare(have, told).seal == seal
    assert compare(known(a=have_with(have, "name", "B")), told).seal != seal
    assert compare({}, told).seal != seal


def have_with(have, name, value):
    """What is known of the case a, with one field changed."""
    return {field.value: told for field, told in have["a"].items()} | {name: value}


CASES = st.dictionaries(st.sampled_from("abcdef"), st.text(max_size=3), max_size=6)


@given(CASES, CASES)
def test_every_case_is_counted_once(have, told):
    found = compare(
        known(**{case_id: {"name": name} for case_id, name in have.items()}),
        [row(case_id, name=name) for case_id, name in told.items()],
    )

    assert len(found.new) + len(found.changed) + len(found.unchanged) == len(told)
    assert len(found.gone) == len(set(have) - set(told))


@given(CASES)
def test_nothing_is_changed_by_what_is_known(have):
    found = compare(
        known(**{case_id: {"name": name} for case_id, name in have.items()}),
        [row(case_id, name=name) for case_id, name in have.items()],
    )

    assert (found.new, found.changed, found.gone) == ((), (), ())
