import pytest

from tests.factories import MONDAY, MembershipFactory, UnitFactory
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Role
from varv.regions import operations, trail
from varv.regions.models import Membership, Region, Unit, User

pytestmark = pytest.mark.django_db


def invited(frida, **changed):
    values = {
        "username": "gunnel",
        "name": "Gunnel Ek",
        "password": "ett långt lösenord",
        "role": Role.REPORTER,
        "title": "Insatsansvarig",
        "unit": None,
    }
    return operations.invite(**(values | changed), by=frida, at=MONDAY)


def test_set_up_region_makes_a_region_with_a_first_unit():
    region = operations.set_up_region(slug="nordland", name="Region Nordland", is_example=True, at=MONDAY)

    unit = Unit.objects.of(region.pk).get()
    assert (region.slug, region.is_example, unit.name) == ("nordland", True, "Region Nordland")
    assert (verbs(unit), trail.broken_at(region)) == (["set_up"], None)


def test_add_unit_places_it_under_another(frida, alvmark):
    top = UnitFactory(region=alvmark)

    unit = operations.add_unit(name="Analysenheten", parent=top, by=frida, at=MONDAY)

    assert (unit.region_id, unit.parent, verbs(unit)) == (alvmark.pk, top, ["added"])


def test_add_unit_is_refused_under_another_regions_unit(frida, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        operations.add_unit(name="Analysenheten", parent=UnitFactory(region=sydland), by=frida, at=MONDAY)

    assert not Unit.objects.of(frida.region_id).exists()


def test_add_unit_is_for_administrators(anna):
    with pytest.raises(NotAllowed):
        operations.add_unit(name="Analysenheten", parent=None, by=anna, at=MONDAY)


def test_invite_makes_a_person_with_a_role_and_leaves_a_trail(frida):
    membership = invited(frida)

    user = User.objects.get(username="gunnel")
    assert (membership.user, membership.role, membership.title) == (user, Role.REPORTER, "Insatsansvarig")
    assert user.check_password("ett långt lösenord")
    assert verbs(membership) == ["invited"]


def test_invite_keeps_the_password_out_of_the_trail(frida):
    membership = invited(frida)

    line = trail.TrailEntry.objects.about(membership).get()

    assert "ett långt lösenord" not in str(line.after)


def test_invite_refuses_a_login_name_that_is_taken_whatever_its_case(frida):
    invited(frida)

    with pytest.raises(RuleBroken) as refused:
        invited(frida, username="GUNNEL")

    assert (refused.value.code, refused.value.facts["field"]) == ("person.username_taken", "username")
    assert User.objects.filter(username__iexact="gunnel").count() == 1


def test_invite_refuses_another_regions_unit_and_makes_nobody(frida, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        invited(frida, unit=UnitFactory(region=sydland))

    assert not User.objects.filter(username="gunnel").exists()


@pytest.mark.parametrize("who", ["anna", "bo", "cilla", "disa", "egon"])
def test_invite_is_for_administrators(who, request):
    with pytest.raises(NotAllowed):
        invited(request.getfixturevalue(who))


def test_change_role_gives_another_role_and_title(frida):
    membership = invited(frida)

    operations.change_role(
        membership=membership, role=Role.ANALYST, title="Analytiker", revision=1, by=frida, at=MONDAY
    )

    membership.refresh_from_db()
    assert (membership.role, membership.title) == (Role.ANALYST, "Analytiker")
    assert verbs(membership) == ["invited", "role_changed"]


def test_change_role_refuses_a_stale_form(frida):
    membership = invited(frida)
    operations.change_role(membership=membership, role=Role.ANALYST, title="", revision=1, by=frida, at=MONDAY)

    with pytest.raises(RuleBroken, match="stale"):
        operations.change_role(membership=membership, role=Role.READER, title="", revision=1, by=frida, at=MONDAY)


def test_change_role_refuses_the_last_administrator(frida):
    own = Membership.objects.of(frida.region_id).get(user_id=frida.person_id)

    with pytest.raises(RuleBroken, match=r"person\.last_administrator"):
        operations.change_role(membership=own, role=Role.READER, title="", revision=1, by=frida, at=MONDAY)


def test_an_administrator_may_leave_the_role_to_another(frida, alvmark):
    own = Membership.objects.of(alvmark.pk).get(user_id=frida.person_id)
    MembershipFactory(region=alvmark, role=Role.ADMINISTRATOR)

    operations.change_role(membership=own, role=Role.READER, title="", revision=1, by=frida, at=MONDAY)

    own.refresh_from_db()
    assert own.role is Role.READER


def test_another_regions_administrator_does_not_count(frida, sydland):
    own = Membership.objects.of(frida.region_id).get(user_id=frida.person_id)
    MembershipFactory(region=sydland, role=Role.ADMINISTRATOR)

    with pytest.raises(RuleBroken, match=r"person\.last_administrator"):
        operations.deactivate(membership=own, by=frida, at=MONDAY)


def test_deactivate_ends_the_membership_and_keeps_the_person(frida):
    membership = invited(frida)

    operations.deactivate(membership=membership, by=frida, at=MONDAY)

    membership.refresh_from_db()
    assert (membership.ended_at, membership.user.name) == (MONDAY, "Gunnel Ek")
    assert list(User.objects.working_in(frida.region_id).values_list("username", flat=True)) == ["frida"]


def test_deactivate_twice_is_refused(frida):
    membership = invited(frida)
    operations.deactivate(membership=membership, by=frida, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"person\.has_left"):
        operations.deactivate(membership=membership, by=frida, at=MONDAY)


def test_the_system_may_do_everything_but_is_nobody():
    region = Region.objects.create(slug="x", name="X")

    actor = operations.system_actor(region)

    assert (actor.person_id, actor.name, actor.roles) == (0, "Varv", frozenset(Role))
