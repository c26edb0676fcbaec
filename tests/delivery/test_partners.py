import pytest

from tests.delivery.walks import started
from tests.factories import MONDAY, PartnerFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.delivery import operations
from varv.delivery.models import Partner, Partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def insats(anna, bo):
    return started(anna, bo)


def joined(initiative, by, **said) -> Partnership:
    return operations.join_partner(**({"initiative": initiative, "partner": None} | said), by=by, at=MONDAY)


def test_join_partner_takes_one_that_is_registered(insats, bo):
    college = PartnerFactory(name="Älvmarks folkhögskola")

    tie = joined(insats, bo, partner=college, brings="Lokaler och lärare")

    assert (tie.initiative, tie.partner, tie.brings, verbs(tie)) == (insats, college, "Lokaler och lärare", ["joined"])


def test_join_partner_registers_a_new_one_by_its_name(insats, bo, alvmark):
    tie = joined(insats, bo, name=" Nordskogens kommun ", link="https://example.org")

    partner = Partner.objects.of(alvmark.pk).get()
    assert (tie.partner, partner.name, partner.link) == (partner, "Nordskogens kommun", "https://example.org")
    assert verbs(partner) == ["registered"]


def test_join_partner_knows_a_name_it_has_heard(anna, bo, insats):
    first = joined(insats, bo, name="Nordskogens kommun")

    second = joined(started(anna, bo, name="En till"), bo, name="nordskogens kommun")

    assert second.partner == first.partner
    assert verbs(first.partner) == ["registered"]


def test_a_name_of_another_region_is_not_heard(insats, bo, sydland):
    PartnerFactory(region=sydland, name="Nordskogens kommun")

    assert joined(insats, bo, name="Nordskogens kommun").partner.region_id == insats.region_id


def test_join_partner_asks_for_one_partner_and_only_one(insats, bo):
    college = PartnerFactory()

    for said in ({"name": "  "}, {"partner": college, "name": "En annan"}):
        with pytest.raises(RuleBroken) as refused:
            joined(insats, bo, **said)
        assert (refused.value.code, refused.value.facts["field"]) == ("partnership.one_partner", "partner")

    assert not Partnership.objects.of(bo.region_id).exists()


def test_join_partner_refuses_the_same_partner_twice(insats, bo):
    college = PartnerFactory(name="Folkhögskolan")
    joined(insats, bo, partner=college)

    with pytest.raises(RuleBroken) as refused:
        joined(insats, bo, name="Folkhögskolan")

    assert (refused.value.code, refused.value.facts["name"]) == ("partnership.already", "Folkhögskolan")


def test_join_partner_ties_only_what_is_of_the_region(insats, bo, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        joined(insats, bo, partner=PartnerFactory(region=sydland))


def test_edit_partnership_says_better_what_is_brought(insats, bo):
    tie = joined(insats, bo, name="Folkhögskolan")

    operations.edit_partnership(partnership=tie, brings="Lärare", revision=tie.revision, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match="stale"):
        operations.edit_partnership(partnership=tie, brings="Lokaler", revision=tie.revision, by=bo, at=MONDAY)

    tie.refresh_from_db()
    assert (tie.brings, verbs(tie)) == ("Lärare", ["joined", "edited"])


def test_leave_partner_keeps_the_partner_and_the_memory(insats, bo):
    tie = joined(insats, bo, name="Folkhögskolan")

    operations.leave_partner(partnership=tie, by=bo, at=MONDAY)

    assert not Partnership.objects.of(bo.region_id).exists()
    assert Partner.objects.of(bo.region_id).get().name == "Folkhögskolan"
    assert verbs(tie) == ["joined", "left"]


def test_partners_are_chosen_by_those_who_may_edit(insats, bo, disa):
    tie = joined(insats, bo, name="Folkhögskolan")

    with pytest.raises(NotAllowed):
        joined(insats, disa, name="En till")
    with pytest.raises(NotAllowed):
        operations.leave_partner(partnership=tie, by=disa, at=MONDAY)
    with pytest.raises(NotAllowed):
        operations.edit_partnership(partnership=tie, brings="", revision=1, by=disa, at=MONDAY)

    assert verbs(tie) == ["joined"]
