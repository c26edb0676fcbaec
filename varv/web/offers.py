"""What a field offers to choose among, where that is known only for this region, row or person."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from varv.web.gate import sent_number


class RowsField(forms.ModelMultipleChoiceField[Any]):
    """Any number of rows. A number that no row can have is no choice, and never reaches the database."""

    def clean(self, value: Any) -> Any:
        """The rows that were chosen."""
        for one in value or ():
            if str(one).isdecimal() and not sent_number(str(one)):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let the field choose among these rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let the field choose among these values, each with its words."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
