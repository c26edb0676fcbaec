import pytest

from tests.factories import MONDAY, ChainEditFactory
from tests.people import verbs
from tests.strategy.walks import (
    added_step,
    adopt_chain,
    adopted_chain,
    chain_of_three,
    drafted_chain,
    drafted_document,
    linked,
)
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.theory import FactorKind, Level
from varv.core.workflow import PlanState
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import ChainEdit, ChainFactor

pytestmark = pytest.mark.django_db


def added(chain, by, text="Moduler lockar lärare från gymnasiet.", kind=FactorKind.SIDE_EFFECT, **about):
    return operations.add_factor(chain=chain, kind=kind, text=text, **about, by=by, at=MONDAY)


def edited(factor, by, **said):
    factor.refresh_from_db()
    values = {name: getattr(factor, name) for name in ("kind", "text", "step", "link", "revision")}
    operations.edit_factor(factor=factor, **(values | said), by=by, at=MONDAY)
    factor.refresh_from_db()


def test_add_factor_puts_it_last_beside_the_chain(anna):
    chain, steps, links = chain_of_three(anna)

    whole = added(chain, anna, "  Staten drar in bidraget. ", FactorKind.CONDITION)
    of_step = added(chain, anna, step=steps[0])
    of_link = added(chain, anna, "Få söker.", FactorKind.RISK, link=links[1])

    assert list(ChainFactor.objects.of(anna.region_id).in_order()) == [whole, of_step, of_link]
    assert [(one.place, one.text, one.step, one.link) for one in (whole, of_step, of_link)] == [
        (1, "Staten drar in bidraget.", None, None),
        (2, "Moduler lockar lärare från gymnasiet.", steps[0], None),
        (3, "Få söker.", None, links[1]),
    ]


def test_add_factor_writes_one_edit_in_the_journal_and_one_line_in_the_trail(anna):
    chain, *_ = chain_of_three(anna)
    before = ChainEdit.objects.of(anna.region_id).count()

    factor = added(chain, anna)

    edit = ChainEdit.objects.of(anna.region_id).latest("number")
    assert (edit.number, edit.verb, edit.before) == (before + 1, "added", {"factor": {str(factor.pk): None}})
    assert edit.after["factor"][str(factor.pk)]["text"] == "Moduler lockar lärare från gymnasiet."
    assert verbs(factor) == ["added"]


def test_edit_factor_changes_what_it_says_and_what_it_is_about(anna):
    chain, steps, links = chain_of_three(anna)
    factor = added(chain, anna, step=steps[0])

    edited(factor, anna, kind=FactorKind.RISK, text="Lärarna räcker inte.", step=None, link=links[0])

    line = TrailEntry.objects.about(factor).last()
    assert (factor.kind, factor.text, factor.step, factor.link) == (
        FactorKind.RISK,
        "Lärarna räcker inte.",
        None,
        links[0],
    )
    assert (line.verb, line.before["step_id"], line.after["link_id"]) == ("edited", steps[0].pk, links[0].pk)


def test_edit_factor_refuses_a_stale_form(anna):
    chain, *_ = chain_of_three(anna)
    factor = added(chain, anna)
    edited(factor, anna, text="Annas text")

    with pytest.raises(RuleBroken, match="stale"):
        edited(factor, anna, text="En äldre flik", revision=1)

    factor.refresh_from_db()
    assert factor.text == "Annas text"


def test_remove_factor_takes_it_away_and_the_journal_keeps_what_it_said(anna):
    chain, *_ = chain_of_three(anna)
    factor = added(chain, anna)
    pk = factor.pk

    operations.remove_factor(factor=factor, by=anna, at=MONDAY)

    edit = ChainEdit.objects.of(anna.region_id).latest("number")
    line = TrailEntry.objects.of(anna.region_id).latest("number")
    assert not ChainFactor.objects.of(anna.region_id).exists()
    assert (edit.verb, edit.after) == ("removed", {"factor": {str(pk): None}})
    assert edit.before["factor"][str(pk)]["kind"] == "side_effect"
    assert (line.verb, line.thing) == ("removed", "Moduler lockar lärare från gymnasiet.")


def test_removed_factor_can_be_undone(anna):
    chain, steps, _links = chain_of_three(anna)
    factor = added(chain, anna, step=steps[1])
    operations.remove_factor(factor=factor, by=anna, at=MONDAY)

    operations.undo_edit(chain=chain, by=anna, at=MONDAY)

    back = ChainFactor.objects.of(anna.region_id).get()
    assert (back.text, back.step) == ("Moduler lockar lärare från gymnasiet.", steps[1])


@pytest.mark.parametrize("text", ["", "   "])
def test_factor_says_something(text, anna):
    chain, *_ = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        added(chain, anna, text)

    assert (refused.value.code, refused.value.facts) == ("factor.says_nothing", {"field": "text"})


def test_factor_is_about_one_thing(anna):
    chain, steps, links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        added(chain, anna, step=steps[0], link=links[0])

    assert (refused.value.code, refused.value.facts) == ("factor.of_two_things", {"field": "about"})


def test_factor_is_about_its_own_chain(anna):
    document = drafted_document(anna)
    chain, _steps, _links = chain_of_three(anna, document=document)
    _other, steps, links = chain_of_three(anna, "Gymnasiet", document)

    for about in ({"step": steps[0]}, {"link": links[0]}):
        with pytest.raises(RuleBroken) as refused:
            added(chain, anna, **about)
        assert (refused.value.code, refused.value.facts) == ("factor.of_another_chain", {"field": "about"})


def test_factor_is_about_its_own_region(anna, stig):
    chain, *_ = chain_of_three(anna)
    _theirs, steps, links = chain_of_three(stig, document=drafted_document(stig))
    factor = added(chain, anna)

    for about in ({"step": steps[0]}, {"link": links[0]}):
        with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
            added(chain, anna, **about)
        with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
            edited(factor, anna, **about)


def test_factors_of_an_adopted_chain_stand_as_they_were_adopted(anna):
    chain, *_ = adopted_chain(anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    factor = added(chain, anna)
    adopt_chain(chain, anna)

    deeds = (
        lambda: added(chain, anna),
        lambda: edited(factor, anna, text="Annat"),
        lambda: operations.remove_factor(factor=factor, by=anna, at=MONDAY),
    )
    for deed in deeds:
        with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
            deed()

    assert (chain.state, ChainFactor.objects.of(anna.region_id).get().text) == (PlanState.ADOPTED, factor.text)


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_factors_are_for_strategists(who, anna, request):
    chain, *_ = chain_of_three(anna)
    factor, person = added(chain, anna), request.getfixturevalue(who)

    deeds = (
        lambda: added(chain, person),
        lambda: edited(factor, person, text="Annat"),
        lambda: operations.remove_factor(factor=factor, by=person, at=MONDAY),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_version_keeps_the_factors_readable(anna):
    chain, steps, links = chain_of_three(anna)
    whole = added(chain, anna, "Staten drar in bidraget.", FactorKind.CONDITION)
    of_step, of_link = (
        added(chain, anna, step=steps[0]),
        added(chain, anna, "Få söker.", FactorKind.RISK, link=links[1]),
    )

    content = adopt_chain(chain, anna).content["factors"]

    assert content == {
        str(whole.pk): {
            "place": 1,
            "kind": "condition",
            "text": "Staten drar in bidraget.",
            "about_id": "",
            "about": "",
        },
        str(of_step.pk): {
            "place": 2,
            "kind": "side_effect",
            "text": "Moduler lockar lärare från gymnasiet.",
            "about_id": f"step-{steps[0].pk}",
            "about": "Yrkesväxling i moduler",
        },
        str(of_link.pk): {
            "place": 3,
            "kind": "risk",
            "text": "Få söker.",
            "about_id": f"link-{links[1].pk}",
            "about": "Genomförda moduler → Deltagarna får ett intyg som gäller",
        },
    }


def test_version_keeps_what_the_chain_is_about(anna):
    document = drafted_document(anna)
    area = operations.add_area(document=document, name="Kompetens", by=anna, at=MONDAY)
    chain = drafted_chain(anna, document=document, area=area, summary="Vår bästa gissning.")
    linked(anna, added_step(anna, chain), added_step(anna, chain, "Genomförda moduler", Level.OUTPUT))

    content = adopt_chain(chain, anna).content

    assert content["chain"] == {
        str(chain.pk): {
            "name": "Kompetens för omställning",
            "area": "Kompetens",
            "goal": "",
            "summary": "Vår bästa gissning.",
            "owner": "",
        }
    }


def test_version_tells_which_steps_stand_in_several_chains(anna):
    document = drafted_document(anna)
    chain, steps, _links = chain_of_three(anna, document=document)
    other = drafted_chain(anna, "Gymnasiet", document)
    placed = operations.place_shared_step(chain=other, step=steps[1], by=anna, at=MONDAY)
    linked(anna, added_step(anna, other), placed)

    here, there = adopt_chain(chain, anna).content["steps"], adopt_chain(other, anna).content["steps"]

    assert [here[str(step.pk)]["is_shared"] for step in steps] == [False, True, False]
    assert there[str(placed.pk)]["is_shared"] is True


def test_edit_that_is_no_factors_leaves_the_journal_readable(anna):
    chain, *_ = chain_of_three(anna)
    ChainEditFactory(region_id=anna.region_id, chain=chain, number=99)

    added(chain, anna)

    assert ChainEdit.objects.of(anna.region_id).filter(chain=chain).latest("number").number == 100
