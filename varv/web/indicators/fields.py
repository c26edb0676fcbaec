"""Fields that take numbers and periods the way people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.overview.words import number, refusal

# Non-breaking, figure, thin and narrow spaces: what copied tables and our own pages have between the thousands.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u2212\u2013", "-"))
_NUMBER = re.compile(r"-?([0-9]{1,3}( [0-9]{3})+|[0-9]+)([.,][0-9]+)?")
LONGEST = 40


class NumberField(forms.CharField):
    """A number with decimal comma or point and spaces between the thousands, as a ``Decimal``."""

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
        if not _NUMBER.fullmatch(plain):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(plain.replace(" ", "").replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value


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
