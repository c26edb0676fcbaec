"""What the region's choices (vägval) and its own names for levels make of the forms of PLAN."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varv.core.choices import Scope
from varv.core.kinds import DocumentKind
from varv.core.theory import Level
from varv.overview.strategy.level_names import level_names
from varv.strategy.scope import scope_of

CHOOSE_PHASE: Promise = _("Choose a phase")


def narrow_goal_form(form: forms.Form, region_id: int, *, with_target: str, only_wished: str) -> None:
    """Ask of a goal only what the region has chosen to ask. A kind that a goal already has may stay."""
    scope = scope_of(region_id)
    _offer(form, "kind", scope.goal_kinds)
    if scope.asks_for_phase:
        phase: Any = form.fields["phase"]
        phase.required = True
        phase.choices = [("", CHOOSE_PHASE), *[choice for choice in phase.choices if choice[0]]]
    if not (scope.may_have_target and scope.may_only_wish):
        _decide(form, "is_targeted", with_target if scope.may_have_target else only_wished)
    if not scope.may_have_target:
        form.fields["wished"].help_text = _("You have chosen goals without a target, so the direction says it all.")


def narrow_document_form(form: forms.Form, region_id: int) -> None:
    """Offer the kinds of documents that the region uses. A kind that a document already has may stay."""
    scope: Scope = scope_of(region_id)
    _offer(form, "kind", scope.document_kinds)


def name_levels(form: forms.Form, region_id: int) -> None:
    """Let fields for kinds of documents and levels of chains say the region's own names. No query without them."""
    named: list[Any] = [
        field for field in form.fields.values() if getattr(field, "coerce", None) in (DocumentKind, Level)
    ]
    if not named:
        return
    names = level_names(region_id)
    for field in named:
        tell = names.document if field.coerce is DocumentKind else names.chain
        field.choices = [(code, (code and tell(field.coerce(code))) or told) for code, told in field.choices]


def _offer(form: forms.Form, name: str, codes: Collection[StrEnum]) -> None:
    """Keep only these of the field's choices, and what stands already."""
    field: Any = form.fields[name]
    field.choices = [choice for choice in field.choices if choice[0] in {*codes, form.initial.get(name), ""}]


def _decide(form: forms.Form, name: str, value: str) -> None:
    """The answer is given by a choice: the field is not shown, and nothing that is sent changes it."""
    field = form.fields[name]
    field.disabled, field.widget = True, forms.HiddenInput()
    form.initial[name] = value
