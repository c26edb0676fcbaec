"""Where does the strategy stand, and how is it going for one goal?"""

from django.http import HttpResponse
from django.shortcuts import redirect

from varv.strategy.models import Goal
from varv.web.gate import RegionRequest, owned, region_page


@region_page
def board(request: RegionRequest) -> HttpResponse:
    """To the documents, until the board is here."""
    return redirect("strategy:documents", request.region.slug)


@region_page
def goal(request: RegionRequest, goal_id: int) -> HttpResponse:
    """To the goal's document, until the goal has a page of its own."""
    found = owned(Goal, request.actor, goal_id)
    return redirect("strategy:document", request.region.slug, found.document_id)
