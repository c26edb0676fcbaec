from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May, Role
from varv.regions.models import Membership, User


def check_manage_people(by: Actor) -> None:
    """Only an administrator decides who works here."""
    by.require(May.MANAGE_PEOPLE)


def check_invite(username: str, by: Actor) -> None:
    """A login name is used once in the whole installation."""
    check_manage_people(by)
    if User.objects.filter(username__iexact=username).exists():
        raise RuleBroken("person.username_taken", field="username", username=username)


def check_change_role(membership: Membership, by: Actor) -> None:
    """The last administrator cannot give the role away: nobody could give it back."""
    check_manage_people(by)
    if membership.ended_at is not None:
        raise RuleBroken("person.has_left")
    if membership.role is Role.ADMINISTRATOR and not _other_administrators(membership):
        raise RuleBroken("person.last_administrator")


def _other_administrators(membership: Membership) -> bool:
    others = Membership.objects.of(membership.region_id).current().filter(role=Role.ADMINISTRATOR)
    return others.exclude(pk=membership.pk).exists()
