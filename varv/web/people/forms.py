from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from varv.core.roles import Role
from varv.overview.words import word
from varv.regions.models import Unit

# What the later areas bring: nobody can hold these here yet.
NOT_YET = {Role.PROJECT_OWNER, Role.NATIONAL_OBSERVER, Role.NETWORK_FACILITATOR}


def role_choices() -> list[tuple[str, str]]:
    """The roles a person can be given, with their words."""
    return [(role.value, word(role)) for role in Role if role not in NOT_YET]


def _offer_units(field: forms.Field, region_id: int) -> None:
    """Let a field choose among the region's own units."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = Unit.objects.of(region_id).order_by("name")


class RoleForm(forms.Form):
    """What a person is here."""

    role = forms.TypedChoiceField(label=_("Role"), choices=role_choices, coerce=Role)
    title = forms.CharField(
        label=_("Title"), max_length=80, required=False, help_text=_("For example strategist or head of unit.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=1)


class UnitForm(forms.Form):
    """A part of the organisation."""

    name = forms.CharField(label=_("Name of the unit"), max_length=120)
    parent = forms.ModelChoiceField(label=_("Part of"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_units(self.fields["parent"], region_id)
        self.region_id = region_id

    def clean_name(self) -> str:
        """A name stands once in a region."""
        name: str = self.cleaned_data["name"].strip()
        if Unit.objects.of(self.region_id).filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is already a unit with this name. Choose another."))
        return name


class InviteForm(RoleForm):
    """A new person."""

    name = forms.CharField(label=_("Name"), max_length=120)
    username = forms.SlugField(
        label=_("Login name"), max_length=60, help_text=_("Letters, digits and hyphens, without å, ä and ö.")
    )
    password = forms.CharField(
        label=_("First password"),
        min_length=12,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. The person changes it after the first login."),
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), required=False)
    revision = None  # type: ignore[assignment]  # Django takes a field away so: a new person has no revision

    field_order = ("name", "username", "password", "role", "title", "unit")

    def __init__(self, *args: Any, region_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_units(self.fields["unit"], region_id)

    def clean_password(self) -> str:
        """Not one of those that everybody tries."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class ContactForm(forms.Form):
    """How a person wants to be reached."""

    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        required=False,
        max_length=254,
        help_text=_("Only used for reminders and the weekly letter. Leave it empty and nothing is sent."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of what is sent"), choices=settings.LANGUAGES)
    wants_reminders = forms.BooleanField(label=_("Remind me of reports that wait for me"), required=False)
    wants_digest = forms.BooleanField(
        label=_("Send me a letter a week about what is new for my work"),
        required=False,
        help_text=_("New lessons, findings, answers and changes about what you work with. Never more than one a week."),
    )
