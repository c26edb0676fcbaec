"""The shared ways of working that a region can take over: data, dated and versioned, never code.

One file a template and version in ``frameworks/``. A region gets its own copy
(``operations.adopt_framework``) and changes that; the template stays as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from varv.core.refusals import RuleBroken

FOLDER = Path(__file__).parent / "frameworks"


@dataclass(frozen=True)
class TemplateAspect:
    """A purpose, or a use that results are put to."""

    number: int
    name: str
    description: str


@dataclass(frozen=True)
class TemplateActivity:
    """A type of activity, in the framework's own words; only ``description`` is ours."""

    number: int
    name: str
    definition: str
    output: str
    outcome: str
    description: str


@dataclass(frozen=True)
class TemplateQuestion:
    """An evaluation question, numbered within its domain."""

    number: int
    text: str


@dataclass(frozen=True)
class TemplateRow:
    """A row of the matrix, numbered within its domain."""

    number: int
    what: str
    how: str
    who: str
    when: str
    comment: str


@dataclass(frozen=True)
class TemplateDomain:
    """A domain with its questions and the rows that the source still has."""

    number: int
    name: str
    questions: tuple[TemplateQuestion, ...]
    rows: tuple[TemplateRow, ...]


@dataclass(frozen=True)
class Template:
    """A framework as its makers published it. ``notes`` say what the source leaves out or unexplained."""

    code: str
    version: date
    name: str
    source: str
    aim: str
    chain_rule: str
    cycle_months: int
    cycle_note: str
    notes: tuple[str, ...]
    purposes: tuple[TemplateAspect, ...]
    uses: tuple[TemplateAspect, ...]
    activities: tuple[TemplateActivity, ...]
    domains: tuple[TemplateDomain, ...]


@cache
def templates() -> tuple[Template, ...]:
    """Every template there is, by name and then the newest version first."""
    found = [_read(json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda template: (template.name, -template.version.toordinal())))


def template(code: str, version: date | None = None) -> Template:
    """The template with this code, of this version or else the newest. Refuses an unknown one."""
    for known in templates():
        if known.code == code and version in {None, known.version}:
            return known
    raise RuleBroken("framework.unknown_template", template=code)


def _read(data: Mapping[str, Any]) -> Template:
    parts = {
        "version": date.fromisoformat(data["version"]),
        "notes": tuple(data["notes"]),
        "purposes": tuple(TemplateAspect(**aspect) for aspect in data["purposes"]),
        "uses": tuple(TemplateAspect(**aspect) for aspect in data["uses"]),
        "activities": tuple(TemplateActivity(**activity) for activity in data["activities"]),
        "domains": tuple(_read_domain(domain) for domain in data["domains"]),
    }
    return Template(**{**data, **parts})


def _read_domain(data: Mapping[str, Any]) -> TemplateDomain:
    return TemplateDomain(
        number=data["number"],
        name=data["name"],
        questions=tuple(TemplateQuestion(**question) for question in data["questions"]),
        rows=tuple(TemplateRow(**row) for row in data["rows"]),
    )
