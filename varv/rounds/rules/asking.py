"""Who is asked what: computed from insatser and from the people's parts in them, never kept."""

from collections.abc import Iterable, Mapping

from varv.core.kinds import Part
from varv.core.roles import GRANTS
from varv.delivery.models import Initiative, InitiativePerson
from varv.delivery.models.initiatives import InitiativeQuerySet
from varv.delivery.rules import GIVEN_WORK
from varv.regions.models import Membership, User


def asked_of(region_id: int) -> InitiativeQuerySet:
    """The insatser that a half-yearly round asks: running or paused, but no project with a plan of its own."""
    found: InitiativeQuerySet = Initiative.objects.of(region_id)
    return found.reporting().exclude(project__has_own_plan=True)


def author_of(initiative: Initiative) -> User:
    """Who writes about the insats: whoever reports in it now, else whoever answers for it."""
    author_id = authors_of(initiative.region_id, [initiative])[initiative.pk]
    return initiative.responsible if author_id == initiative.responsible_id else User.objects.get(pk=author_id)


def authors_of(region_id: int, initiatives: Iterable[Initiative]) -> Mapping[int, int]:
    """The id of the person who writes about each insats, by the insats' id, in one query."""
    authors = {initiative.pk: initiative.responsible_id for initiative in initiatives}
    reporters = InitiativePerson.objects.of(region_id).filter(part=Part.REPORTER, ended_on=None)
    chosen = dict(reporters.filter(initiative__in=list(authors)).values_list("initiative_id", "person_id"))
    return authors | chosen


def able_to_report(region_id: int) -> frozenset[int]:
    """The ids of those who work here now in a role that can be given work, in one query."""
    roles = Membership.objects.of(region_id).current().values_list("user_id", "role")
    return frozenset(user_id for user_id, role in roles if GIVEN_WORK & GRANTS[role])
