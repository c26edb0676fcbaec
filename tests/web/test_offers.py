import pytest
from django import forms

from tests.factories import UnitFactory
from varv.regions.models import Unit
from varv.web.offers import RowsField

pytestmark = pytest.mark.django_db


class Chosen(forms.Form):
    units = RowsField(queryset=Unit.objects.all(), required=False)


def chosen(*numbers):
    return Chosen({"units": [str(number) for number in numbers]})


def test_rows_are_chosen_by_their_numbers():
    first, _other, third = UnitFactory.create_batch(3)

    form = chosen(first.pk, third.pk)

    assert form.is_valid()
    assert set(form.cleaned_data["units"]) == {first, third}


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, str(2**63), "9" * 30, "9" * 5000])
def test_a_number_that_no_row_can_have_is_no_choice(number):
    form = chosen(UnitFactory().pk, number)

    assert [error.code for error in form.errors.as_data()["units"]] == ["invalid_choice"]


@pytest.mark.parametrize("nonsense", ["abc", "-1", "1e9", "²", "<b>"])
def test_what_is_no_number_is_no_choice(nonsense):
    (error,) = chosen(nonsense).errors.as_data()["units"]

    assert error.code in {"invalid_choice", "invalid_pk_value"}


def test_nothing_may_be_chosen():
    form = chosen()

    assert form.is_valid()
    assert list(form.cleaned_data["units"]) == []
