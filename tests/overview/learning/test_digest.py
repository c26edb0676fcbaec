from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    ChainVersionFactory,
    ChangeFactory,
    ContributionFactory,
    DigestFactory,
    FindingFactory,
    FindingSourceFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    InitiativePersonFactory,
    LessonFactory,
    LessonReaderFactory,
    MembershipFactory,
    RecommendationFactory,
    ReportFactory,
    ResponseFactory,
    UnitFactory,
)
from tests.learning.walks import noted_finding, questions
from varv.core.judgement import Answer
from varv.core.kinds import Ending, Part, SourceKind
from varv.core.roles import Role
from varv.core.workflow import InitiativeState, LessonState
from varv.overview.learning.digest import digest_readers, news_of, work_of
from varv.regions.models import Membership, User

pytestmark = pytest.mark.django_db

SINCE, UNTIL = MONDAY - timedelta(days=7), MONDAY
WEDNESDAY = MONDAY - timedelta(days=5)


@pytest.fixture
def initiative(bo):
    """What Bo answers for, with one goal, one chain and one kind of activity."""
    made = InitiativeFactory(
        responsible_id=bo.person_id,
        unit=UnitFactory(name="Bos enhet"),
        generic_activity=GenericActivityFactory(),
        chain=ChainFactory(),
    )
    ContributionFactory(initiative=made)
    return made


@pytest.fixture
def goal(initiative):
    return initiative.contributions.get().goal


def news(actor, since=SINCE, until=UNTIL):
    return news_of(actor, since, until)


def lesson(at=WEDNESDAY, **told):
    return LessonFactory(state=LessonState.ACCEPTED, accepted_at=at, **told)


def test_my_work_is_what_i_answer_for(bo, initiative, goal):
    work = work_of(bo)

    assert (work.initiatives, work.goals) == ({initiative.pk}, {goal.pk})
    assert (work.activities, work.chains) == ({initiative.generic_activity_id}, {initiative.chain_id})


def test_my_work_is_what_i_take_part_in_while_i_do(bo, alvmark):
    mine, left = InitiativeFactory(unit=UnitFactory()), InitiativeFactory(unit=UnitFactory())
    InitiativePersonFactory(initiative=mine, person_id=bo.person_id, part=Part.PARTICIPANT)
    InitiativePersonFactory(initiative=left, person_id=bo.person_id, part=Part.PARTICIPANT, ended_on=date(2026, 5, 1))

    assert work_of(bo).initiatives == {mine.pk}


def test_my_work_is_what_my_unit_does(bo, alvmark):
    unit = UnitFactory(name="Kompetens")
    Membership.objects.filter(user_id=bo.person_id).update(unit=unit)
    ours = InitiativeFactory(unit=unit)
    InitiativeFactory(unit=UnitFactory(name="En annan"))

    work = work_of(bo)
    assert (work.units, work.initiatives) == ({unit.pk}, {ours.pk})


def test_what_has_ended_is_no_longer_my_work(bo, initiative):
    initiative.change(
        state=InitiativeState.ENDED, ended_on=date(2026, 6, 1), ending=Ending.COMPLETED, ended_because="Klart."
    )

    assert work_of(bo).initiatives == frozenset()


def test_my_work_is_also_the_goals_and_chains_i_own(egon, alvmark):
    goal, chain = GoalFactory(owner_id=egon.person_id), ChainFactory(owner_id=egon.person_id)

    work = work_of(egon)
    assert (work.goals, work.chains, work.initiatives) == ({goal.pk}, {chain.pk}, frozenset())


def test_who_has_no_work_here_has_no_news(cilla, initiative, goal):
    lesson(goal=goal)

    assert news(cilla).count == 0


def test_an_accepted_lesson_about_my_goal_or_activity_is_news(bo, initiative, goal):
    about_goal = lesson(goal=goal)
    about_activity = lesson(generic_activity=initiative.generic_activity, at=WEDNESDAY + timedelta(hours=1))
    lesson(goal=GoalFactory(document=goal.document))

    found = news(bo).lessons

    assert [one.lesson_id for one in found] == [about_activity.pk, about_goal.pk]
    assert (found[1].statement, found[1].on) == (about_goal.statement, date(2026, 11, 11))


@pytest.mark.parametrize(("at", "is_news"), [(SINCE, True), (SINCE - timedelta(seconds=1), False), (UNTIL, False)])
def test_news_begin_at_since_and_end_before_until(bo, goal, at, is_news):
    lesson(goal=goal, at=at)

    assert bool(news(bo).lessons) is is_news


@pytest.mark.parametrize("state", [LessonState.DRAFT, LessonState.WORKED_UP])
def test_a_draft_is_never_news_not_even_to_its_author_or_readers(bo, disa, goal, state):
    GoalFactory(document=goal.document, owner_id=disa.person_id)
    hidden = LessonFactory(state=state, goal=goal, author_id=bo.person_id, offered_at=WEDNESDAY, noted_at=WEDNESDAY)
    LessonReaderFactory(lesson=hidden, person_id=disa.person_id)

    assert (news(bo).count, news(disa).count) == (0, 0)


def test_a_lesson_that_was_put_away_again_is_no_news(bo, goal):
    LessonFactory(state=LessonState.RETIRED, accepted_at=WEDNESDAY, goal=goal)

    assert news(bo).lessons == ()


def test_a_finding_about_my_goal_is_news_by_the_day_it_was_noted(bo, egon, goal):
    finding = noted_finding(egon, goal=goal)

    since = MONDAY.replace(year=2026, month=4, day=20)
    (line,) = news(bo, since, since + timedelta(days=30)).findings

    assert (line.finding_id, line.evaluation_id, line.text) == (finding.pk, finding.evaluation_id, finding.text)
    assert (line.evaluation, line.on) == (finding.evaluation.title, finding.seen_on)
    assert news(bo).findings == ()


def test_what_i_noted_myself_is_no_news_to_me(egon, alvmark):
    noted_finding(egon, goal=GoalFactory(owner_id=egon.person_id))

    assert news(egon, MONDAY - timedelta(days=400)).findings == ()


def test_a_finding_that_rests_on_my_report_is_news(bo, egon, initiative):
    finding = noted_finding(egon)
    report = ReportFactory(initiative=initiative)
    FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report, indicator=None, text="")

    assert [one.finding_id for one in news(bo, MONDAY - timedelta(days=400)).findings] == [finding.pk]


def test_a_finding_about_a_link_of_my_chain_is_news(bo, egon, initiative):
    link = ChainLinkFactory(chain=initiative.chain)
    finding = noted_finding(egon, link=link)

    assert [one.finding_id for one in news(bo, MONDAY - timedelta(days=400)).findings] == [finding.pk]


def answer(at=WEDNESDAY, **told):
    return ResponseFactory(recommendation=RecommendationFactory(**told), answered_at=at, answer=Answer.NO)


def test_an_answer_about_my_goal_is_news_with_its_reasons(bo, goal):
    given = answer(goal=goal)

    (line,) = news(bo).answers

    assert (line.recommendation_id, line.number) == (given.recommendation_id, given.recommendation.number)
    assert (line.answer, line.reasons, line.on) == (Answer.NO, given.reasons, date(2026, 11, 11))


def test_an_answer_about_what_i_reported_is_news(bo, initiative):
    report = ReportFactory(initiative=initiative)
    learned = LessonFactory(state=LessonState.ACCEPTED, report=report, occasion="")
    told = FindingSourceFactory(
        finding=FindingFactory(), kind=SourceKind.REPORT, report=report, indicator=None, text=""
    )
    first = answer(lesson=learned, finding=None)
    second = answer(finding=told.finding, at=WEDNESDAY + timedelta(hours=1))
    answer()

    assert [one.recommendation_id for one in news(bo).answers] == [second.recommendation_id, first.recommendation_id]


def test_an_answer_to_what_i_or_my_unit_is_to_see_to_is_news(bo, alvmark):
    unit = UnitFactory(name="Kompetens")
    Membership.objects.filter(user_id=bo.person_id).update(unit=unit)
    answer(unit=unit)
    answer(owner_id=bo.person_id)

    assert len(news(bo).answers) == 2


def test_what_i_answered_or_changed_myself_is_no_news_to_me(bo, goal):
    recommendation = RecommendationFactory(goal=goal)
    ResponseFactory(recommendation=recommendation, answered_at=WEDNESDAY, author_id=bo.person_id)
    ChangeFactory(recommendation=recommendation, recorded_at=WEDNESDAY, author_id=bo.person_id)

    assert news(bo).count == 0


def test_a_change_because_of_something_about_my_goal_is_news(bo, goal):
    change = ChangeFactory(recommendation=RecommendationFactory(goal=goal), recorded_at=WEDNESDAY)

    (line,) = news(bo).changes
    assert (line.change_id, line.what, line.after, line.on) == (
        change.pk,
        change.what,
        change.after,
        date(2026, 11, 11),
    )


def test_a_new_version_of_my_chain_is_news(bo, initiative):
    version = ChainVersionFactory(chain=initiative.chain)
    change = ChangeFactory(chain_version=version, recorded_at=WEDNESDAY)
    ChangeFactory(recorded_at=WEDNESDAY)

    assert [one.change_id for one in news(bo).changes] == [change.pk]


def test_a_change_because_of_a_lesson_from_my_report_is_news(bo, initiative):
    report = ReportFactory(initiative=initiative)
    learned = LessonFactory(state=LessonState.ACCEPTED, report=report, occasion="")
    ChangeFactory(lesson=learned, recommendation=None, recorded_at=WEDNESDAY)

    assert len(news(bo).changes) == 1


def test_everything_is_counted_together(bo, goal):
    lesson(goal=goal)
    answer(goal=goal)

    assert news(bo).count == 2


def test_as_many_queries_for_one_as_for_three(bo, initiative, goal):
    lesson(goal=goal)
    answer(goal=goal)
    one = questions(lambda: news(bo))
    for _ in range(2):
        ContributionFactory(initiative=InitiativeFactory(responsible_id=bo.person_id))
        lesson(goal=goal)
        answer(goal=goal)
        ChangeFactory(recommendation=RecommendationFactory(goal=goal), recorded_at=WEDNESDAY)

    assert questions(lambda: news(bo)) == one


def wanting(actor, **told):
    User.objects.filter(pk=actor.person_id).update(**({"wants_digest": True, "email": "a@alvmark.example"} | told))


def names(alvmark, at=MONDAY):
    return [one.name for one in digest_readers(alvmark.pk, at).readers]


def test_nobody_gets_the_letter_without_having_asked(alvmark, anna, bo):
    User.objects.update(email="a@alvmark.example")

    assert names(alvmark) == []


def test_who_asked_gets_it_with_their_roles_and_language(alvmark, bo):
    wanting(bo, language="en")
    MembershipFactory(user_id=bo.person_id, role=Role.ANALYST)

    (reader,) = digest_readers(alvmark.pk, MONDAY).readers

    assert (reader.name, reader.email, reader.language) == ("Bo", "a@alvmark.example", "en")
    assert reader.actor.roles == {Role.REPORTER, Role.ANALYST}
    assert reader.since == MONDAY - timedelta(days=7)


def test_who_has_no_address_is_named(alvmark, bo):
    wanting(bo, email="")

    found = digest_readers(alvmark.pk, MONDAY)
    assert (found.readers, found.unreachable) == ((), ("Bo",))


@pytest.mark.parametrize(("ago", "may"), [(0, False), (6, False), (7, True), (90, True)])
def test_nobody_gets_more_than_one_a_week(alvmark, bo, ago, may):
    wanting(bo)
    DigestFactory(person_id=bo.person_id, sent_at=MONDAY - timedelta(days=200))
    DigestFactory(person_id=bo.person_id, sent_at=MONDAY - timedelta(days=ago))

    assert bool(names(alvmark)) is may


def test_the_next_letter_begins_where_the_last_ended(alvmark, bo):
    wanting(bo)
    DigestFactory(person_id=bo.person_id, sent_at=MONDAY - timedelta(days=10))

    (reader,) = digest_readers(alvmark.pk, MONDAY).readers
    assert reader.since == MONDAY - timedelta(days=10)


def test_another_regions_letter_does_not_count(alvmark, sydland, bo):
    wanting(bo)
    DigestFactory(region=sydland, person_id=bo.person_id)

    assert names(alvmark) == ["Bo"]


def test_who_has_left_or_may_not_log_in_or_read_gets_none(alvmark, anna, bo, cilla):
    for actor in (anna, bo, cilla):
        wanting(actor)
    Membership.objects.filter(user_id=anna.person_id).update(ended_at=MONDAY)
    User.objects.filter(pk=bo.person_id).update(is_active=False)
    Membership.objects.filter(user_id=cilla.person_id).update(role=Role.PROJECT_OWNER)

    assert names(alvmark) == []


def test_readers_are_found_in_as_many_queries_for_one_as_for_three(alvmark, anna, bo, cilla):
    wanting(anna)
    one = questions(lambda: digest_readers(alvmark.pk, MONDAY))
    wanting(bo)
    wanting(cilla)

    assert questions(lambda: digest_readers(alvmark.pk, MONDAY)) == one
