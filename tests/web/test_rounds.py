from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import (
    MONDAY,
    GoalFactory,
    IndicatorFactory,
    MeasurementFactory,
    ProjectFactory,
    QuestionTemplateFactory,
    UserFactory,
)
from tests.people import verbs
from tests.rounds.forms import path, text
from tests.rounds.walks import AUTUMN, approved, asked, frozen, opened, submitted
from varv.core.asking import ReportKind, Speed
from varv.core.periods import Period
from varv.core.workflow import RoundState, TemplateState
from varv.rounds import operations
from varv.rounds.models import Round

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"


OPEN = f"{ROUNDS}ny/halvar/"
FORM = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}


def at(round_, deed: str = "") -> str:
    return f"{ROUNDS}{round_.pk}/{deed}"


# --- the list ---------------------------------------------------------------------------------------------------


def test_rounds_teach_when_there_are_none(visit, anna, bo):
    assert "Ingen omgång än" in text(visit(bo).get(ROUNDS))
    assert "Öppna en omgång" not in text(visit(bo).get(ROUNDS))
    assert "Öppna en omgång" in text(visit(anna).get(ROUNDS))


def test_rounds_stand_by_how_often_they_come(visit, anna, bo):
    asked(anna, bo)
    operations.continuous_round(period=AUTUMN, by=anna, at=MONDAY)
    operations.open_round(
        period=Period(2026), speed=Speed.YEARLY, opens_on=MONDAY.date(), due_on=MONDAY.date(), by=anna, at=MONDAY
    )

    speeds = visit(bo).get(ROUNDS).context["speeds"]

    assert [(address, [str(line.period) for line in lines]) for _, _, address, lines in speeds] == [
        ("halvar", ["2026H2"]),
        ("lopande", ["2026H2"]),
        ("ar", ["2026"]),
    ]


# --- opening ----------------------------------------------------------------------------------------------------


def test_the_half_year_after_the_last_is_suggested(visit, anna):
    opened(anna)
    operations.continuous_round(period=AUTUMN.next().next(), by=anna, at=MONDAY)

    form = visit(anna).get(OPEN).context["form"]

    assert form["period"].value() == "2027H1"


def test_the_present_period_is_suggested_the_first_time(visit, anna):
    for address in ("halvar", "lopande", "ar"):
        form = visit(anna).get(f"{ROUNDS}ny/{address}/").context["form"]

        assert Period.parse(form["period"].value()).contains(form["opens_on"].value())


def test_whom_the_round_asks_is_shown_before_it_opens(visit, anna, bo):
    running(anna, bo, name="Yrkesväxling")
    started(anna, bo, name="Bara planerad")
    with_plan = running(anna, bo, name="Projektet")
    ProjectFactory(initiative=with_plan, has_own_plan=True)
    gone = running(anna, bo, name="Utan rapportör")
    gone.change(responsible=UserFactory(name="Torsten Borta"))

    page = text(visit(anna).get(OPEN))

    assert "2 rapporter efterfrågas" in page
    assert "Torsten Borta" in page
    assert "har inte börjat" in page
    assert "projekt med egen rapportplan" in page


def test_nobody_to_ask_is_told(visit, anna):
    assert "Ingen skulle få frågan" in text(visit(anna).get(OPEN))


def test_open_round_asks_everyone_under_way(visit, anna, bo, alvmark):
    running(anna, bo)

    response = visit(anna).post(OPEN, FORM | {"period": "2026h2"})

    round_ = Round.objects.of(alvmark.pk).get()
    assert (response.url, round_.period, round_.due_on, round_.reports.count()) == (
        at(round_),
        AUTUMN,
        date(2027, 1, 29),
        1,
    )


def test_open_round_offers_the_templates_in_use_and_asks_by_the_chosen(visit, anna, bo, alvmark):
    running(anna, bo)
    template = QuestionTemplateFactory(state=TemplateState.IN_USE)
    QuestionTemplateFactory(state=TemplateState.DRAFT)

    offered = visit(anna).get(OPEN).context["form"].fields["template"]
    visit(anna).post(OPEN, FORM | {"template": template.pk})

    assert (list(offered.queryset), offered.initial) == ([template], template)
    assert Round.objects.of(alvmark.pk).get().template == template


@pytest.mark.parametrize(
    ("address", "period", "speed"), [("lopande", "2026H2", "continuous"), ("ar", "2026", "yearly")]
)
def test_rounds_that_ask_nobody_are_opened_too(visit, anna, bo, alvmark, address, period, speed):
    running(anna, bo)

    page = visit(anna).get(f"{ROUNDS}ny/{address}/")
    visit(anna).post(f"{ROUNDS}ny/{address}/", FORM | {"period": period})

    round_ = Round.objects.of(alvmark.pk).get()
    assert "preview" not in page.context
    assert (round_.speed, round_.reports.count()) == (speed, 0)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"period": "2026"}, "period"),
        ({"period": "i höst"}, "period"),
        ({"due_on": "2027-01-03"}, "due_on"),
        ({"due_on": ""}, "due_on"),
        ({"opens_on": "1066-10-14"}, "opens_on"),
    ],
)
def test_open_round_says_what_is_wrong(visit, anna, alvmark, changed, field):
    response = visit(anna).post(OPEN, FORM | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Round.objects.of(alvmark.pk).exists()


def test_open_round_is_forbidden_for_reporters(visit, bo):
    assert visit(bo).get(OPEN).status_code == 403
    assert visit(bo).post(OPEN, FORM).status_code == 403


def test_a_speed_that_does_not_exist_is_not_found(visit, anna):
    assert visit(anna).get(f"{ROUNDS}ny/varannan-vecka/").status_code == 404


# --- the round's page -------------------------------------------------------------------------------------------


def test_round_shows_who_has_reported_and_what_stands_out(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo, learned="")

    page = text(visit(disa).get(at(report.round)))

    assert "1 av 1 är inlämnad." in page
    assert "Inlämnad utan lärdom" in page
    assert "Granska 1 rapport" in page
    assert "<svg" in page
    assert path(report) in page


@pytest.mark.parametrize(
    ("shown", "names"), [("", ["A", "B"]), ("vantar", ["A"]), ("saknas", ["B"]), ("nonsens", ["A", "B"])]
)
def test_round_shows_what_is_asked_for(visit, anna, bo, shown, names):
    running(anna, bo, name="A")
    running(anna, bo, name="B")
    round_ = opened(anna)
    submitted(round_.reports.get(initiative__name="A"), bo)

    response = visit(anna).get(at(round_), {"visa": shown})

    assert [row.initiative for row in response.context["rows"]] == names


def test_round_without_insatser_says_so(visit, anna):
    assert "Ingen har fått frågan" in text(visit(anna).get(at(opened(anna))))


def test_round_of_projects_names_the_kind_of_each_report(visit, anna, bo):
    round_ = operations.continuous_round(period=AUTUMN, by=anna, at=MONDAY)
    empty = text(visit(bo).get(at(round_)))
    operations.make_reports(
        round_=round_, initiatives=[running(anna, bo)], kind=ReportKind.FINAL, due_on=date(2026, 10, 1)
    )

    page = text(visit(bo).get(at(round_)))

    assert "Projekten får frågan när en rapport i deras plan ska lämnas." in empty
    assert "Slutrapport" in page


def test_a_late_report_is_told_of(visit, anna, bo):
    round_ = asked(anna, bo).round
    round_.change(opens_on=date(2020, 1, 1), due_on=date(2020, 2, 1))

    assert "sen, skulle lämnas" in text(visit(bo).get(at(round_)))


def test_the_countys_year_shows_what_is_there_and_whose_it_is(visit, anna, egon):
    goal = GoalFactory(name="Fler i arbete", owner=person(egon))
    indicator = IndicatorFactory(goal=goal, name="Sysselsättningsgrad", owner=person(egon), unit="procent")
    MeasurementFactory(indicator=indicator, period=Period(2026), value="81.5")
    round_ = operations.open_round(
        period=Period(2026), speed=Speed.YEARLY, opens_on=MONDAY.date(), due_on=MONDAY.date(), by=anna, at=MONDAY
    )

    page = text(visit(egon).get(at(round_)))

    assert "1 av 1 indikatorer har årets värde." in page
    assert "0 av 1 mål är bedömda." in page
    assert "81,5 procent" in page
    assert "finns inte än" in page


def test_the_countys_year_teaches_when_nothing_is_followed(visit, anna):
    round_ = operations.open_round(
        period=Period(2026), speed=Speed.YEARLY, opens_on=MONDAY.date(), due_on=MONDAY.date(), by=anna, at=MONDAY
    )

    page = text(visit(anna).get(at(round_)))

    assert "Ingen indikator följer länet än" in page
    assert "Inget mål gäller" in page


# --- running it -------------------------------------------------------------------------------------------------


def test_extend_gives_more_time(visit, anna):
    round_ = opened(anna)

    response = visit(anna).post(at(round_, "forlang/"), {"due_on": "2027-02-05"})

    round_.refresh_from_db()
    assert (response.url, round_.due_on) == (at(round_), date(2027, 2, 5))


@pytest.mark.parametrize("due_on", ["2027-01-28", "", "snart"])
def test_extend_says_why_not(visit, anna, due_on):
    response = visit(anna).post(at(opened(anna), "forlang/"), {"due_on": due_on})

    assert (response.status_code, list(response.context["extend_form"].errors)) == (422, ["due_on"])


def more(person_id, **changed) -> dict:
    return {"more-person": person_id, "more-due_on": "2027-02-20", "more-reason": "Sjuk i januari."} | changed


def test_one_person_gets_more_time_and_the_page_tells_until_when_and_why(visit, anna, bo):
    round_ = asked(anna, bo).round

    response = visit(anna).post(at(round_, "mer-tid/"), more(bo.person_id))

    page = text(visit(bo).get(at(round_)))
    assert response.url == at(round_)
    assert "Sjuk i januari." in page
    assert "20 feb" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"more-due_on": "2027-01-29"}, "due_on"),
        ({"more-due_on": ""}, "due_on"),
        ({"more-reason": ""}, "reason"),
        ({"more-person": ""}, "person"),
    ],
)
def test_more_time_says_what_is_wrong_and_keeps_what_was_written(visit, anna, bo, changed, field):
    round_ = asked(anna, bo).round

    response = visit(anna).post(at(round_, "mer-tid/"), more(bo.person_id, **changed))

    assert (response.status_code, list(response.context["more_form"].errors)) == (422, [field])
    assert round_.extensions.count() == 0


def test_more_time_is_offered_to_those_with_something_to_write(visit, anna, bo, egon):
    round_ = asked(anna, bo).round
    operations.ask_for_report(round_=round_, initiative=running(anna, egon, name="Egons"), by=anna, at=MONDAY)
    submitted(round_.reports.get(initiative__name="Egons"), egon)

    form = visit(anna).get(at(round_)).context["more_form"]

    assert list(form.fields["person"].queryset) == [person(bo)]


def test_close_locks_and_reopen_unlocks_with_a_reason(visit, anna, bo):
    report = asked(anna, bo)
    round_ = report.round

    visit(anna).post(at(round_, "stang/"))
    closed = visit(bo).get(path(report))
    refused = visit(anna).post(at(round_, "oppna/"), {"reason": " "})
    visit(anna).post(at(round_, "oppna/"), {"reason": "Två var sjuka."})

    round_.refresh_from_db()
    assert closed.status_code == 200
    assert (refused.status_code, list(refused.context["reopen_form"].errors)) == (422, ["reason"])
    assert (round_.state, round_.reopened_because) == (RoundState.OPEN, "Två var sjuka.")
    assert "Två var sjuka." in text(visit(bo).get(at(round_)))


def test_freeze_says_what_it_waits_for_and_then_what_it_did(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)
    visit(anna).post(at(report.round, "stang/"))
    waits = text(visit(anna).get(at(report.round)))
    refused = visit(anna).post(at(report.round, "frys/"), follow=True)

    operations.approve_report(report=report, by=disa, at=MONDAY)
    offered = text(visit(anna).get(at(report.round)))
    done = text(visit(anna).post(at(report.round, "frys/"), follow=True))

    report.round.refresh_from_db()
    assert "är inte bedömt än: 1" in waits
    assert "är inte bedömt än: 1" in text(refused)
    assert "Frys omgången" in offered
    assert "Omgången är fryst." in done
    assert report.round.state is RoundState.FROZEN


def test_a_frozen_round_is_opened_for_words_alone(visit, anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    frozen(report.round, anna)
    page = visit(anna).get(at(report.round))

    refused = visit(anna).post(at(report.round, "oppna-for-ord/"), {"words-reason": ""})
    visit(anna).post(at(report.round, "oppna-for-ord/"), {"words-reason": "Ett namn var fel."})

    report.round.refresh_from_db()
    assert (page.context["may_reopen"], page.context["may_reopen_words"]) == (False, True)
    assert (refused.status_code, list(refused.context["words_form"].errors)) == (422, ["reason"])
    assert (report.round.state, report.round.is_limited) == (RoundState.OPEN, True)
    assert "Ett namn var fel." in text(visit(bo).get(at(report.round)))


def test_readers_see_no_buttons(visit, anna, bo, cilla):
    round_ = asked(anna, bo).round

    assert "Stäng omgången" not in text(visit(cilla).get(at(round_)))
    assert "Stäng omgången" in text(visit(anna).get(at(round_)))


def test_ask_reaches_an_insats_that_began_late(visit, anna, bo):
    round_ = opened(anna)
    initiative = running(anna, bo)
    assert initiative.name in text(visit(anna).get(at(round_)))

    visit(anna).post(at(round_, f"fraga/{initiative.pk}/"))

    assert round_.reports.get().initiative == initiative


def test_running_a_round_is_forbidden_for_reporters(visit, anna, bo):
    round_, initiative = opened(anna), running(anna, bo)

    for deed in ("forlang/", "stang/", "frys/", "mer-tid/", f"fraga/{initiative.pk}/"):
        assert visit(bo).post(at(round_, deed), {"due_on": "2027-03-01"}).status_code == 403

    assert verbs(round_) == ["opened"]


@pytest.mark.parametrize("deed", ["", "forlang/", "stang/", "oppna/", "mer-tid/", "frys/", "oppna-for-ord/"])
def test_a_strangers_round_does_not_exist(visit, anna, stig, deed):
    round_ = opened(anna)

    assert visit(stig).post(f"/sydland/omgangar/{round_.pk}/{deed}").status_code == 404
    assert visit(stig).post(at(round_, deed)).status_code == 404
    assert verbs(round_) == ["opened"]


def test_opening_is_unknown_to_a_stranger(visit, stig, alvmark):
    assert visit(stig).get(OPEN).status_code == 404
