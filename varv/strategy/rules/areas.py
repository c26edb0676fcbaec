from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.strategy.models import ActionArea


def check_sort_areas(by: Actor) -> None:
    """Strategists sort the chains into areas. What was adopted says the same whichever way it is sorted."""
    by.require(May.PLAN)


def check_area(area: ActionArea) -> None:
    """One name for one area of a document."""
    name = area.name.strip()
    if not name:
        raise RuleBroken("area.name_missing", field="name")
    others = ActionArea.objects.of(area.region_id).filter(document=area.document_id).exclude(pk=area.pk)
    if others.filter(name=name).exists():
        raise RuleBroken("area.name_taken", field="name", name=name)


def check_place_area(area: ActionArea, after: ActionArea | None) -> None:
    """After another area of the same document, or first."""
    if after is None:
        return
    if after.pk == area.pk:
        raise RuleBroken("area.after_itself", field="after", name=area.name)
    if after.document_id != area.document_id:
        raise RuleBroken("area.of_another_document", field="after", name=after.name)


def check_remove_area(area: ActionArea) -> None:
    """No chain loses its area unseen."""
    count = area.chains.count()
    if count:
        raise RuleBroken("area.has_chains", name=area.name, count=count)
