from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.delivery.walks import running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainLinkFactory,
    ChoiceFactory,
    ContributionFactory,
    EvaluationFactory,
    FindingFactory,
    FundingFactory,
    FundingSourceFactory,
    GenericActivityFactory,
    GoalFactory,
    IndicatorFactory,
    LessonFactory,
    PlannedResultFactory,
    ProjectFactory,
    RecommendationFactory,
    YearAmountFactory,
)
from tests.rounds.test_planned_reports import asked, case
from tests.rounds.test_visits import visited
from tests.rounds.walks import approved, results_of, submitted
from varv.core.asking import ReportKind
from varv.core.choices import Option, Topic
from varv.core.counting import Adding, Counting
from varv.core.judgement import Verdict
from varv.core.kinds import InitiativeKind
from varv.core.money import FundingKind
from varv.core.periods import Period
from varv.core.theory import Level
from varv.core.workflow import FundingState, LessonState, RecommendationState
from varv.overview.boards.theme_pack import Noted, Said, theme_pack
from varv.overview.boards.theme_works import About, Theme, theme_of, themes
from varv.rounds.drafts import LineDraft
from varv.strategy.models import GenericActivity

pytestmark = pytest.mark.django_db

ON = date(2027, 4, 1)
SPRING, AUTUMN = date(2026, 5, 1), date(2026, 10, 1)


def activity_theme(region) -> Theme:
    """The theme of the only kind of activity that anything belongs to."""
    [theme] = [theme for theme in themes(region.pk) if theme.about is About.ACTIVITY]
    return theme


def one_kind(region):
    found = GenericActivity.objects.of(region.pk).order_by("pk").first()
    return found or GenericActivityFactory(region=region)


def at_work(by, author, region, name, **changed):
    return running(by, author, name=name, generic_activity=one_kind(region), **changed)


def told(project, by, author, reader, due_on, *values, **changed):
    report = asked(project, by, ReportKind.PROGRESS, due_on)
    results = results_of(project.initiative)
    lines = tuple(LineDraft(result.pk, Decimal(value)) for result, value in zip(results, values, strict=True))
    return approved(report, author, reader, lines=lines, **changed)


def pack_of(region, theme=None):
    return theme_pack(region, theme or activity_theme(region), ON)


# --- what can be chosen -------------------------------------------------------------------------------------------


def test_themes_are_what_something_belongs_to(anna, bo, alvmark):
    GenericActivityFactory(region=alvmark, name="Tom")
    above = GoalFactory(region=alvmark, outline="1", place=1)
    below = GoalFactory(region=alvmark, outline="1.1", place=2, document=above.document, parent=above)
    GoalFactory(region=alvmark, outline="2", place=3, document=above.document)
    activity = GenericActivityFactory(region=alvmark, name="Rådgivning")
    running(anna, bo, generic_activity=activity, goals=[below])
    ProjectFactory(region=alvmark, theme="Turism")
    ProjectFactory(region=alvmark, theme="Turism")
    ProjectFactory(region=alvmark)

    assert [(theme.about, theme.name, theme.works) for theme in themes(alvmark.pk)] == [
        (About.ACTIVITY, "Rådgivning", 1),
        (About.GOAL, f"1 {above.name}", 1),
        (About.GOAL, f"1.1 {below.name}", 1),
        (About.THEME, "Turism", 2),
    ]


def test_themes_count_an_insats_once_however_many_goals_it_helps(anna, bo, alvmark):
    above = GoalFactory(region=alvmark, outline="1")
    below = GoalFactory(region=alvmark, outline="1.1", document=above.document, parent=above)
    running(anna, bo, goals=[above, below])

    assert {theme.works for theme in themes(alvmark.pk) if theme.about is About.GOAL} == {1}


def test_theme_of_knows_only_what_is_there(anna, bo, alvmark, sydland):
    running(anna, bo)
    theme = activity_theme(alvmark)

    assert theme_of(alvmark.pk, "aktivitet", theme.key).name == theme.name
    assert theme_of(alvmark.pk, "mal", theme.key) is None
    assert theme_of(alvmark.pk, "aktivitet", "nonsens") is None
    assert theme_of(sydland.pk, "aktivitet", theme.key) is None


# --- what belongs -------------------------------------------------------------------------------------------------


def test_pack_holds_the_insatser_of_an_activity(anna, bo, alvmark):
    initiative = at_work(anna, bo, alvmark, "Yrkesväxling")
    running(anna, bo, name="Annat", generic_activity=GenericActivityFactory(region=alvmark))
    theme = Theme(About.ACTIVITY, str(initiative.generic_activity_id), "Utbildning")

    [work] = pack_of(alvmark, theme).works

    assert (work.initiative_id, work.name, work.unit) == (initiative.pk, "Yrkesväxling", "Utvecklingsavdelningen")
    assert (work.starts_on, work.ends_on) == (date(2025, 1, 1), date(2027, 12, 31))


def test_pack_of_a_goal_holds_what_helps_it_and_the_goals_below_once(anna, bo, alvmark):
    above = GoalFactory(region=alvmark, outline="1")
    below = GoalFactory(region=alvmark, outline="1.1", document=above.document, parent=above)
    other = GoalFactory(region=alvmark, outline="2", document=above.document)
    running(anna, bo, name="A", goals=[above, below])
    running(anna, bo, name="B", goals=[below])
    running(anna, bo, name="C", goals=[other])

    names = {outline: [work.name for work in pack_of(alvmark, theme).works] for outline, theme in _goals(above, below)}

    assert names == {"1": ["A", "B"], "1.1": ["A", "B"]}


def _goals(*goals):
    return [(goal.outline, Theme(About.GOAL, str(goal.pk), goal.name)) for goal in goals]


def test_pack_of_a_theme_holds_its_cases_also_those_tied_to_no_insats(anna, bo, alvmark):
    case(anna, bo, name="Tillverkning", theme="Turism", case_id="20261", organisation="Älvmarks lärosäte")
    ProjectFactory(region=alvmark, name="Ensam", theme="Turism", granted=Decimal(500_000), paid=Decimal(0))
    ProjectFactory(region=alvmark, theme="Annat")

    tied, untied = pack_of(alvmark, Theme(About.THEME, "Turism", "Turism")).works

    assert (tied.name, tied.case_id, tied.organisation) == ("Yrkesväxling i moduler", "20261", "Älvmarks lärosäte")
    assert (untied.name, untied.initiative_id, untied.state, untied.is_counted) == ("Ensam", None, None, True)
    assert (untied.granted, untied.used) == (Decimal(500_000), Decimal(0))


# --- money --------------------------------------------------------------------------------------------------------


def funded(initiative, granted, *used, kind=FundingKind.ONE_TO_ONE, state=FundingState.GRANTED):
    source = FundingSourceFactory(region_id=initiative.region_id, kind=kind)
    funding = FundingFactory(
        region_id=initiative.region_id, initiative=initiative, source=source, state=state, granted=Decimal(granted)
    )
    for year, amount in enumerate(used, 2025):
        YearAmountFactory(region_id=initiative.region_id, funding=funding, year=year, used=Decimal(amount))
    return funding


def test_pack_adds_the_money_that_is_known_and_says_how_much_is_not(anna, bo, alvmark):
    first, second = at_work(anna, bo, alvmark, "A"), at_work(anna, bo, alvmark, "B")
    at_work(anna, bo, alvmark, "C")
    funded(first, 900_000, 200_000, 100_000)
    funded(first, 100_000, kind=FundingKind.MUNICIPALITY)
    funded(first, 1, state=FundingState.WITHDRAWN)
    funded(second, 500_000)

    pack = pack_of(alvmark)

    assert [(work.granted, work.used) for work in pack.works] == [
        (Decimal(1_000_000), Decimal(300_000)),
        (Decimal(500_000), None),
        (None, None),
    ]
    assert (pack.granted, pack.used) == ((Decimal(1_500_000), 1), (Decimal(300_000), 2))


def test_pack_counts_money_that_both_varv_and_the_case_know_once(anna, bo, alvmark):
    initiative = at_work(anna, bo, alvmark, "A")
    case(anna, bo, initiative=initiative, granted=Decimal(800_000), paid=Decimal(400_000))
    assert pack_of(alvmark).granted == (Decimal(800_000), 0)

    funded(initiative, 900_000)
    assert (pack_of(alvmark).granted, pack_of(alvmark).used) == ((Decimal(900_000), 0), (None, 1))


def test_pack_lists_what_is_outside_the_choice_but_does_not_count_it(anna, bo, disa, alvmark):
    ChoiceFactory(region=alvmark, topic=Topic.FUNDING, options=[Option.ONLY_ONE_TO_ONE.value])
    inside = at_work(anna, bo, alvmark, "A", kind=InitiativeKind.FUNDED)
    outside = at_work(anna, bo, alvmark, "B")
    funded(inside, 900_000)
    funded(inside, 100_000, kind=FundingKind.MUNICIPALITY)
    funded(outside, 50_000)
    told(case(anna, bo, initiative=outside), anna, bo, disa, SPRING, 5, 5)

    pack = pack_of(alvmark)

    assert [(work.name, work.is_counted) for work in pack.works] == [("A", True), ("B", False)]
    assert pack.granted == (Decimal(900_000), 0)
    assert {name for result in pack.results for name in result.works} == {"A"}


# --- figures ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counting", "reported"), [(Counting.PER_PERIOD, 30), (Counting.CUMULATIVE, 20), (Counting.STATE, 20)]
)
def test_pack_counts_each_figure_by_its_own_rule(anna, bo, disa, alvmark, counting, reported):
    project = case(anna, bo)
    for result in results_of(project.initiative):
        result.change(own_counting=counting, planned=Decimal(40))
    told(project, anna, bo, disa, AUTUMN, 20, 0)
    told(project, anna, bo, disa, SPRING, 10, 0)

    output, outcome = pack_of(alvmark).results

    assert (output.total, output.planned, output.counting) == (Decimal(reported), Decimal(40), counting)
    assert (output.figures, output.latest, output.level) == (2, Period.parse("2026H2"), Level.OUTPUT)
    assert outcome.total == 0


def measured(initiative, indicator, planned):
    return PlannedResultFactory(
        region_id=initiative.region_id, initiative=initiative, indicator=indicator, planned=planned, place=9
    )


def test_pack_adds_the_figures_of_an_indicator_over_insatser(anna, bo, disa, alvmark):
    indicator = IndicatorFactory(region=alvmark, name="Deltagare", unit="personer", adding=Adding.SUM)
    for name, value in (("A", 5), ("B", 7)):
        initiative = at_work(anna, bo, alvmark, name)
        measured(initiative, indicator, Decimal(10))
        told(case(anna, bo, initiative=initiative), anna, bo, disa, SPRING, 1, 1, value)
    measured(at_work(anna, bo, alvmark, "C"), indicator, None)

    found = next(result for result in pack_of(alvmark).results if result.text == "Deltagare")

    assert (found.total, found.planned, found.unit) == (Decimal(12), Decimal(20), "personer")
    assert (found.works, found.told_by, found.figures) == (("A", "B", "C"), 2, 2)


def test_pack_does_not_add_what_must_not_be_added(anna, bo, disa, alvmark):
    indicator = IndicatorFactory(region=alvmark, adding=Adding.NONE)
    for name, value in (("A", 5), ("B", 7)):
        initiative = at_work(anna, bo, alvmark, name)
        measured(initiative, indicator, None)
        told(case(anna, bo, initiative=initiative), anna, bo, disa, SPRING, 1, 1, value)

    totals = [(result.works, result.total) for result in pack_of(alvmark).results if result.total in {5, 7}]

    assert totals == [(("A",), Decimal(5)), (("B",), Decimal(7))]


def test_pack_does_not_count_what_is_not_approved(anna, bo, alvmark):
    submitted(asked(case(anna, bo), anna), bo)

    assert {(result.total, result.latest, result.figures) for result in pack_of(alvmark).results} == {(None, None, 0)}


# --- words --------------------------------------------------------------------------------------------------------


def test_pack_tells_what_was_learned_with_its_source(anna, bo, disa, alvmark):
    project = case(anna, bo, name="Testbädd")
    told(project, anna, bo, disa, SPRING, 1, 1, learned="Fråga först.", unexpected="Två delar på en säljare.")
    visited(anna, project=project, answers={})

    pack = pack_of(alvmark)

    name, spring = "Yrkesväxling i moduler", Period.parse("2026H1")
    assert pack.learned == (
        Said("Fråga först.", name, ReportKind.PROGRESS, spring),
        Noted("Operatörerna felsöker på en timme.", "Testbädd", date(2026, 5, 5)),
    )
    assert pack.unexpected == (Said("Två delar på en säljare.", name, ReportKind.PROGRESS, spring),)
    assert pack.to_follow_up == (Noted("Verkstäderna är inte tillfrågade.", "Testbädd", date(2026, 5, 5)),)
    assert not pack.has_nothing


def test_pack_tells_a_lesson_that_was_accepted_instead_of_the_reports_own_words(anna, bo, disa, alvmark):
    report = told(case(anna, bo), anna, bo, disa, SPRING, 1, 1, learned="Fråga först.")
    lesson = LessonFactory(
        region=alvmark, report=report, finding=None, occasion="", state=LessonState.ACCEPTED, accepted_at=MONDAY
    )

    pack = pack_of(alvmark)

    assert ([one.id for one in pack.lessons], pack.learned) == ([lesson.pk], ())


def test_pack_tells_lessons_about_its_activity_and_its_goals(anna, bo, alvmark):
    goal = GoalFactory(region=alvmark, outline="1")
    activity = at_work(anna, bo, alvmark, "A", goals=[goal]).generic_activity
    own = {"region": alvmark, "report": None, "finding": None, "occasion": "Träff", "state": LessonState.ACCEPTED}
    of_activity = LessonFactory(**own, generic_activity=activity)
    of_goal = LessonFactory(**own, goal=goal)
    LessonFactory(**own)

    assert [one.id for one in pack_of(alvmark).lessons] == [of_activity.pk]
    assert [one.id for one in pack_of(alvmark, Theme(About.GOAL, str(goal.pk), "Mål")).lessons] == [of_goal.pk]


def test_pack_asks_needs_and_judgements_of_the_latest_report_alone(anna, bo, disa, alvmark):
    project = case(anna, bo)
    told(project, anna, bo, disa, SPRING, 1, 1, needs="Ett gammalt behov.", needs_nothing=False)
    told(
        project,
        anna,
        bo,
        disa,
        AUTUMN,
        1,
        1,
        needs="Besked om budgeten.",
        needs_nothing=False,
        verdict=Verdict.TOO_EARLY,
        verdict_reason="Kursen har just börjat.",
        judge_again_on=date(2027, 6, 1),
    )

    pack = pack_of(alvmark)

    assert [need.text for need in pack.needs] == ["Besked om budgeten."]
    assert pack.verdicts == {"Yrkesväxling i moduler": Verdict.TOO_EARLY}
    [early] = pack.too_early
    assert (early.reason, early.judge_again_on) == ("Kursen har just börjat.", date(2027, 6, 1))


def test_pack_sets_those_on_the_way_apart_from_the_others(anna, bo, disa, alvmark):
    verdicts = {"A": Verdict.RIGHT_WAY, "B": Verdict.PARTLY, "C": Verdict.WRONG_WAY}
    for name, verdict in verdicts.items():
        initiative = at_work(anna, bo, alvmark, name)
        told(case(anna, bo, initiative=initiative), anna, bo, disa, SPRING, 1, 1, verdict=verdict)

    pack = pack_of(alvmark)

    assert (set(pack.on_the_way), set(pack.not_on_the_way)) == ({"A"}, {"B", "C"})


def test_pack_names_what_is_under_way_and_that_nobody_has_told_of(anna, bo, disa, alvmark):
    told(case(anna, bo, initiative=at_work(anna, bo, alvmark, "A")), anna, bo, disa, SPRING, 1, 1)
    at_work(anna, bo, alvmark, "B")
    started(anna, bo, name="C", generic_activity=one_kind(alvmark))

    assert pack_of(alvmark).silent == ("B",)


def test_pack_tells_findings_that_nobody_has_answered(anna, bo, alvmark):
    chain = ChainFactory(region=alvmark)
    link = ChainLinkFactory(region=alvmark, chain=chain)
    at_work(anna, bo, alvmark, "A", chain=chain)
    about = {"region": alvmark, "link": link, "evaluation": EvaluationFactory(region=alvmark, title="Halvtid")}
    FindingFactory(**about, text="Obesvarad")
    awaiting = FindingFactory(**about, text="Väntar på svar")
    RecommendationFactory(region=alvmark, finding=awaiting, number=1)
    answered = FindingFactory(**about, text="Besvarad")
    RecommendationFactory(region=alvmark, finding=answered, number=2, state=RecommendationState.DECLINED)
    taught = FindingFactory(**about, text="Blev en lärdom")
    LessonFactory(region=alvmark, report=None, occasion="", finding=taught, state=LessonState.ACCEPTED)
    FindingFactory(region=alvmark, text="Om något annat")

    found = pack_of(alvmark).unanswered

    assert {(one.text, one.evaluation) for one in found} == {("Obesvarad", "Halvtid"), ("Väntar på svar", "Halvtid")}


def test_pack_says_that_there_is_nothing_yet(anna, bo, alvmark):
    at_work(anna, bo, alvmark, "A")

    pack = pack_of(alvmark)

    assert (pack.has_nothing, pack.is_example, pack.region) == (True, True, "Region Älvmark")


def test_pack_costs_the_same_for_one_insats_and_for_three(anna, bo, disa, alvmark, django_assert_num_queries):
    told(case(anna, bo, initiative=at_work(anna, bo, alvmark, "A")), anna, bo, disa, SPRING, 1, 1)
    theme = activity_theme(alvmark)

    with django_assert_num_queries(10):
        pack_of(alvmark, theme)
    for name in ("B", "C"):
        initiative = at_work(anna, bo, alvmark, name)
        funded(initiative, 5, 5)
        project = case(anna, bo, initiative=initiative)
        told(project, anna, bo, disa, SPRING, 1, 1)
        visited(anna, project=project, answers={})

    with django_assert_num_queries(10):
        pack_of(alvmark, theme)


def test_pack_holds_nothing_of_another_region(anna, bo, disa, stig, alvmark, sydland):
    told(case(anna, bo, theme="Turism"), anna, bo, disa, SPRING, 1, 1)
    ProjectFactory(region=sydland, name="Sydlands eget", theme="Turism")

    pack = theme_pack(sydland, Theme(About.THEME, "Turism", "Turism"), ON)

    assert ([work.name for work in pack.works], pack.learned, pack.results) == (["Sydlands eget"], (), ())


def test_a_lesson_stands_with_the_swedish_day_it_was_noted(anna, bo, alvmark):
    activity = at_work(anna, bo, alvmark, "A").generic_activity
    late = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Stockholm"))
    own = {"region": alvmark, "report": None, "finding": None, "occasion": "Träff", "generic_activity": activity}
    LessonFactory(**own, state=LessonState.ACCEPTED, noted_at=late)

    assert pack_of(alvmark).lessons[0].said_on == date(2027, 1, 1)


def test_a_contribution_to_a_retired_goal_makes_no_theme(anna, bo, alvmark):
    goal = GoalFactory(region=alvmark, retired_on=date(2026, 1, 1))
    ContributionFactory(region=alvmark, goal=goal, initiative=at_work(anna, bo, alvmark, "A"))

    assert {theme.about for theme in themes(alvmark.pk)} == {About.ACTIVITY}


def test_pack_leaves_out_what_nobody_wrote(anna, bo, disa, alvmark):
    project = case(anna, bo)
    told(project, anna, bo, disa, SPRING, 1, 1, learned="  ", unexpected="")
    visited(anna, project=project, answers={}, learned=" ", to_follow_up="")

    pack = pack_of(alvmark)

    assert (pack.learned, pack.unexpected, pack.needs, pack.to_follow_up) == ((), (), (), ())


def test_pack_says_too_early_only_of_what_is(anna, bo, disa, alvmark):
    told(case(anna, bo), anna, bo, disa, SPRING, 1, 1)

    assert pack_of(alvmark).too_early == ()
