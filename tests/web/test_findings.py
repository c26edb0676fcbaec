from datetime import date

import pytest

from tests.factories import ChainFactory, ChainLinkFactory, IndicatorFactory, ReportFactory
from tests.learning.walks import MONDAY, made_recommendation, noted_finding, registered_evaluation
from varv.core.kinds import Bearing, SourceKind
from varv.core.theory import Evidence
from varv.core.workflow import PlanState, ReportState
from varv.learning import operations
from varv.learning.models import Finding, FindingContradiction, FindingSource
from varv.learning.operations import SourceDraft

NOTED = {"text": "Valideringen är flaskhalsen.", "rests_on": "s. 31", "evidence": "some"}


def page(finding, rest=""):
    return f"/alvmark/iakttagelser/{finding.pk}/{rest}"


def text(response):
    return response.content.decode()


@pytest.fixture
def weakening(egon):
    return noted_finding(egon, link=ChainLinkFactory(evidence=Evidence.SOME), bearing=Bearing.WEAKENS)


@pytest.fixture
def two(egon):
    evaluation = registered_evaluation(egon)
    return noted_finding(egon, evaluation), noted_finding(egon, evaluation, text="Valideringen går fort.")


def contradicted(two, by):
    return operations.contradict_finding(
        finding=two[0], other=two[1], explanation="De mätte olika år.", by=by, at=MONDAY
    )


def test_finding_shows_all_it_rests_on_and_what_came_of_it(egon, visit):
    indicator = IndicatorFactory(name="Andel i arbete")
    report = ReportFactory(state=ReportState.SUBMITTED)
    finding = noted_finding(
        egon,
        sources=[
            SourceDraft(SourceKind.INDICATOR, indicator=indicator, as_of=date(2026, 4, 1)),
            SourceDraft(SourceKind.REPORT, report=report),
            SourceDraft(SourceKind.DOCUMENT, "Bilaga 2", link="https://example.org/2"),
        ],
    )
    made_recommendation(egon, finding)

    shown = text(visit(egon).get(page(finding)))

    assert "Valideringen är flaskhalsen." in shown
    assert f"/alvmark/indikatorer/{indicator.pk}/" in shown
    assert 'href="https://example.org/2"' in shown
    assert str(report.initiative) in shown
    assert "R1 Sätt en gräns" in shown


def test_finding_offers_a_reader_nothing(cilla, weakening, visit):
    shown = text(visit(cilla).get(page(weakening)))

    assert "Valideringen" in shown
    assert not any(word in shown for word in ("/andra/", "/flytta/", "/kallor/ny/", "/motsagelse/"))


def test_a_contradiction_stands_beside_both(egon, two, visit):
    contradicted(two, egon)

    for one, other in (two, two[::-1]):
        shown = text(visit(egon).get(page(one)))
        assert f'href="{page(other)}"' in shown
        assert "De mätte olika år." in shown


def test_new_finding_moves_the_chain_and_the_chain_tells(egon, visit):
    evaluation = registered_evaluation(egon)
    link = ChainLinkFactory(chain=ChainFactory(state=PlanState.ADOPTED), evidence=Evidence.SOME)
    told = NOTED | {"link": link.pk, "bearing": "weakens", "evidence_after": "none", "seen_on": "2026-04-01"}

    response = visit(egon).post(f"/alvmark/utvarderingar/{evaluation.pk}/iakttagelser/ny/", told)

    finding = Finding.objects.of(egon.region_id).get()
    assert response.url == f"/alvmark/utvarderingar/{evaluation.pk}/"
    assert (finding.evidence_before, finding.evidence_after, finding.seen_on) == (
        Evidence.SOME,
        Evidence.NONE,
        date(2026, 4, 1),
    )
    shown = text(visit(egon).get(f"/alvmark/effektkedjor/{link.chain_id}/"))
    assert f'id="rort-{link.pk}"' in shown
    assert f'href="#rort-{link.pk}"' in shown
    assert f'href="{page(finding)}"' in shown


def test_new_finding_keeps_what_was_written_when_it_cannot_move(egon, visit):
    evaluation = registered_evaluation(egon)
    told = NOTED | {"link": ChainLinkFactory().pk, "bearing": "weakens", "evidence_after": "strong"}

    response = visit(egon).post(f"/alvmark/utvarderingar/{evaluation.pk}/iakttagelser/ny/", told)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["evidence_after"]
    assert "Valideringen är flaskhalsen." in text(response)
    assert not Finding.objects.of(egon.region_id).exists()


def test_edit_finding_says_what_it_does_to_the_link(egon, visit):
    finding, link = noted_finding(egon), ChainLinkFactory()
    told = NOTED | {"link": link.pk, "bearing": "strengthens", "revision": finding.revision}

    response = visit(egon).post(page(finding, "andra/"), told)

    finding.refresh_from_db()
    assert (response.url, finding.bearing, finding.link) == (page(finding), Bearing.STRENGTHENS, link)


def test_move_evidence_moves_it(egon, weakening, visit):
    client = visit(egon)
    assert "Den som" not in text(client.get(page(weakening, "flytta/")))

    response = client.post(page(weakening, "flytta/"), {"evidence_after": "assumed"})

    weakening.link.refresh_from_db()
    assert (response.url, weakening.link.evidence) == (page(weakening), Evidence.ASSUMED)
    assert client.get(page(weakening, "flytta/")).status_code == 302


def test_move_evidence_the_wrong_way_is_explained(egon, weakening, visit):
    response = visit(egon).post(page(weakening, "flytta/"), {"evidence_after": "strong"})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["evidence_after"])


def test_add_source_leaves_out_what_belongs_to_another_kind(egon, two, visit):
    indicator = IndicatorFactory()
    told = {"kind": "interview", "source_text": "12 intervjuer", "indicator": indicator.pk, "as_of": "2026-03-01"}

    response = visit(egon).post(page(two[0], "kallor/ny/"), told)

    source = FindingSource.objects.of(egon.region_id).get()
    assert (response.url, source.text, source.indicator, source.as_of) == (
        page(two[0]),
        "12 intervjuer",
        None,
        date(2026, 3, 1),
    )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "interview"}, "source_text"),
        ({"kind": "indicator"}, "indicator"),
        ({"kind": "report"}, "report"),
        ({"kind": "finding", "source_text": "En annan"}, "kind"),
        ({"kind": "meeting", "source_text": "Ring 070-123 45 67"}, "source_text"),
    ],
)
def test_add_source_explains_what_is_missing(egon, two, visit, told, field):
    response = visit(egon).post(page(two[0], "kallor/ny/"), told)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not FindingSource.objects.of(egon.region_id).exists()


def test_add_source_offers_only_reports_that_others_may_read(egon, two, sydland, visit):
    read = ReportFactory(state=ReportState.SUBMITTED)
    ReportFactory(state=ReportState.DRAFT, number=2)
    ReportFactory(region=sydland, state=ReportState.SUBMITTED)

    form = visit(egon).get(page(two[0], "kallor/ny/")).context["form"]

    assert list(form.fields["report"].queryset) == [read]
    assert str(read.initiative) in form.fields["report"].label_from_instance(read)


def test_remove_source_takes_it_away(egon, visit):
    finding = noted_finding(egon, sources=[SourceDraft(SourceKind.INTERVIEW, "12 intervjuer")])
    address = f"/alvmark/iakttagelser/kallor/{finding.sources.get().pk}/ta-bort/"
    client = visit(egon)
    assert client.get(address).status_code == 405

    response = client.post(address)

    assert (response.url, finding.sources.count()) == (page(finding), 0)


def test_contradict_tells_it_once_and_withdraw_takes_it_back(egon, two, visit):
    client, told = visit(egon), {"other": two[1].pk, "explanation": "De mätte olika år."}
    assert client.post(page(two[0], "motsagelse/"), told).url == page(two[0])

    again = client.post(page(two[0], "motsagelse/"), told)
    (row,) = FindingContradiction.objects.of(egon.region_id)
    response = client.post(f"/alvmark/iakttagelser/motsagelser/{row.pk}/ta-tillbaka/")

    assert (again.status_code, list(again.context["form"].errors)) == (422, ["other"])
    assert response.url == page(two[0])
    assert not FindingContradiction.objects.of(egon.region_id).exists()


def test_contradict_offers_neither_itself_nor_another_regions(egon, two, sydland, visit):
    form = visit(egon).get(page(two[0], "motsagelse/")).context["form"]

    assert list(form.fields["other"].queryset) == [two[1]]
    assert "Valideringen går fort." in form.fields["other"].label_from_instance(two[1])


@pytest.mark.parametrize("rest", ["andra/", "flytta/", "kallor/ny/", "motsagelse/"])
def test_a_reporter_changes_nothing(bo, weakening, visit, rest):
    client = visit(bo)

    assert [client.get(page(weakening, rest)).status_code, client.post(page(weakening, rest)).status_code] == [403, 403]


def test_a_stranger_finds_nothing(egon, stig, weakening, two, visit):
    operations.add_finding_source(
        finding=weakening, source=SourceDraft(SourceKind.VISIT, "Ett besök"), by=egon, at=MONDAY
    )
    contradiction, source = contradicted(two, egon), weakening.sources.get()
    client = visit(stig)

    for region in ("alvmark", "sydland"):
        base = f"/{region}/iakttagelser/"
        read = [f"{base}{weakening.pk}/{rest}" for rest in ("", "andra/", "flytta/", "kallor/ny/", "motsagelse/")]
        done = [f"{base}kallor/{source.pk}/ta-bort/", f"{base}motsagelser/{contradiction.pk}/ta-tillbaka/"]
        assert {client.get(address).status_code for address in read} == {404}
        assert {client.post(address).status_code for address in done} == {404}
