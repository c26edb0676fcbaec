"""How much is known of every subject; and the same as its own page says."""

from datetime import date

import pytest

from tests.factories import (
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    FindingFactory,
    GenericActivityFactory,
    GoalFactory,
    LessonFactory,
    LessonSourceFactory,
    SteeringDocumentFactory,
)
from tests.learning.walks import questions
from tests.overview.learning.knowing import (
    accepted,
    chain_of_area,
    finding_on,
    gathered,
    insats_of,
    more_sources,
    report_of,
)
from varv.core.kinds import DocumentKind, SourceKind
from varv.core.theory import Level
from varv.learning.models import Brief
from varv.overview.learning.knowledge.knowledge import knowledge
from varv.overview.learning.knowledge.subjects import About, Subject, briefs_subject, subject_of

pytestmark = pytest.mark.django_db


def counted(region, about):
    return {line.subject.name: (line.lessons, line.findings, line.sources) for line in knowledge(region.pk).of[about]}


def test_a_subject_names_itself(alvmark):
    goal = GoalFactory(outline="2", name="Fler i arbete")

    assert subject_of(goal) == Subject(About.GOAL, goal.pk, "2 Fler i arbete")
    assert subject_of(goal).key == f"mal-{goal.pk}"


def test_a_brief_without_a_subject_cannot_be():
    with pytest.raises(ValueError, match="None"):
        briefs_subject(Brief())


def test_every_subject_is_there_even_when_nothing_is_known(alvmark):
    area, _chain = chain_of_area(name="Kompetens")
    goal = GoalFactory(outline="2", name="Fler i arbete")
    activity = GenericActivityFactory(number=4, name="Nätverk")

    found = knowledge(alvmark.pk)

    assert [(line.subject, line.is_nothing, line.is_thin) for line in found.lines] == [
        (subject_of(area), True, True),
        (subject_of(goal), True, True),
        (subject_of(activity), True, True),
    ]
    assert found.enough == 0


def test_a_goal_counts_those_below_it_and_tells_how_far_down_it_stands(alvmark):
    top = GoalFactory(outline="1", name="A", place=1)
    below = GoalFactory(document=top.document, parent=top, outline="1.1", name="B", place=2)
    accepted(goal=below, occasion="Ett möte")
    accepted(goal=top, occasion="Ett besök")
    FindingFactory(goal=below)

    lines = knowledge(alvmark.pk).of[About.GOAL]

    assert [(line.subject.name, line.depth, line.lessons, line.findings, line.sources) for line in lines] == [
        ("1 A", 0, 2, 1, 3),
        ("1.1 B", 1, 1, 1, 2),
    ]
    assert knowledge(alvmark.pk).enough == 2


def test_a_lesson_that_is_not_accepted_counts_nowhere(alvmark):
    goal = GoalFactory(outline="1", name="A")
    LessonSourceFactory(lesson=LessonFactory(goal=goal))

    assert counted(alvmark, About.GOAL) == {"1 A": (0, 0, 0)}


def test_goals_that_are_retired_or_decided_by_others_are_not_listed(alvmark):
    GoalFactory(outline="1", name="Avförd", retired_on=date(2026, 1, 1))
    GoalFactory(
        outline="1",
        name="Nationellt",
        document=SteeringDocumentFactory(title="En nationell strategi", kind=DocumentKind.NATIONAL),
    )

    assert counted(alvmark, About.GOAL) == {}


def test_what_is_known_of_a_retired_goal_counts_for_the_one_above(alvmark):
    top = GoalFactory(outline="1", name="A")
    accepted(goal=GoalFactory(document=top.document, parent=top, outline="1.1", retired_on=date(2026, 1, 1)))

    assert counted(alvmark, About.GOAL) == {"1 A": (1, 0, 1)}


def everything(outline="1"):
    """Knowledge tied in every way to a goal, a theme and a kind of activity."""
    goal, activity = GoalFactory(outline=outline, name="A"), GenericActivityFactory()
    area, chain = chain_of_area(name=f"Kompetens {outline}")
    ChainFactory(area=area, document=area.document, goal=goal)
    step = ChainStepFactory(chain=chain, level=Level.ACTIVITY, generic_activity=activity)
    output = ChainStepFactory(chain=chain, level=Level.OUTPUT)
    FindingFactory(link=ChainLinkFactory(chain=chain, source=step, target=output))
    finding = finding_on(ChainFactory(goal=goal, document=goal.document))
    more_sources(accepted(goal=goal, occasion="", finding=finding), "Ett möte", "ett MÖTE")
    report = report_of(insats_of(chain, generic_activity=activity))
    accepted(occasion="", report=report, generic_activity=activity)
    LessonSourceFactory(lesson=accepted(goal=goal), kind=SourceKind.REPORT, report=report, text="")
    accepted(occasion="Ett besök", occasion_kind=SourceKind.VISIT, generic_activity=activity)
    accepted(occasion="", finding=finding_on(chain))
    return goal, area, activity


def test_the_list_says_the_same_as_each_page(alvmark):
    for row in everything():
        line = next(one for one in knowledge(alvmark.pk).lines if one.subject == subject_of(row))

        page = gathered(row)

        lessons = sum(one.lesson_id is not None for one in page.statements)
        assert (line.lessons, line.findings, line.sources) == (lessons, len(page.statements) - lessons, page.sources)
        assert line.is_thin == (not page.is_enough)
        assert line.lessons > 0
        assert line.findings > 0


def test_another_regions_subjects_are_not_listed(alvmark, sydland):
    GoalFactory(region=sydland)

    assert knowledge(alvmark.pk).lines == ()


def test_one_and_three_subjects_take_as_many_queries(alvmark):
    everything()
    for_one = questions(lambda: knowledge(alvmark.pk))

    everything("2")
    everything("3")

    assert (questions(lambda: knowledge(alvmark.pk)), for_one) == (7, 7)
