from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    GoalFactory,
    IndicatorFactory,
    PlaceFactory,
    ReportFactory,
)
from tests.people import verbs
from varv.core.counting import Counting, Dimension
from varv.core.kinds import Ending, Lineage, Part, Severity
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.delivery.models import Initiative, InitiativeLink, PlannedResult
from varv.delivery.wanted import WantedResult

pytestmark = pytest.mark.django_db

COURSES = WantedResult(Level.OUTPUT, "Kurser", "kurser", Decimal(10), counting=Counting.CUMULATIVE)


def planned(anna, bo, name="Yrkesväxling", **changed) -> Initiative:
    """An insats under way with something of everything."""
    values = {"results": [COURSES], "goals": [GoalFactory()], "places": [PlaceFactory()]} | changed
    initiative = running(anna, bo, name=name, **values)
    at = {"initiative": initiative, "by": anna, "at": MONDAY}
    operations.join_partner(partner=None, name="Folkhögskolan", brings="Lärare", **at)
    operations.add_person(person=person(bo), part=Part.REPORTER, **at)
    operations.plan_milestone(text="Halvvägs", due_on=date(2026, 1, 31), **at)
    done = operations.plan_milestone(text="Begynt", due_on=date(2025, 2, 1), **at)
    operations.reach_milestone(milestone=done, reached_on=date(2025, 2, 1), note="", by=anna, at=MONDAY)
    operations.note_risk(text="Få söker", likelihood=Severity.LOW, harm=Severity.HIGH, answer="Vi ringer.", **at)
    over = operations.note_risk(text="Över", likelihood=Severity.LOW, harm=Severity.LOW, answer="", **at)
    operations.close_risk(risk=over, what_happened="Ingenting.", by=anna, at=MONDAY)
    return initiative


def told(initiative) -> dict:
    """The plan of an insats in words and numbers."""
    return {
        "results": [
            (one.level, one.text, one.unit, one.planned, one.own_counting)
            for one in initiative.planned_results.order_by("place")
        ],
        "goals": [one.goal for one in initiative.contributions.order_by("pk")],
        "people": [(one.person.name, one.part) for one in initiative.people.order_by("pk")],
        "partners": [(str(one.partner), one.brings) for one in initiative.partnerships.order_by("pk")],
        "places": [one.place for one in initiative.places.order_by("pk")],
        "milestones": [(one.text, one.due_on) for one in initiative.milestones.order_by("pk")],
        "risks": [(one.text, one.harm, one.answer) for one in initiative.risks.order_by("pk")],
    }


def copied(initiative, by, **changed) -> Initiative:
    values = {"name": "Yrkesväxling i söder", "starts_on": date(2025, 1, 11), "ends_on": None} | changed
    return operations.duplicate_initiative(initiative=initiative, **values, by=by, at=MONDAY)


def split(initiative, by, names=("Norr", "Söder"), reason="Två län, två lag.") -> list[Initiative]:
    return operations.split_initiative(initiative=initiative, names=names, reason=reason, by=by, at=MONDAY)


def merged(initiative, others, by, name="Gemensamt", reason="Samma deltagare.") -> Initiative:
    return operations.merge_initiatives(
        initiative=initiative, others=others, name=name, reason=reason, by=by, at=MONDAY
    )


def links(region_id) -> list[tuple[str, str, Lineage, str]]:
    found = InitiativeLink.objects.of(region_id).order_by("pk")
    return [(one.source.name, one.result.name, one.lineage, one.reason) for one in found]


def test_duplicate_copies_the_plan_and_moves_its_days(anna, bo):
    initiative = planned(anna, bo)

    twin = copied(initiative, anna)

    goal, place = initiative.contributions.get().goal, initiative.places.get().place
    assert told(twin) == {
        "results": [(Level.OUTPUT, "Kurser", "kurser", Decimal(10), Counting.CUMULATIVE)],
        "goals": [goal],
        "people": [("Bo", Part.REPORTER)],
        "partners": [("Folkhögskolan", "Lärare")],
        "places": [place],
        "milestones": [("Halvvägs", date(2026, 2, 10))],
        "risks": [("Få söker", Severity.HIGH, "Vi ringer.")],
    }


def test_duplicate_is_a_planned_insats_of_its_own(anna, bo):
    initiative = planned(anna, bo)

    twin = copied(initiative, anna)

    assert (twin.name, twin.state, twin.starts_on, twin.ends_on) == (
        "Yrkesväxling i söder",
        InitiativeState.PLANNED,
        date(2025, 1, 11),
        None,
    )
    assert (twin.unit, twin.responsible, twin.generic_activity) == (
        initiative.unit,
        initiative.responsible,
        initiative.generic_activity,
    )
    assert twin.key != initiative.key
    assert links(anna.region_id) == [("Yrkesväxling", "Yrkesväxling i söder", Lineage.COPIED, "")]


def test_every_copied_row_has_its_line_in_the_trail(anna, bo):
    twin = copied(planned(anna, bo), anna)

    assert verbs(twin) == ["started"]
    assert [verbs(rows.get()) for rows in (twin.contributions, twin.people, twin.partnerships, twin.places)] == [
        ["contributes"],
        ["took_part"],
        ["joined"],
        ["added"],
    ]
    assert (verbs(twin.milestones.get()), verbs(twin.risks.get())) == (["planned"], ["noted"])
    assert verbs(InitiativeLink.objects.get()) == ["linked"]


def test_duplicate_leaves_what_was_reported_and_what_has_ended(anna, bo):
    initiative = planned(anna, bo)
    ReportFactory(initiative=initiative)
    operations.end_person(initiative_person=initiative.people.get(), by=anna, at=MONDAY)
    operations.end_initiative(initiative=initiative, by=anna, at=MONDAY)
    initiative.refresh_from_db()

    twin = copied(initiative, anna)

    assert (twin.reports.count(), twin.people.count(), twin.ending, twin.ended_on) == (0, 0, None, None)
    assert initiative.reports.count() == 1


def test_a_copied_result_keeps_its_step_and_its_indicator(anna, bo):
    chain = ChainFactory()
    step, indicator = ChainStepFactory(chain=chain, level=Level.OUTPUT), IndicatorFactory()
    wanted = WantedResult(Level.OUTPUT, "Kurser", step=step, indicator=indicator, dimensions=(Dimension.SEX,))
    initiative = running(anna, bo, chain=chain, results=[wanted])

    twin = copied(initiative, anna)

    result = twin.planned_results.get()
    assert (result.step, result.indicator, result.own_dimensions) == (step, indicator, ["sex"])


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": "Yrkesväxling"}, "initiative.name_taken"),
        ({"ends_on": date(2024, 1, 1)}, "initiative.ends_before_start"),
    ],
)
def test_duplicate_refuses_and_keeps_nothing(anna, bo, changed, code):
    initiative = planned(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        copied(initiative, anna, **changed)

    assert refused.value.code == code
    assert Initiative.objects.of(anna.region_id).count() == 1


def test_split_makes_several_and_the_old_one_ends(anna, bo):
    initiative = planned(anna, bo)

    north, south = split(initiative, anna)

    initiative.refresh_from_db()
    assert (initiative.state, initiative.ending, initiative.ended_because) == (
        InitiativeState.ENDED,
        Ending.SPLIT,
        "Två län, två lag.",
    )
    assert [(one.name, one.state, one.starts_on) for one in (north, south)] == [
        ("Norr", InitiativeState.RUNNING, initiative.starts_on),
        ("Söder", InitiativeState.RUNNING, initiative.starts_on),
    ]
    assert links(anna.region_id) == [
        ("Yrkesväxling", "Norr", Lineage.SPLIT, "Två län, två lag."),
        ("Yrkesväxling", "Söder", Lineage.SPLIT, "Två län, två lag."),
    ]


def test_split_leaves_the_amounts_for_people_to_say(anna, bo):
    initiative = planned(anna, bo)

    parts = split(initiative, anna)

    assert [told(one)["results"] for one in parts] == [
        [(Level.OUTPUT, "Kurser", "kurser", None, Counting.CUMULATIVE)]
    ] * 2
    assert [told(one)["people"] for one in parts] == [[("Bo", Part.REPORTER)]] * 2
    assert told(initiative)["results"][0][3] == Decimal(10)


@pytest.mark.parametrize(
    ("names", "reason", "code", "field"),
    [
        (["Norr"], "Två lag.", "initiative.split_into_one", "names"),
        (["Norr", "Norr"], "Två lag.", "initiative.same_name_twice", "names"),
        (["Norr", "Yrkesväxling"], "Två lag.", "initiative.name_taken", "name"),
        (["Norr", "Söder"], " ", "initiative.reason_missing", "reason"),
    ],
)
def test_split_refuses_and_keeps_nothing(anna, bo, names, reason, code, field):
    initiative = planned(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        split(initiative, anna, names, reason)

    initiative.refresh_from_db()
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert (initiative.state, Initiative.objects.of(anna.region_id).count()) == (InitiativeState.RUNNING, 1)


def test_merge_makes_one_and_the_old_ones_end(anna, bo):
    first = planned(anna, bo, starts_on=date(2025, 3, 1), ends_on=date(2026, 12, 31))
    second = started(anna, bo, name="Validering", starts_on=date(2025, 1, 1), ends_on=date(2027, 6, 30))

    whole = merged(first, [second], anna)

    assert (whole.name, whole.state, whole.starts_on, whole.ends_on) == (
        "Gemensamt",
        InitiativeState.RUNNING,
        date(2025, 1, 1),
        date(2027, 6, 30),
    )
    for one in (first, second):
        one.refresh_from_db()
        assert (one.ending, one.ended_because, verbs(one)[-1]) == (Ending.MERGED, "Samma deltagare.", "ended")
    assert links(anna.region_id) == [
        ("Yrkesväxling", "Gemensamt", Lineage.MERGED, "Samma deltagare."),
        ("Validering", "Gemensamt", Lineage.MERGED, "Samma deltagare."),
    ]


def test_merge_of_what_has_no_end_has_none_and_of_planned_ones_is_planned(anna, bo):
    first, second = started(anna, bo, name="A"), started(anna, bo, name="B", ends_on=None)

    whole = merged(first, [second], anna)

    assert (whole.ends_on, whole.state) == (None, InitiativeState.PLANNED)


def test_merge_says_nothing_twice(anna, bo, egon):
    goal, place = GoalFactory(), PlaceFactory()
    first = planned(anna, bo, goals=[goal], places=[place])
    second = planned(anna, bo, name="Validering", goals=[goal], places=[place])
    operations.add_person(initiative=second, person=person(egon), part=Part.REPORTER, by=anna, at=MONDAY)
    operations.add_person(initiative=second, person=person(egon), part=Part.STEERING, by=anna, at=MONDAY)

    whole = told(merged(first, [second, second, first], anna))

    assert (whole["goals"], whole["places"], whole["partners"]) == ([goal], [place], [("Folkhögskolan", "Lärare")])
    assert whole["people"] == [("Bo", Part.REPORTER), ("Egon", Part.STEERING)]
    assert [text for text, _due_on in whole["milestones"]] == ["Halvvägs", "Halvvägs"]


@pytest.mark.parametrize(
    ("amounts", "total"),
    [((Decimal(10), Decimal(5)), Decimal(15)), ((Decimal(10), None), None), ((None, Decimal(0)), None)],
)
def test_merge_adds_the_same_results_when_every_amount_is_known(anna, bo, amounts, total):
    first, second = (
        started(anna, bo, name=name, results=[WantedResult(Level.OUTPUT, "Kurser", "kurser", amount)])
        for name, amount in zip("AB", amounts, strict=True)
    )

    whole = merged(first, [second], anna)

    assert [(one.text, one.planned) for one in whole.planned_results.all()] == [("Kurser", total)]


def test_merge_keeps_results_in_other_words_or_counted_otherwise_apart(anna, bo):
    first = started(anna, bo, name="A", results=[COURSES])
    rest = [WantedResult(Level.OUTPUT, "Kurser", "kurser", Decimal(1)), WantedResult(Level.OUTCOME, "Kurser")]
    second = started(anna, bo, name="B", results=rest)

    whole = merged(first, [second], anna)

    assert [(row[0], row[3]) for row in told(whole)["results"]] == [
        (Level.OUTPUT, Decimal(10)),
        (Level.OUTPUT, Decimal(1)),
        (Level.OUTCOME, None),
    ]


def test_merge_unties_steps_of_another_chain_and_shares_of_other_money(anna, bo):
    own, other = ChainFactory(), ChainFactory()
    tied = WantedResult(Level.OUTPUT, "Kurser", step=ChainStepFactory(chain=other, level=Level.OUTPUT))
    first, second = (
        started(anna, bo, name="A", chain=own, results=[]),
        started(anna, bo, name="B", chain=other, results=[tied], goals=[GoalFactory()], places=[PlaceFactory()]),
    )
    second.contributions.get().change(share=Decimal(40))
    second.places.get().change(share=Decimal(60))

    whole = merged(first, [second], anna)

    assert (whole.chain, whole.planned_results.get().step) == (own, None)
    assert (whole.contributions.get().share, whole.places.get().share) == (None, None)
    assert PlannedResult.objects.of(anna.region_id).filter(initiative=second).get().step == tied.step


@pytest.mark.parametrize("alone", [[], "itself"])
def test_merge_needs_another(anna, bo, alone):
    initiative = started(anna, bo)

    with pytest.raises(RuleBroken) as refused:
        merged(initiative, [initiative] if alone else [], anna)

    assert (refused.value.code, refused.value.facts["field"]) == ("initiative.merge_of_one", "others")


def test_merge_refuses_one_that_has_ended(anna, bo):
    first, second = started(anna, bo, name="A"), started(anna, bo, name="B")
    operations.end_initiative(initiative=second, by=anna, at=MONDAY)
    second.refresh_from_db()

    with pytest.raises(RuleBroken, match=r"initiative\.ended"):
        merged(first, [second], anna)

    first.refresh_from_db()
    assert first.state is InitiativeState.PLANNED


def test_lineage_is_for_those_who_start_insatser(anna, bo):
    initiative = started(anna, bo)

    for attempt in (
        lambda: copied(initiative, bo),
        lambda: split(initiative, bo),
        lambda: merged(initiative, [started(anna, bo, name="B")], bo),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    assert links(anna.region_id) == []


def test_lineage_stays_within_the_region(anna, bo, stig):
    ours, theirs = started(anna, bo, name="A"), started(stig, stig, name="B")

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        merged(ours, [theirs], anna)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        copied(theirs, anna)

    assert not InitiativeLink.objects.exists()
