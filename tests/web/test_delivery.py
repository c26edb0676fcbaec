from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    PlannedResultFactory,
    UnitFactory,
)
from tests.people import verbs
from tests.rounds.walks import approved, opened, results_of
from varv.core.kinds import InitiativeKind
from varv.core.theory import Level
from varv.core.workflow import InitiativeState
from varv.delivery import operations
from varv.delivery.models import Contribution, Initiative, PlannedResult
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

LIST = "/alvmark/insatser/"


def text(response) -> str:
    return response.content.decode()


def filled(by, **changed) -> dict:
    """A form for an insats, filled in."""
    values = {
        "name": "Yrkesväxling i moduler",
        "description": "Korta utbildningar.",
        "kind": "own",
        "unit": UnitFactory().pk,
        "responsible": by.person_id,
        "starts_on": "2026-01-01",
        "ends_on": "",
        "chain": "",
    }
    return values | changed


def changed_form(initiative, **changed) -> dict:
    values = {
        "name": initiative.name,
        "description": initiative.description,
        "kind": initiative.kind.value,
        "unit": initiative.unit_id,
        "responsible": initiative.responsible_id,
        "starts_on": initiative.starts_on.isoformat(),
        "ends_on": initiative.ends_on.isoformat(),
        "chain": "",
        "revision": initiative.revision,
    }
    return values | changed


# --- the list ---------------------------------------------------------------------------------------------------


def test_initiatives_show_goals_people_and_the_gap(visit, anna, bo):
    started(anna, bo, name="Validering", goals=[GoalFactory(outline="2.1", name="Fler i arbete")])
    started(anna, anna, name="Språkstöd")

    page = text(visit(bo).get(LIST))

    assert "2 insatser i regionen." in page
    assert "1 är inte knuten till något mål än" in page
    assert "2.1 Fler i arbete" in page
    assert "Insats utan mål" in page
    assert "Starta en insats" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Språkstöd", "Validering"]),
        ("?q=språk", ["Språkstöd"]),
        ("?visa=planned", ["Språkstöd"]),
        ("?visa=running", ["Validering"]),
        ("?visa=mina", ["Validering"]),
        ("?visa=utan-mal", ["Språkstöd"]),
        ("?ordning=start", ["Validering", "Språkstöd"]),
        ("?visa=nonsens&ordning=nonsens&mal=nonsens", ["Språkstöd", "Validering"]),
    ],
)
def test_initiatives_are_found_by_what_stands_in_the_address(visit, anna, bo, query, names):
    running(anna, bo, name="Validering", goals=[GoalFactory()], starts_on=date(2026, 2, 1))
    started(anna, anna, name="Språkstöd", starts_on=date(2026, 1, 1))

    response = visit(bo).get(LIST + query)

    assert [line.name for line in response.context["page"].object_list] == names


def test_initiatives_can_be_chosen_by_goal_and_by_activity(visit, anna, bo):
    goal, activity = GoalFactory(), GenericActivityFactory(name="Testbäddar")
    started(anna, bo, name="Validering", goals=[goal])
    started(anna, bo, name="Grönt stål", generic_activity=activity)

    by_goal = visit(bo).get(f"{LIST}?mal={goal.pk}").context["page"].object_list
    by_activity = visit(bo).get(f"{LIST}?aktivitet={activity.pk}").context["page"].object_list

    assert ([line.name for line in by_goal], [line.name for line in by_activity]) == (["Validering"], ["Grönt stål"])


def test_initiatives_teach_when_there_are_none(visit, anna, bo):
    assert "Inga insatser än" in text(visit(anna).get(LIST))
    assert "Starta en insats" in text(visit(anna).get(LIST))
    assert "Starta en insats" not in text(visit(bo).get(LIST))


def test_initiatives_that_nobody_finds_lead_back_to_all(visit, anna, bo):
    started(anna, bo)

    assert "Inget stämmer med det du söker." in text(visit(bo).get(f"{LIST}?q=finns+inte"))


def test_initiatives_are_shown_fifty_at_a_time_and_keep_what_was_asked_for(visit, anna):
    for number in range(51):
        InitiativeFactory(name=f"Insats {number:02}", responsible=person(anna))

    first = visit(anna).get(f"{LIST}?visa=mina")
    second = visit(anna).get(f"{LIST}?visa=mina&page=2")

    assert (len(first.context["page"].object_list), "visa=mina&amp;page=2" in text(first)) == (50, True)
    assert [line.name for line in second.context["page"].object_list] == ["Insats 50"]


def test_initiatives_cost_the_same_for_one_and_for_three(visit, anna, bo):
    reader, costs = visit(bo), []
    started(anna, bo, goals=[GoalFactory()])

    for more in (["Två", "Tre"], []):
        with CaptureQueriesContext(connection) as queries:
            reader.get(LIST)
        costs.append(len(queries))
        for name in more:
            started(anna, bo, name=name, goals=[GoalFactory()])

    assert costs[0] == costs[1]


def test_the_sheet_costs_the_same_for_two_results_and_for_five(visit, anna, bo):
    initiative, reader, costs = started(anna, bo, goals=[GoalFactory()]), visit(bo), []

    for more in (3, 0):
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"{LIST}{initiative.pk}/")
        costs.append(len(queries))
        for number in range(more):
            PlannedResultFactory(initiative=initiative, place=9 + number)

    assert costs[0] == costs[1]


# --- start ------------------------------------------------------------------------------------------------------


def test_start_first_asks_for_the_kind_of_activity(visit, anna):
    activity = GenericActivityFactory(name="Testbäddar", definition="Prova i liten skala.", output="Tester")

    page = text(visit(anna).get(f"{LIST}ny/"))

    assert f"/alvmark/insatser/ny/?aktivitet={activity.pk}" in page
    assert "Prova i liten skala." in page
    assert "Tester" in page


def test_start_without_a_framework_leads_to_it(visit, anna):
    page = text(visit(anna).get(f"{LIST}ny/"))

    assert "Regionen har inget ramverk än" in page
    assert "/alvmark/ramverk/" in page


@pytest.mark.parametrize("chosen", ["0", "nonsens", "²"])
def test_start_with_an_unknown_activity_asks_again(visit, anna, chosen):
    response = visit(anna).get(f"{LIST}ny/", {"aktivitet": chosen})

    assert (response.status_code, response.context["is_asked"]) == (200, True)


def test_start_never_offers_another_regions_activity(visit, anna, sydland):
    activity = GenericActivityFactory(region=sydland)

    assert visit(anna).get(f"{LIST}ny/?aktivitet={activity.pk}").context["is_asked"]


def test_start_shows_what_comes_along(visit, anna):
    activity = GenericActivityFactory(output="Genomförda utbildningar", outcome="Ökad kompetensnivå")

    page = text(visit(anna).get(f"{LIST}ny/?aktivitet={activity.pk}"))

    assert "Genomförda utbildningar" in page
    assert "Ökad kompetensnivå" in page


def test_start_makes_an_insats_with_goals_in_one_form(visit, anna, alvmark):
    activity, goals = GenericActivityFactory(), [GoalFactory(), GoalFactory()]
    form = filled(anna, generic_activity=activity.pk, goals=[goal.pk for goal in goals])

    response = visit(anna).post(f"{LIST}ny/", form)

    initiative = Initiative.objects.of(alvmark.pk).get()
    assert response.url == f"{LIST}{initiative.pk}/"
    assert (initiative.name, initiative.kind, initiative.responsible) == (
        "Yrkesväxling i moduler",
        InitiativeKind.OWN,
        person(anna),
    )
    assert [tie.goal for tie in Contribution.objects.of(alvmark.pk).order_by("pk")] == goals
    assert (len(results_of(initiative)), verbs(initiative)) == (2, ["started"])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"starts_on": "1066-10-14"}, "starts_on"),
        ({"starts_on": "i går"}, "starts_on"),
        ({"responsible": ""}, "responsible"),
        ({"kind": "nonsens"}, "kind"),
        ({"description": "x" * 5001}, "description"),
    ],
)
def test_start_says_what_is_wrong_and_keeps_what_was_written(visit, anna, alvmark, changed, field):
    form = filled(anna, generic_activity=GenericActivityFactory().pk) | changed

    response = visit(anna).post(f"{LIST}ny/", form)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Yrkesväxling" in text(response) or "name" in changed
    assert "Korta utbildningar." in text(response) or "description" in changed
    assert not Initiative.objects.of(alvmark.pk).exists()


def test_start_says_how_much_too_long_a_text_is(visit, anna):
    form = filled(anna, generic_activity=GenericActivityFactory().pk, name="x" * 161)

    assert "Texten är 161 tecken lång och 160 får plats. Korta den." in text(visit(anna).post(f"{LIST}ny/", form))


def test_start_refuses_a_reader_as_responsible(visit, anna, cilla):
    form = filled(cilla, generic_activity=GenericActivityFactory().pk)

    response = visit(anna).post(f"{LIST}ny/", form)

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["responsible"])


def test_start_is_forbidden_for_reporters(visit, bo):
    assert visit(bo).get(f"{LIST}ny/").status_code == 403
    assert visit(bo).post(f"{LIST}ny/", {}).status_code == 403


# --- one insats -------------------------------------------------------------------------------------------------


def test_initiative_shows_plan_goals_and_reports(visit, anna, bo, disa, cilla):
    initiative = running(anna, bo, goals=[GoalFactory(outline="2.1", name="Fler i arbete")], chain=ChainFactory())
    report = Report.objects.of(anna.region_id).get(round=opened(anna))
    approved(report, bo, disa, learned="Börja med validering.")

    page = text(visit(cilla).get(f"{LIST}{initiative.pk}/"))

    assert "2.1 Fler i arbete" in page
    assert "Hypotetiskt" in page
    assert "Ökad kompetensnivå" in page
    assert "Börja med validering." in page
    assert f"/alvmark/rapporter/{report.pk}/" in page
    assert "Ändra" not in page


def test_initiative_offers_only_the_steps_that_can_be_taken(visit, anna, bo):
    initiative = started(anna, bo)

    planned = text(visit(bo).get(f"{LIST}{initiative.pk}/"))
    operations.begin_initiative(initiative=initiative, by=bo, at=MONDAY)
    under_way = text(visit(bo).get(f"{LIST}{initiative.pk}/"))

    assert ("steg/borja/" in planned, "steg/pausa/" in planned) == (True, False)
    assert ("steg/borja/" in under_way, "steg/pausa/" in under_way) == (False, True)


def test_initiative_without_goal_and_results_asks_about_the_gaps(visit, anna, bo):
    initiative = started(anna, bo)
    for result in results_of(initiative):
        operations.remove_planned_result(planned_result=result, by=anna, at=MONDAY)

    page = text(visit(bo).get(f"{LIST}{initiative.pk}/"))

    assert "Vilket mål bidrar den till?" in page
    assert "Vad är det tänkt att leda till?" in page


@pytest.mark.parametrize(
    ("step", "state"),
    [("borja", InitiativeState.RUNNING), ("pausa", InitiativeState.PLANNED)],
)
def test_move_takes_the_step_or_says_why_not(visit, anna, bo, step, state):
    initiative = started(anna, bo)

    response = visit(bo).post(f"{LIST}{initiative.pk}/steg/{step}/", follow=True)

    initiative.refresh_from_db()
    assert (initiative.state, response.status_code, "toast-error" in text(response)) == (state, 200, step == "pausa")


def test_move_is_forbidden_for_readers_and_unknown_for_other_steps(visit, anna, bo, cilla):
    initiative = started(anna, bo)

    assert visit(cilla).post(f"{LIST}{initiative.pk}/steg/borja/").status_code == 403
    assert visit(bo).post(f"{LIST}{initiative.pk}/steg/skrota/").status_code == 404
    assert visit(bo).get(f"{LIST}{initiative.pk}/steg/borja/").status_code == 405
    assert verbs(initiative) == ["started"]


def test_edit_changes_the_frame(visit, anna, bo):
    initiative = started(anna, bo)

    response = visit(bo).post(f"{LIST}{initiative.pk}/andra/", changed_form(initiative, name="Yrkesväxling"))

    initiative.refresh_from_db()
    assert (response.url, initiative.name) == (f"{LIST}{initiative.pk}/", "Yrkesväxling")


def test_edit_opens_with_what_stands_there(visit, anna, bo):
    initiative = started(anna, bo)

    form = visit(bo).get(f"{LIST}{initiative.pk}/andra/").context["form"]

    assert (form["name"].value(), form["ends_on"].value(), form["revision"].value()) == (
        initiative.name,
        initiative.ends_on,
        initiative.revision,
    )


def test_edit_upon_something_older_says_who_and_keeps_the_text_then_saves_knowingly(visit, anna, bo):
    initiative = started(anna, bo)
    form = changed_form(initiative, description="Bos ord")
    visit(anna).post(f"{LIST}{initiative.pk}/andra/", changed_form(initiative, description="Annas ord"))

    refused = visit(bo).post(f"{LIST}{initiative.pk}/andra/", form)

    assert (refused.status_code, refused.context["is_stale"]) == (422, True)
    assert "Anna" in refused.context["form"].non_field_errors()[0]
    assert "Bos ord" in text(refused)
    assert "Annas ord" in text(refused)
    initiative.refresh_from_db()
    assert f'name="revision" value="{initiative.revision}"' in text(refused)


def test_edit_with_an_error_does_not_hide_that_it_is_stale(visit, anna, bo):
    initiative = started(anna, bo)
    form = changed_form(initiative, name="")
    visit(anna).post(f"{LIST}{initiative.pk}/andra/", changed_form(initiative, description="Annas ord"))

    refused = visit(bo).post(f"{LIST}{initiative.pk}/andra/", form)

    assert (refused.context["is_stale"], 'name="revision" value="1"' in text(refused)) == (False, True)


def test_edit_is_forbidden_for_readers(visit, anna, bo, cilla):
    initiative = started(anna, bo)

    assert visit(cilla).get(f"{LIST}{initiative.pk}/andra/").status_code == 403


# --- planned results --------------------------------------------------------------------------------------------


def test_plan_result_reads_swedish_numbers(visit, anna, bo, alvmark):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain)
    step = ChainStepFactory(chain=chain, level=Level.OUTCOME)
    form = {"level": "outcome", "text": "Fick arbete", "planned": "1 234,5", "unit": "personer", "step": step.pk}

    response = visit(bo).post(f"{LIST}{initiative.pk}/resultat/", form)

    result = PlannedResult.objects.of(alvmark.pk).get(text="Fick arbete")
    assert response.url == f"{LIST}{initiative.pk}/"
    assert (result.planned, result.unit, result.level, result.step) == (
        Decimal("1234.5"),
        "personer",
        Level.OUTCOME,
        step,
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"planned": "många"}, "planned"),
        ({"planned": "1" * 30}, "planned"),
        ({"planned": "0,1234567"}, "planned"),
        ({"text": ""}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"level": "impact"}, "level"),
    ],
)
def test_plan_result_says_what_is_wrong(visit, anna, bo, changed, field):
    initiative = started(anna, bo)
    form = {"level": "output", "text": "Moduler", "planned": "60", "unit": "st", "step": ""} | changed

    response = visit(bo).post(f"{LIST}{initiative.pk}/resultat/", form)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert len(results_of(initiative)) == 2


def test_plan_result_refuses_a_step_of_another_level(visit, anna, bo):
    chain = ChainFactory()
    initiative = started(anna, bo, chain=chain)
    step = ChainStepFactory(chain=chain, level=Level.OUTCOME)
    form = {"level": "output", "text": "Moduler", "planned": "", "unit": "", "step": step.pk}

    response = visit(bo).post(f"{LIST}{initiative.pk}/resultat/", form)

    assert list(response.context["form"].errors) == ["step"]


def test_edit_result_changes_the_amount(visit, anna, bo):
    result = results_of(started(anna, bo))[0]
    form = {"text": result.text, "planned": "60", "unit": "st", "step": "", "revision": 1}

    opened_form = visit(bo).get(f"/alvmark/resultat/{result.pk}/").context["form"]
    response = visit(bo).post(f"/alvmark/resultat/{result.pk}/", form)

    result.refresh_from_db()
    assert (opened_form["text"].value(), result.planned, response.status_code) == (result.text, Decimal(60), 302)


def test_edit_result_upon_something_older_shows_both(visit, anna, bo):
    result = results_of(started(anna, bo))[0]
    form = {"text": "Annas ord", "planned": "", "unit": "", "step": "", "revision": 1}
    visit(anna).post(f"/alvmark/resultat/{result.pk}/", form)

    refused = visit(bo).post(f"/alvmark/resultat/{result.pk}/", form | {"text": "Bos ord"})

    assert (refused.status_code, "Annas ord" in text(refused), "Bos ord" in text(refused)) == (422, True, True)


def test_drop_result_takes_away_what_is_not_reported(visit, anna, bo, disa):
    initiative = running(anna, bo)
    output, outcome = results_of(initiative)

    dropped = visit(bo).post(f"/alvmark/resultat/{output.pk}/ta-bort/")
    approved(Report.objects.of(anna.region_id).get(round=opened(anna)), bo, disa)
    kept = visit(bo).post(f"/alvmark/resultat/{outcome.pk}/ta-bort/", follow=True)

    assert (dropped.url, results_of(initiative)) == (f"{LIST}{initiative.pk}/", [outcome])
    assert "toast-error" in text(kept)


def test_results_are_not_for_readers(visit, anna, bo, cilla):
    initiative = started(anna, bo)
    result = results_of(initiative)[0]

    assert visit(cilla).get(f"{LIST}{initiative.pk}/resultat/").status_code == 403
    assert visit(cilla).get(f"/alvmark/resultat/{result.pk}/").status_code == 403
    assert visit(cilla).post(f"/alvmark/resultat/{result.pk}/ta-bort/").status_code == 403


# --- contributions ----------------------------------------------------------------------------------------------


def test_contribute_ties_to_a_goal_with_a_reason(visit, anna, bo, alvmark):
    goal, initiative = GoalFactory(), started(anna, bo)

    response = visit(bo).post(f"{LIST}{initiative.pk}/bidrag/", {"goal": goal.pk, "reason": "Fler får intyg."})

    tie = Contribution.objects.of(alvmark.pk).get()
    assert (response.url, tie.goal, tie.reason) == (f"{LIST}{initiative.pk}/", goal, "Fler får intyg.")


def test_contribute_twice_is_refused_and_keeps_the_reason(visit, anna, bo):
    goal = GoalFactory()
    initiative = started(anna, bo, goals=[goal])

    response = visit(bo).post(f"{LIST}{initiative.pk}/bidrag/", {"goal": goal.pk, "reason": "En gång till."})

    assert (response.status_code, list(response.context["contribution_form"].errors)) == (422, ["goal"])
    assert "En gång till." in text(response)


def test_contribute_offers_only_goals_in_force_of_the_region(visit, anna, bo, sydland):
    own = GoalFactory()
    GoalFactory(retired_on=date(2025, 1, 1))
    GoalFactory(region=sydland)
    initiative = started(anna, bo)

    form = visit(bo).get(f"{LIST}{initiative.pk}/").context["contribution_form"]

    assert list(form.fields["goal"].queryset) == [own]


def test_withdraw_unties(visit, anna, bo, cilla, alvmark):
    initiative = started(anna, bo, goals=[GoalFactory()])
    tie = Contribution.objects.of(alvmark.pk).get()

    refused = visit(cilla).post(f"/alvmark/bidrag/{tie.pk}/ta-bort/")
    response = visit(bo).post(f"/alvmark/bidrag/{tie.pk}/ta-bort/")

    assert (refused.status_code, response.url) == (403, f"{LIST}{initiative.pk}/")
    assert not Contribution.objects.of(alvmark.pk).exists()


# --- the stranger -----------------------------------------------------------------------------------------------


def test_everything_is_unknown_to_a_stranger(visit, stig, anna, bo, alvmark):
    initiative = started(anna, bo, goals=[GoalFactory()])
    tie, result = Contribution.objects.of(alvmark.pk).get(), results_of(initiative)[0]
    paths = [
        f"insatser/{initiative.pk}/",
        f"insatser/{initiative.pk}/andra/",
        f"insatser/{initiative.pk}/steg/borja/",
        f"insatser/{initiative.pk}/resultat/",
        f"insatser/{initiative.pk}/bidrag/",
        f"resultat/{result.pk}/",
        f"resultat/{result.pk}/ta-bort/",
        f"bidrag/{tie.pk}/ta-bort/",
    ]

    for path in paths:
        for region in ("alvmark", "sydland"):
            assert visit(stig).post(f"/{region}/{path}").status_code == 404

    assert verbs(initiative) == ["started"]
