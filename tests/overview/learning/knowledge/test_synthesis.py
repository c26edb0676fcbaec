"""What is known of a subject, how surely, from what, what speaks against it, and what is not known."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    AssumptionCheckFactory,
    BriefFactory,
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ContributionFactory,
    EvaluationQuestionFactory,
    FindingContradictionFactory,
    FindingFactory,
    FindingSourceFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    LessonContradictionFactory,
    LessonFactory,
    LessonSourceFactory,
    LessonUseFactory,
    QuestionTieFactory,
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
    two_evaluations,
)
from varv.core.judgement import Heed
from varv.core.kinds import SourceKind, Turnout
from varv.core.surety import Surety
from varv.core.theory import Evidence, Level
from varv.core.workflow import BriefState, InitiativeState, LessonState
from varv.overview.learning.knowledge.statements import Against
from varv.overview.learning.knowledge.synthesis import (
    MINIMUM_SOURCES,
    BriefLine,
    Disagreement,
    OpenQuestion,
    SilentEnding,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(alvmark):
    return GoalFactory(outline="2", name="Fler i arbete")


def texts(found):
    return [one.text for one in found.statements]


def test_nothing_is_known_of_a_new_goal(goal):
    found = gathered(goal)

    assert (found.subject.name, found.statements, found.groups, found.counts, found.sources) == (
        "2 Fler i arbete",
        (),
        (),
        {},
        0,
    )
    assert (found.is_enough, found.contradicted, found.disagreements, found.turnouts) == (False, (), (), ())
    assert (found.questions, found.links, found.endings, found.briefs) == ((), (), (), ())
    assert found.knows_nothing_open


def test_only_what_is_accepted_is_told(goal):
    accepted(goal=goal, statement="Godtagen.")
    for state in (LessonState.DRAFT, LessonState.WORKED_UP, LessonState.RETIRED):
        LessonFactory(goal=goal, state=state, statement=f"Inte {state}.")

    assert texts(gathered(goal)) == ["Godtagen."]


def test_a_goal_tells_what_is_known_of_the_goals_below_it_and_not_beside(goal):
    below = GoalFactory(document=goal.document, parent=goal, outline="2.1")
    furthest = GoalFactory(document=goal.document, parent=below, outline="2.1.1")
    accepted(goal=furthest, statement="Längst ned.")
    accepted(goal=GoalFactory(document=goal.document, outline="3"), statement="Bredvid.")

    assert texts(gathered(goal)) == ["Längst ned."]
    assert texts(gathered(furthest)) == ["Längst ned."]


def test_a_goal_tells_what_evaluations_found_of_it_and_of_the_chains_that_lead_to_it(goal):
    chain = ChainFactory(goal=goal, document=goal.document)
    FindingFactory(goal=goal, text="Om målet.")
    finding_on(chain, text="Om kedjan.")
    FindingFactory(text="Om något annat.")

    assert sorted(texts(gathered(goal))) == ["Om kedjan.", "Om målet."]


def test_a_theme_tells_what_is_known_of_its_chains_their_goals_and_their_insatser(goal):
    area, chain = chain_of_area()
    ChainFactory(area=area, document=area.document, goal=goal, name="Med ett mål")
    accepted(goal=goal, statement="Om kedjans mål.")
    accepted(occasion="", report=report_of(insats_of(chain)), statement="Ur en insats som prövar kedjan.")
    finding = finding_on(chain, text="Om ett samband.")
    accepted(occasion="", finding=finding, statement="Ur iakttagelsen.")
    accepted(statement="Utan sammanhang.")

    assert sorted(texts(gathered(area))) == [
        "Om ett samband.",
        "Om kedjans mål.",
        "Ur en insats som prövar kedjan.",
        "Ur iakttagelsen.",
    ]


def test_a_kind_of_activity_tells_what_is_coded_by_it(alvmark):
    activity, chain = GenericActivityFactory(), ChainFactory()
    step = ChainStepFactory(chain=chain, level=Level.ACTIVITY, generic_activity=activity)
    other = ChainStepFactory(chain=chain, level=Level.OUTPUT)
    accepted(generic_activity=activity, statement="Kodad.")
    accepted(statement="Inte kodad.")
    FindingFactory(link=ChainLinkFactory(chain=chain, source=step, target=other), text="Om ledet.")

    assert sorted(texts(gathered(activity))) == ["Kodad.", "Om ledet."]


def test_statements_stand_by_surety_and_then_by_day_and_are_numbered(goal):
    sure = accepted(goal=goal, statement="Säker.", noted_at=datetime(2024, 1, 1, 9, tzinfo=UTC))
    more_sources(sure, "Ett möte till", "Ett tredje")
    more_sources(sure, "Tolv intervjuer", kind=SourceKind.INTERVIEW)
    accepted(goal=goal, statement="Äldre.", noted_at=datetime(2025, 1, 1, 9, tzinfo=UTC))
    accepted(goal=goal, statement="Nyare.", noted_at=datetime(2026, 1, 1, 9, tzinfo=UTC))

    found = gathered(goal)

    assert [(one.number, one.text, one.surety) for one in found.statements] == [
        (1, "Säker.", Surety.GOOD),
        (2, "Nyare.", Surety.WEAK),
        (3, "Äldre.", Surety.WEAK),
    ]
    assert [(known, [one.number for one in held]) for known, held in found.groups] == [
        (Surety.GOOD, [1]),
        (Surety.WEAK, [2, 3]),
    ]


@pytest.mark.parametrize(
    ("evidence", "known"),
    [
        (Evidence.STRONG, Surety.GOOD),
        (Evidence.SOME, Surety.FAIR),
        (Evidence.ASSUMED, Surety.WEAK),
        (Evidence.NONE, Surety.WEAK),
    ],
)
def test_a_finding_is_known_as_its_evaluator_graded_it(goal, evidence, known):
    FindingFactory(goal=goal, evidence=evidence)

    assert gathered(goal).statements[0].surety is known


def test_a_lesson_tells_what_it_rests_on_and_where_it_can_be_read(goal):
    report = report_of(InitiativeFactory(name="Yrkesväxling"))
    finding = FindingFactory(evaluation__title="Följeforskning")
    lesson = accepted(goal=goal, occasion="", report=report, context="Gäller vuxna.", turnout=Turnout.FAILED)
    LessonSourceFactory(lesson=lesson, kind=SourceKind.FINDING, finding=finding, text="")

    one = gathered(goal).statements[0]

    assert (one.lesson_id, one.finding_id, one.key, one.context, one.turnout) == (
        lesson.pk,
        None,
        f"lesson-{lesson.pk}",
        "Gäller vuxna.",
        Turnout.FAILED,
    )
    assert [(rest.kind, rest.text, rest.report_id, rest.evaluation_id) for rest in one.rests] == [
        (SourceKind.REPORT, "Yrkesväxling", report.pk, None),
        (SourceKind.FINDING, "Följeforskning", None, finding.evaluation_id),
    ]
    assert one.counts == {SourceKind.REPORT: 1, SourceKind.FINDING: 1}


def test_a_finding_tells_what_it_rests_on(goal):
    finding = FindingFactory(goal=goal, rests_on="Delrapport 2, s. 31")
    report = report_of(InitiativeFactory(name="Yrkesväxling"))
    FindingSourceFactory(finding=finding, text="Tolv intervjuer", as_of=date(2026, 3, 1))
    FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report, text="")

    one = gathered(goal).statements[0]

    assert (one.key, one.evaluation_id, one.evaluation, one.context, one.evidence) == (
        f"finding-{finding.pk}",
        finding.evaluation_id,
        "Följeforskning om kompetens",
        "Delrapport 2, s. 31",
        Evidence.SOME,
    )
    assert [(rest.kind, rest.text, rest.seen_on, rest.report_id) for rest in one.rests] == [
        (SourceKind.INTERVIEW, "Tolv intervjuer", date(2026, 3, 1), None),
        (SourceKind.REPORT, "Yrkesväxling", None, report.pk),
    ]


def test_one_source_is_counted_once_however_much_it_tells(goal):
    first, second = two_evaluations()
    finding = FindingFactory(goal=goal, evaluation=first)
    FindingFactory(goal=goal, evaluation=first, text="Och detta.")
    accepted(goal=goal, occasion="", finding=finding)
    accepted(goal=goal, occasion="Ett möte")
    accepted(goal=goal, occasion=" ett MÖTE ")

    assert gathered(goal).counts == {SourceKind.FINDING: 1, SourceKind.MEETING: 1}

    FindingFactory(goal=goal, evaluation=second)

    assert gathered(goal).counts == {SourceKind.FINDING: 2, SourceKind.MEETING: 1}


def test_one_source_is_too_little_and_two_are_enough(goal):
    accepted(goal=goal, occasion="Ett möte")
    few = gathered(goal)
    accepted(goal=goal, occasion="Ett besök")

    assert MINIMUM_SOURCES == 2
    assert (few.sources, few.is_enough) == (1, False)
    assert (gathered(goal).sources, gathered(goal).is_enough) == (2, True)


def test_what_failed_is_told_beside_what_worked(goal):
    accepted(goal=goal, turnout=Turnout.FAILED)
    accepted(goal=goal, turnout=Turnout.FAILED)
    accepted(goal=goal, turnout=Turnout.WORKED)
    accepted(goal=goal)
    FindingFactory(goal=goal)

    assert gathered(goal).turnouts == ((Turnout.WORKED, 1), (Turnout.FAILED, 2), (None, 1))


def test_lessons_that_contradict_each_other_say_so_and_are_known_less_surely(goal):
    mine, other = accepted(goal=goal, statement="Det ena."), accepted(statement="Det andra.")
    more_sources(mine, "Ett andra möte")
    LessonContradictionFactory(first=mine, second=other, explanation="Olika år.")

    found = gathered(goal)

    assert found.contradicted == found.statements
    assert found.statements[0].against == (Against("Det andra.", "Olika år.", lesson_id=other.pk),)
    assert found.statements[0].surety is Surety.WEAK


def test_a_contradiction_with_a_lesson_that_is_retired_no_longer_speaks_against(goal):
    mine, other = accepted(goal=goal), accepted()
    LessonContradictionFactory(first=mine, second=other)
    other.change(state=LessonState.RETIRED, retired_because="Stämde inte.")

    assert gathered(goal).contradicted == ()


def test_findings_that_contradict_each_other_say_so_both_ways(goal):
    first, second = FindingFactory(goal=goal, text="Det ena."), FindingFactory(goal=goal, text="Det andra.")
    outside = FindingFactory(text="Utanför.", evidence=Evidence.STRONG)
    FindingContradictionFactory(first=first, second=second, explanation="Olika år.")
    FindingContradictionFactory(first=second, second=outside, explanation="Olika län.")

    against = {one.text: [other.text for other in one.against] for one in gathered(goal).statements}

    assert against == {"Det ena.": ["Det andra."], "Det andra.": ["Det ena.", "Utanför."]}
    assert {one.surety for one in gathered(goal).statements} == {Surety.WEAK}


def test_who_did_not_agree_is_told_by_the_reason_and_not_by_name(goal):
    lesson = accepted(goal=goal)
    LessonUseFactory(lesson=lesson, heed=Heed.DISAGREE, because="Det gäller inte unga.", person__name="Någon Person")
    LessonUseFactory(lesson=lesson, heed=Heed.NOT_RELEVANT, because="Annat ämne.")
    LessonUseFactory(lesson=lesson)

    found = gathered(goal).disagreements

    assert [(one.number, one.lesson_id, one.because) for one in found] == [(1, lesson.pk, "Det gäller inte unga.")]
    assert "Någon Person" not in str(found)
    assert [type(one) for one in found] == [Disagreement]


def test_questions_that_nothing_answers_are_not_known(goal):
    open_one, answered = EvaluationQuestionFactory(text="Håller det?"), EvaluationQuestionFactory()
    QuestionTieFactory(question=open_one, goal=goal)
    QuestionTieFactory(question=answered, goal=goal)
    FindingFactory(question=answered)
    link = ChainLinkFactory(
        chain=ChainFactory(goal=goal, document=goal.document),
        evidence=Evidence.STRONG,
        evidence_source="SCB",
        assumption="",
    )
    QuestionTieFactory(question=open_one, goal=None, link=link)
    EvaluationQuestionFactory(text="Inte knuten hit.")

    assert gathered(goal).questions == (OpenQuestion(open_one.pk, "Håller det?"),)


def test_links_without_support_or_with_an_assumption_nobody_follows_are_not_known(goal):
    chain = ChainFactory(goal=goal, document=goal.document, name="Kompetens")
    bare = ChainLinkFactory(chain=chain, evidence=Evidence.NONE, assumption="")
    assumed = ChainLinkFactory(chain=chain, evidence=Evidence.ASSUMED, assumption="")
    ChainLinkFactory(chain=chain, evidence=Evidence.STRONG, evidence_source="SCB", assumption="")
    unseen = ChainLinkFactory(chain=chain, evidence=Evidence.SOME, assumption="Arbetsgivarna vill.")
    followed = ChainLinkFactory(chain=chain, evidence=Evidence.SOME, assumption="Någon har sett efter.")
    AssumptionCheckFactory(link=followed)

    found = gathered(goal).links

    assert [one.id for one in found] == [bare.pk, assumed.pk, unseen.pk]
    assert (found[2].chain, found[2].assumption, found[2].source) == (
        "Kompetens",
        "Arbetsgivarna vill.",
        unseen.source.text,
    )
    assert not gathered(goal).knows_nothing_open


def test_insatser_that_ended_without_a_lesson_are_told_and_drafts_give_nothing_away(goal):
    ended = {"state": InitiativeState.ENDED, "ended_on": date(2026, 6, 30)}
    silent, drafted, taught, told, running = (
        InitiativeFactory(name=name, **values)
        for name, values in (
            ("A tyst", ended),
            ("B utkast", ended),
            ("C lärdom", ended),
            ("D källa", ended),
            ("E pågår", {"state": InitiativeState.RUNNING}),
        )
    )
    for one in (silent, drafted, taught, told, running):
        ContributionFactory(initiative=one, goal=goal)
    LessonFactory(occasion="", report=report_of(drafted))
    accepted(occasion="", report=report_of(taught))
    LessonSourceFactory(lesson=accepted(), kind=SourceKind.REPORT, report=report_of(told), text="")

    assert gathered(goal).endings == (
        SilentEnding(silent.pk, "A tyst", date(2026, 6, 30)),
        SilentEnding(drafted.pk, "B utkast", date(2026, 6, 30)),
    )


def test_published_briefs_are_told_and_drafts_are_not(goal):
    published = BriefFactory(
        goal=goal, state=BriefState.PUBLISHED, published_at=datetime(2026, 5, 4, 9, tzinfo=UTC), title="Validering"
    )
    BriefFactory(goal=goal, title="Utkast")
    BriefFactory(title="Om annat", state=BriefState.PUBLISHED, published_at=datetime(2026, 5, 4, 9, tzinfo=UTC))

    assert gathered(goal).briefs == (BriefLine(published.pk, "Validering", date(2026, 5, 4)),)


def test_another_regions_knowledge_is_not_told(goal, sydland):
    LessonFactory(region=sydland, state=LessonState.ACCEPTED)

    assert gathered(goal).statements == ()


def full(goal):
    """One more of everything that a page tells."""
    lesson, other = accepted(goal=goal), accepted(goal=goal)
    LessonContradictionFactory(first=lesson, second=other)
    LessonUseFactory(lesson=lesson, heed=Heed.DISAGREE, because="Nej.")
    more_sources(lesson, "Ett möte")
    finding = FindingFactory(goal=goal)
    FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report_of(InitiativeFactory()), text="")
    FindingContradictionFactory(first=finding, second=FindingFactory(goal=goal))
    ChainLinkFactory(chain=ChainFactory(goal=goal, document=goal.document), evidence=Evidence.NONE)
    QuestionTieFactory(goal=goal)
    ContributionFactory(goal=goal, initiative=InitiativeFactory(state=InitiativeState.ENDED))
    BriefFactory(goal=goal, state=BriefState.PUBLISHED, published_at=datetime(2026, 5, 4, 9, tzinfo=UTC))


def test_one_and_three_of_everything_take_as_many_queries(goal):
    full(goal)
    for_one = questions(lambda: gathered(goal))

    full(goal)
    full(goal)

    assert (questions(lambda: gathered(goal)), for_one) == (13, 13)
