import pytest

from tests.factories import MONDAY, ChainLinkFactory, ChainStepFactory
from tests.people import verbs
from tests.strategy.walks import (
    SPRING_DAY,
    TUESDAY,
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
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import Evidence, Level
from varv.core.versions import Kind, compare
from varv.core.workflow import PlanState
from varv.regions.models import TrailEntry, User
from varv.strategy import operations, rules
from varv.strategy.models import Chain, ChainVersion, GenericActivity

pytestmark = pytest.mark.django_db


def edit(chain, by, **edited):
    revision = edited.pop("revision", chain.revision)
    operations.edit_chain(chain=chain, revision=revision, by=by, at=MONDAY, **edited)
    chain.refresh_from_db()


def revise(chain, by):
    operations.revise_chain(chain=chain, by=by, at=MONDAY)
    chain.refresh_from_db()


def test_draft_chain_is_a_draft_without_steps(anna):
    document = drafted_document(anna)
    goal, owner = added_goal(anna, document), User.objects.get(pk=anna.person_id)

    chain = drafted_chain(anna, document=document, goal=goal, owner=owner, summary="Vår bästa gissning.")

    assert (chain.state, chain.goal, chain.owner, chain.steps.count()) == (PlanState.DRAFT, goal, owner, 0)
    assert verbs(chain) == ["drafted"]


def test_draft_chain_refuses_a_name_that_is_taken(anna):
    document = drafted_document(anna)
    drafted_chain(anna, document=document)

    with pytest.raises(RuleBroken) as refused:
        drafted_chain(anna, document=document)

    assert (refused.value.code, refused.value.facts) == (
        "chain.name_taken",
        {"field": "name", "name": "Kompetens för omställning"},
    )


def test_draft_chain_refuses_an_owner_who_works_elsewhere(anna, stig):
    with pytest.raises(RuleBroken, match=r"plan\.owner_works_elsewhere"):
        drafted_chain(anna, owner=User.objects.get(pk=stig.person_id))


def test_draft_chain_refuses_another_regions_document_and_goal(anna, stig):
    theirs, ours = drafted_document(stig), drafted_document(anna)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        drafted_chain(anna, document=theirs)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        drafted_chain(anna, document=ours, goal=added_goal(stig, theirs))

    assert not Chain.objects.of(anna.region_id).exists()


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_draft_chain_is_for_strategists(who, anna, request):
    document = drafted_document(anna)

    with pytest.raises(NotAllowed):
        drafted_chain(request.getfixturevalue(who), document=document)


def test_edit_chain_changes_only_what_is_given(anna):
    chain = drafted_chain(anna, summary="Först")

    edit(chain, anna, name="Vägar till nya yrken")

    line = TrailEntry.objects.about(chain).last()
    assert (chain.name, chain.summary) == ("Vägar till nya yrken", "Först")
    assert (line.verb, line.after) == ("edited", {"name": "Vägar till nya yrken"})


def test_edit_chain_refuses_a_stale_form(anna):
    chain = drafted_chain(anna)
    edit(chain, anna, summary="Annas text")

    with pytest.raises(RuleBroken, match="stale"):
        edit(chain, anna, summary="En äldre flik", revision=1)


def test_edit_chain_refuses_another_regions_goal(anna, stig):
    chain, theirs = drafted_chain(anna), added_goal(stig, drafted_document(stig))

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        edit(chain, anna, goal=theirs)


def test_edit_chain_refuses_what_is_adopted(anna):
    chain, *_ = adopted_chain(anna)

    with pytest.raises(RuleBroken) as refused:
        edit(chain, anna, name="Något annat")

    assert (refused.value.code, refused.value.facts) == ("plan.is_adopted", {"name": "Kompetens för omställning"})


def test_adopt_chain_keeps_its_steps_and_links_readable(anna):
    chain, steps, links = chain_of_three(anna)

    version = adopt_chain(chain, anna, reason="")

    version.refresh_from_db()
    assert (version.number, version.adopted_on, version.adopted_by) == (1, SPRING_DAY, "Regionala utvecklingsnämnden")
    assert version.content["steps"][str(steps[1].pk)] == {
        "place": 2,
        "level": "output",
        "text": "Genomförda moduler",
        "generic_activity": "",
        "is_shared": False,
    }
    assert version.content["links"][str(links[0].pk)] == {
        "source_id": str(steps[0].pk),
        "target_id": str(steps[1].pk),
        "source": "Yrkesväxling i moduler",
        "target": "Genomförda moduler",
        "evidence": "strong",
        "claim": "hypothetical",
        "assumption": "",
        "tested_how": "",
        "rationale": "",
        "evidence_source": "Följeforskningen, delrapport 2",
        "evidence_year": None,
        "finding": "",
    }
    assert [len(version.content[part]) for part in ("chain", "steps", "links", "factors")] == [1, 3, 2, 0]


def test_adopt_chain_names_the_generic_activity(anna):
    adopted_framework(anna)
    chain = drafted_chain(anna)
    course = added_step(anna, chain, generic_activity=GenericActivity.objects.of(anna.region_id).get(number=1))
    linked(anna, course, added_step(anna, chain, "Genomförda moduler", Level.OUTPUT))

    version = adopt_chain(chain, anna)

    assert version.content["steps"][str(course.pk)]["generic_activity"] == "1. Kompetensutvecklingsinsatser"


def test_adopt_chain_leaves_a_trail_of_the_version_and_of_the_chain(anna):
    chain, *_ = chain_of_three(anna)

    version = adopt_chain(chain, anna)

    assert chain.state is PlanState.ADOPTED
    assert (verbs(version), verbs(chain)) == (["adopted"], ["drafted", "adopted"])


def test_adopt_chain_again_keeps_the_old_version_and_the_difference_can_be_told(anna):
    chain, _steps, links = adopted_chain(anna)
    revise(chain, anna)
    operations.edit_link(link=links[1], revision=1, evidence=Evidence.NONE, by=anna, at=MONDAY)

    second = adopt_chain(chain, anna)

    first = ChainVersion.objects.of(anna.region_id).get(chain=chain, number=1)
    (found,) = compare(first.content, second.content)
    assert (second.number, found.kind, found.part) == (2, Kind.CHANGED, "links")
    assert [(field.field, field.before, field.after) for field in found.fields] == [("evidence", "assumed", "none")]


def test_adopt_chain_again_needs_reasons_and_a_later_decision(anna):
    chain, *_ = adopted_chain(anna)
    revise(chain, anna)

    with pytest.raises(RuleBroken, match=r"version\.reason_missing"):
        adopt_chain(chain, anna, reason="")
    with pytest.raises(RuleBroken, match=r"version\.older_than_the_last"):
        adopt_chain(chain, anna, adopted_on=SPRING_DAY.replace(day=1))

    assert chain.versions.count() == 1


def test_adopt_chain_refuses_an_empty_chain(anna):
    with pytest.raises(RuleBroken, match=r"chain\.is_empty"):
        adopt_chain(drafted_chain(anna), anna)


def test_adopt_chain_refuses_steps_on_their_own_and_names_them(anna):
    chain, *_ = chain_of_three(anna)
    added_step(anna, chain, "Mentorer", Level.INPUT)
    added_step(anna, chain, "Lokaler", Level.INPUT)

    with pytest.raises(RuleBroken) as refused:
        adopt_chain(chain, anna)

    assert (refused.value.code, refused.value.facts) == (
        "chain.has_orphans",
        {"count": 2, "steps": "Mentorer, Lokaler"},
    )


def test_adopt_chain_refuses_a_ring_and_tells_the_way_round(anna):
    chain = drafted_chain(anna)
    one, two = (ChainStepFactory(region_id=anna.region_id, chain=chain, text=text) for text in ("Ett", "Två"))
    ChainLinkFactory(region_id=anna.region_id, chain=chain, source=one, target=two)
    ChainLinkFactory(region_id=anna.region_id, chain=chain, source=two, target=one)

    with pytest.raises(RuleBroken) as refused:
        rules.check_adopt_chain(chain)

    assert (refused.value.code, refused.value.facts) == ("chain.goes_round", {"steps": "Ett → Två"})


def test_adopt_chain_refuses_what_is_adopted_already(anna):
    chain, *_ = adopted_chain(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        adopt_chain(chain, anna)


@pytest.mark.parametrize("who", ["bo", "cilla", "egon", "frida"])
def test_adopt_chain_is_for_strategists_and_managers(who, anna, disa, request):
    chain, *_ = chain_of_three(anna)

    with pytest.raises(NotAllowed):
        adopt_chain(chain, request.getfixturevalue(who))

    assert adopt_chain(chain, disa).number == 1


def test_revise_chain_opens_it_and_keeps_the_version(anna):
    chain, *_ = adopted_chain(anna)

    operations.revise_chain(chain=chain, by=anna, at=TUESDAY)

    chain.refresh_from_db()
    assert (chain.state, chain.versions.count()) == (PlanState.REVISING, 1)
    assert verbs(chain) == ["drafted", "adopted", "revised"]


def test_revise_chain_refuses_a_draft_and_a_manager(anna, disa):
    draft, (adopted, *_) = drafted_chain(anna), adopted_chain_beside(anna)

    with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
        revise(draft, anna)
    with pytest.raises(NotAllowed):
        revise(adopted, disa)


def adopted_chain_beside(by):
    chain, steps, links = chain_of_three(by, "Gymnasiet", drafted_document(by, "En annan plan"))
    adopt_chain(chain, by)
    return chain, steps, links
