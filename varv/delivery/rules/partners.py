from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.delivery.models import Initiative, Partner, Partnership
from varv.delivery.rules.initiatives import check_edit


def check_partner_named(partner: Partner | None, name: str) -> None:
    """One that is registered already, or the name of a new one; not both, not neither."""
    if (partner is None) == (not name.strip()):
        raise RuleBroken("partnership.one_partner", field="partner")


def check_join(initiative: Initiative, partner: Partner, by: Actor) -> None:
    """Each partner once."""
    check_edit(initiative, by)
    if Partnership.objects.of(initiative.region_id).filter(initiative=initiative, partner=partner).exists():
        raise RuleBroken("partnership.already", field="partner", name=partner.name)
