import pytest

from tests.delivery.walks import person
from tests.factories import MONDAY, GoalFactory, IndicatorFactory
from tests.people import verbs
from tests.rounds.forms import path, text
from tests.rounds.walks import asked, saved, whole
from varv.core.judgement import Axis
from varv.delivery.models import Initiative
from varv.rounds import operations
from varv.rounds.models import Assessment

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"


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
    posts += [
        f"omgangar/{report.round_id}/{deed}"
        for deed in ("forlang/", "stang/", "oppna/", "mer-tid/", "frys/", "oppna-for-ord/")
    ]
    posts += [f"omgangar/{report.round_id}/fraga/{initiative.pk}/", f"mal/{goal.pk}/bedom/"]
    gets = [f"rapporter/{report.pk}/{page}" for page in ("", "jamfor/", "granska/")]
    gets += [f"omgangar/{report.round_id}/", f"underlag/{evidence.pk}/", f"mal/{goal.pk}/bedom/"]

    for region in ("alvmark", "sydland"):
        assert {visit(stig).post(f"/{region}/{one}").status_code for one in posts} == {404}
        assert {visit(stig).get(f"/{region}/{one}").status_code for one in gets} == {404}

    assert (verbs(report), verbs(report.round)) == ([], ["opened"])


def test_a_whole_draft_can_be_handed_in(visit, anna, bo):
    report = saved(asked(anna, bo), bo)

    page = visit(bo).get(path(report))

    assert (page.context["sheet"].lacking, page.context["sheet"].draft) == ((), whole(report))
