from django import forms
from django.utils.translation import gettext_lazy as _

from varv.web.learning.forms.fields import DeedForm, ProseField


class BriefForm(DeedForm):
    """What a brief tells, and what it rests on."""

    title = forms.CharField(label=_("Title"), max_length=200)
    known = ProseField(
        label=_("What do we know?"),
        required=False,
        rows=12,
        help_text=_("Write it together in your own words. Refer to what you cite by its number, for example [1]."),
    )
    disputed = ProseField(
        label=_("What speaks against it?"),
        required=False,
        rows=6,
        help_text=_("What people or sources do not agree on. Leave it empty if nothing is noted."),
    )
    unknown = ProseField(
        label=_("What do we not know?"),
        required=False,
        rows=6,
        help_text=_("For whom, where and when it may not hold. Must be said before the brief is published."),
    )
    cited = forms.MultipleChoiceField(
        label=_("What does the brief rest on?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is ticked is cited. It keeps its number, and what you add gets the next one when you save."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
