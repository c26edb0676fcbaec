import pytest

from tests.factories import MONDAY, FindingFactory, IndicatorFactory, PlannedResultFactory
from tests.people import verbs
from tests.strategy.walks import (
    added_step,
    adopted_chain,
    adopted_framework,
    chain_of_three,
    drafted_chain,
    drafted_document,
    linked,
)
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Claim, Evidence, Level
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import ChainLink, ChainStep, GenericActivity

pytestmark = pytest.mark.django_db


def edit(step, by, **changed):
    values = {"level": step.level, "text": step.text, "generic_activity": None, "revision": step.revision}
    operations.edit_step(step=step, **(values | changed), by=by, at=MONDAY)
    step.refresh_from_db()


def edit_link(link, by, **edited):
    revision = edited.pop("revision", link.revision)
    operations.edit_link(link=link, revision=revision, by=by, at=MONDAY, **edited)
    link.refresh_from_db()


def remove(step, by):
    operations.remove_step(step=step, by=by, at=MONDAY)


def unlink(link, by):
    operations.unlink_steps(link=link, by=by, at=MONDAY)


def test_add_step_comes_last_on_its_chain(anna):
    chain = drafted_chain(anna)

    first, second = added_step(anna, chain), added_step(anna, chain, "Genomförda moduler", Level.OUTPUT)

    assert ((first.place, first.level), (second.place, second.level)) == ((1, Level.ACTIVITY), (2, Level.OUTPUT))
    assert verbs(second) == ["added"]


def test_add_step_may_be_of_a_generic_kind_when_it_is_an_activity(anna):
    adopted_framework(anna)
    course = GenericActivity.objects.of(anna.region_id).get(number=1)
    chain = drafted_chain(anna)

    with pytest.raises(RuleBroken) as refused:
        added_step(anna, chain, level=Level.OUTPUT, generic_activity=course)

    assert added_step(anna, chain, generic_activity=course).generic_activity == course
    assert (refused.value.code, refused.value.facts) == (
        "step.only_activities_are_generic",
        {"field": "generic_activity"},
    )


def test_add_step_refuses_another_regions_generic_activity(anna, stig):
    adopted_framework(stig)
    theirs = GenericActivity.objects.of(stig.region_id).get(number=1)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        added_step(anna, drafted_chain(anna), generic_activity=theirs)


def test_add_step_refuses_an_adopted_chain(anna):
    chain, *_ = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        added_step(anna, chain, "Ett led till")


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_chain_is_drawn_by_strategists(who, anna, request):
    chain, steps, links = chain_of_three(anna)
    actor = request.getfixturevalue(who)

    for attempt in (
        lambda: added_step(actor, chain),
        lambda: edit(steps[0], actor, text="Något annat"),
        lambda: remove(steps[0], actor),
        lambda: linked(actor, steps[0], steps[2]),
        lambda: edit_link(links[0], actor, finding="?"),
        lambda: unlink(links[0], actor),
    ):
        with pytest.raises(NotAllowed):
            attempt()

    assert (verbs(steps[0]), verbs(links[0])) == (["added"], ["linked"])


def test_edit_step_says_it_better(anna):
    step = added_step(anna, drafted_chain(anna))

    edit(step, anna, text="Korta moduler för vuxna")

    line = TrailEntry.objects.about(step).last()
    assert step.text == "Korta moduler för vuxna"
    assert (line.verb, line.after) == ("edited", {"text": "Korta moduler för vuxna"})


def test_edit_step_may_change_level_while_the_links_go_onward(anna):
    _chain, steps, _links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        edit(steps[1], anna, level=Level.IMPACT)
    steps[1].refresh_from_db()
    edit(steps[1], anna, level=Level.OUTCOME)

    assert (refused.value.code, refused.value.facts) == (
        "step.link_would_go_backward",
        {"field": "level", "text": "Genomförda moduler"},
    )
    assert steps[1].level is Level.OUTCOME


def test_edit_step_takes_back_the_generic_kind_of_what_is_no_activity(anna):
    adopted_framework(anna)
    course = GenericActivity.objects.of(anna.region_id).get(number=1)
    step = added_step(anna, drafted_chain(anna), generic_activity=course)

    with pytest.raises(RuleBroken, match=r"step\.only_activities_are_generic"):
        edit(step, anna, level=Level.INPUT, generic_activity=course)
    step.refresh_from_db()
    edit(step, anna, level=Level.INPUT)

    assert (step.level, step.generic_activity) == (Level.INPUT, None)


def test_edit_step_refuses_a_stale_form(anna):
    step = added_step(anna, drafted_chain(anna))
    edit(step, anna, text="Annas text")

    with pytest.raises(RuleBroken, match="stale"):
        edit(step, anna, text="En äldre flik", revision=1)


def test_edit_step_refuses_another_regions_generic_activity(anna, stig):
    adopted_framework(stig)
    step = added_step(anna, drafted_chain(anna))

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        edit(step, anna, generic_activity=GenericActivity.objects.of(stig.region_id).get(number=1))


def test_remove_step_takes_it_away_and_keeps_it_in_the_trail(anna):
    step = added_step(anna, drafted_chain(anna))
    gone = ChainStep.objects.of(anna.region_id).get(pk=step.pk)

    remove(step, anna)

    assert not ChainStep.objects.of(anna.region_id).exists()
    assert (verbs(gone), TrailEntry.objects.about(gone).last().before["text"]) == (
        ["added", "removed"],
        "Yrkesväxling i moduler",
    )


def test_remove_step_refuses_while_it_is_linked(anna):
    _chain, steps, _links = chain_of_three(anna)

    for step in steps:
        with pytest.raises(RuleBroken) as refused:
            remove(step, anna)

    assert (refused.value.code, refused.value.facts) == (
        "step.is_linked",
        {"text": "Deltagarna får ett intyg som gäller"},
    )


@pytest.mark.parametrize("factory", [IndicatorFactory, PlannedResultFactory])
def test_remove_step_refuses_while_something_stands_on_it(anna, alvmark, factory):
    step = added_step(anna, drafted_chain(anna), level=Level.OUTPUT)
    factory(region=alvmark, step=step)

    with pytest.raises(RuleBroken) as refused:
        remove(step, anna)

    assert (refused.value.code, refused.value.facts) == ("step.is_stood_on", {"text": "Yrkesväxling i moduler"})
    assert verbs(step) == ["added"]


def test_remove_step_refuses_an_adopted_chain(anna):
    _chain, steps, _links = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        remove(steps[0], anna)


def test_link_steps_keeps_why_and_how_well_it_is_known(anna):
    chain = drafted_chain(anna)
    source, target = added_step(anna, chain), added_step(anna, chain, "Genomförda moduler", Level.OUTPUT)

    link = linked(
        anna,
        source,
        target,
        rationale="Korta moduler går att kombinera med arbete.",
        assumption="Arbetsgivaren ger ledigt",
        evidence=Evidence.SOME,
        claim=Claim.SHOWN,
        evidence_source="Delrapport 2",
        evidence_year=2026,
        finding="Sju av tio fick ledigt.",
    )

    link.refresh_from_db()
    assert (link.chain, link.source, link.target, link.evidence, link.claim) == (
        chain,
        source,
        target,
        Evidence.SOME,
        Claim.SHOWN,
    )
    assert (link.assumption, link.evidence_year, link.finding) == (
        "Arbetsgivaren ger ledigt",
        2026,
        "Sju av tio fick ledigt.",
    )
    assert verbs(link) == ["linked"]


def test_link_steps_begins_as_a_hypothetical_assumption(anna):
    _chain, _steps, links = chain_of_three(anna)

    assert (links[1].evidence, links[1].claim) == (Evidence.ASSUMED, Claim.HYPOTHETICAL)


def test_link_steps_goes_onward_only(anna):
    _chain, steps, _links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        linked(anna, steps[2], steps[0])

    assert (refused.value.code, refused.value.facts) == (
        "link.goes_backward",
        {
            "field": "target",
            "source": "Deltagarna får ett intyg som gäller",
            "target": "Yrkesväxling i moduler",
        },
    )


def test_link_steps_refuses_to_close_a_ring_within_a_level(anna):
    chain = drafted_chain(anna)
    one, two, three = (added_step(anna, chain, text) for text in ("Ett", "Två", "Tre"))
    linked(anna, one, two)
    linked(anna, two, three)

    with pytest.raises(RuleBroken) as refused:
        linked(anna, three, one)

    assert (refused.value.code, refused.value.facts) == (
        "link.closes_loop",
        {"field": "target", "source": "Tre", "target": "Ett"},
    )


def test_link_steps_once(anna):
    _chain, steps, _links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        linked(anna, steps[0], steps[1])

    assert (refused.value.code, refused.value.facts) == ("link.exists_already", {"field": "target"})


def test_link_steps_refuses_a_step_to_itself(anna):
    step = added_step(anna, drafted_chain(anna))

    with pytest.raises(RuleBroken, match=r"link\.leads_to_itself"):
        linked(anna, step, step)


def test_link_steps_refuses_a_step_of_another_chain(anna):
    step = added_step(anna, drafted_chain(anna))
    elsewhere = added_step(anna, drafted_chain(anna, "Gymnasiet", drafted_document(anna, "En plan")))

    with pytest.raises(RuleBroken) as refused:
        linked(anna, step, elsewhere)

    assert (refused.value.code, refused.value.facts["field"]) == ("link.step_of_another_chain", "target")


def test_link_steps_refuses_a_step_of_another_region(anna, stig):
    ours, theirs = added_step(anna, drafted_chain(anna)), added_step(stig, drafted_chain(stig))

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        linked(anna, ours, theirs)

    assert not ChainLink.objects.of(anna.region_id).exists()


@pytest.mark.parametrize("said", [{"evidence": Evidence.STRONG}, {"claim": Claim.SHOWN}])
def test_who_claims_much_names_the_source(anna, said):
    _chain, steps, links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        linked(anna, steps[0], steps[2], evidence_source=" ", **said)
    with pytest.raises(RuleBroken, match=r"link\.source_missing"):
        edit_link(links[1], anna, **said)

    assert (refused.value.code, refused.value.facts) == ("link.source_missing", {"field": "evidence_source"})
    assert verbs(links[1]) == ["linked"]


def test_link_steps_refuses_an_adopted_chain(anna):
    _chain, steps, _links = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        linked(anna, steps[0], steps[2])


def test_edit_link_raises_the_grade_when_the_source_is_known(anna):
    _chain, _steps, links = chain_of_three(anna)

    edit_link(links[1], anna, evidence=Evidence.STRONG, evidence_source="Registerdata", evidence_year=2026)

    line = TrailEntry.objects.about(links[1]).last()
    assert (line.verb, line.before["evidence"], line.after["evidence"]) == ("edited", "assumed", "strong")
    assert links[1].assumption == "Intyget räknas när företagen anställer"


def test_edit_link_refuses_a_stale_form(anna):
    _chain, _steps, links = chain_of_three(anna)
    edit_link(links[1], anna, finding="Annas text")

    with pytest.raises(RuleBroken, match="stale"):
        edit_link(links[1], anna, finding="En äldre flik", revision=1)


def test_edit_link_refuses_an_adopted_chain(anna):
    _chain, _steps, links = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        edit_link(links[0], anna, finding="?")


def test_unlink_steps_takes_the_link_away_and_keeps_it_in_the_trail(anna):
    _chain, steps, links = chain_of_three(anna)
    gone = ChainLink.objects.of(anna.region_id).get(pk=links[1].pk)

    unlink(links[1], anna)
    remove(steps[2], anna)

    assert list(ChainLink.objects.of(anna.region_id)) == [links[0]]
    assert verbs(gone) == ["linked", "removed"]


def test_unlink_steps_refuses_while_a_finding_stands_on_the_link(anna, alvmark):
    _chain, _steps, links = chain_of_three(anna)
    FindingFactory(region=alvmark, link=links[1])

    with pytest.raises(RuleBroken, match=r"link\.is_stood_on"):
        unlink(links[1], anna)

    assert verbs(links[1]) == ["linked"]


def test_unlink_steps_refuses_an_adopted_chain(anna):
    _chain, _steps, links = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        unlink(links[0], anna)
