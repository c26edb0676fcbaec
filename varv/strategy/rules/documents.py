from varv.core.refusals import RuleBroken
from varv.core.roles import Actor
from varv.strategy.models import DocumentFile, SteeringDocument
from varv.strategy.references import Reference
from varv.strategy.rules.plans import check_adopt, check_edit_plan, check_plan

MOST_FILES = 10


def check_document(document: SteeringDocument) -> None:
    """One title for one document, a period that does not end before it starts, and a place in the hierarchy."""
    others = SteeringDocument.objects.of(document.region_id).exclude(pk=document.pk)
    if others.filter(title=document.title).exists():
        raise RuleBroken("document.title_taken", field="title", title=document.title)
    if document.ends_on is not None and document.ends_on < document.starts_on:
        raise RuleBroken("document.ends_before_start", field="ends_on", starts_on=document.starts_on)
    if document.parent_id is not None and _leads_to(document, "parent_id", document.parent_id):
        raise RuleBroken("document.below_itself", field="parent", title=document.title)


def check_replace(document: SteeringDocument, successor: SteeringDocument, by: Actor) -> None:
    """Another document takes over; followed from one to the next, no document comes after itself."""
    check_plan(by)
    if _leads_to(document, "replaced_by_id", successor.pk):
        raise RuleBroken("document.replaced_by_itself", field="successor", title=document.title)


def check_reinstate(document: SteeringDocument, by: Actor) -> None:
    """Only what was replaced can be taken back."""
    check_plan(by)
    if document.replaced_by_id is None:
        raise RuleBroken("document.not_replaced", title=document.title)


def _leads_to(document: SteeringDocument, way: str, first: int) -> bool:
    """Whether one comes back to the document when going on from ``first``, however far."""
    onward = dict(SteeringDocument.objects.of(document.region_id).values_list("pk", way))
    onward[document.pk] = None
    at: int | None = first
    while at is not None:
        if at == document.pk:
            return True
        at = onward[at]
    return False


def check_attach_file(document: SteeringDocument, by: Actor) -> None:
    """A file may come after the decision, for it is often the decision itself; but there is an end to how many."""
    check_plan(by)
    if DocumentFile.objects.of(document.region_id).filter(document=document).count() >= MOST_FILES:
        raise RuleBroken("document.too_many_files", field="upload", most=MOST_FILES)


def check_remove_file(file: DocumentFile, by: Actor) -> None:
    """What a decision rested on stays while the decision stands."""
    check_edit_plan(file.document, by)


def check_adopt_reference(wanted: Reference, by: Actor) -> None:
    """A frame is taken over once. Who does it both writes it in and notes that it has been decided."""
    check_plan(by)
    known = SteeringDocument.objects.of(by.region_id)
    if known.filter(template=wanted.code).exists():
        raise RuleBroken("reference.adopted_already", title=wanted.title)
    check_adopt(SteeringDocument(region_id=by.region_id), by)
