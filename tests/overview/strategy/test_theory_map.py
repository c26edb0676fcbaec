from datetime import date

import pytest
from django.utils import translation

from tests.factories import MONDAY, ChainLinkFactory, ChainStepFactory, IndicatorFactory, InitiativeFactory
from tests.strategy.walks import (
    added_goal,
    added_step,
    adopted_framework,
    chain_of_three,
    drafted_chain,
    drafted_document,
    linked,
)
from varv.core.theory import Doubt, Evidence, FactorKind, Holding, Level
from varv.core.workflow import PlanState
from varv.overview.strategy.theory_map import CheckLine, theory_map
from varv.regions.models import User
from varv.strategy import operations
from varv.strategy.models import GenericActivity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def seen(by, link, holding, since=date(2026, 3, 2)):
    operations.check_assumption(link=link, holding=holding, since=since, signal="Vi ringde.", by=by, at=MONDAY)


def named(steps):
    return [step.text for step in steps]


def test_map_tells_what_the_chain_is_about(anna, alvmark):
    document = drafted_document(anna)
    goal, owner = added_goal(anna, document), User.objects.get(pk=anna.person_id)
    chain = drafted_chain(anna, document=document, goal=goal, owner=owner, summary="Vår bästa gissning.")
    InitiativeFactory.create_batch(2, region=alvmark, chain=chain)

    found = theory_map(chain)

    assert (found.name, found.summary, found.document, found.goal, found.owner, found.initiatives) == (
        "Kompetens för omställning",
        "Vår bästa gissning.",
        "Älvmark 2030",
        "1 Fler unga fullföljer gymnasiet",
        "Anna",
        2,
    )
    assert (found.state, found.newest, found.steps, found.links, found.levels) == (PlanState.DRAFT, None, (), (), ())


def test_map_of_a_chain_without_goal_and_owner_says_nothing_of_them(anna):
    found = theory_map(drafted_chain(anna))

    assert (found.goal, found.goal_id, found.owner, found.initiatives) == ("", None, "", 0)


def test_steps_stand_by_level_and_then_as_placed(anna):
    chain, *_ = chain_of_three(anna)
    added_step(anna, chain, "Industrin saknar tekniker", Level.NEED)
    added_step(anna, chain, "Gemensam validering")

    assert named(theory_map(chain).steps) == [
        "Industrin saknar tekniker",
        "Yrkesväxling i moduler",
        "Gemensam validering",
        "Genomförda moduler",
        "Deltagarna får ett intyg som gäller",
    ]


def test_step_from_output_on_is_measured_when_it_has_an_indicator(anna, alvmark):
    chain, steps, _links = chain_of_three(anna)
    IndicatorFactory.create_batch(2, region=alvmark, step=steps[1])

    found = theory_map(chain)

    assert [(step.indicators, step.is_measured) for step in found.steps] == [(0, True), (2, True), (0, False)]
    assert named(found.unmeasured) == ["Deltagarna får ett intyg som gäller"]


def test_activity_carries_its_generic_number(anna):
    adopted_framework(anna)
    chain = drafted_chain(anna)
    added_step(anna, chain, generic_activity=GenericActivity.objects.of(anna.region_id).get(number=3))

    (step,) = theory_map(chain).steps

    assert (step.generic_number, step.generic_name) == (3, "Synkronisera aktörer")


def test_links_that_rest_on_an_assumption_are_numbered_from_left_to_right(anna):
    chain, steps, _links = chain_of_three(anna)
    linked(anna, steps[0], steps[2], evidence=Evidence.NONE)

    found = theory_map(chain)

    assert [(link.source.text, link.target.text, link.number) for link in found.links] == [
        ("Yrkesväxling i moduler", "Genomförda moduler", None),
        ("Yrkesväxling i moduler", "Deltagarna får ett intyg som gäller", 1),
        ("Genomförda moduler", "Deltagarna får ett intyg som gäller", 2),
    ]
    assert [(link.number, link.evidence) for link in found.assumptions] == [(1, Evidence.NONE), (2, Evidence.ASSUMED)]
    assert (found.untested, found.without_evidence) == (2, 1)


def test_strong_link_with_an_assumption_is_numbered_and_stands_last(anna):
    chain, _steps, links = chain_of_three(anna)
    operations.edit_link(link=links[0], revision=1, assumption="Arbetsgivaren ger ledigt", by=anna, at=MONDAY)

    found = theory_map(chain).assumptions

    assert [(link.number, link.evidence) for link in found] == [(2, Evidence.ASSUMED), (1, Evidence.STRONG)]


def test_levels_tell_the_evidence_of_the_links_onward(anna):
    chain, steps, _links = chain_of_three(anna)
    linked(anna, steps[0], steps[2], evidence=Evidence.NONE)

    activity, output, outcome = theory_map(chain).levels

    assert (activity.evidence, activity.numbers, activity.weakest) == (
        {Evidence.STRONG: 1, Evidence.NONE: 1},
        (1,),
        Evidence.NONE,
    )
    assert (output.evidence, output.numbers, output.weakest) == ({Evidence.ASSUMED: 1}, (2,), Evidence.ASSUMED)
    assert (outcome.level, named(outcome.steps), outcome.weakest) == (
        Level.OUTCOME,
        ["Deltagarna får ett intyg som gäller"],
        None,
    )


def test_checks_tell_a_step_alone_from_a_dead_end(anna):
    chain, *_ = chain_of_three(anna)
    added_step(anna, chain, "Mentorer")
    source = added_step(anna, chain, "Lokaler", Level.INPUT)
    linked(anna, source, added_step(anna, chain, "Öppet hus"))

    found = theory_map(chain)

    assert (named(found.orphans), named(found.dead_ends)) == (["Mentorer"], ["Öppet hus"])


def test_map_takes_the_same_queries_for_one_link_and_for_three(anna, django_assert_num_queries):
    chain, steps, links = chain_of_three(anna)
    operations.unlink_steps(link=links[1], by=anna, at=MONDAY)
    with django_assert_num_queries(6):
        theory_map(chain)
    linked(anna, steps[0], steps[2])
    linked(anna, steps[1], steps[2])

    with django_assert_num_queries(6):
        theory_map(chain)


def test_chain_without_doubts_raises_none(anna, alvmark):
    chain, steps, links = chain_of_three(anna)
    for step in steps[1:]:
        IndicatorFactory(region=alvmark, step=step)
    operations.edit_link(link=links[1], revision=1, evidence=Evidence.SOME, by=anna, at=MONDAY)

    assert theory_map(chain).doubts == ()


def test_doubts_name_what_they_are_about_the_gravest_first(anna):
    chain, _steps, links = chain_of_three(anna)
    alone = added_step(anna, chain, "Mentorer")
    effect = added_step(anna, chain, "Fler i arbete", Level.EFFECT)
    leap = linked(anna, _steps[1], effect, evidence=Evidence.NONE)
    course, plan = added_step(anna, chain, "Kurs"), added_step(anna, chain, "Kursplan", Level.OUTPUT)
    linked(anna, course, plan, evidence=Evidence.SOME)
    seen(anna, links[1], Holding.BROKEN)

    found = {
        line.code: ([step.id for step in line.steps], [link.id for link in line.links])
        for line in theory_map(chain).doubts
    }

    assert found == {
        Doubt.ORPHAN: ([alone.pk], []),
        Doubt.BROKEN: ([], [links[1].pk]),
        Doubt.DEAD_END: ([plan.pk], []),
        Doubt.AIMLESS: ([course.pk], []),
        Doubt.UNFOUNDED: ([_steps[2].pk, effect.pk], []),
        Doubt.UNSPOKEN: ([], [leap.pk]),
        Doubt.HASTY: ([], [leap.pk]),
        Doubt.UNTESTED: ([], [leap.pk, links[1].pk]),
        Doubt.UNMEASURED: ([_steps[1].pk, plan.pk, _steps[2].pk, effect.pk], []),
    }
    assert [line.code for line in theory_map(chain).doubts] == [code for code in Doubt if code in found]


def test_doubt_counts_its_steps_and_links(anna):
    chain, *_ = chain_of_three(anna)

    found = {line.code: line.count for line in theory_map(chain).doubts}

    assert found == {Doubt.UNFOUNDED: 1, Doubt.UNTESTED: 1, Doubt.UNMEASURED: 2}


def test_ring_is_a_doubt_though_the_verbs_never_make_one(anna, alvmark):
    chain = drafted_chain(anna)
    one, two = (ChainStepFactory(region=alvmark, chain=chain, text=text) for text in ("Ett", "Två"))
    for source, target in ((one, two), (two, one)):
        ChainLinkFactory(region=alvmark, chain=chain, source=source, target=target)

    first = theory_map(chain).doubts[0]

    assert (first.code, named(first.steps)) == (Doubt.LOOP, ["Ett", "Två"])


def test_activity_without_links_is_told_of_once(anna):
    chain = drafted_chain(anna)
    added_step(anna, chain)

    assert [line.code for line in theory_map(chain).doubts] == [Doubt.ORPHAN]


def test_link_tells_what_was_seen_of_its_assumption_the_newest_first(anna, egon):
    chain, _steps, links = chain_of_three(anna)
    seen(anna, links[1], Holding.HOLDS, date(2025, 9, 1))
    seen(egon, links[1], Holding.BROKEN, date(2026, 3, 2))

    strong, assumed = theory_map(chain).links

    assert (strong.checks, strong.holding) == ((), None)
    assert assumed.holding is Holding.BROKEN
    assert assumed.checks == (
        CheckLine(Holding.BROKEN, date(2026, 3, 2), "Vi ringde.", "Egon"),
        CheckLine(Holding.HOLDS, date(2025, 9, 1), "Vi ringde.", "Anna"),
    )
    assert theory_map(chain).broken == (assumed,)


def test_assumption_that_does_not_hold_stands_before_the_weakest(anna):
    chain, steps, links = chain_of_three(anna)
    linked(anna, steps[0], steps[2], evidence=Evidence.NONE)
    operations.edit_link(link=links[0], revision=1, assumption="Arbetsgivaren ger ledigt", by=anna, at=MONDAY)
    seen(anna, links[0], Holding.BROKEN)

    found = theory_map(chain).assumptions

    assert [(link.evidence, link.holding) for link in found] == [
        (Evidence.STRONG, Holding.BROKEN),
        (Evidence.NONE, None),
        (Evidence.ASSUMED, None),
    ]


def test_assumption_that_holds_again_is_not_broken(anna):
    chain, _steps, links = chain_of_three(anna)
    seen(anna, links[1], Holding.BROKEN, date(2026, 3, 2))
    seen(anna, links[1], Holding.HOLDS, date(2026, 9, 1))

    assert theory_map(chain).broken == ()


def test_factors_stand_by_kind_with_what_they_are_about(anna):
    chain, steps, links = chain_of_three(anna)
    for kind, text, about in (
        (FactorKind.RISK, "Få söker.", {"step": steps[0]}),
        (FactorKind.CONDITION, "Bidraget finns kvar.", {}),
        (FactorKind.RISK, "Intyget saknar värde.", {"link": links[1]}),
    ):
        operations.add_factor(chain=chain, kind=kind, text=text, **about, by=anna, at=MONDAY)

    kinds = theory_map(chain).factor_kinds

    assert [(kind, [(line.text, line.about) for line in lines]) for kind, lines in kinds] == [
        (
            FactorKind.RISK,
            [
                ("Få söker.", "Yrkesväxling i moduler"),
                ("Intyget saknar värde.", "Genomförda moduler → Deltagarna får ett intyg som gäller"),
            ],
        ),
        (FactorKind.SIDE_EFFECT, []),
        (FactorKind.CONDITION, [("Bidraget finns kvar.", "")]),
    ]


def test_map_names_the_area_and_how_a_link_is_tested(anna):
    document = drafted_document(anna)
    area = operations.add_area(document=document, name="Kompetens", by=anna, at=MONDAY)
    chain, _steps, links = chain_of_three(anna, document=document)
    operations.edit_chain(chain=chain, area=area, revision=1, by=anna, at=MONDAY)
    operations.edit_link(link=links[1], revision=1, tested_how="Ring tolv företag.", by=anna, at=MONDAY)

    found = theory_map(chain)

    assert (found.area_id, found.area, found.key) == (area.pk, "Kompetens", chain.key)
    assert [link.tested_how for link in found.links] == ["", "Ring tolv företag."]
