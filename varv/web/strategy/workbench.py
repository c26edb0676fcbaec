"""How the chain editor answers: with the page for a browser, with the changed parts for a script."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.theory import Level
from varv.overview.learning.lessons.recall_wishes import wish_of_chain
from varv.overview.strategy.chain_editor import ChainEditor, EditLine, chain_editor, latest_edit, loans
from varv.overview.strategy.level_names import level_names
from varv.overview.strategy.theory_map import theory_map
from varv.overview.words import clock
from varv.overview.words.of_editing import edited
from varv.strategy.models import Chain, ChainStep
from varv.web.gate import RegionRequest, carried_out, now, today
from varv.web.recalling import beside
from varv.web.strategy import chart
from varv.web.strategy.pages import chain_crumbs, here

CONFLICT, UNREADABLE = 409, 422


@dataclass(frozen=True)
class Slip:
    """What was refused, and where on the page: what was written, why not, and what somebody else wrote there."""

    place: str
    text: str
    errors: tuple[str, ...]
    theirs: str = ""


@dataclass(frozen=True)
class News:
    """An edit as a sentence."""

    line: EditLine
    said: str


def written(form: Form) -> dict[str, Any]:
    """What can be read of the form; whether that is enough is asked by ``worked``."""
    form.is_valid()
    return form.cleaned_data


def worked(
    request: RegionRequest, chain: Chain, form: Form, deed: Callable[..., Any], *, place: str, said: str
) -> HttpResponse:
    """Do the deed if the form is right, and answer; a refusal stands at ``place`` and keeps what was written."""
    if form.is_valid() and carried_out(form, deed, by=request.actor, at=now()):
        made = getattr(form, "outcome", None)
        focus = f"led-{made.pk}" if isinstance(made, ChainStep) else place
        if _asks_for_facts(request):
            return JsonResponse({**facts(request, chain), "said": said, "focus": focus})
        messages.success(request, said)
        return redirect(f"{here(request, 'edit_steps', chain.pk)}#{focus}")
    return _refused(request, chain, form, place)


def page(request: RegionRequest, chain: Chain, slip: Slip | None = None, status: int = 200) -> HttpResponse:
    """The whole editor."""
    context = {**_context(request, chain, slip), "loans": loans(chain)}
    context["recall"] = beside(request, wish_of_chain(chain, today()))
    context["crumbs"] = chain_crumbs(request, chain, _("Edit the steps"))
    return TemplateResponse(request, "strategy/chain_editor.html", context, status=status)


def facts(request: RegionRequest, chain: Chain) -> dict[str, Any]:
    """The parts of the page that change, and after which edit."""
    context = _context(request, chain, None)
    return {
        "number": context["editor"].number,
        "html": render_to_string("strategy/_editor_live.html", context, request),
        "saved_at": clock(now()),
    }


def told(line: EditLine) -> News:
    """An edit with its sentence."""
    return News(line, _("%(by)s %(did)s") % {"by": line.by, "did": edited(line.verb, line.kind)})


def is_newer(chain: Chain, number: int) -> bool:
    """Whether something was done after this edit."""
    return latest_edit(chain) > number


def _context(request: RegionRequest, chain: Chain, slip: Slip | None) -> dict[str, Any]:
    editor: ChainEditor = chain_editor(chain, request.actor)
    found = theory_map(chain)
    return {
        "editor": editor,
        "slip": slip,
        "map": found,
        "levels": tuple(Level),
        "drawing": chart.drawing(found, level_names(chain.region_id)),
        "recent": [told(line) for line in editor.recent],
        "undo": told(editor.undo) if editor.undo else None,
        "redo": told(editor.redo) if editor.redo else None,
    }


def _asks_for_facts(request: RegionRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _refused(request: RegionRequest, chain: Chain, form: Form, place: str) -> HttpResponse:
    errors = tuple(str(error) for found in form.errors.values() for error in found)
    step = _stale(request, form, place)
    slip = Slip(place, str(form.data.get("text", "")), errors, step.text if step else "")
    status = CONFLICT if step else UNREADABLE
    if not _asks_for_facts(request):
        return page(request, chain, slip, status)
    theirs = {"text": step.text, "revision": step.revision} if step else None
    return JsonResponse({"errors": errors, "theirs": theirs}, status=status)


def _stale(request: RegionRequest, form: Form, place: str) -> ChainStep | None:
    """The step as somebody else has made it, when the form was opened before that."""
    revision = form.cleaned_data.get("revision")
    if revision is None or not place.startswith("led-"):
        return None
    step: ChainStep | None = ChainStep.objects.of(request.region.pk).filter(pk=place.removeprefix("led-")).first()
    return step if step is not None and step.revision != revision else None
