from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from varv.core.choices import Topic
from varv.core.refusals import holds
from varv.overview.boards.choice_consequences import consequences
from varv.overview.strategy.choices import ChoiceBoard, TopicLine, choice_board
from varv.strategy import operations, rules
from varv.web.gate import RegionRequest, carried_out, now, region_page, today
from varv.web.strategy.forms.choices import ChoiceForm
from varv.web.strategy.pages import choice_crumbs, form_page, here

# What someone has written, from the form to the page that shows what it would do.
WEIGHED = "choice"
BEGUN = ("options", "reasons", "decided_on", "decided_by")


@region_page
def choices(request: RegionRequest) -> HttpResponse:
    """Which choices have we made, and why?"""
    context = {
        "board": choice_board(request.region.pk),
        "may_choose": holds(rules.check_make_choice, request.actor),
        "crumbs": choice_crumbs(request),
    }
    return TemplateResponse(request, "strategy/choices.html", context)


@region_page
def choice(request: RegionRequest, topic: Topic) -> HttpResponse:
    """One of the eleven: what it means, what can be chosen, and what we choose."""
    rules.check_make_choice(request.actor)
    board = choice_board(request.region.pk)
    line = board.line(topic)
    begun = _begun(request, topic) if "begun" in request.GET else {}
    form = ChoiceForm(request.POST or None, region_id=request.region.pk, topic=topic, initial=_stands(line) | begun)
    if form.is_valid() and _weighed(request, form, topic):
        if line.choice or consequences(request.region.pk, topic, form.cleaned_data["options"], today()):
            request.session[WEIGHED] = {"topic": topic, "said": request.POST.urlencode()}
            return redirect(here(request, "confirm_choice", topic))
        if _made(request, form, board, topic):
            return redirect(_onward(request, board, topic))
    return _choice_page(request, form, board, topic)


@region_page
def confirm_choice(request: RegionRequest, topic: Topic) -> HttpResponse:
    """What would the choice change? Only here is it made."""
    rules.check_make_choice(request.actor)
    board = choice_board(request.region.pk)
    form = ChoiceForm(
        request.POST or _said(request, topic),
        region_id=request.region.pk,
        topic=topic,
        initial=_stands(board.line(topic)),
    )
    if not form.is_valid():
        return redirect(here(request, "choice", topic))
    if request.method != "POST":
        return _confirm_page(request, form, board.line(topic))
    if _made(request, form, board, topic):
        request.session.pop(WEIGHED, None)
        return redirect(_onward(request, board, topic))
    return _choice_page(request, form, board, topic)


def _said(request: RegionRequest, topic: Topic) -> QueryDict:
    """What was written in the form that led to the page that asks for a confirmation."""
    weighed = request.session.get(WEIGHED, {})
    return QueryDict(weighed["said"] if weighed.get("topic") == topic else "")


def _begun(request: RegionRequest, topic: Topic) -> dict[str, Any]:
    """The same, for whoever goes back to write more."""
    said = _said(request, topic)
    return {name: said.getlist(name) if name == "options" else said[name] for name in BEGUN if name in said}


def _weighed(request: RegionRequest, form: ChoiceForm, topic: Topic) -> bool:
    return carried_out(form, operations.weigh_choice, topic=topic, **form.said, by=request.actor, at=now())


def _made(request: RegionRequest, form: ChoiceForm, board: ChoiceBoard, topic: Topic) -> bool:
    """Make the choice, and say so. If someone else was first the form shows theirs beside."""
    revision = form.cleaned_data["revision"]
    named = {"topic": topic, **form.said, "revision": revision, "by": request.actor, "at": now()}
    if not carried_out(form, operations.make_choice, **named):
        standing = board.line(topic).choice
        form.set_beside(standing.revision if standing else 0)
        return False
    messages.success(request, _("The choice is made. You can change it later; what you chose before is kept."))
    return True


def _onward(request: RegionRequest, board: ChoiceBoard, topic: Topic) -> str:
    """To the next question without an answer, when this one had none; else to all of them."""
    then = None if board.line(topic).choice else board.next_after(topic)
    return here(request, "choice", then) if then else here(request, "choices")


def _stands(line: TopicLine) -> dict[str, Any]:
    """The choice in force, for a form that replaces it."""
    chosen = line.choice
    if chosen is None:
        return {"revision": 0, "decided_on": today()}
    codes = [option.value for option in chosen.options]
    return {"options": codes, "reasons": chosen.reasons, "decided_by": chosen.decided_by, "revision": chosen.revision}


def _choice_page(request: RegionRequest, form: ChoiceForm, board: ChoiceBoard, topic: Topic) -> HttpResponse:
    order = list(Topic)
    place = order.index(topic)
    return form_page(
        request,
        "choice",
        form,
        choice_crumbs(request, _("Choice %(number)s") % {"number": place + 1}),
        board=board,
        line=board.line(topic),
        previous=order[place - 1] if place else None,
        following=order[place + 1] if place + 1 < len(order) else None,
    )


def _confirm_page(request: RegionRequest, form: ChoiceForm, line: TopicLine) -> HttpResponse:
    said = form.cleaned_data
    context = {
        "form": form,
        "line": line,
        "said": said,
        "consequences": consequences(request.region.pk, line.topic, said["options"], today()),
        "crumbs": choice_crumbs(request, _("Before it is changed")),
    }
    return TemplateResponse(request, "strategy/confirm_choice.html", context)
