"""Lessons and findings that are coded by something, ready to be gathered."""

from tests.factories import (
    ActionAreaFactory,
    ChainFactory,
    ChainLinkFactory,
    EvaluationFactory,
    FindingFactory,
    InitiativeFactory,
    LessonFactory,
    LessonSourceFactory,
    ReportFactory,
    RoundFactory,
)
from varv.core.kinds import SourceKind
from varv.core.workflow import LessonState
from varv.overview.learning.knowledge.subjects import subject_of
from varv.overview.learning.knowledge.synthesis import synthesis


def accepted(**changed):
    return LessonFactory(**({"state": LessonState.ACCEPTED} | changed))


def more_sources(lesson, *texts, kind=SourceKind.MEETING):
    for text in texts:
        LessonSourceFactory(lesson=lesson, kind=kind, text=text)


def report_of(initiative, **changed):
    return ReportFactory(initiative=initiative, round=RoundFactory(), **changed)


def chain_of_area(**changed):
    """A theme with a chain in it."""
    area = ActionAreaFactory(**changed)
    return area, ChainFactory(area=area, document=area.document)


def finding_on(chain, **changed):
    return FindingFactory(link=ChainLinkFactory(chain=chain), **changed)


def insats_of(chain, **changed):
    return InitiativeFactory(chain=chain, **changed)


def two_evaluations():
    return EvaluationFactory(title="Den första"), EvaluationFactory(title="Den andra")


def gathered(row):
    return synthesis(row.region_id, subject_of(row))
