from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varv.strategy.models import ChainLink
from varv.web.learning.forms.fields import LinkField, OwnedForm, goal_field


class TieForm(OwnedForm):
    """What a question is about: one goal, or one link."""

    goal = goal_field()
    link = LinkField(
        label=_("Link in an effect chain"),
        queryset=ChainLink.objects.of(0),
        required=False,
        empty_label=_("No particular link"),
        help_text=_("The question is then about whether the link holds, and what is assumed of it."),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one."""
        said = super().clean() or {}
        if bool(said.get("goal")) is bool(said.get("link")) and not self.errors:
            raise forms.ValidationError(_("Choose one goal or one link, and add the next one after it."))
        return said
