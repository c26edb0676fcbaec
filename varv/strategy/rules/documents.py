from varv.core.refusals import RuleBroken
from varv.strategy.models import SteeringDocument


def check_document(document: SteeringDocument) -> None:
    """One title for one document, a period that does not end before it starts, and a place in the hierarchy."""
    others = SteeringDocument.objects.of(document.region_id).exclude(pk=document.pk)
    if others.filter(title=document.title).exists():
        raise RuleBroken("document.title_taken", field="title", title=document.title)
    if document.ends_on is not None and document.ends_on < document.starts_on:
        raise RuleBroken("document.ends_before_start", field="ends_on", starts_on=document.starts_on)
    _check_parent(document)


def _check_parent(document: SteeringDocument) -> None:
    """A document cannot stand below itself, however far up."""
    above = dict(SteeringDocument.objects.of(document.region_id).values_list("pk", "parent_id"))
    parent = document.parent_id
    while parent is not None:
        if parent == document.pk:
            raise RuleBroken("document.below_itself", field="parent", title=document.title)
        parent = above[parent]
