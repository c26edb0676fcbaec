import pytest

from tests.factories import (
    MONDAY,
    ChainFactory,
    ChainStepFactory,
    EvaluationFactory,
    GenericActivityFactory,
    GoalFactory,
    InitiativeFactory,
    LessonFactory,
    LessonUseFactory,
    ProjectFactory,
    SteeringDocumentFactory,
)
from varv.core.judgement import Heed
from varv.core.kinds import RecallPlace
from varv.core.recalling import Why
from varv.core.theory import Level
from varv.core.workflow import EvaluationState, InitiativeState, LessonState
from varv.learning.models import LessonUse

pytestmark = pytest.mark.django_db

STATEMENT = "Fråga efter problemet, inte efter kursbehovet."
SCRIPT = {"headers": {"accept": "application/json"}}


@pytest.fixture
def activity(alvmark):
    return GenericActivityFactory()


@pytest.fixture
def lesson(activity):
    return LessonFactory(state=LessonState.ACCEPTED, generic_activity=activity, statement=STATEMENT)


def page(lesson):
    return f"/alvmark/lardomar/{lesson.pk}/svara/"


def said(**told):
    return {"heed": "used", "because": "", "place": "start_initiative"} | told


def start(activity):
    return f"/alvmark/insatser/ny/?aktivitet={activity.pk}"


def shown(response):
    recall = response.context["recall"]
    return recall and [one.statement for one in recall.lessons]


# --- where plans are made -------------------------------------------------------------------------------------------


def test_the_start_form_shows_lessons_of_the_same_activity_outside_the_form(anna, visit, activity, lesson):
    response = visit(anna).get(start(activity))

    html = response.content.decode()
    main = html[html.index('data-keep="initiative-new"') :]
    assert shown(response) == [STATEMENT]
    assert STATEMENT not in main[: main.index("</form>")]
    assert "Samma slags insats" in html


def test_a_refused_start_form_recalls_by_the_goals_that_were_chosen(anna, visit, activity):
    goal = GoalFactory()
    LessonFactory(state=LessonState.ACCEPTED, goal=goal, statement=STATEMENT)

    response = visit(anna).post(start(activity), {"generic_activity": activity.pk, "goals": [goal.pk], "name": ""})

    assert (response.status_code, shown(response)) == (422, [STATEMENT])
    assert response.context["recall"].lessons[0].whys == (Why.GOAL,)


def test_a_goal_that_is_no_number_recalls_nothing(anna, visit, activity):
    response = visit(anna).post(start(activity), {"generic_activity": activity.pk, "goals": ["a\x00", "9" * 40]})

    assert (response.status_code, shown(response)) == (422, [])


@pytest.mark.parametrize(
    ("state", "expected"), [(InitiativeState.PLANNED, [STATEMENT]), (InitiativeState.RUNNING, None)]
)
def test_the_initiative_page_recalls_while_it_is_planned(anna, visit, activity, lesson, state, expected):
    initiative = InitiativeFactory(generic_activity=activity, state=state)

    assert shown(visit(anna).get(f"/alvmark/insatser/{initiative.pk}/")) == expected


def test_the_chain_editor_recalls_above_the_board(anna, visit, activity, lesson):
    chain = ChainFactory()
    ChainStepFactory(chain=chain, level=Level.ACTIVITY, generic_activity=activity)

    response = visit(anna).get(f"/alvmark/effektkedjor/{chain.pk}/redigera/")

    assert shown(response) == [STATEMENT]
    assert "1 tidigare lärdom att ha i minnet" in response.content.decode()


@pytest.mark.parametrize("where", ["", "andra/"])
def test_a_steering_document_recalls_where_it_is_written(anna, visit, where):
    document = SteeringDocumentFactory()
    goal = GoalFactory(document=document)
    LessonFactory(state=LessonState.ACCEPTED, goal=goal, statement=STATEMENT)

    assert shown(visit(anna).get(f"/alvmark/dokument/{document.pk}/{where}")) == [STATEMENT]


def test_a_reader_of_the_document_is_not_reminded(cilla, visit, alvmark):
    document = SteeringDocumentFactory()

    assert shown(visit(cilla).get(f"/alvmark/dokument/{document.pk}/")) is None


def test_a_visit_is_prepared_with_the_lessons_of_its_initiative(anna, visit, activity, lesson):
    project = ProjectFactory(initiative=InitiativeFactory(generic_activity=activity))

    response = visit(anna).get(f"/alvmark/projekt/{project.pk}/besok/")

    assert shown(response) == [STATEMENT]
    assert response.context["recall"].place is RecallPlace.PREPARE_VISIT


def test_a_visit_to_a_project_without_initiative_recalls_nothing(anna, visit, alvmark):
    project = ProjectFactory(initiative=None)

    assert shown(visit(anna).get(f"/alvmark/projekt/{project.pk}/besok/")) is None


def test_an_evaluation_is_prepared_with_lessons_about_the_same(anna, visit, alvmark):
    evaluation = EvaluationFactory(title="Rådgivning till nyanlända", state=EvaluationState.PLANNED, delivered_on=None)
    LessonFactory(state=LessonState.ACCEPTED, target_group="Nyanlända", statement=STATEMENT)

    assert shown(visit(anna).get(f"/alvmark/utvarderingar/{evaluation.pk}/")) == [STATEMENT]


def test_a_draft_stands_beside_nothing(anna, visit, activity):
    LessonFactory(generic_activity=activity, author_id=anna.person_id, offered_at=MONDAY, statement=STATEMENT)

    response = visit(anna).get(start(activity))
    assert (shown(response), STATEMENT in response.content.decode()) == ([], False)


def test_where_there_is_no_lesson_the_page_says_how_the_first_is_made(anna, visit, activity):
    assert "Ingen godkänd lärdom handlar om det här ännu" in visit(anna).get(start(activity)).content.decode()


def test_what_was_set_aside_is_folded_away(anna, visit, activity, lesson):
    initiative = InitiativeFactory(generic_activity=activity)
    LessonUseFactory(lesson=lesson, initiative=initiative, heed=Heed.NOT_RELEVANT, because="Inte hos oss.")

    response = visit(anna).get(f"/alvmark/insatser/{initiative.pk}/")

    recall = response.context["recall"]
    assert (recall.lessons, [one.because for one in recall.set_aside]) == ((), ["Inte hos oss."])
    assert "1 som har lagts åt sidan här" in response.content.decode()


def test_each_answer_is_a_form_of_its_own_that_leaves_the_page_alone(anna, visit, activity, lesson):
    initiative = InitiativeFactory(generic_activity=activity)

    html = visit(anna).get(f"/alvmark/insatser/{initiative.pk}/").content.decode()

    form = html[html.index(f'action="{page(lesson)}"') :]
    assert 'target="_blank"' in form[: form.index(">")]
    assert f'name="initiative" value="{initiative.pk}"' in form[: form.index("</form>")]


def test_a_reader_sees_the_lesson_and_no_buttons(cilla, visit, activity, lesson):
    initiative = InitiativeFactory(generic_activity=activity)

    response = visit(cilla).get(f"/alvmark/insatser/{initiative.pk}/")
    assert (shown(response), page(lesson) in response.content.decode()) == ([STATEMENT], False)


# --- the answer -----------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_leads_to_the_lesson(bo, visit, lesson):
    initiative = InitiativeFactory()

    response = visit(bo).post(page(lesson), said(initiative=initiative.pk))

    use = LessonUse.objects.get()
    assert (response.status_code, response.url) == (302, f"/alvmark/lardomar/{lesson.pk}/")
    assert (use.heed, use.initiative, use.person_id) == (Heed.USED, initiative, bo.person_id)


def test_a_script_gets_a_sentence_and_stays(bo, visit, lesson):
    response = visit(bo).post(page(lesson), said(heed="disagree", because="Stämmer inte hos oss."), **SCRIPT)

    assert (response.status_code, response.json()) == (200, {"said": "Sparat: Håller inte med"})
    assert LessonUse.objects.get().because == "Stämmer inte hos oss."


def test_a_script_is_told_what_is_missing(bo, visit, lesson):
    response = visit(bo).post(page(lesson), said(heed="not_relevant"), **SCRIPT)

    assert (response.status_code, LessonUse.objects.count()) == (422, 0)
    assert response.json() == {"errors": ["Skriv varför. Nästa som möter lärdomen kommer att undra."]}


def test_without_a_script_a_refused_answer_keeps_what_was_written(bo, visit, lesson):
    initiative = InitiativeFactory()

    response = visit(bo).post(page(lesson), said(heed="disagree", because=" ", initiative=initiative.pk))

    html = response.content.decode()
    assert (response.status_code, LessonUse.objects.count()) == (422, 0)
    assert "Skriv varför." in html
    assert f'name="initiative" value="{initiative.pk}"' in html


@pytest.mark.parametrize(
    "broken", [{"heed": ""}, {"heed": "liked"}, {"place": "nowhere"}, {"initiative": "9" * 30}, {"chain": "x"}]
)
def test_what_cannot_be_read_is_refused(bo, visit, lesson, broken):
    response = visit(bo).post(page(lesson), said(**broken))

    assert (response.status_code, LessonUse.objects.count()) == (422, 0)


def test_what_another_region_plans_cannot_be_named(bo, visit, lesson, sydland):
    other = InitiativeFactory(region=sydland)

    assert visit(bo).post(page(lesson), said(initiative=other.pk)).status_code == 422


def test_the_page_asks_for_an_answer_and_begins_with_used(bo, visit, lesson):
    response = visit(bo).get(page(lesson))

    assert (response.status_code, response.context["form"].initial["heed"]) == (200, Heed.USED)
    assert STATEMENT in response.content.decode()


def test_a_reader_may_not_answer(cilla, visit, lesson):
    assert visit(cilla).post(page(lesson), said()).status_code == 403


def test_a_stranger_finds_no_lesson(stig, visit, lesson):
    assert visit(stig).get(page(lesson)).status_code == 404


def test_somebody_elses_draft_cannot_be_answered(bo, anna, visit, alvmark):
    draft = LessonFactory(author_id=anna.person_id)

    assert visit(bo).post(page(draft), said()).status_code == 404


def test_the_lesson_page_shows_the_objection_and_the_uses(anna, visit, lesson):
    initiative = InitiativeFactory(name="Nyföretagarlyftet")
    LessonUseFactory(lesson=lesson, initiative=initiative)
    LessonUseFactory(lesson=lesson, heed=Heed.DISAGREE, because="Det gäller inte butiker.")
    LessonUseFactory(lesson=lesson, heed=Heed.NOT_RELEVANT, because="Vi möter inga företag.")

    html = visit(anna).get(f"/alvmark/lardomar/{lesson.pk}/").content.decode()

    told = ("1 invändning", "Det gäller inte butiker.", "Nyföretagarlyftet", "Gått förbi 1 gång", page(lesson))
    assert [text for text in told if text not in html] == []
