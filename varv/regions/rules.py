from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.roles import Actor, May, Role
from varv.regions.models import Membership, Place, SavedView, User


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


def check_own_contact(membership: Membership, by: Actor) -> None:
    """How to be reached is the person's own to decide, while they work here."""
    if membership.user_id != by.person_id:
        raise NotAllowed("person.contact_of_another")
    if membership.ended_at is not None:
        raise RuleBroken("person.has_left")


def check_manage_places(by: Actor) -> None:
    """Only an administrator decides which places the region counts by."""
    by.require(May.MANAGE_PEOPLE)


def check_new_place(code: str, name: str, by: Actor) -> None:
    """A code stands once in a region, and a name."""
    check_manage_places(by)
    if Place.objects.of(by.region_id).filter(code=code).exists():
        raise RuleBroken("place.code_taken", field="code", number=code)
    check_place_name(name, by.region_id)


def check_place_name(name: str, region_id: int, besides: Place | None = None) -> None:
    """A name stands once in a region."""
    others = Place.objects.of(region_id).exclude(pk=besides and besides.pk)
    if others.filter(name__iexact=name).exists():
        raise RuleBroken("place.name_taken", field="name", name=name)


def check_view_name(view: SavedView, name: str) -> None:
    """A person's views of a page have different names."""
    others = SavedView.objects.of(view.region_id).filter(owner_id=view.owner_id, page=view.page, name=name)
    if others.exclude(pk=view.pk).exists():
        raise RuleBroken("saved_view.name_taken", field="name", name=name)


def check_share_view(by: Actor) -> None:
    """Whoever writes here may show the others a view; a reader keeps views to oneself."""
    by.require(May.NOTE_LESSON)


def check_change_view(view: SavedView, by: Actor) -> None:
    """A view is its owner's."""
    if view.owner_id != by.person_id:
        raise NotAllowed("saved_view.not_yours")


def check_remove_view(view: SavedView, by: Actor) -> None:
    """Its owner may, and an administrator when it is shared with everyone."""
    if not (view.is_shared and by.may(May.MANAGE_PEOPLE)):
        check_change_view(view, by)
