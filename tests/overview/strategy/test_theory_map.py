import pytest
from django.utils import translation

from tests.factories import MONDAY, IndicatorFactory, InitiativeFactory
from tests.strategy.walks import (
    added_goal,
    added_step,
    adopt_chain,
    adopted_chain,
    adopted_framework,
    chain_of_three,
    drafted_chain,
    drafted_document,
    linked,
)
from varv.core.theory import Claim, Evidence, Level
from varv.core.versions import Kind
from varv.core.workflow import PlanState
from varv.overview.strategy.theory_map import WrittenLink, chain_lines, chain_version_sheet, theory_map
from varv.regions.models import User
from varv.strategy import operations
from varv.strategy.models import ChainVersion, GenericActivity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


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
    with django_assert_num_queries(4):
        theory_map(chain)
    linked(anna, steps[0], steps[2])
    linked(anna, steps[1], steps[2])

    with django_assert_num_queries(4):
        theory_map(chain)


def test_list_tells_how_well_each_chain_is_supported(anna):
    document = drafted_document(anna)
    goal = added_goal(anna, document)
    chain_of_three(anna, "Kompetens", document)
    drafted_chain(anna, "Gymnasiet", document, goal=goal)

    empty, full = chain_lines(anna.region_id)

    assert (empty.name, empty.goal, empty.steps, empty.links, empty.grades, empty.weakest) == (
        "Gymnasiet",
        "1 Fler unga fullföljer gymnasiet",
        0,
        0,
        (),
        None,
    )
    assert (full.name, full.goal, full.steps, full.links) == ("Kompetens", "", 3, 2)
    assert full.grades == ((Evidence.STRONG, 1), (Evidence.ASSUMED, 1))
    assert full.weakest.assumption == "Intyget räknas när företagen anställer"


def test_list_names_the_version_in_force(anna):
    chain, *_ = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    adopt_chain(chain, anna)

    (line,) = chain_lines(anna.region_id)

    assert (line.version, line.state, line.document) == (2, PlanState.ADOPTED, "Älvmark 2030")


def test_list_is_the_regions_own_and_takes_four_queries(anna, stig, django_assert_num_queries):
    chain_of_three(stig)
    document = drafted_document(anna)
    chain_of_three(anna, "Kompetens", document)
    with django_assert_num_queries(4):
        assert [line.name for line in chain_lines(anna.region_id)] == ["Kompetens"]
    for name in ("Gymnasiet", "Service"):
        chain_of_three(anna, name, document)

    with django_assert_num_queries(4):
        assert [line.name for line in chain_lines(anna.region_id)] == ["Gymnasiet", "Kompetens", "Service"]


def test_version_sheet_shows_steps_by_level_and_links_weakest_first(anna):
    chain, *_ = adopted_chain(anna)

    sheet = chain_version_sheet(ChainVersion.objects.of(anna.region_id).get())

    assert (sheet.chain_id, sheet.name, sheet.version.number, sheet.before, sheet.after, sheet.differences) == (
        chain.pk,
        "Kompetens för omställning",
        1,
        None,
        None,
        (),
    )
    assert sheet.levels == (
        (Level.ACTIVITY, ("Yrkesväxling i moduler",)),
        (Level.OUTPUT, ("Genomförda moduler",)),
        (Level.OUTCOME, ("Deltagarna får ett intyg som gäller",)),
    )
    assert sheet.links[0] == WrittenLink(
        source="Genomförda moduler",
        target="Deltagarna får ett intyg som gäller",
        evidence=Evidence.ASSUMED,
        claim=Claim.HYPOTHETICAL,
        assumption="Intyget räknas när företagen anställer",
        finding="",
        evidence_source="",
        evidence_year=None,
    )
    assert [link.evidence for link in sheet.links] == [Evidence.ASSUMED, Evidence.STRONG]


def test_version_sheet_tells_what_changed_since_the_version_before(anna):
    chain, steps, links = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    operations.edit_link(link=links[1], revision=1, evidence=Evidence.SOME, finding="Sju av tio.", by=anna, at=MONDAY)
    linked(anna, steps[2], added_step(anna, chain, "Fler arbetar i bristyrken", Level.EFFECT))
    second = adopt_chain(chain, anna)

    sheet = chain_version_sheet(second)

    assert [(line.part, line.kind, line.name) for line in sheet.differences] == [
        ("Step", Kind.ADDED, "Fler arbetar i bristyrken"),
        ("Link", Kind.ADDED, "Deltagarna får ett intyg som gäller → Fler arbetar i bristyrken"),
        ("Link", Kind.CHANGED, "Genomförda moduler → Deltagarna får ett intyg som gäller"),
    ]
    assert [(field.label, field.after) for field in sheet.differences[2].fields] == [
        ("Evidence", "Some evidence"),
        ("What we know", "Sju av tio."),
    ]
    first = chain_version_sheet(ChainVersion.objects.of(anna.region_id).get(number=1))
    assert (first.after, sheet.before) == (2, 1)
