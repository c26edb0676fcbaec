"""What the demo's chapters share: the people, the day, and what has been made so far."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from varv.core.roles import Actor
from varv.delivery.models import Initiative
from varv.learning.models import Finding, Lesson, Turn
from varv.regions.models import Region, Unit, User
from varv.rounds.models import Report
from varv.strategy.models import ActionArea, Chain, ChainLink, ChainStep, GenericActivity, Goal, SteeringDocument

CONTENT = Path(__file__).parent / "alvmark"


@dataclass
class Stage:
    """Region Älvmark as far as the story has come; everything is found by the keys of the content files."""

    region: Region
    unit: Unit
    actors: dict[str, Actor]
    users: dict[str, User]
    activities: dict[int, GenericActivity] = field(default_factory=dict)
    documents: dict[str, SteeringDocument] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    areas: dict[str, ActionArea] = field(default_factory=dict)
    chains: dict[str, Chain] = field(default_factory=dict)
    steps: dict[tuple[str, str], ChainStep] = field(default_factory=dict)
    links: dict[tuple[str, str, str], ChainLink] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    reports: dict[tuple[str, str], Report] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)

    def goal(self, outline: str | None) -> Goal | None:
        """A goal of the strategy by its number, or nothing."""
        return self.goals[f"rus {outline}"] if outline else None


def content(name: str) -> dict[str, Any]:
    """One of the content files."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def at(day: date, hour: int = 9) -> datetime:
    """An hour of a Swedish working day."""
    return datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())
