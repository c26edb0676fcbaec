"""A whole half-year through the browser's own requests: planned, begun, asked, written, sent back, mended, approved."""

from decimal import Decimal

import pytest

from tests.factories import GenericActivityFactory, GoalFactory, UnitFactory
from tests.people import verbs
from tests.rounds.forms import form_of, path, text
from tests.rounds.walks import results_of
from varv.core.workflow import InitiativeState, ReportState
from varv.delivery.models import Initiative
from varv.overview.delivery.delivery_board import initiatives_by_goal
from varv.overview.delivery.initiative_sheet import initiative_sheet
from varv.overview.rounds.round_progress import reports_waiting, reviews_waiting
from varv.regions import trail
from varv.regions.models import Region
from varv.rounds.models import Report, Round

pytestmark = pytest.mark.django_db


def planned_by(anna, bo, visit, goal) -> Initiative:
    activity = GenericActivityFactory(output="Genomförda moduler", outcome="Deltagare med intyg")
    form = {
        "generic_activity": activity.pk,
        "name": "Yrkesväxling i moduler",
        "description": "",
        "kind": "own",
        "unit": UnitFactory().pk,
        "responsible": bo.person_id,
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "chain": "",
        "goals": [goal.pk],
    }
    visit(anna).post("/alvmark/insatser/ny/", form)
    return Initiative.objects.of(anna.region_id).get()


def test_a_half_year_from_plan_to_approved_report(visit, anna, bo, disa):
    goal = GoalFactory(name="Företagen hittar rätt kompetens")
    initiative = planned_by(anna, bo, visit, goal)
    output = results_of(initiative)[0]
    amount = {"text": output.text, "planned": "60", "unit": "moduler", "step": "", "revision": 1}
    visit(anna).post(f"/alvmark/resultat/{output.pk}/", amount)
    visit(bo).post(f"/alvmark/insatser/{initiative.pk}/steg/borja/")

    half_year = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}
    visit(disa).post("/alvmark/omgangar/ny/halvar/", half_year)
    report = Report.objects.of(anna.region_id).get()
    round_ = Round.objects.of(anna.region_id).get()
    waiting = reports_waiting(bo.region_id, bo.person_id, round_.due_on)
    assert [(one.report_id, one.parts_left) for one in waiting] == [(report.pk, 4)]

    browser = visit(bo)
    browser.post(path(report, "spara/"), form_of(report, done="Tolv moduler"))
    browser.post(path(report), form_of(report, do="review"))
    report.refresh_from_db()
    browser.post(path(report, "lamna-in/"), {"revision": report.revision})
    assert [one.report_id for one in reviews_waiting(anna.region_id)] == [report.pk]

    visit(disa).post(path(report, "aterlamna/"), {"comment": "För vilka gäller det?"})
    assert "För vilka gäller det?" in text(browser.get(path(report)))
    browser.post(path(report), form_of(report, done="Tolv moduler, mest för dem utan betyg.", do="review"))
    report.refresh_from_db()
    browser.post(path(report, "lamna-in/"), {"revision": report.revision})
    visit(disa).post(path(report, "godkann/"))

    report.refresh_from_db()
    initiative.refresh_from_db()
    sheet = initiative_sheet(initiative)
    assert (report.state, initiative.state) == (ReportState.APPROVED, InitiativeState.RUNNING)
    assert verbs(report) == ["drafted", "drafted", "submitted", "returned", "drafted", "submitted", "approved"]
    assert (sheet.outputs[0].last.value, sheet.outputs[0].planned, sheet.outputs[0].share) == (
        Decimal(41),
        Decimal(60),
        68,
    )
    assert [line.name for line in initiatives_by_goal(anna.region_id)[goal.pk]] == ["Yrkesväxling i moduler"]
    assert report.approved_content["goals"][0]["name"] == "Företagen hittar rätt kompetens"


def test_nothing_of_it_breaks_the_trail_or_reaches_another_region(visit, anna, bo, disa, stig):
    goal = GoalFactory()
    initiative = planned_by(anna, bo, visit, goal)
    visit(bo).post(f"/alvmark/insatser/{initiative.pk}/steg/borja/")
    half_year = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}
    visit(disa).post("/alvmark/omgangar/ny/halvar/", half_year)
    report = Report.objects.of(anna.region_id).get()
    visit(bo).post(path(report), form_of(report))

    for region_id in (anna.region_id, stig.region_id):
        assert trail.broken_at(Region.objects.get(pk=region_id)) is None
    assert reports_waiting(stig.region_id, bo.person_id, report.round.due_on) == ()
    assert Region.objects.get(pk=stig.region_id).trail_length == 0


def test_a_report_that_never_came_is_locked_with_its_draft(visit, anna, bo, disa):
    initiative = planned_by(anna, bo, visit, GoalFactory())
    visit(bo).post(f"/alvmark/insatser/{initiative.pk}/steg/borja/")
    half_year = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}
    visit(disa).post("/alvmark/omgangar/ny/halvar/", half_year)
    report = Report.objects.of(anna.region_id).get()
    visit(bo).post(path(report, "spara/"), form_of(report, done="Halvvägs"))

    visit(disa).post(f"/alvmark/omgangar/{report.round_id}/stang/")
    late = visit(bo).post(path(report), form_of(report, done="För sent"))

    report.refresh_from_db()
    assert (late.status_code, "För sent" in text(late), report.done) == (422, True, "Halvvägs")
    assert "Halvvägs" in text(visit(disa).get(path(report)))
    assert reports_waiting(bo.region_id, bo.person_id, report.round.due_on) == ()
