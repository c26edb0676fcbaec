from datetime import date

import pytest

from tests.delivery.walks import person, running, started
from tests.factories import MONDAY, GoalFactory, IndicatorFactory
from tests.people import verbs
from tests.rounds.forms import path, text
from tests.rounds.walks import AUTUMN, asked, opened, saved, submitted, whole
from varv.core.judgement import Axis
from varv.core.periods import Period
from varv.core.workflow import RoundState
from varv.delivery.models import Initiative
from varv.rounds import operations
from varv.rounds.models import Assessment, Round

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"


# --- rounds -----------------------------------------------------------------------------------------------------


def test_rounds_teach_when_there_are_none(visit, anna, bo):
    assert "Ingen omgång än" in text(visit(bo).get(ROUNDS))
    assert "Öppna omgången" not in text(visit(bo).get(ROUNDS))
    assert "Öppna omgången" in text(visit(anna).get(ROUNDS))


def test_rounds_suggest_the_half_year_after_the_last(visit, anna):
    opened(anna)

    form = visit(anna).get(ROUNDS).context["form"]

    assert form["period"].value() == "2027H1"


def test_rounds_suggest_the_present_half_year_the_first_time(visit, anna):
    form = visit(anna).get(ROUNDS).context["form"]

    assert Period.parse(form["period"].value()).contains(form["opens_on"].value())


def test_open_round_asks_everyone_under_way(visit, anna, bo, alvmark):
    running(anna, bo)

    response = visit(anna).post(ROUNDS, {"period": "2026h2", "opens_on": "2027-01-04", "due_on": "2027-01-29"})

    round_ = Round.objects.of(alvmark.pk).get()
    assert (response.url, round_.period, round_.due_on, round_.reports.count()) == (
        f"{ROUNDS}{round_.pk}/",
        AUTUMN,
        date(2027, 1, 29),
        1,
    )


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
    form = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"} | changed

    response = visit(anna).post(ROUNDS, form)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not Round.objects.of(alvmark.pk).exists()


def test_open_round_is_forbidden_for_reporters(visit, bo):
    form = {"period": "2026H2", "opens_on": "2027-01-04", "due_on": "2027-01-29"}

    assert visit(bo).post(ROUNDS, form).status_code == 403


def test_round_shows_who_has_reported_and_what_stands_out(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo, learned="")

    page = text(visit(disa).get(f"{ROUNDS}{report.round_id}/"))

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

    response = visit(anna).get(f"{ROUNDS}{round_.pk}/", {"visa": shown})

    assert [row.initiative for row in response.context["rows"]] == names


def test_round_without_insatser_says_so(visit, anna):
    assert "Ingen har fått frågan" in text(visit(anna).get(f"{ROUNDS}{opened(anna).pk}/"))


def test_extend_gives_more_time(visit, anna):
    round_ = opened(anna)

    response = visit(anna).post(f"{ROUNDS}{round_.pk}/forlang/", {"due_on": "2027-02-05"})

    round_.refresh_from_db()
    assert (response.url, round_.due_on) == (f"{ROUNDS}{round_.pk}/", date(2027, 2, 5))


@pytest.mark.parametrize("due_on", ["2027-01-28", "", "snart"])
def test_extend_says_why_not(visit, anna, due_on):
    round_ = opened(anna)

    response = visit(anna).post(f"{ROUNDS}{round_.pk}/forlang/", {"due_on": due_on})

    assert (response.status_code, list(response.context["extend_form"].errors)) == (422, ["due_on"])


def test_close_locks_and_reopen_unlocks_with_a_reason(visit, anna, bo):
    report = asked(anna, bo)
    round_ = report.round

    visit(anna).post(f"{ROUNDS}{round_.pk}/stang/")
    closed = text(visit(bo).get(path(report)))
    refused = visit(anna).post(f"{ROUNDS}{round_.pk}/oppna/", {"reason": " "})
    visit(anna).post(f"{ROUNDS}{round_.pk}/oppna/", {"reason": "Två var sjuka."})

    round_.refresh_from_db()
    assert "så utkastet är låst som det var" in closed
    assert (refused.status_code, list(refused.context["reopen_form"].errors)) == (422, ["reason"])
    assert (round_.state, round_.reopened_because) == (RoundState.OPEN, "Två var sjuka.")
    assert "Två var sjuka." in text(visit(bo).get(f"{ROUNDS}{round_.pk}/"))


def test_ask_reaches_an_insats_that_began_late(visit, anna, bo):
    round_ = opened(anna)
    initiative = running(anna, bo)
    assert initiative.name in text(visit(anna).get(f"{ROUNDS}{round_.pk}/"))

    visit(anna).post(f"{ROUNDS}{round_.pk}/fraga/{initiative.pk}/")

    assert round_.reports.get().initiative == initiative


def test_running_a_round_is_forbidden_for_reporters(visit, anna, bo):
    round_, initiative = opened(anna), running(anna, bo)

    for deed in ("forlang/", "stang/", f"fraga/{initiative.pk}/"):
        assert visit(bo).post(f"{ROUNDS}{round_.pk}/{deed}", {"due_on": "2027-03-01"}).status_code == 403

    assert verbs(round_) == ["opened"]


# --- assessing a goal -------------------------------------------------------------------------------------------


def judged(**changed) -> dict:
    values = {axis.value: "not_assessed" for axis in Axis} | {f"{axis}_reason": "" for axis in Axis}
    return values | changed


def test_assess_goal_shows_what_each_axis_is_and_what_the_figures_say(visit, egon):
    goal = GoalFactory(name="Fler i arbete")
    IndicatorFactory(goal=goal, name="Sysselsättningsgrad")

    page = text(visit(egon).get(f"/alvmark/mal/{goal.pk}/bedom/"))

    assert "Hur bedömer du ”Fler i arbete”?" in page
    assert "Hur det är i länet just nu" in page
    assert "Sysselsättningsgrad" in page
    assert "Ingen har bedömt målet än." in page


def test_assess_goal_keeps_the_judgement(visit, egon, alvmark):
    goal = GoalFactory()
    form = judged(state="partly", state_reason="Läget är bättre för kvinnor.", contribution="too_early")

    refused = visit(egon).post(f"/alvmark/mal/{goal.pk}/bedom/", form)
    response = visit(egon).post(f"/alvmark/mal/{goal.pk}/bedom/", form | {"contribution_reason": "Började i våras."})

    assessment = Assessment.objects.of(alvmark.pk).get()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["contribution_reason"])
    assert "Läget är bättre för kvinnor." in text(refused)
    assert (response.url, assessment.author) == (f"/alvmark/mal/{goal.pk}/", person(egon))
    assert assessment.judgements.get(axis=Axis.STATE).reason == "Läget är bättre för kvinnor."


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"state": "kanske"}, ["state"]),
        ({"state": ""}, ["state"]),
        ({"state": "partly", "state_reason": "x" * 5001}, ["state_reason"]),
    ],
)
def test_assess_goal_says_what_cannot_be_read(visit, egon, alvmark, changed, fields):
    response = visit(egon).post(f"/alvmark/mal/{GoalFactory().pk}/bedom/", judged(**changed))

    assert (response.status_code, list(response.context["form"].errors)) == (422, fields)
    assert not Assessment.objects.of(alvmark.pk).exists()


def test_assess_goal_shows_the_last_judgement_beside(visit, egon, disa):
    goal = GoalFactory()
    visit(egon).post(f"/alvmark/mal/{goal.pk}/bedom/", judged(state="partly", state_reason="Bättre för kvinnor."))

    page = text(visit(disa).get(f"/alvmark/mal/{goal.pk}/bedom/"))

    assert "Bättre för kvinnor." in page
    assert "Egon, " in page


def test_assess_goal_is_forbidden_for_reporters(visit, bo):
    assert visit(bo).get(f"/alvmark/mal/{GoalFactory().pk}/bedom/").status_code == 403


# --- the stranger -----------------------------------------------------------------------------------------------


def test_everything_is_unknown_to_a_stranger(visit, stig, anna, bo):
    report = asked(anna, bo)
    evidence = operations.attach_link(report=report, title="Rapport", link="https://example.org", by=bo, at=MONDAY)
    initiative, goal = Initiative.objects.of(anna.region_id).get(), GoalFactory()
    deeds = ["", "spara/", "lamna-in/", "ta-tillbaka/", "aterlamna/", "godkann/", "lamna-over/"]
    posts = [f"rapporter/{report.pk}/{deed}" for deed in deeds]
    posts += [f"omgangar/{report.round_id}/{deed}" for deed in ("forlang/", "stang/", "oppna/")]
    posts += [f"omgangar/{report.round_id}/fraga/{initiative.pk}/", f"mal/{goal.pk}/bedom/"]
    gets = [f"rapporter/{report.pk}/{page}" for page in ("", "jamfor/", "granska/")]
    gets += [f"omgangar/{report.round_id}/", f"underlag/{evidence.pk}/", f"mal/{goal.pk}/bedom/"]

    for region in ("alvmark", "sydland"):
        assert {visit(stig).post(f"/{region}/{one}").status_code for one in posts} == {404}
        assert {visit(stig).get(f"/{region}/{one}").status_code for one in gets} == {404}

    assert (verbs(report), verbs(report.round)) == ([], ["opened"])


def test_a_planned_insats_is_not_asked(visit, anna, bo):
    started(anna, bo)

    assert visit(anna).get(ROUNDS).context["asked"] == 0


def test_a_whole_draft_can_be_handed_in(visit, anna, bo):
    report = saved(asked(anna, bo), bo)

    page = visit(bo).get(path(report))

    assert (page.context["sheet"].lacking, page.context["sheet"].draft) == ((), whole(report))
