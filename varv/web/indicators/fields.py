"""Fields that take numbers and periods the way people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.overview.words import refusal

# Non-breaking, figure, thin and narrow spaces: what copied tables and our own pages have between the thousands.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u2212\u2013", "-"))
_SWEDISH = re.compile(r"-?([0-9]{1,3}( [0-9]{3})+|[0-9]+)([.,][0-9]+)?")
_ENGLISH = re.compile(r"-?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+|[0-9]+)(\.[0-9]+)?")
LONGEST = 40


def _is_english() -> bool:
    """In English a comma stands between thousands, in Swedish before the decimals: the two are never guessed."""
    return (get_language() or "").startswith("en")


class NumberField(forms.CharField):
    """A number as the language writes it, with or without spaces between the thousands, as a ``Decimal``."""

    default_error_messages = {"invalid": _("Write the number in digits, for example 80.0.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        plain = written.translate(_SPACES)
        if not (_ENGLISH if _is_english() else _SWEDISH).fullmatch(plain):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(plain.replace(" ", "").replace(",", "" if _is_english() else "."))

    def prepare_value(self, value: Any) -> Any:
        """A number the way it can be read back; what a person wrote stays as it was written."""
        if not isinstance(value, Decimal):
            return value
        written = format(value.normalize(), "f")
        return written if _is_english() else written.replace(".", ",")


class PeriodField(forms.CharField):
    """A written period (2026, 2026H1, 2026M04), as a ``Period``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        kwargs.setdefault("help_text", _("Write for example 2026, 2026H1, 2026T2, 2026K3 or 2026M04."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "size": 9}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        try:
            return Period.parse(written)
        except RuleBroken as refused:
            raise forms.ValidationError(refusal(refused), code="invalid") from refused
