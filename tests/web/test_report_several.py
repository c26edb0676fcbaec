"""All of one's insatser on one page: each saved by itself, handed in one by one or all that are ready."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.rounds.forms import form_of, text
from tests.rounds.walks import opened, results_of, saved, submitted, whole
from varv.core.workflow import ReportState
from varv.rounds import operations
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

MINE = "/alvmark/rapporter/mina/"
ALL = f"{MINE}lamna-in/"


@pytest.fixture
def three(anna, bo) -> list[Report]:
    """Bo's reports on three insatser in an open round."""
    for name in ("Ett", "Två", "Tre"):
        running(anna, bo, name=name)
    return list(Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk"))


def section(report, **changed) -> dict:
    """A section's form as a browser sends it."""
    return form_of(report, **changed) | {"report": report.pk}


def states(reports) -> list[ReportState]:
    for report in reports:
        report.refresh_from_db()
    return [report.state for report in reports]


def test_every_report_has_a_section_that_is_saved_by_itself(visit, bo, three):
    page = text(visit(bo).get(MINE))

    for report in three:
        assert f'data-autosave="/alvmark/rapporter/{report.pk}/spara/"' in page
        assert f'id="r{report.pk}_done"' in page
    assert page.count('name="done"') == 3
    assert "Ungefär 30 minuter kvar totalt." in page


def test_no_name_stands_twice_on_the_page(visit, bo, three):
    page = text(visit(bo).get(MINE))

    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert sorted(set(ids)) == sorted(ids)


def test_one_section_is_saved_without_a_script_and_the_others_stand(visit, bo, three):
    one, two, _ = three

    response = visit(bo).post(MINE, section(one, do="save", done="Bos ord"))

    assert (response.status_code, response.url) == (302, f"{MINE}#rapport-{one.pk}")
    assert [Report.objects.of(bo.region_id).get(pk=report.pk).done for report in (one, two)] == ["Bos ord", ""]


def test_what_cannot_be_read_is_pointed_at_in_its_own_section(visit, bo, three):
    one, two, _ = three
    output = results_of(one.initiative)[0]

    response = visit(bo).post(MINE, section(one, do="save", **{f"value_{output.pk}": "många"}))

    forms = {each["sheet"].id: each["form"] for each in response.context["sections"]}
    assert response.status_code == 422
    assert list(forms[one.pk].errors) == [f"value_{output.pk}"]
    assert (forms[two.pk].errors, "många" in text(response)) == ({}, True)


def test_one_is_handed_in_when_it_lacks_nothing(visit, bo, three):
    response = visit(bo).post(MINE, section(three[0], do="hand_in"), follow=True)

    assert states(three) == [ReportState.SUBMITTED, ReportState.DRAFT, ReportState.DRAFT]
    assert "Rapporten om Ett är inlämnad." in text(response)


def test_one_that_lacks_something_is_told_where(visit, bo, three):
    one = three[0]

    response = visit(bo).post(MINE, section(one, do="hand_in", done=""))

    assert (response.status_code, states(three)[0]) == (422, ReportState.DRAFT)
    assert f'href="#r{one.pk}_done"' in text(response)


def test_one_that_somebody_else_changed_is_shown_beside(visit, bo, anna, three):
    form = section(three[0], do="hand_in", done="Bos ord")
    saved(three[0], anna, Draft(done="Annas ord"))

    response = visit(bo).post(MINE, form)

    assert (response.status_code, states(three)[0]) == (409, ReportState.DRAFT)
    assert all(words in text(response) for words in ("Annas ord", "Bos ord"))


def test_one_in_a_round_that_was_closed_meanwhile_says_so(visit, bo, anna, three):
    form = section(three[0], do="save")
    operations.close_round(round_=three[0].round, by=anna, at=MONDAY)

    response = visit(bo).post(MINE, form)

    assert (response.status_code, states(three)[0]) == (422, ReportState.DRAFT)


def everything(reports) -> dict:
    return {"report": [str(report.pk) for report in reports]} | {
        f"revision_{report.pk}": str(report.revision) for report in reports
    }


def test_all_that_are_ready_are_handed_in_and_the_rest_says_why(visit, bo, three):
    ready = [saved(report, bo) for report in three[:2]]

    response = visit(bo).post(ALL, everything([*ready, three[2]]), follow=True)

    page = text(response)
    assert states(three) == [ReportState.SUBMITTED, ReportState.SUBMITTED, ReportState.DRAFT]
    assert "2 rapporter är inlämnade." in page
    assert "Tre: Rapporten kan inte lämnas in än" in page


def test_only_what_was_seen_is_handed_in(visit, bo, anna, three):
    sent = everything([saved(three[0], bo)])
    saved(three[0], anna, whole(three[0], done="Annas ord"))

    visit(bo).post(ALL, sent)

    assert states(three)[0] is ReportState.DRAFT


def test_what_was_sent_without_a_revision_is_not_handed_in(visit, bo, three):
    saved(three[0], bo)

    visit(bo).post(ALL, {"report": [str(three[0].pk)]})

    assert states(three)[0] is ReportState.DRAFT


def test_what_is_handed_in_stands_as_done(visit, bo, three):
    for report in three:
        submitted(report, bo)

    page = text(visit(bo).get(MINE))

    assert "Allt är inlämnat. Tack." in page
    assert page.count('name="done"') == 0


def test_who_has_nothing_to_write_is_told_what_comes(visit, cilla):
    assert "Du har ingen rapport att skriva" in text(visit(cilla).get(MINE))


def test_somebody_elses_report_cannot_be_handed_in_here(visit, egon, three, bo):
    saved(three[0], bo)

    refused = visit(egon).post(ALL, everything(three[:1]))
    saving = visit(egon).post(MINE, section(three[1], do="save"))

    assert (refused.status_code, saving.status_code, states(three)[0]) == (302, 403, ReportState.DRAFT)


def test_a_stranger_finds_nothing(visit, stig, three):
    assert visit(stig).get(MINE).status_code == 404
    assert visit(stig).post(ALL, everything(three)).status_code == 404
    assert visit(stig).post("/sydland/rapporter/mina/", section(three[0], do="save")).status_code == 404


def test_three_sections_cost_what_one_costs(visit, anna, bo, egon):
    running(anna, egon, name="Egons")
    for name in ("Ett", "Två", "Tre"):
        running(anna, bo, name=name)
    opened(anna)
    costs = []

    for who, sections in ((egon, 1), (bo, 3)):
        browser = visit(who)
        browser.get(MINE)
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(MINE)
        assert len(response.context["sections"]) == sections
        costs.append(len(queries))

    assert costs[0] == costs[1]
