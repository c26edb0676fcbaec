"""The document as a file, and what takes over from it."""

import hashlib
from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import adopted_document, drafted_document
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions.models import TrailEntry
from varv.strategy import operations
from varv.strategy.models import DocumentFile, DocumentFileContent, SteeringDocument
from varv.strategy.rules.documents import MOST_FILES

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n..."
TODAY = date(2026, 11, 16)


def attach(document, by, filename="strategi.pdf", content=PDF):
    return operations.attach_file(document=document, filename=filename, content=content, by=by, at=MONDAY)


def replace(document, successor, by):
    operations.replace_document(document=document, successor=successor, by=by, at=MONDAY)
    document.refresh_from_db()


def running(by, on=TODAY):
    return [found.title for found in SteeringDocument.objects.of(by.region_id).running(on).in_title_order()]


def test_attach_file_keeps_the_bytes_and_the_trail_its_fingerprint(anna):
    file = attach(drafted_document(anna), anna)

    line = TrailEntry.objects.about(file).get()
    assert (file.filename, file.content_type, file.size) == ("strategi.pdf", "application/pdf", len(PDF))
    assert bytes(file.content.content) == PDF
    assert (line.verb, line.after["sha256"]) == ("attached", hashlib.sha256(PDF).hexdigest())
    assert "PDF-1.7" not in str(line.after)


def test_attach_file_is_possible_when_the_decision_is_made(anna):
    assert attach(adopted_document(anna), anna).pk


@pytest.mark.parametrize(
    ("filename", "content", "code"),
    [
        ("virus.exe", b"MZ", "file.wrong_kind"),
        ("strategi.pdf", b"MZ", "file.not_what_it_says"),
        ("strategi.pdf", PDF + b" " * 10 * 1024**2, "file.too_large"),
    ],
)
def test_attach_file_refuses_what_cannot_be_shown_safely(filename, content, code, anna):
    with pytest.raises(RuleBroken) as refused:
        attach(drafted_document(anna), anna, filename, content)

    assert (refused.value.code, DocumentFile.objects.of(anna.region_id).count()) == (code, 0)


def test_attach_file_has_an_end(anna):
    document = drafted_document(anna)
    for number in range(MOST_FILES):
        attach(document, anna, f"bilaga-{number}.pdf")

    with pytest.raises(RuleBroken) as refused:
        attach(document, anna)

    assert (refused.value.code, refused.value.facts) == (
        "document.too_many_files",
        {"field": "upload", "most": MOST_FILES},
    )


def test_remove_file_takes_the_bytes_too_and_remembers_that_it_was_there(anna):
    file = attach(drafted_document(anna), anna)
    was = file.pk

    operations.remove_file(file=file, by=anna, at=MONDAY)

    line = TrailEntry.objects.of(anna.region_id).get(kind="strategy.documentfile", verb="removed")
    assert (line.thing_id, line.before["filename"]) == (was, "strategi.pdf")
    assert not DocumentFileContent.objects.of(anna.region_id).exists()


def test_remove_file_lets_what_a_decision_rests_on_be(anna):
    file = attach(adopted_document(anna), anna)

    with pytest.raises(RuleBroken, match=r"plan\.is_adopted"):
        operations.remove_file(file=file, by=anna, at=MONDAY)


def test_files_are_for_strategists(anna, bo):
    document = drafted_document(anna)
    file = attach(document, anna)

    with pytest.raises(NotAllowed):
        attach(document, bo)
    with pytest.raises(NotAllowed):
        operations.remove_file(file=file, by=bo, at=MONDAY)


def test_replace_document_leads_from_one_to_the_other_and_back(anna):
    old, new = drafted_document(anna, "RUS 2020"), drafted_document(anna, "RUS 2030")

    replace(old, new, anna)

    assert (old.replaced_by, list(new.replaces.all())) == (new, [old])
    assert (verbs(old), verbs(new)) == (["drafted", "replaced"], ["drafted"])


def test_replaced_document_runs_until_the_new_one_begins(anna):
    old = drafted_document(anna, "RUS 2020")
    new = operations.draft_document(kind=old.kind, title="RUS 2030", starts_on=date(2027, 1, 1), by=anna, at=MONDAY)

    replace(old, new, anna)

    assert (running(anna), running(anna, date(2026, 12, 31)), running(anna, date(2027, 1, 1))) == (
        ["RUS 2020"],
        ["RUS 2020"],
        ["RUS 2030"],
    )


def test_replace_document_never_goes_round(anna):
    first, second, third = (drafted_document(anna, title) for title in ("RUS 1", "RUS 2", "RUS 3"))
    replace(first, second, anna)
    replace(second, third, anna)

    for document, successor in ((third, first), (second, first), (third, third)):
        with pytest.raises(RuleBroken) as refused:
            replace(document, successor, anna)
        assert (refused.value.code, refused.value.facts["field"]) == ("document.replaced_by_itself", "successor")

    replace(first, third, anna)
    assert first.replaced_by == third


def test_replace_document_stays_in_the_region_and_is_for_strategists(anna, stig, disa):
    old, new, theirs = drafted_document(anna, "RUS 1"), drafted_document(anna, "RUS 2"), drafted_document(stig)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        replace(old, theirs, anna)
    with pytest.raises(NotAllowed):
        replace(old, new, disa)


def test_reinstate_document_takes_a_mistake_back(anna, disa):
    old, new = drafted_document(anna, "RUS 1"), drafted_document(anna, "RUS 2")
    replace(old, new, anna)

    with pytest.raises(NotAllowed):
        operations.reinstate_document(document=old, by=disa, at=MONDAY)
    operations.reinstate_document(document=old, by=anna, at=MONDAY)
    with pytest.raises(RuleBroken) as refused:
        operations.reinstate_document(document=old, by=anna, at=MONDAY)

    old.refresh_from_db()
    assert (old.replaced_by, running(anna)) == (None, ["RUS 1", "RUS 2"])
    assert (verbs(old), refused.value.code) == (["drafted", "replaced", "reinstated"], "document.not_replaced")
