from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.core.workflow import BriefState
from varv.learning import rules
from varv.learning.models import Brief, BriefCitation, Finding, Lesson
from varv.regions import trail
from varv.regions.owned import same_region
from varv.strategy.models import ActionArea, GenericActivity, Goal

Cited = Lesson | Finding


@transaction.atomic
def start_brief(
    *,
    about: Goal | ActionArea | GenericActivity,
    title: str,
    cited: Sequence[Cited],
    by: Actor,
    at: datetime,
    known: str = "",
    disputed: str = "",
    unknown: str = "",
) -> Brief:
    """Begin a brief from what the synthesis gathered. The cited are numbered from 1, in the order they come."""
    rules.check_write_brief(by)
    rules.check_said(title, "brief.title_missing", "title")
    brief = Brief(
        region_id=by.region_id,
        goal=about if isinstance(about, Goal) else None,
        area=about if isinstance(about, ActionArea) else None,
        generic_activity=about if isinstance(about, GenericActivity) else None,
        title=title,
        known=known,
        disputed=disputed,
        unknown=unknown,
        author_id=by.person_id,
        edited_at=at,
    )
    same_region(brief, about)
    brief.save()
    trail.write(brief, "gathered", by=by, at=at)
    _cite(brief, cited, 1, by, at)
    return brief


@transaction.atomic
def edit_brief(
    *,
    brief: Brief,
    title: str,
    known: str,
    disputed: str,
    unknown: str,
    cited: Sequence[Cited],
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Write on. What stays cited keeps its number and its words; what is new gets the next number, in this order."""
    brief = brief.locked()
    rules.check_edit_brief(brief, by)
    rules.check_said(title, "brief.title_missing", "title")
    trail.check_fresh(brief, revision)
    brief.change(title=title, known=known, disputed=disputed, unknown=unknown, edited_at=at)
    trail.write(brief, "edited", by=by, at=at)
    standing = {_key(one.lesson or one.finding): one for one in _citations(brief)}
    wanted = {_key(one): one for one in cited}
    for key, citation in standing.items():
        if key not in wanted:
            _strike(citation, by, at)
    last = max((one.number for one in standing.values()), default=0)
    _cite(brief, [one for key, one in wanted.items() if key not in standing], last + 1, by, at)


@transaction.atomic
def publish_brief(*, brief: Brief, by: Actor, at: datetime) -> None:
    """Let everyone in the region read it. From now on it stands; a new one is made when more is known."""
    brief = brief.locked()
    rules.check_publish_brief(brief, by)
    brief.change(state=BriefState.PUBLISHED, published_at=at)
    trail.write(brief, "published", by=by, at=at)


def _citations(brief: Brief) -> Sequence[BriefCitation]:
    found = BriefCitation.objects.of(brief.region_id).filter(brief=brief).select_related("lesson", "finding")
    return list(found.order_by("number"))


def _key(one: Cited | None) -> tuple[type, int]:
    return type(one), one.pk if one else 0


def _cite(brief: Brief, cited: Sequence[Cited], first: int, by: Actor, at: datetime) -> None:
    """Keep the words as they are now, numbered from ``first``."""
    rules.check_cite(cited)
    same_region(brief, *cited)
    citations = BriefCitation.objects.bulk_create(
        BriefCitation(
            region_id=brief.region_id,
            brief=brief,
            number=number,
            lesson=one if isinstance(one, Lesson) else None,
            finding=one if isinstance(one, Finding) else None,
            text=one.statement if isinstance(one, Lesson) else one.text,
        )
        for number, one in enumerate(cited, first)
    )
    trail.write_many(citations, "cited", by=by, at=at)


def _strike(citation: BriefCitation, by: Actor, at: datetime) -> None:
    citation = citation.locked()
    trail.write(citation, "struck", by=by, at=at, removed=True)
    citation.delete()
