"""Fields that DO and REPORT share."""

from typing import Any

from django import forms
from django.core.validators import DecimalValidator
from django.utils.translation import gettext_lazy as _

from varv.indicators.models import DECIMALS, DIGITS
from varv.web.indicators.fields import NumberField
from varv.web.learning.forms.fields import ProseField

_fits = DecimalValidator(DIGITS, DECIMALS)


class AmountField(NumberField):
    """A number with decimal comma, no larger and no finer than can be kept."""

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        if amount is not None:
            try:
                _fits(amount)
            except forms.ValidationError as misfit:
                raise forms.ValidationError(
                    _("The number is too large, or has more than six decimals. Shorten it.")
                ) from misfit
        return amount


class TextField(ProseField):
    """Sentences, with an end that says how much must go."""

    default_error_messages = {
        "max_length": _("The text is %(show_value)d characters long and %(limit_value)d fit. Shorten it.")
    }


class LineField(forms.CharField):
    """One line of text, with an end that says how much must go."""

    default_error_messages = TextField.default_error_messages
