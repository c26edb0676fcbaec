import hashlib

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.rounds.walks import asked, office_file, submitted
from varv.core.refusals import NotAllowed, RuleBroken
from varv.regions.models import TrailEntry
from varv.rounds import operations
from varv.rounds.models import Evidence, EvidenceFile

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 en rapport"


def attached(report, by, filename="rapport.pdf", content=PDF):
    return operations.attach_file(
        report=report, title="Slutrapport", filename=filename, content=content, by=by, at=MONDAY
    )


def linked(report, by, link="https://example.org/rapport"):
    return operations.attach_link(report=report, title="Slutrapport", link=link, by=by, at=MONDAY)


def test_attach_link_points_at_the_web(anna, bo):
    report = asked(anna, bo)

    evidence = linked(report, bo)

    assert (evidence.report, evidence.title, evidence.link, evidence.filename, evidence.added_at) == (
        report,
        "Slutrapport",
        "https://example.org/rapport",
        "",
        MONDAY,
    )
    assert verbs(evidence) == ["attached"]


def test_attach_link_refuses_what_is_no_web_address(anna, bo, alvmark):
    with pytest.raises(RuleBroken) as refused:
        linked(asked(anna, bo), bo, "javascript:alert(1)")

    assert (refused.value.code, refused.value.facts["field"]) == ("evidence.not_a_web_address", "link")
    assert not Evidence.objects.of(alvmark.pk).exists()


def test_attach_file_keeps_its_bytes_and_its_fingerprint(anna, bo):
    evidence = attached(asked(anna, bo), bo)

    assert bytes(evidence.file.content) == PDF
    assert (evidence.filename, evidence.content_type, evidence.size, evidence.sha256) == (
        "rapport.pdf",
        "application/pdf",
        len(PDF),
        hashlib.sha256(PDF).hexdigest(),
    )


def test_attach_file_keeps_the_bytes_out_of_the_trail(anna, bo):
    evidence = attached(asked(anna, bo), bo, "rapport.docx", office_file())

    line = TrailEntry.objects.about(evidence).get()

    assert (line.verb, line.after["sha256"], "content" in line.after) == ("attached", evidence.sha256, False)


def test_attach_file_refuses_other_kinds_and_keeps_nothing(anna, bo, alvmark):
    report = asked(anna, bo)

    for filename, code in {"virus.exe": "file.wrong_kind", "bild.png": "file.not_what_it_says"}.items():
        with pytest.raises(RuleBroken) as refused:
            attached(report, bo, filename)
        assert refused.value.code == code

    assert not Evidence.objects.of(alvmark.pk).exists()


def test_remove_evidence_takes_the_file_along_and_is_remembered(anna, bo, alvmark):
    evidence = attached(asked(anna, bo), bo)

    operations.remove_evidence(evidence=evidence, by=bo, at=MONDAY)

    assert not Evidence.objects.of(alvmark.pk).exists()
    assert not EvidenceFile.objects.of(alvmark.pk).exists()
    assert verbs(evidence) == ["attached", "removed"]


def test_evidence_stays_when_the_report_is_handed_in(anna, bo):
    report = asked(anna, bo)
    evidence = linked(report, bo)
    submitted(report, bo)

    with pytest.raises(RuleBroken, match=r"report\.submitted"):
        operations.remove_evidence(evidence=evidence, by=bo, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"report\.submitted"):
        linked(report, bo)

    assert verbs(evidence) == ["attached"]


def test_evidence_is_attached_by_those_who_write(anna, bo, egon):
    report = asked(anna, bo)
    evidence = linked(report, anna)

    for deed in (lambda: linked(report, egon), lambda: attached(report, egon)):
        with pytest.raises(NotAllowed):
            deed()
    with pytest.raises(NotAllowed):
        operations.remove_evidence(evidence=evidence, by=egon, at=MONDAY)
