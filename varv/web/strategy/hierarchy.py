"""The documents as a picture: every document leads to its page, every kind is a step on the way down."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varv.core.kinds import DocumentKind
from varv.overview.strategy.document_sheet import DocumentLine
from varv.overview.strategy.documents_tree import DocumentsTree
from varv.overview.strategy.level_names import Names
from varv.overview.words import word
from varv.publishing.figures import hierarchy
from varv.web.naming import called


def drawing(tree: DocumentsTree, region: str, names: Names) -> SafeString:
    """The documents of the tree, and what is done below them."""
    found = hierarchy.Hierarchy(_("The documents"), tuple(_steps(tree, region, names)), _("What we learn goes up"))
    return hierarchy.draw(found, id_prefix="hierarki")


def _steps(tree: DocumentsTree, region: str, names: Names) -> Iterator[hierarchy.Step]:
    for kind in DocumentKind:
        boxes = tuple(_box(line.document, region) for line in tree.lines if line.document.kind is kind)
        if boxes:
            yield hierarchy.Step(called(kind, names), boxes, is_main=kind is DocumentKind.REGIONAL_STRATEGY)
    if tree.lines and tree.initiatives:
        told = ngettext("%(n)d is running", "%(n)d are running", tree.initiatives) % {"n": tree.initiatives}
        done = hierarchy.Box(0, _("Initiatives"), told, reverse("delivery:initiatives", args=[region]), is_ours=True)
        yield hierarchy.Step(_("What is done"), (done,))


def _box(line: DocumentLine, region: str) -> hierarchy.Box:
    return hierarchy.Box(
        id=line.id,
        name=line.title,
        note=_note(line),
        href=reverse("strategy:document", args=[region, line.id]),
        above=line.parent_id,
        is_ours=line.kind.is_ours,
        is_replaced=line.replaced_by is not None,
    )


def _note(line: DocumentLine) -> str:
    if line.replaced_by is not None:
        return _("Replaced by %(title)s") % {"title": line.replaced_by.title}
    goals = ngettext("%(n)d goal", "%(n)d goals", line.goals) % {"n": line.goals}
    return f"{goals}, {word(line.state)}" if line.kind.is_ours else goals
