"""From one thing: what it came from, what came of it, and where the thread stops."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    MONDAY,
    ChainLinkFactory,
    ChangeEffectFactory,
    ChangeFactory,
    ContributionFactory,
    EvaluationQuestionFactory,
    FindingContradictionFactory,
    FindingFactory,
    FindingSourceFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    LessonContradictionFactory,
    LessonFactory,
    LessonReaderFactory,
    LessonSourceFactory,
    LessonUseFactory,
    PlannedResultFactory,
    QuestionTieFactory,
    RecommendationFactory,
    ReportFactory,
)
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    answer_with,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    person,
    planned_action,
    questions,
)
from tests.learning.whole_loop import SENTENCE, place, two_turns, whole_loop
from varv.core.judgement import Answer, Helped
from varv.core.kinds import ChangeKind, SourceKind
from varv.core.threads import Knot, Place, Quarter, Stop
from varv.core.workflow import LessonState, RecommendationState, ReportState
from varv.learning import operations
from varv.overview.learning.thread.red_thread import FEW, red_thread
from varv.overview.learning.thread.thread_beads import READINGS
from varv.overview.learning.thread.thread_strands import STRANDS

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def thread_of(reader, kind, thing, most=FEW):
    return red_thread(reader, place(kind, thing), TODAY, most)


def kinds(groups):
    return [row.kind for group in groups for row in group.rows]


def told(groups, kind):
    return [knot.bead for group in groups for row in group.rows if row.kind is kind for knot in row.knots]


def titles(groups, kind):
    return [bead.title for bead in told(groups, kind)]


def stops(thread):
    return [(ended.bead.kind, ended.stop) for ended in thread.ends]


def test_every_kind_that_a_strand_reaches_can_be_read():
    assert {kind for strand in STRANDS for kind in (strand.source, strand.target)} == set(READINGS) == set(Knot)


def test_the_thread_of_a_sentence_in_a_report_shows_every_step_to_whether_it_helped(anna, bo, disa):
    loop = whole_loop(anna, bo, disa)

    thread = thread_of(bo, Knot.REPORT, loop.report)

    assert thread.start.bead.said == SENTENCE
    assert kinds(thread.before) == [Knot.INITIATIVE]
    assert kinds(thread.after) == [
        Knot.LESSON,
        Knot.RECOMMENDATION,
        Knot.RESPONSE,
        Knot.ACTION,
        Knot.CHANGE,
        Knot.DOCUMENT_VERSION,
        Knot.EFFECT,
        Knot.TURN,
    ]
    assert [group.quarter for group in thread.after] == [Quarter.ACT, Quarter.NEXT]
    assert (thread.ends, thread.total_before, thread.total_after, thread.hidden) == ((), 1, 9, 0)


def test_the_thread_of_whether_it_helped_goes_back_to_the_sentence(anna, bo, cilla, disa):
    loop = whole_loop(anna, bo, disa)

    thread = thread_of(cilla, Knot.CHANGE, loop.change)

    (report,) = told(thread.before, Knot.REPORT)
    assert (report.said, report.who, report.day, report.page) == (SENTENCE, "Bo", MONDAY.date(), (loop.report.pk,))
    assert kinds(thread.before) == [
        Knot.INITIATIVE,
        Knot.REPORT,
        Knot.LESSON,
        Knot.RECOMMENDATION,
        Knot.RESPONSE,
    ]
    assert (thread.first_seen, thread.last_changed) == (MONDAY.date(), loop.change.decided_on)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Knot.REPORT, "report"),
        (Knot.LESSON, "lesson"),
        (Knot.RECOMMENDATION, "recommendation"),
        (Knot.ACTION, "action"),
        (Knot.CHANGE, "change"),
        (Knot.EFFECT, "effect"),
    ],
)
def test_wherever_one_stands_the_sentence_and_the_effect_are_on_the_thread(anna, bo, disa, kind, name):
    loop = whole_loop(anna, bo, disa)

    thread = thread_of(anna, kind, getattr(loop, name))

    on_it = {thread.start.bead.place}
    on_it |= {bead.place for side in (thread.before, thread.after) for one in Knot for bead in told(side, one)}
    assert place(Knot.REPORT, loop.report) in on_it
    assert place(Knot.EFFECT, loop.effect) in on_it or kind is Knot.ACTION


def test_each_bead_tells_its_own_words_its_day_and_who(anna, bo, disa):
    loop = whole_loop(anna, bo, disa)

    thread = thread_of(anna, Knot.RECOMMENDATION, loop.recommendation)

    (response,) = told(thread.after, Knot.RESPONSE)
    (change,) = told(thread.after, Knot.CHANGE)
    (effect,) = told(thread.after, Knot.EFFECT)
    (action,) = told(thread.after, Knot.ACTION)
    (version,) = told(thread.after, Knot.DOCUMENT_VERSION)
    assert (thread.start.bead.number, thread.start.bead.where) == (1, "Ledningsgruppen")
    assert (response.state, response.said, response.who, response.where) == (
        Answer.YES,
        "Tre rapporter säger samma sak.",
        "Disa",
        "Regional utvecklingsdirektör",
    )
    assert (change.before, change.said, change.is_verified) == (
        "Validering ska gå fort.",
        "Validering ska ta högst tio arbetsdagar.",
        True,
    )
    assert (effect.state, effect.said) == (Helped.HELPED, "Åtta av tio kom tillbaka.")
    assert (action.title, action.day) == ("Delad bedömarpool för fem kommuner", date(2026, 10, 30))
    assert version.page == (loop.turn.document_id, version.number)
    assert [bead.number for bead in told(thread.after, Knot.TURN)] == [1, 2]


def test_each_bead_names_what_it_came_from_the_nearest_first(anna, bo):
    report = handed_in_report(bo, submitted_at=APRIL)
    finding = noted_finding(anna)
    lesson = accepted_lesson(anna, finding)
    LessonSourceFactory(lesson=lesson, kind=SourceKind.REPORT, report=report, text="")
    recommendation = made_recommendation(anna, lesson)

    thread = thread_of(anna, Knot.RECOMMENDATION, recommendation)

    assert [bead.kind for bead in thread.start.sources] == [Knot.LESSON]
    (knot,) = next(row for group in thread.before for row in group.rows if row.kind is Knot.LESSON).knots
    assert [bead.kind for bead in knot.sources] == [Knot.FINDING, Knot.REPORT]


def test_the_thread_of_a_goal_goes_by_contributions_reports_findings_and_lessons(anna, bo):
    goal = GoalFactory(region_id=anna.region_id)
    initiative = ContributionFactory(region_id=anna.region_id, goal=goal).initiative
    report = handed_in_report(bo, initiative=initiative, submitted_at=APRIL)
    accepted_lesson(anna, report, statement="Ur rapporten.")
    noted_finding(anna, goal=goal)
    accepted_lesson(anna, statement="Om målet.", goal=goal)

    thread = thread_of(anna, Knot.GOAL, goal)

    assert (thread.before, titles(thread.after, Knot.INITIATIVE)) == ((), [initiative.name])
    assert sorted(titles(thread.after, Knot.LESSON)) == ["Om målet.", "Ur rapporten."]
    assert kinds(thread.after) == [Knot.INITIATIVE, Knot.REPORT, Knot.FINDING, Knot.LESSON]


def test_the_thread_of_a_step_goes_by_its_links_and_by_what_is_planned_on_it(anna):
    link = ChainLinkFactory(region_id=anna.region_id)
    planned = PlannedResultFactory(region_id=anna.region_id, step=link.source)
    asked_of_it = QuestionTieFactory(region_id=anna.region_id, goal=None, link=link)
    finding = noted_finding(anna, link=link, question=asked_of_it.question)

    thread = thread_of(anna, Knot.STEP, link.source)
    back = thread_of(anna, Knot.FINDING, finding)

    assert kinds(thread.after) == [Knot.LINK, Knot.QUESTION, Knot.INITIATIVE, Knot.FINDING]
    assert titles(thread.after, Knot.LINK) == [f"{link.source.text} → {link.target.text}"]
    assert titles(thread.after, Knot.INITIATIVE) == [planned.initiative.name]
    assert set(titles(back.before, Knot.STEP)) == {link.source.text, link.target.text}
    assert titles(back.before, Knot.QUESTION) == [asked_of_it.question.text]


def test_a_finding_tells_the_indicator_and_the_report_it_rests_on(anna, bo):
    report, finding = handed_in_report(bo, submitted_at=APRIL), noted_finding(anna)
    FindingSourceFactory(finding=finding, kind=SourceKind.REPORT, report=report, text="")
    indicator = IndicatorFactory(region_id=anna.region_id)
    FindingSourceFactory(
        finding=finding, kind=SourceKind.INDICATOR, indicator=indicator, as_of=date(2026, 4, 1), text=""
    )

    thread = thread_of(anna, Knot.FINDING, finding)

    assert titles(thread.before, Knot.INDICATOR) == [indicator.name]
    assert [bead.page for bead in told(thread.before, Knot.REPORT)] == [(report.pk,)]
    assert thread.start.bead.where == "Följeforskning om kompetens"


def test_a_merged_lesson_leads_to_the_one_it_became(anna):
    kept = accepted_lesson(anna, statement="Den som står kvar.")
    LessonFactory(
        region_id=anna.region_id,
        statement="Den som gick in.",
        state=LessonState.RETIRED,
        accepted_at=APRIL,
        retired_because="Sammanslagen.",
        merged_into=kept,
    )

    thread = thread_of(anna, Knot.LESSON, kept)

    assert titles(thread.before, Knot.LESSON) == ["Den som gick in."]


def test_a_lesson_tells_where_it_was_used(anna, bo):
    lesson = accepted_lesson(anna)
    initiative = InitiativeFactory(region_id=anna.region_id, name="Yrkesväxling")
    LessonUseFactory(lesson=lesson, initiative=initiative, person=person(bo))

    thread = thread_of(anna, Knot.LESSON, lesson)

    assert titles(thread.after, Knot.USE) == ["Yrkesväxling"]
    assert thread.ends == ()


def test_a_change_of_a_way_of_working_has_no_version(anna):
    change = ChangeFactory(
        region_id=anna.region_id,
        kind=ChangeKind.WAY_OF_WORKING,
        document_version=None,
        before="Var för sig.",
    )

    thread = thread_of(anna, Knot.CHANGE, change)

    assert kinds(thread.after) == [Knot.TURN]


def test_contradictions_stand_with_what_they_contradict(anna):
    first, second = noted_finding(anna, text="Tiden är kort."), noted_finding(anna, text="Tiden är lång.")
    FindingContradictionFactory(region_id=anna.region_id, first=first, second=second, explanation="Olika kommuner.")

    thread = thread_of(anna, Knot.FINDING, first)

    assert [(one.text, one.explanation) for one in thread.start.against] == [("Tiden är lång.", "Olika kommuner.")]


def test_a_contradiction_with_a_draft_that_is_not_mine_to_read_is_not_told(anna, bo):
    mine, other = accepted_lesson(anna), noted_lesson(bo, statement="Mitt utkast.")
    LessonContradictionFactory(region_id=anna.region_id, first=mine, second=other)

    assert thread_of(anna, Knot.LESSON, mine).start.against == ()
    assert [one.text for one in thread_of(bo, Knot.LESSON, mine).start.against] == ["Mitt utkast."]


# --- what is not everyone's ---------------------------------------------------------------------------------


def test_a_private_draft_is_neither_shown_nor_counted(anna, bo, cilla, disa):
    report = handed_in_report(bo, submitted_at=APRIL)
    draft = noted_lesson(bo, report, statement="Mitt utkast.")

    hidden, shown = thread_of(anna, Knot.REPORT, report), thread_of(bo, Knot.REPORT, report)

    assert (hidden.total_after, hidden.after, stops(hidden)) == (0, (), [(Knot.REPORT, Stop.NOT_TAKEN_UP)])
    assert titles(shown.after, Knot.LESSON) == ["Mitt utkast."]
    assert stops(shown) == [(Knot.LESSON, Stop.DRAFT)]
    assert thread_of(anna, Knot.LESSON, draft) is None

    LessonReaderFactory(lesson=draft, person=person(cilla))
    assert titles(thread_of(cilla, Knot.REPORT, report).after, Knot.LESSON) == ["Mitt utkast."]
    assert thread_of(disa, Knot.REPORT, report).total_after == 0

    operations.offer_lesson(lesson=draft, by=bo, at=MONDAY)
    assert thread_of(disa, Knot.REPORT, report).total_after == 1


def test_a_draft_merged_into_a_lesson_is_not_told_of_to_others(anna, bo):
    kept = accepted_lesson(anna)
    LessonFactory(
        region_id=anna.region_id,
        author=person(bo),
        state=LessonState.RETIRED,
        retired_because="Sammanslagen.",
        merged_into=kept,
    )

    assert kinds(thread_of(anna, Knot.LESSON, kept).before).count(Knot.LESSON) == 0
    assert kinds(thread_of(bo, Knot.LESSON, kept).before).count(Knot.LESSON) == 1


def test_a_report_that_is_being_written_is_its_authors_own(anna, bo):
    report = handed_in_report(bo, state=ReportState.DRAFT)

    assert thread_of(anna, Knot.REPORT, report) is None
    assert thread_of(anna, Knot.INITIATIVE, report.initiative).total_after == 0
    assert thread_of(bo, Knot.INITIATIVE, report.initiative).total_after == 1


def test_a_report_that_is_opened_for_its_words_is_still_on_the_thread(anna, bo):
    report = handed_in_report(bo, state=ReportState.RETURNED, figures_frozen_at=APRIL)

    assert thread_of(anna, Knot.INITIATIVE, report.initiative).total_after == 1


def test_another_regions_things_do_not_exist(anna, stig):
    lesson = accepted_lesson(anna)

    assert thread_of(stig, Knot.LESSON, lesson) is None


# --- where it stops -----------------------------------------------------------------------------------------


def test_what_waits_for_an_answer_says_since_how_many_days(anna):
    recommendation = made_recommendation(anna, at=APRIL)

    (ended,) = red_thread(anna, place(Knot.RECOMMENDATION, recommendation), APRIL.date() + timedelta(days=12)).ends

    assert (ended.stop, ended.days, ended.bead.number) == (Stop.AWAITING, 12, 1)


def test_a_no_ends_the_thread_and_a_yes_waits_for_someone_to_act(anna, disa):
    no, yes = made_recommendation(anna), made_recommendation(anna)
    answer_with(no, disa, Answer.NO)
    answer_with(yes, disa)

    assert stops(thread_of(anna, Knot.RECOMMENDATION, no)) == [(Knot.RECOMMENDATION, Stop.DECLINED)]
    assert stops(thread_of(anna, Knot.RECOMMENDATION, yes)) == [(Knot.RECOMMENDATION, Stop.NO_ACTION)]

    planned_action(anna, yes)
    assert stops(thread_of(anna, Knot.RECOMMENDATION, yes)) == [(Knot.RECOMMENDATION, Stop.NO_CHANGE)]


def test_what_was_dropped_says_so(anna):
    dropped = RecommendationFactory(
        region_id=anna.region_id, state=RecommendationState.DROPPED, dropped_because="Lagen ändrades."
    )

    thread = thread_of(anna, Knot.RECOMMENDATION, dropped)

    assert (stops(thread), thread.start.bead.said) == ([(Knot.RECOMMENDATION, Stop.DROPPED)], "Lagen ändrades.")


def test_a_change_must_be_seen_by_another_and_then_be_seen_to_help(anna, disa):
    change = ChangeFactory(region_id=anna.region_id, author=person(anna))

    assert stops(thread_of(anna, Knot.CHANGE, change)) == [(Knot.CHANGE, Stop.UNVERIFIED)]

    change.change(verified_by=person(disa), verified_how="Jag har läst.", verified_at=MONDAY)
    assert stops(thread_of(anna, Knot.CHANGE, change)) == [(Knot.CHANGE, Stop.NOT_SEEN)]

    ChangeEffectFactory(changed=change)
    assert stops(thread_of(anna, Knot.CHANGE, change)) == []


def test_an_accepted_lesson_that_nobody_used_and_one_that_was_put_away_say_so(anna):
    unused = accepted_lesson(anna)
    retired = LessonFactory(
        region_id=anna.region_id, state=LessonState.RETIRED, accepted_at=APRIL, retired_because="Gäller inte."
    )

    assert stops(thread_of(anna, Knot.LESSON, unused)) == [(Knot.LESSON, Stop.UNUSED)]
    assert stops(thread_of(anna, Knot.LESSON, retired)) == [(Knot.LESSON, Stop.RETIRED)]


def test_what_nobody_took_up_is_said_where_one_stands_but_not_of_all_beside(anna, bo):
    report = handed_in_report(bo, submitted_at=APRIL)

    assert stops(thread_of(anna, Knot.REPORT, report)) == [(Knot.REPORT, Stop.NOT_TAKEN_UP)]
    assert stops(thread_of(anna, Knot.INITIATIVE, report.initiative)) == []


@pytest.mark.parametrize(
    ("kind", "make", "stop"),
    [
        (Knot.GOAL, GoalFactory, Stop.NOTHING_DONE),
        (Knot.QUESTION, EvaluationQuestionFactory, Stop.NOTHING_DONE),
        (Knot.INITIATIVE, InitiativeFactory, Stop.NOT_REPORTED),
        (Knot.FINDING, FindingFactory, Stop.NOT_TAKEN_UP),
    ],
)
def test_a_thing_without_a_thread_says_what_is_lacking(anna, kind, make, stop):
    thing = make(region_id=anna.region_id)

    thread = thread_of(anna, kind, thing)

    assert stops(thread) == [(kind, stop)]
    assert thread.total_after == 0


def test_an_indicator_that_rests_under_nothing_has_nothing_to_say(anna):
    assert thread_of(anna, Knot.INDICATOR, IndicatorFactory(region_id=anna.region_id)).ends == ()


# --- many ---------------------------------------------------------------------------------------------------


def test_a_hub_shows_a_few_of_each_and_counts_the_rest(anna, bo):
    goal = GoalFactory(region_id=anna.region_id)
    for _ in range(8):
        ContributionFactory(region_id=anna.region_id, goal=goal)
    led = ContributionFactory(region_id=anna.region_id, goal=goal).initiative
    for _ in range(2):
        ContributionFactory(region_id=anna.region_id, goal=goal)
    ReportFactory(
        region_id=anna.region_id, initiative=led, author=person(bo), state=ReportState.SUBMITTED, submitted_at=APRIL
    )

    few, all_of_them = thread_of(anna, Knot.GOAL, goal), thread_of(anna, Knot.GOAL, goal, most=200)

    (row,) = few.after[0].rows
    assert (len(row.knots), row.hidden, row.total, few.hidden) == (FEW, 6, 11, 6)
    assert led.name in titles(few.after, Knot.INITIATIVE)
    assert (len(titles(all_of_them.after, Knot.INITIATIVE)), all_of_them.hidden) == (11, 0)


def test_a_thread_asks_as_often_for_one_as_for_three(anna, bo, disa):
    goal, turns = GoalFactory(region_id=anna.region_id), two_turns(anna)

    def walked():
        loop = whole_loop(anna, bo, disa, handed_in_report(bo, submitted_at=APRIL), turns)
        ContributionFactory(region_id=anna.region_id, goal=goal, initiative=loop.report.initiative)

    start = Place(Knot.GOAL, goal.pk)
    walked()
    one = questions(lambda: red_thread(anna, start, TODAY))
    walked()
    walked()

    assert questions(lambda: red_thread(anna, start, TODAY)) == one
    assert red_thread(anna, start, TODAY).total_after == 29  # nine of each, but the two turns are the same
