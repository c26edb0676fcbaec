"""What every page of a region has around it: navigation, who I am, and what waits for me."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy, pgettext_lazy

from varv.core.roles import May
from varv.overview.boards.agenda import waiting
from varv.overview.strategy.level_names import level_names
from varv.overview.words import word
from varv.strategy.scope import scope_of
from varv.web.gate import RegionRequest, today


@dataclass(frozen=True)
class Place:
    """A page in the navigation: its name, its address, and the addresses that count as being there."""

    title: Any
    view: str
    family: tuple[str, ...] = ()
    needs: May = May.READ

    def holds(self, view: str) -> bool:
        """Whether this page, or one of its family, is shown now."""
        return view == self.view or view in self.family


@dataclass(frozen=True)
class Group:
    """A quarter of the turn: plan, measure, report, learn."""

    title: Any
    quarter: int | None
    places: tuple[Place, ...]


def _family(app: str, *views: str) -> tuple[str, ...]:
    return tuple(f"{app}:{view}" for view in views)


GROUPS = (
    Group(None, None, (Place(gettext_lazy("My page"), "home"),)),
    Group(
        gettext_lazy("Planning"),
        0,
        (
            Place(
                gettext_lazy("The strategy"),
                "strategy:board",
                _family(
                    "strategy",
                    "goal",
                    "edit_goal",
                    "move_goal",
                    "trace",
                    "coverage",
                    "contribute_to",
                    "contributed_by",
                    "edit_goal_link",
                    "enter_partner_plan",
                ),
            ),
            Place(
                gettext_lazy("Documents and goals"),
                "strategy:documents",
                _family(
                    "strategy",
                    "document",
                    "programme",
                    "document_version",
                    "draft_document",
                    "edit_document",
                    "adopt_document",
                    "add_goal",
                ),
            ),
            Place(
                gettext_lazy("Effect chains"),
                "strategy:chains",
                _family(
                    "strategy",
                    "chain",
                    "chain_version",
                    "story",
                    "draft_chain",
                    "edit_chain",
                    "adopt_chain",
                    "add_step",
                    "edit_step",
                    "link_steps",
                    "edit_link",
                ),
            ),
            Place(
                gettext_lazy("Initiatives"),
                "delivery:initiatives",
                _family(
                    "delivery",
                    "initiative",
                    "start",
                    "edit",
                    "plan_result",
                    "edit_result",
                    "save_view",
                    "edit_view",
                    "pilots",
                    "pilot",
                    "plan_pilot",
                    "edit_pilot",
                    "study_pilot",
                    "decide_pilot",
                ),
            ),
            Place(
                gettext_lazy("Projects"),
                "delivery:projects",
                _family(
                    "delivery",
                    "project",
                    "start_from_project",
                    "record_decision",
                    "edit_decision",
                    "set_condition",
                    "edit_condition",
                    "meet_condition",
                    "cases",
                    "case_columns",
                    "case_preview",
                    "rename_mapping",
                ),
            ),
            Place(
                gettext_lazy("Resources"),
                "delivery:resources",
                _family(
                    "delivery",
                    "resources_behind",
                    "krona",
                    "funding_sources",
                    "add_source",
                    "edit_source",
                    "set_appropriation",
                    "change_appropriation",
                ),
            ),
            Place(
                gettext_lazy("Choices"),
                "strategy:choices",
                _family("strategy", "choice", "confirm_choice", "level_names"),
            ),
            Place(
                gettext_lazy("The framework"),
                "strategy:framework",
                _family("strategy", "edit_generic_activity", "add_question", "edit_question", "add_matrix_row"),
            ),
        ),
    ),
    Group(
        gettext_lazy("Following"),
        1,
        (
            Place(
                gettext_lazy("Indicators"),
                "indicators:indicators",
                _family(
                    "indicators", "indicator", "define_indicator", "edit_indicator", "set_target", "record_measurement"
                ),
            ),
        ),
    ),
    Group(
        gettext_lazy("Reporting"),
        2,
        (
            Place(gettext_lazy("My reports"), "rounds:mine", _family("rounds")),
            Place(
                gettext_lazy("Reporting rounds"),
                "rounds:rounds",
                _family("rounds", "round", "report", "review", "compare"),
            ),
            Place(
                gettext_lazy("Project reports"),
                "rounds:project_reports",
                _family("rounds", "project_plan", "edit_planned", "cancel_planned", "visit", "new_visit", "edit_visit"),
            ),
            Place(gettext_lazy("Achieved"), "rounds:achieved", _family("rounds", "figure")),
            Place(
                gettext_lazy("The annual report"), "publishing:annual_report", _family("publishing", "annual_report_of")
            ),
        ),
    ),
    Group(
        gettext_lazy("Learning"),
        3,
        (
            Place(
                gettext_lazy("The learning spiral"),
                "learning:spiral",
                _family("learning", "turn", "open_turn", "describe_turn"),
            ),
            Place(
                gettext_lazy("Recommendations"),
                "learning:recommendations",
                _family(
                    "learning",
                    "recommendation",
                    "answer",
                    "plan_action",
                    "record_change",
                    "finish_action",
                    "drop_recommendation",
                    "tell_follow_up",
                    "change",
                    "verify_change",
                    "note_effect",
                ),
            ),
            Place(
                gettext_lazy("Lessons"),
                "learning:lessons",
                _family(
                    "learning",
                    "lesson",
                    "new_lesson",
                    "edit_lesson",
                    "accept_lesson",
                    "lesson_from_report",
                    "lesson_from_finding",
                    "lessons_to_review",
                    "work_up_lesson",
                    "merge_lesson",
                    "dispute_lesson",
                    "lesson_readers",
                    "add_lesson_source",
                    "use_lesson",
                ),
            ),
            Place(
                pgettext_lazy("menu", "What we know"),
                "learning:subjects",
                _family("learning", "about_goal", "about_area", "about_activity", "briefs", "brief", "edit_brief"),
            ),
            Place(
                gettext_lazy("Evaluations"),
                "learning:evaluations",
                _family(
                    "learning",
                    "evaluation",
                    "new_evaluation",
                    "plan_evaluation",
                    "edit_evaluation",
                    "evaluation_calendar",
                    "deliver_evaluation",
                    "stop_evaluation",
                    "judge_quality",
                    "ask_questions",
                    "intend_use",
                    "tell_use",
                    "explain_unused",
                    "note_unintended_use",
                    "attach_report_file",
                    "plan_evaluation_milestone",
                    "edit_evaluation_milestone",
                    "finish_evaluation_milestone",
                    "new_finding",
                    "edit_finding",
                    "finding",
                    "finding_table",
                    "questions",
                    "question",
                    "question_coverage",
                ),
            ),
            Place(gettext_lazy("Theme meetings"), "publishing:theme_packs"),
            Place(gettext_lazy("How well we learn"), "learning:loop"),
        ),
    ),
    Group(
        gettext_lazy("The region"),
        None,
        (
            Place(
                gettext_lazy("People"), "people:people", _family("people", "invite", "person", "places", "rename_place")
            ),
            Place(gettext_lazy("Trail"), "people:trail", needs=May.READ_TRAIL),
        ),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for ``shell.html``; nothing for pages outside a region."""
    if not hasattr(request, "actor"):
        return {}
    entered = cast(RegionRequest, request)
    return {
        "region": entered.region,
        "actor": entered.actor,
        "person_title": entered.membership.title or word(entered.membership.role),
        "regions": _regions(entered),
        "nav": _nav(entered),
        "search_url": reverse("search", args=[entered.region.slug]),
        "search_text": _sought(entered),
        # Asked for only by the pages that show them: what the totals count, and what things are called here.
        "scope": SimpleLazyObject(partial(scope_of, entered.region.pk)),
        "names": SimpleLazyObject(partial(level_names, entered.region.pk)),
    }


def _sought(request: RegionRequest) -> str:
    """What was typed into the search field, on the page that answers it."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    return request.GET.get("q", "") if view == "search" else ""


def _regions(request: RegionRequest) -> list[dict[str, Any]]:
    return [
        {"name": region.name, "url": reverse("home", args=[region.slug]), "current": region == request.region}
        for region in request.regions
    ]


def _nav(request: RegionRequest) -> list[dict[str, Any]]:
    """The groups with their pages; a count shows only what waits for this person."""
    counts = {"home": waiting(request.actor, today())}
    return [
        {
            "title": group.title,
            "quarter": group.quarter,
            "items": [_item(place, request, counts) for place in group.places if request.actor.may(place.needs)],
        }
        for group in GROUPS
    ]


def _item(place: Place, request: RegionRequest, counts: Mapping[str, int]) -> dict[str, Any]:
    view = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "title": place.title,
        "url": reverse(place.view, args=[request.region.slug]),
        "current": place.holds(view),
        "count": counts.get(place.view, 0),
    }
