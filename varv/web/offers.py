"""What a field offers to choose among, where that is known only for this region, row or person."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let the field choose among these rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Let the field choose among these values, each with its words."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
