"""A whole plan read in at once: what it makes, what it changes, what it leaves alone and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.plans import ground, initiative, region_with_plan
from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import (
    TUESDAY,
    added_goal,
    adopt,
    adopted_chain,
    adopted_document,
    chain_of_three,
    drafted_document,
    goal_tree,
)
from tests.workbooks import plan_book_of
from varv.core.kinds import DocumentKind, GoalKind, InitiativeKind, Strength
from varv.core.plan_book import EMPTY, Row, Sheet
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.status import Direction
from varv.core.theory import Evidence, FactorKind, Level
from varv.core.workflow import InitiativeState, PlanState
from varv.delivery import operations
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.delivery.operations import plan_import
from varv.delivery.plan_book import plan_book
from varv.indicators.models import Indicator
from varv.regions import trail
from varv.regions.models import Region, TrailEntry
from varv.strategy import operations as strategy
from varv.strategy.models import ActionArea, Chain, ChainFactor, ChainLink, ChainStep, Goal, GoalLink, SteeringDocument

pytestmark = pytest.mark.django_db

DOCUMENT = {
    "key": "d",
    "title": "Älvmark 2030",
    "kind": DocumentKind.REGIONAL_STRATEGY,
    "starts_on": date(2022, 1, 1),
}


def rehearse(by, **sheets):
    return operations.rehearse_import(book=plan_book_of(**sheets), by=by, at=MONDAY)


def read_in(by, **sheets):
    """Rehearse, and read in what was rehearsed; the outcome must be without problems."""
    outcome = rehearse(by, **sheets)
    assert told(outcome) == []
    return operations.import_plan(book=plan_book_of(**sheets), seen=outcome.seal, by=by, at=MONDAY)


def told(outcome):
    """The problems as plain values."""
    return [(one.refused.code, one.sheet, one.number, one.column) for one in outcome.problems]


def goal(outline, name="Fler", **more):
    return {"document": "d", "outline": outline, "name": name} | more


def goals_now(by):
    return list(Goal.objects.of(by.region_id).order_by("place").values_list("outline", "name"))


def lines(by):
    return TrailEntry.objects.of(by.region_id).count()


# --- what is made


def test_import_makes_documents_and_goals_in_their_tree(anna):
    read_in(
        anna,
        documents=[DOCUMENT, DOCUMENT | {"key": None, "title": "Handlingsplan", "parent": "d"}],
        goals=[goal("1"), goal("1.1", parent="1", kind=GoalKind.PROCESS), goal("2")],
    )

    document = SteeringDocument.objects.get(key="d")
    assert (document.title, document.state) == ("Älvmark 2030", PlanState.DRAFT)
    assert SteeringDocument.objects.get(title="Handlingsplan").parent == document
    assert Goal.objects.get(outline="1.1").parent == Goal.objects.get(outline="1")
    assert Goal.objects.get(outline="1.1").kind is GoalKind.PROCESS
    assert [outline for outline, _name in goals_now(anna)] == ["1", "1.1", "2"]


def test_import_leaves_the_trail_that_the_verbs_leave(anna):
    read_in(anna, documents=[DOCUMENT], goals=[goal("1")])

    assert verbs(SteeringDocument.objects.get()) == ["drafted"]
    assert verbs(Goal.objects.get()) == ["added"]
    assert trail.broken_at(Region.objects.get(pk=anna.region_id)) is None


def test_import_gives_a_key_to_what_has_none(anna):
    read_in(anna, documents=[DOCUMENT | {"key": None}])

    assert len(SteeringDocument.objects.get().key) == 10


def test_import_does_what_the_same_verbs_by_hand_do(anna, stig):
    made = drafted_document(stig)
    goal_tree(stig, made)

    read_in(
        anna,
        documents=[DOCUMENT],
        goals=[
            goal("1", "Fler kan vara med", kind=GoalKind.OVERARCHING),
            goal("1.1", "Fler unga fullföljer gymnasiet", parent="1"),
            goal("1.2", "Skillnaderna i hälsa minskar", parent="1"),
            goal("2", "Ett näringsliv som ställer om"),
        ],
    )

    def by(who, *fields):
        return list(Goal.objects.of(who.region_id).order_by("place").values_list(*fields))

    fields = ("outline", "name", "place", "kind", "is_targeted", "revision", "parent__outline")
    assert by(anna, *fields) == by(stig, *fields)
    assert TrailEntry.objects.of(anna.region_id).count() == TrailEntry.objects.of(stig.region_id).count()


def test_import_makes_chains_with_steps_links_and_factors(anna, alvmark):
    ground(alvmark)
    read_in(
        anna,
        documents=[DOCUMENT],
        goals=[goal("1", key="g")],
        areas=[{"key": "a", "document": "d", "name": "Kompetens"}],
        chains=[{"key": "k", "document": "d", "name": "K", "area": "Kompetens", "goal": "1", "summary": "Så"}],
        steps=[
            {"key": "s", "chain": "K", "level": Level.ACTIVITY, "text": "Kurs", "generic_activity": "1"},
            {"key": "t", "chain": "k", "level": Level.OUTPUT, "text": "Intyg"},
        ],
        links=[{"key": "l", "source": "s", "target": "t", "evidence": Evidence.STRONG, "evidence_source": "Rapport"}],
        factors=[
            {"chain": "k", "kind": FactorKind.RISK, "text": "Ingen kommer", "step": "s"},
            {"chain": "k", "kind": FactorKind.SIDE_EFFECT, "text": "Kö", "link": "l"},
        ],
    )

    chain = Chain.objects.get(key="k")
    assert (chain.area, chain.goal) == (ActionArea.objects.get(key="a"), Goal.objects.get(key="g"))
    steps = list(ChainStep.objects.filter(chain=chain).order_by("place"))
    assert [(step.key, step.place) for step in steps] == [("s", 1), ("t", 2)]
    assert str(steps[0].generic_activity) == "1. Kompetensutvecklingsinsatser"
    link = ChainLink.objects.get(key="l")
    assert (link.source, link.target, link.evidence_source) == (steps[0], steps[1], "Rapport")
    assert [(one.step, one.link) for one in ChainFactor.objects.order_by("place")] == [(steps[0], None), (None, link)]


def test_import_lets_a_step_stand_in_two_chains(anna):
    read_in(
        anna,
        documents=[DOCUMENT],
        chains=[{"key": "k", "document": "d", "name": "K"}, {"key": "l", "document": "d", "name": "L"}],
        steps=[
            {"key": "a", "chain": "k", "level": Level.OUTPUT, "text": "Intyg", "origin": "b"},
            {"key": "b", "chain": "l", "level": Level.OUTPUT, "text": "Intyg"},
        ],
    )

    assert ChainStep.objects.get(key="a").origin == ChainStep.objects.get(key="b")
    assert verbs(ChainStep.objects.get(key="a")) == ["placed"]


@pytest.mark.parametrize("changed", [{"text": "Annat"}, {"level": Level.OUTCOME}])
def test_import_refuses_a_step_that_says_something_else_than_its_origin(anna, changed):
    outcome = rehearse(
        anna,
        documents=[DOCUMENT],
        chains=[{"key": "k", "document": "d", "name": "K"}, {"key": "l", "document": "d", "name": "L"}],
        steps=[
            {"key": "a", "chain": "k", "level": Level.OUTPUT, "text": "Intyg"},
            {"key": "b", "chain": "l", "level": Level.OUTPUT, "text": "Intyg", "origin": "a"} | changed,
        ],
    )

    (column,) = changed
    assert told(outcome) == [("workbook.step_differs_from_origin", Sheet.STEPS, 3, column)]


def test_import_ties_goals_of_two_documents(anna):
    read_in(
        anna,
        documents=[DOCUMENT, DOCUMENT | {"key": "e", "title": "Plan"}],
        goals=[goal("1", key="a"), goal("1", "Färre", document="e", key="b")],
        goal_links=[
            {"source": "b", "target": "a", "strength": Strength.CLEARLY, "share": Decimal("12.5"), "reason": "Så"}
        ],
    )

    link = GoalLink.objects.get()
    assert (link.source.key, link.target.key, link.share) == ("b", "a", Decimal("12.5"))


INITIATIVE = {
    "key": "i",
    "name": "Kurser",
    "generic_activity": "1",
    "unit": "utvecklingsavdelningen",
    "responsible": "anna",
    "starts_on": date(2026, 1, 1),
}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (InitiativeState.PLANNED, ["started"]),
        (InitiativeState.RUNNING, ["started", "begun"]),
        (InitiativeState.PAUSED, ["started", "begun", "paused"]),
        (InitiativeState.ENDED, ["started", "ended"]),
    ],
)
def test_import_starts_an_initiative_and_walks_it_to_its_state(anna, alvmark, state, said):
    ground(alvmark)
    read_in(
        anna,
        documents=[DOCUMENT],
        goals=[goal("1")],
        initiatives=[INITIATIVE | {"state": state}],
        contributions=[{"initiative": "Kurser", "goal": "1", "reason": "Kurserna"}],
    )

    made = Initiative.objects.get(key="i")
    assert (made.state, made.kind, made.responsible.username) == (state, InitiativeKind.OWN, "anna")
    assert verbs(made) == said
    assert Contribution.objects.get(initiative=made).reason == "Kurserna"
    assert PlannedResult.objects.filter(initiative=made).count() == 2


def test_import_defines_indicators(anna):
    read_in(
        anna,
        documents=[DOCUMENT],
        goals=[goal("1")],
        indicators=[{"name": "Utsläpp", "unit": "ton", "source": "SCB", "goal": "1", "wished": Direction.DOWN}],
    )

    indicator = Indicator.objects.get()
    assert (indicator.goal.outline, indicator.wished, indicator.decimals) == ("1", Direction.DOWN, 0)


# --- what is changed


def test_import_changes_only_what_differs(anna):
    document = drafted_document(anna, summary="Om länet")
    first, *_ = goal_tree(anna, document)
    before = lines(anna)

    outcome = read_in(
        anna,
        documents=[{"key": document.key, "title": "Älvmark 2035"}],
        goals=[{"key": first.key, "name": "Fler är med", "outline": "1", "document": document.key}],
    )

    document.refresh_from_db()
    first.refresh_from_db()
    assert (document.title, document.summary, first.name) == ("Älvmark 2035", "Om länet", "Fler är med")
    assert [[change.field for change in row.changes] for row in outcome.rows] == [["title"], ["name"]]
    assert lines(anna) == before + 2


def test_import_of_what_stands_there_writes_nothing(anna):
    region_with_plan(anna)
    book = plan_book(anna.region_id)
    before = lines(anna)

    outcome = operations.rehearse_import(book=book, by=anna, at=MONDAY)
    operations.import_plan(book=book, seen=outcome.seal, by=anna, at=MONDAY)

    assert [row for row in outcome.rows if row.is_new or row.changes] == []
    assert lines(anna) == before


CHANGES = [
    ("documents", "title", "Nytt namn"),
    ("documents", "ends_on", date(2031, 1, 1)),
    ("goals", "description", "Mer"),
    ("goals", "parent", None),
    ("goal_links", "reason", "Därför"),
    ("goal_links", "strength", Strength.MENTIONED),
    ("areas", "name", "Arbete"),
    ("chains", "summary", "Så här"),
    ("steps", "text", "Annat led"),
    ("links", "assumption", "Att de kommer"),
    ("factors", "text", "Annan risk"),
    ("initiatives", "description", "Om insatsen"),
    ("contributions", "reason", "För att"),
    ("indicators", "definition", "Exakt så"),
]


@pytest.mark.parametrize(("sheet", "column", "value"), CHANGES)
def test_import_changes_a_cell_of_any_sheet(anna, sheet, column, value):
    region_with_plan(anna)
    book = plan_book(anna.region_id)
    # A goal below another, and for the rest the first row that has not ended.
    place = next(n for n, row in enumerate(book[Sheet(sheet)]) if sheet != "goals" or row.values["parent"])
    place += sheet == "initiatives"
    if sheet == "contributions":
        place = _contribution_of_a_running_initiative(anna)
        book = plan_book(anna.region_id)
    before = book[Sheet(sheet)][place]
    changed = Row(2, {**before.values, column: value})

    outcome = operations.rehearse_import(book={**EMPTY, Sheet(sheet): [changed]}, by=anna, at=TUESDAY)
    assert told(outcome) == []
    operations.import_plan(book={**EMPTY, Sheet(sheet): [changed]}, seen=outcome.seal, by=anna, at=TUESDAY)

    now = plan_book(anna.region_id)[Sheet(sheet)]
    assert changed.values in [row.values for row in now]
    assert len(now) == len(book[Sheet(sheet)])


def _contribution_of_a_running_initiative(by):
    running = Initiative.objects.get(name="Pågår")
    operations.contribute_to(initiative=running, goal=Goal.objects.get(outline="A"), reason="", by=by, at=MONDAY)
    return 1


def test_import_changes_a_shared_step_in_all_its_chains_once(anna):
    made = region_with_plan(anna)
    shared = made["steps"][1]
    rows = [
        Row(n, {**row.values, "text": "Genomförda kurser"})
        for n, row in enumerate(plan_book(anna.region_id)[Sheet.STEPS], 2)
        if row.values["text"] == shared.text
    ]
    before = verbs(shared)

    outcome = operations.rehearse_import(book={**EMPTY, Sheet.STEPS: rows}, by=anna, at=MONDAY)
    operations.import_plan(book={**EMPTY, Sheet.STEPS: rows}, seen=outcome.seal, by=anna, at=MONDAY)

    assert len(rows) == 2
    assert set(ChainStep.objects.filter(text="Genomförda kurser")) == {shared, shared.placings.get()}
    assert verbs(shared) == [*before, "edited"]


def test_import_hands_numbers_on_along_a_row_of_goals(anna):
    document = drafted_document(anna)
    made = [added_goal(anna, document, str(n), f"Mål {n}") for n in (1, 2, 3)]
    rows = [
        {"key": one.key, "document": document.key, "outline": str(n), "name": one.name} for n, one in enumerate(made, 2)
    ]

    read_in(anna, goals=[{"document": document.key, "outline": "1", "name": "Ett nytt"}, *rows])

    assert goals_now(anna) == [("1", "Ett nytt"), ("2", "Mål 1"), ("3", "Mål 2"), ("4", "Mål 3")]


def test_import_gives_up_when_numbers_are_handed_on_too_often(anna, monkeypatch):
    monkeypatch.setattr(plan_import, "MOST_ROUNDS", 1)
    document = drafted_document(anna)
    made = [added_goal(anna, document, str(n), f"Mål {n}") for n in (1, 2)]
    rows = [
        {"key": one.key, "document": document.key, "outline": str(n), "name": one.name} for n, one in enumerate(made, 2)
    ]

    assert told(rehearse(anna, goals=rows)) == [("goal.outline_taken", Sheet.GOALS, 2, "outline")]


def test_import_refuses_two_goals_that_swap_numbers(anna):
    document = drafted_document(anna)
    made = [added_goal(anna, document, str(n), f"Mål {n}") for n in (1, 2)]
    rows = [
        {"key": one.key, "document": document.key, "outline": outline, "name": one.name}
        for one, outline in zip(made, ("2", "1"), strict=True)
    ]

    assert told(rehearse(anna, goals=rows)) == [
        ("goal.outline_taken", Sheet.GOALS, 2, "outline"),
        ("goal.outline_taken", Sheet.GOALS, 3, "outline"),
    ]


@pytest.mark.parametrize(
    ("written", "order"),
    [("cab", "cab"), ("bca", "bca"), ("cba", "cba"), ("ca", "cab"), ("nabc", "nabc"), ("abnc", "abnc"), ("a", "abc")],
)
def test_import_lets_goals_stand_as_they_are_written(anna, written, order):
    document = drafted_document(anna)
    made = {name: added_goal(anna, document, name, name) for name in "abc"}
    rows = [
        {"document": document.key, "outline": name, "name": name} | ({"key": made[name].key} if name in made else {})
        for name in written
    ]

    read_in(anna, goals=rows)

    assert "".join(name for name, _name in goals_now(anna)) == order


def test_import_moves_a_goal_with_what_stands_below_it(anna):
    document = drafted_document(anna)
    first, school, _health, last = goal_tree(anna, document)
    row = {"key": school.key, "document": document.key, "outline": "2.1", "name": school.name, "parent": last.key}

    read_in(anna, goals=[row])

    school.refresh_from_db()
    assert (school.parent, school.outline) == (last, "2.1")
    assert verbs(school) == ["added", "moved", "edited"]
    assert first.children.count() == 1


@pytest.mark.parametrize(
    ("name", "state", "said"),
    [
        ("Planerad", InitiativeState.RUNNING, ["begun"]),
        ("Planerad", InitiativeState.ENDED, ["ended"]),
        ("Pågår", InitiativeState.PAUSED, ["paused"]),
        ("Pågår", InitiativeState.ENDED, ["ended"]),
        ("Pausad", InitiativeState.RUNNING, ["resumed"]),
        ("Pausad", InitiativeState.ENDED, ["ended"]),
    ],
)
def test_import_brings_an_initiative_to_its_state(anna, name, state, said):
    region_with_plan(anna)
    row = next(one for one in plan_book(anna.region_id)[Sheet.INITIATIVES] if one.values["name"] == name)
    kept = Initiative.objects.get(name=name)
    before = verbs(kept)

    read_in(anna, initiatives=[{**row.values, "state": state}])

    kept.refresh_from_db()
    assert kept.state is state
    assert verbs(kept) == [*before, *said]


@pytest.mark.parametrize(
    ("name", "state"),
    [("Pågår", InitiativeState.PLANNED), ("Avslutad", InitiativeState.RUNNING), ("Pausad", InitiativeState.PLANNED)],
)
def test_import_refuses_a_state_that_does_not_follow(anna, name, state):
    region_with_plan(anna)
    row = next(one for one in plan_book(anna.region_id)[Sheet.INITIATIVES] if one.values["name"] == name)

    assert told(rehearse(anna, initiatives=[{**row.values, "state": state}])) == [
        ("state.no_such_step", Sheet.INITIATIVES, 2, "state")
    ]


# --- what is left alone


def test_import_leaves_what_is_not_written(anna):
    made = region_with_plan(anna)
    before = plan_book(anna.region_id)

    read_in(anna, documents=[DOCUMENT | {"title": "En tredje plan"}])

    now = plan_book(anna.region_id)
    assert len(now[Sheet.DOCUMENTS]) == 3
    assert {sheet: rows for sheet, rows in now.items() if sheet is not Sheet.DOCUMENTS} == {
        sheet: rows for sheet, rows in before.items() if sheet is not Sheet.DOCUMENTS
    }
    assert made["strategy"].revision == 1


def test_rehearsal_writes_nothing(anna):
    outcome = rehearse(anna, documents=[DOCUMENT], goals=[goal("1")])

    assert told(outcome) == []
    assert not SteeringDocument.objects.exists()
    assert lines(anna) == 0
    assert Region.objects.get(pk=anna.region_id).trail_length == 0


def test_another_regions_keys_make_rows_of_our_own(anna, stig):
    theirs = drafted_document(stig, "Sydland 2030")

    read_in(anna, documents=[DOCUMENT | {"key": theirs.key}])

    theirs.refresh_from_db()
    assert (theirs.title, theirs.region_id) == ("Sydland 2030", stig.region_id)
    assert SteeringDocument.objects.of(anna.region_id).get().key == theirs.key
    assert SteeringDocument.objects.of(stig.region_id).get() == theirs


def test_another_regions_rows_cannot_be_referred_to(anna, stig):
    theirs = drafted_document(stig, "Sydland 2030")

    outcome = rehearse(anna, goals=[goal("1", document=theirs.key), goal("2", document="Sydland 2030")])

    assert [problem[:3] for problem in told(outcome)] == [
        ("workbook.not_found", Sheet.GOALS, 2),
        ("workbook.not_found", Sheet.GOALS, 3),
    ]


# --- what is refused


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon"])
def test_only_those_who_plan_may_read_in(who, request):
    person = request.getfixturevalue(who)

    for verb in (operations.rehearse_import, lambda **said: operations.import_plan(**said, seen="")):
        with pytest.raises(NotAllowed):
            verb(book=plan_book_of(documents=[DOCUMENT]), by=person, at=MONDAY)
    assert not SteeringDocument.objects.exists()


def test_import_refuses_what_was_not_rehearsed(anna):
    with pytest.raises(RuleBroken, match=r"workbook\.not_as_shown"):
        operations.import_plan(book=plan_book_of(documents=[DOCUMENT]), seen="x", by=anna, at=MONDAY)

    assert not SteeringDocument.objects.exists()


def test_import_refuses_when_the_plan_has_changed_since(anna):
    document = drafted_document(anna)
    rows = [{"key": document.key, "title": "Nytt namn"}]
    seen = rehearse(anna, documents=rows).seal
    strategy.edit_document(document=document, title="Ett annat namn", revision=1, by=anna, at=TUESDAY)

    with pytest.raises(RuleBroken, match=r"workbook\.not_as_shown"):
        operations.import_plan(book=plan_book_of(documents=rows), seen=seen, by=anna, at=TUESDAY)

    document.refresh_from_db()
    assert document.title == "Ett annat namn"


def test_import_goes_on_when_something_else_has_changed_since(anna):
    document, other = drafted_document(anna), drafted_document(anna, "Annat")
    rows = [{"key": document.key, "title": "Nytt namn"}]
    seen = rehearse(anna, documents=rows).seal
    strategy.edit_document(document=other, title="Ett annat namn", revision=1, by=anna, at=TUESDAY)

    operations.import_plan(book=plan_book_of(documents=rows), seen=seen, by=anna, at=TUESDAY)

    document.refresh_from_db()
    assert document.title == "Nytt namn"


def test_import_refuses_a_plan_with_problems(anna):
    seen = rehearse(anna, documents=[DOCUMENT], goals=[goal("1", parent="9")]).seal

    with pytest.raises(RuleBroken, match=r"workbook\.not_as_shown"):
        operations.import_plan(
            book=plan_book_of(documents=[DOCUMENT], goals=[goal("1", parent="9")]), seen=seen, by=anna, at=MONDAY
        )

    assert not SteeringDocument.objects.exists()


def test_every_rule_that_is_broken_is_told_with_its_row_and_column(anna):
    drafted_document(anna, "Upptagen titel")
    outcome = rehearse(
        anna,
        documents=[
            DOCUMENT,
            DOCUMENT | {"key": "e", "title": "Upptagen titel"},
            DOCUMENT | {"key": "f", "title": "Bakvänd", "ends_on": date(2020, 1, 1)},
        ],
        goals=[goal("1"), goal("1", "Igen"), goal("2", is_targeted=False)],
        indicators=[{"name": "I", "unit": "st", "source": "SCB"}],
    )

    assert told(outcome) == [
        ("document.title_taken", Sheet.DOCUMENTS, 3, "title"),
        ("document.ends_before_start", Sheet.DOCUMENTS, 4, "ends_on"),
        ("goal.outline_taken", Sheet.GOALS, 3, "outline"),
        ("goal.direction_missing", Sheet.GOALS, 4, "wished"),
    ]


def test_what_stands_on_a_row_that_could_not_be_read_in_is_not_told_as_well(anna):
    drafted_document(anna, "Upptagen titel")

    outcome = rehearse(
        anna,
        documents=[DOCUMENT | {"title": "Upptagen titel"}],
        goals=[goal("1", document="d"), goal("2", document="d")],
    )

    assert told(outcome) == [("document.title_taken", Sheet.DOCUMENTS, 2, "title")]


def test_an_adopted_plan_is_refused_row_by_row(anna):
    document = adopted_document(anna)
    kept = Goal.objects.get()

    outcome = rehearse(
        anna,
        documents=[{"key": document.key, "title": "Nytt namn"}],
        goals=[
            {"key": kept.key, "document": document.key, "outline": "1", "name": "Annat"},
            {"document": document.key, "outline": "2", "name": "Nytt mål"},
        ],
    )

    assert [problem[:3] for problem in told(outcome)] == [
        ("plan.is_adopted", Sheet.DOCUMENTS, 2),
        ("plan.is_adopted", Sheet.GOALS, 2),
        ("plan.is_adopted", Sheet.GOALS, 3),
    ]


def test_an_adopted_plan_may_stand_in_the_workbook_unchanged(anna):
    document = adopted_document(anna)
    book = plan_book(anna.region_id)
    rows = [row.values for row in book[Sheet.DOCUMENTS]], [row.values for row in book[Sheet.GOALS]]

    read_in(anna, documents=[*rows[0], DOCUMENT | {"title": "Plan"}], goals=[*rows[1], goal("1")])

    document.refresh_from_db()
    assert (document.state, SteeringDocument.objects.count(), Goal.objects.count()) == (PlanState.ADOPTED, 2, 2)


def test_the_steps_of_an_adopted_chain_are_refused(anna):
    chain, steps, _links = adopted_chain(anna)
    row = {"key": steps[0].key, "chain": chain.key, "level": Level.ACTIVITY, "text": "Annat"}

    assert told(rehearse(anna, steps=[row])) == [("plan.is_adopted", Sheet.STEPS, 2, "")]


def test_a_ring_of_steps_is_refused(anna):
    chain, steps, _links = chain_of_three(anna)
    row = {"chain": chain.key, "source": steps[2].key, "target": steps[0].key}

    assert told(rehearse(anna, links=[row])) == [("link.goes_backward", Sheet.LINKS, 2, "target")]


def test_a_link_in_another_chain_than_its_steps_is_refused(anna):
    chain, steps, _links = chain_of_three(anna)
    other = strategy.draft_chain(document=chain.document, name="Annan", by=anna, at=MONDAY)
    row = {"chain": other.key, "source": steps[0].key, "target": steps[2].key}

    assert told(rehearse(anna, links=[row])) == [("link.step_of_another_chain", Sheet.LINKS, 2, "source")]


def test_a_goal_under_one_that_is_not_written_cannot_make_a_ring(anna):
    document = drafted_document(anna)
    first, school, *_ = goal_tree(anna, document)
    row = {"key": first.key, "document": document.key, "outline": "1", "name": first.name, "parent": school.key}

    assert told(rehearse(anna, goals=[row])) == [("goal.below_itself", Sheet.GOALS, 2, "parent")]


def test_the_key_of_a_retired_goal_is_not_used_again(anna):
    document = drafted_document(anna)
    old = added_goal(anna, document)
    strategy.retire_goal(goal=old, reason="Nått", by=anna, at=MONDAY)
    row = {"key": old.key, "document": document.key, "outline": "1", "name": "Igen"}

    assert told(rehearse(anna, goals=[row])) == [("workbook.key_of_the_past", Sheet.GOALS, 2, "key")]


def test_a_row_that_clashes_in_the_database_is_refused_and_the_rest_is_tried(anna, monkeypatch):
    monkeypatch.setattr(plan_import, "_check_unused", lambda *_: None)
    document = drafted_document(anna)
    old = added_goal(anna, document)
    strategy.retire_goal(goal=old, reason="Nått", by=anna, at=MONDAY)

    outcome = rehearse(
        anna,
        goals=[
            {"key": old.key, "document": document.key, "outline": "1", "name": "Igen"},
            {"document": document.key, "outline": "2", "name": "Utan riktning", "is_targeted": False},
        ],
    )

    assert told(outcome) == [
        ("workbook.cannot_be_kept", Sheet.GOALS, 2, ""),
        ("goal.direction_missing", Sheet.GOALS, 3, "wished"),
    ]


def test_a_plan_whose_rows_could_not_all_be_read_is_only_compared(anna):
    book = {**EMPTY, Sheet.DOCUMENTS: [Row(2, DOCUMENT), Row(3, {"key": "e"}, is_whole=False)]}

    outcome = operations.rehearse_import(book=book, by=anna, at=MONDAY)

    assert told(outcome) == []
    assert [row.number for row in outcome.rows] == [2, 3]
    assert lines(anna) == 0


def test_more_than_can_be_read_in_at_once_is_refused(anna, monkeypatch):
    monkeypatch.setattr(plan_import, "MOST_AT_ONCE", 2)

    with pytest.raises(RuleBroken, match=r"workbook\.too_much_at_once") as refused:
        rehearse(anna, documents=[DOCUMENT], goals=[goal("1"), goal("2")])

    assert refused.value.facts == {"field": "upload", "count": 3, "most": 2}


def test_the_seal_tells_outcomes_apart(anna):
    document = drafted_document(anna)
    one = rehearse(anna, documents=[{"key": document.key, "title": "Ett"}])
    two = rehearse(anna, documents=[{"key": document.key, "title": "Två"}])
    wrong = rehearse(anna, documents=[{"key": document.key, "title": ""}])

    assert len({one.seal, two.seal, wrong.seal}) == 3
    assert rehearse(anna, documents=[{"key": document.key, "title": "Ett"}]).seal == one.seal


def test_import_asks_in_step_with_how_much_it_makes(anna):
    def asked(count):
        with CaptureQueriesContext(connection) as found:
            rehearse(anna, documents=[DOCUMENT], goals=[goal(str(n), f"Mål {n}") for n in range(count)])
        return len(found)

    ten, twenty, thirty = asked(10), asked(20), asked(30)

    assert thirty - twenty == twenty - ten


# --- why an insats helps


def test_edit_contribution_says_better_why(anna, alvmark):
    unit, activity = ground(alvmark)
    insats = initiative(anna, "Kurser", unit, activity)
    aim = added_goal(anna, drafted_document(anna))
    contribution = operations.contribute_to(initiative=insats, goal=aim, reason="", by=anna, at=MONDAY)

    operations.edit_contribution(contribution=contribution, reason="Därför", revision=1, by=anna, at=TUESDAY)

    contribution.refresh_from_db()
    assert (contribution.reason, contribution.revision) == ("Därför", 2)
    assert verbs(contribution) == ["contributes", "edited"]


def test_edit_contribution_is_refused_when_stale_or_ended_or_not_ones_own(anna, cilla, alvmark):
    unit, activity = ground(alvmark)
    insats = initiative(anna, "Kurser", unit, activity)
    aim = added_goal(anna, drafted_document(anna))
    contribution = operations.contribute_to(initiative=insats, goal=aim, reason="", by=anna, at=MONDAY)
    said = {"contribution": contribution, "reason": "Därför", "at": MONDAY}

    with pytest.raises(NotAllowed):
        operations.edit_contribution(**said, revision=1, by=cilla)
    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_contribution(**said, revision=7, by=anna)
    operations.end_initiative(initiative=insats, by=anna, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"initiative\.ended"):
        operations.edit_contribution(**said, revision=1, by=anna)


def test_adopted_versions_keep_what_they_said(anna):
    document = drafted_document(anna)
    kept = added_goal(anna, document)
    version = adopt(document, anna)
    strategy.revise_document(document=document, by=anna, at=TUESDAY)

    read_in(anna, goals=[{"key": kept.key, "document": document.key, "outline": "1", "name": "Nytt"}])

    version.refresh_from_db()
    assert [one["name"] for one in version.content["goals"].values()] == ["Fler unga fullföljer gymnasiet"]
