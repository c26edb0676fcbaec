"""The rules of PLAN as tables of cases: what holds, and the code of what does not."""

from datetime import date

import pytest

from tests.factories import (
    ChainFactory,
    ChainLinkFactory,
    ChainStepFactory,
    ChainVersionFactory,
    FrameworkFactory,
    GoalFactory,
    MatrixRowFactory,
    SteeringDocumentFactory,
)
from tests.strategy.walks import adopted_framework
from varv.core.kinds import DocumentKind, GoalKind
from varv.core.refusals import NotAllowed, Refusal, RuleBroken, holds
from varv.core.status import Direction
from varv.core.theory import Claim, Evidence, Level
from varv.core.workflow import PlanState
from varv.regions.models import User
from varv.strategy import rules
from varv.strategy.models import ChainLink, ChainStep, MatrixRow
from varv.strategy.templates import template

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)
SPRING = date(2026, 4, 28)


def code_of(check, *args, **kwargs):
    """The code of the refusal, or ``None`` when the rule lets it pass."""
    try:
        check(*args, **kwargs)
    except Refusal as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("anna", (True, True, True, True)),
        ("disa", (False, False, True, False)),
        ("egon", (False, False, False, False)),
        ("bo", (False, False, False, False)),
        ("cilla", (False, False, False, False)),
        ("frida", (False, False, False, False)),
    ],
)
def test_who_may_plan_edit_adopt_and_change_the_framework(who, may, alvmark, request):
    actor, draft = request.getfixturevalue(who), SteeringDocumentFactory(region=alvmark)

    assert (
        holds(rules.check_plan, actor),
        holds(rules.check_edit_plan, draft, actor),
        holds(rules.check_adopt, draft, actor),
        holds(rules.check_edit_framework, actor),
    ) == may


@pytest.mark.parametrize("factory", [SteeringDocumentFactory, ChainFactory])
@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (PlanState.DRAFT, [None, None, "state.no_such_step"]),
        (PlanState.ADOPTED, ["plan.is_adopted", "state.no_such_step", None]),
        (PlanState.REVISING, [None, None, "state.no_such_step"]),
    ],
)
def test_a_plan_is_edited_adopted_and_revised_by_its_state(factory, state, codes, anna, alvmark):
    plan = factory(region=alvmark, state=state)

    checks = (rules.check_edit_plan, rules.check_adopt, rules.check_revise)
    assert [code_of(check, plan, anna) for check in checks] == codes


def test_right_is_asked_for_before_the_state(bo, alvmark):
    adopted = SteeringDocumentFactory(region=alvmark, state=PlanState.ADOPTED)

    for check in (rules.check_edit_plan, rules.check_adopt, rules.check_revise):
        with pytest.raises(NotAllowed):
            check(adopted, bo)


@pytest.mark.parametrize(
    ("has_version", "adopted_on", "reason", "code"),
    [
        (False, TODAY, "", None),
        (False, date(1998, 1, 1), "", None),
        (False, date(2026, 11, 17), "", "version.not_decided_yet"),
        (True, TODAY, "Vi har lärt oss.", None),
        (True, SPRING, "Samma dag.", None),
        (True, date(2026, 4, 27), "För tidigt.", "version.older_than_the_last"),
        (True, TODAY, "", "version.reason_missing"),
        (True, TODAY, " \n", "version.reason_missing"),
        (True, date(2026, 11, 17), "", "version.not_decided_yet"),
    ],
)
def test_version_is_a_decision_that_has_been_made(has_version, adopted_on, reason, code, alvmark):
    latest = ChainVersionFactory(region=alvmark, adopted_on=SPRING) if has_version else None

    found = code_of(rules.check_version, latest, adopted_on=adopted_on, reason=reason, today=TODAY)

    assert found == code


def test_owner_works_here_now(anna, stig, alvmark):
    here, elsewhere = (User.objects.get(pk=person.person_id) for person in (anna, stig))

    assert code_of(rules.check_owner, None, alvmark.pk) is None
    assert code_of(rules.check_owner, here, alvmark.pk) is None
    assert code_of(rules.check_owner, elsewhere, alvmark.pk) == "plan.owner_works_elsewhere"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"title": "En plan"}, "document.title_taken"),
        ({"ends_on": None}, None),
        ({"ends_on": date(2022, 1, 1)}, None),
        ({"ends_on": date(2021, 12, 31)}, "document.ends_before_start"),
    ],
)
def test_document_as_it_would_become(changed, code, alvmark):
    SteeringDocumentFactory(region=alvmark, title="En plan")
    document = SteeringDocumentFactory(region=alvmark, title="RUS")
    for name, value in changed.items():
        setattr(document, name, value)

    assert code_of(rules.check_document, document) == code


def test_title_may_be_the_same_in_another_region(alvmark, sydland):
    SteeringDocumentFactory(region=sydland, title="RUS")

    assert code_of(rules.check_document, SteeringDocumentFactory(region=alvmark, title="RUS")) is None


@pytest.mark.parametrize(
    ("is_targeted", "wished", "kind", "code"),
    [
        (True, None, GoalKind.EFFECT, None),
        (True, Direction.UP, GoalKind.OVERARCHING, None),
        (False, Direction.UP, GoalKind.EFFECT, None),
        (False, Direction.DOWN, GoalKind.OVERARCHING, None),
        (False, None, GoalKind.PROCESS, None),
        (False, None, GoalKind.EFFECT, "goal.direction_missing"),
        (False, None, GoalKind.OVERARCHING, "goal.direction_missing"),
    ],
)
def test_goal_without_target_has_a_direction(is_targeted, wished, kind, code, alvmark):
    goal = GoalFactory(region=alvmark, is_targeted=is_targeted, wished=wished, kind=kind)

    assert code_of(rules.check_goal, goal) == code


@pytest.mark.parametrize(
    ("kind", "peer_rule", "gap_rule", "code"),
    [
        (DocumentKind.REGIONAL_STRATEGY, "Fler än jämförbara län", "", None),
        (DocumentKind.ACTION_PLAN, "", "Mindre gap mellan kvinnor och män", None),
        (DocumentKind.OPERATIONAL_PLAN, " ", "\n", "goal.direction_missing"),
        (DocumentKind.PROGRAMME, "", "", "goal.direction_missing"),
        (DocumentKind.GLOBAL, "", "", None),
        (DocumentKind.EUROPEAN, "", "", None),
        (DocumentKind.NATIONAL, "", "", None),
        (DocumentKind.PARTNER_PLAN, "", "", None),
    ],
)
def test_goal_of_our_own_without_target_has_something_to_be_judged_by(kind, peer_rule, gap_rule, code, alvmark):
    document = SteeringDocumentFactory(region=alvmark, title="Ett dokument", kind=kind)
    goal = GoalFactory(region=alvmark, document=document, is_targeted=False, peer_rule=peer_rule, gap_rule=gap_rule)

    assert code_of(rules.check_goal, goal) == code


def test_number_of_a_goal_is_its_own_within_the_document(alvmark):
    plan = SteeringDocumentFactory(region=alvmark, title="En plan")
    GoalFactory(region=alvmark, outline="1")
    GoalFactory(region=alvmark, outline="2", retired_on=SPRING)
    elsewhere, reused = (
        GoalFactory(region=alvmark, outline="1", document=plan),
        GoalFactory(region=alvmark, outline="2"),
    )
    clash = GoalFactory.build(region=alvmark, document=reused.document, outline="1", region_id=alvmark.pk)

    assert [code_of(rules.check_goal, goal) for goal in (elsewhere, reused, clash)] == [
        None,
        None,
        "goal.outline_taken",
    ]


@pytest.mark.parametrize(
    ("depth", "code"), [(0, "goal.below_itself"), (1, "goal.below_itself"), (2, "goal.below_itself")]
)
def test_goal_never_stands_below_itself(depth, code, alvmark):
    top = GoalFactory(region=alvmark)
    line = [top]
    for _ in range(2):
        line.append(GoalFactory(region=alvmark, parent=line[-1]))

    assert code_of(rules.check_place_goal, top, line[depth]) == code
    assert code_of(rules.check_place_goal, line[2], top) is None
    assert code_of(rules.check_place_goal, top, None) is None


@pytest.mark.parametrize(
    ("level", "is_generic", "code"),
    [
        (Level.ACTIVITY, True, None),
        (Level.ACTIVITY, False, None),
        (Level.OUTCOME, False, None),
        (Level.NEED, True, "step.only_activities_are_generic"),
        (Level.IMPACT, True, "step.only_activities_are_generic"),
    ],
)
def test_only_activities_are_of_a_generic_kind(level, is_generic, code, anna):
    framework = adopted_framework(anna)
    activity = framework.activities.first() if is_generic else None
    step = ChainStepFactory(region_id=anna.region_id, level=level, generic_activity=activity)

    assert code_of(rules.check_step, step) == code


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        (Level.NEED, Level.IMPACT, None),
        (Level.ACTIVITY, Level.OUTPUT, None),
        (Level.OUTCOME, Level.OUTCOME, None),
        (Level.OUTPUT, Level.ACTIVITY, "link.goes_backward"),
        (Level.IMPACT, Level.NEED, "link.goes_backward"),
    ],
)
def test_link_goes_onward(source, target, code, alvmark):
    chain = ChainFactory(region=alvmark)
    one, two = (ChainStepFactory(region=alvmark, chain=chain, level=level) for level in (source, target))
    link = ChainLink(region=alvmark, chain=chain, source=one, target=two)

    assert code_of(rules.check_link, link) == code


@pytest.mark.parametrize(
    ("evidence", "claim", "source", "code"),
    [
        (Evidence.NONE, Claim.HYPOTHETICAL, "", None),
        (Evidence.ASSUMED, Claim.HYPOTHETICAL, "", None),
        (Evidence.SOME, Claim.HYPOTHETICAL, "", None),
        (Evidence.STRONG, Claim.HYPOTHETICAL, "", "link.source_missing"),
        (Evidence.SOME, Claim.SHOWN, "", "link.source_missing"),
        (Evidence.STRONG, Claim.SHOWN, "  ", "link.source_missing"),
        (Evidence.STRONG, Claim.SHOWN, "Delrapport 2", None),
    ],
)
def test_who_claims_much_names_the_source(evidence, claim, source, code):
    link = ChainLink(evidence=evidence, claim=claim, evidence_source=source)

    assert code_of(rules.check_evidence, link) == code


def test_chain_is_ready_when_every_step_is_linked(alvmark):
    chain, other = ChainFactory(region=alvmark), ChainFactory(region=alvmark)
    empty = code_of(rules.check_adopt_chain, chain)
    link = ChainLinkFactory(region=alvmark, chain=chain)
    ready = code_of(rules.check_adopt_chain, chain)
    ChainStepFactory(region=alvmark, chain=other)
    ChainStepFactory(region=alvmark, chain=chain)

    assert (empty, ready, code_of(rules.check_adopt_chain, chain)) == ("chain.is_empty", None, "chain.has_orphans")
    assert [code_of(rules.check_remove_step, step) for step in (link.source, link.target)] == ["step.is_linked"] * 2


def test_step_alone_can_be_taken_away(alvmark):
    assert code_of(rules.check_remove_step, ChainStepFactory(region=alvmark)) is None


def test_template_is_taken_over_once_in_each_region(alvmark, sydland):
    wanted = template("vasterbotten")
    FrameworkFactory(region=alvmark, template="vasterbotten")

    assert code_of(rules.check_adopt_framework, wanted, alvmark.pk) == "framework.adopted_already"
    assert code_of(rules.check_adopt_framework, wanted, sydland.pk) is None


def test_rows_of_the_template_stay_and_the_regions_own_go(anna):
    framework = adopted_framework(anna)
    results, work, _task = framework.domains.order_by("number")
    own = [MatrixRowFactory(region_id=anna.region_id, domain=domain, number=5) for domain in (results, work)]
    known = MatrixRow.objects.of(anna.region_id).filter(domain=results, number__lte=4)

    assert {code_of(rules.check_remove_matrix_row, row, anna) for row in known} == {"framework.row_is_the_templates"}
    assert [code_of(rules.check_remove_matrix_row, row, anna) for row in own] == [None, None]


def test_refusals_point_at_the_field_that_can_be_put_right(alvmark):
    step = ChainStep(region=alvmark, chain=ChainFactory(region=alvmark), level=Level.NEED, generic_activity_id=1)

    with pytest.raises(RuleBroken) as refused:
        rules.check_step(step)

    assert refused.value.facts["field"] == "generic_activity"
