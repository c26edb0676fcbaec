import pytest

from tests.factories import ContributionFactory, GenericActivityFactory, GoalFactory
from tests.learning.walks import (
    APRIL,
    accepted_lesson,
    acted_on_recommendation,
    handed_in_report,
    made_recommendation,
    noted_finding,
    noted_lesson,
    opened_turn,
    questions,
    recorded_change,
)
from tests.people import verbs
from varv.core.judgement import Confidence
from varv.core.workflow import LessonState, ReportState
from varv.learning import operations
from varv.learning.models import Lesson

LIST = "/alvmark/lardomar/"
WRITTEN = {
    "statement": "Den som får sällskap kommer tillbaka.",
    "context": "",
    "confidence": "measured",
    "generic_activity": "",
    "goal": "",
}


def page(lesson, rest=""):
    return f"{LIST}{lesson.pk}/{rest}"


def text(response):
    return response.content.decode()


def listed(client, query=""):
    return [line.statement for line in client.get(LIST + query).context["page"].object_list]


def test_lessons_lists_what_one_may_read(anna, bo, visit):
    accepted_lesson(anna, statement="Gemensam.", at=APRIL)
    noted_lesson(bo, statement="Mitt utkast.")

    assert listed(visit(bo)) == ["Mitt utkast.", "Gemensam."]
    assert listed(visit(anna)) == ["Gemensam."]


def test_lessons_filters_from_the_address(anna, bo, visit):
    activity, goal = GenericActivityFactory(), GoalFactory()
    accepted_lesson(anna, statement="Om validering.", generic_activity=activity)
    accepted_lesson(anna, statement="Om moduler.", goal=goal)
    noted_lesson(bo, statement="Mitt utkast.")
    client = visit(bo)

    assert listed(client, "?lage=draft") == ["Mitt utkast."]
    assert listed(client, "?mina=1") == ["Mitt utkast."]
    assert listed(client, f"?aktivitet={activity.pk}") == ["Om validering."]
    assert listed(client, f"?mal={goal.pk}&q=moduler") == ["Om moduler."]
    assert listed(client, "?q=bredband") == []


@pytest.mark.parametrize("query", ["?lage=okänt", "?aktivitet=x", "?mal=1.5", f"?q={'x' * 101}"])
def test_lessons_overlooks_what_cannot_be_read(query, anna, visit):
    accepted_lesson(anna)

    assert len(listed(visit(anna), query)) == 1


def test_lessons_are_shown_a_page_at_a_time(anna, visit):
    for number in range(21):
        accepted_lesson(anna, statement=f"Lärdom {number}.")

    assert (len(listed(visit(anna))), len(listed(visit(anna), "?page=2"))) == (20, 1)


def test_lessons_that_are_none_teach_what_a_lesson_is(cilla, anna, visit):
    assert 'class="empty"' in text(visit(cilla).get(LIST))
    assert f"{LIST}ny/" not in text(visit(cilla).get(LIST))
    assert f"{LIST}ny/" in text(visit(anna).get(LIST))


def test_lessons_ask_as_often_for_one_as_for_three(anna, visit):
    client = visit(anna)
    accepted_lesson(anna)
    client.get(LIST)
    one = questions(lambda: client.get(LIST))
    accepted_lesson(anna, noted_finding(anna))
    accepted_lesson(anna, goal=GoalFactory())

    assert questions(lambda: client.get(LIST)) == one


def test_new_lesson_is_a_draft_of_ones_own(bo, visit):
    response = visit(bo).post(f"{LIST}ny/", WRITTEN | {"occasion": "Ett besök i en kommun"})

    lesson = Lesson.objects.of(bo.region_id).get()
    assert (response.status_code, response.url) == (302, page(lesson))
    assert (lesson.statement, lesson.confidence, lesson.occasion, lesson.state, lesson.author_id) == (
        WRITTEN["statement"],
        Confidence.MEASURED,
        "Ett besök i en kommun",
        LessonState.DRAFT,
        bo.person_id,
    )


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"statement": ""}, "statement"),
        ({"statement": "x" * 1001}, "statement"),
        ({"occasion": ""}, "occasion"),
        ({"occasion": "x" * 201}, "occasion"),
        ({"confidence": "säker"}, "confidence"),
        ({"goal": "0"}, "goal"),
    ],
)
def test_new_lesson_keeps_what_was_written_and_says_what_is_wrong(changed, field, bo, visit):
    response = visit(bo).post(f"{LIST}ny/", WRITTEN | {"occasion": "Ett besök", "context": "Bara unga."} | changed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "Bara unga." in text(response)
    assert list(Lesson.objects.of(bo.region_id)) == []


@pytest.mark.parametrize("rest", ["ny/", "ny/rapport/{report}/", "ny/iakttagelse/{finding}/"])
def test_new_lesson_is_refused_to_a_reader(rest, anna, bo, cilla, visit):
    ids = {"report": handed_in_report(bo).pk, "finding": noted_finding(anna).pk}

    assert visit(cilla).get(LIST + rest.format(**ids)).status_code == 403


def test_lesson_from_report_begins_with_the_reports_own_words(anna, bo, visit):
    report = handed_in_report(bo)
    contribution = ContributionFactory(initiative=report.initiative)
    address, client = f"{LIST}ny/rapport/{report.pk}/", visit(anna)

    begun = client.get(address).context["form"].initial
    client.post(address, WRITTEN | {"goal": contribution.goal_id})

    lesson = Lesson.objects.of(anna.region_id).get()
    assert begun == {
        "statement": "Den som får sällskap första gången kommer tillbaka.",
        "confidence": Confidence.MEASURED,
        "generic_activity": report.initiative.generic_activity,
        "goal": contribution.goal,
    }
    assert (lesson.report, lesson.goal, lesson.author_id) == (report, contribution.goal, anna.person_id)


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.RETURNED])
def test_lesson_from_a_report_in_writing_does_not_exist(state, anna, bo, visit):
    report = handed_in_report(bo, state=state)

    assert visit(anna).get(f"{LIST}ny/rapport/{report.pk}/").status_code == 404


def test_lesson_from_finding_points_at_it(egon, visit):
    finding = noted_finding(egon, goal=GoalFactory())
    address, client = f"{LIST}ny/iakttagelse/{finding.pk}/", visit(egon)

    begun = client.get(address)
    client.post(address, WRITTEN)

    assert begun.context["form"].initial["goal"] == finding.goal
    assert "Valideringen är flaskhalsen." in text(begun)
    assert Lesson.objects.of(egon.region_id).get().finding == finding


def test_lesson_shows_where_it_comes_from_and_what_it_led_to(anna, bo, disa, visit):
    lesson = accepted_lesson(anna, handed_in_report(bo, initiative__name="Yrkesväxling"), at=APRIL, goal=GoalFactory())
    recorded_change(anna, lesson, opened_turn(anna))
    acted_on_recommendation(anna, disa, because_of=lesson)

    shown = text(visit(bo).get(page(lesson)))

    assert "Yrkesväxling" in shown
    assert '<span class="hl">Validering ska ta högst tio arbetsdagar.</span>' in shown
    assert "R1 Sätt en gräns för hur lång tid validering får ta" in shown


@pytest.mark.parametrize(
    ("who", "shown"),
    [("anna", ["godta/", "avfor/"]), ("bo", ["foresla/", "andra/", "avfor/"])],
)
def test_lesson_in_draft_offers_its_next_steps(who, shown, anna, bo, visit):
    lesson = noted_lesson(bo)
    operations.offer_lesson(lesson=lesson, by=bo, at=APRIL)
    own = noted_lesson(bo)
    whose = {"anna": (anna, lesson), "bo": (bo, own)}[who]

    content = text(visit(whose[0]).get(page(whose[1])))

    steps = ["foresla/", "andra/", "godta/", "avfor/", "rekommendera/", "andring/"]
    assert [step for step in steps if page(whose[1], step) in content] == [step for step in steps if step in shown]


def test_lesson_that_is_accepted_offers_to_recommend_and_record(anna, cilla, visit):
    lesson = accepted_lesson(anna)

    mine, readers = text(visit(anna).get(page(lesson))), text(visit(cilla).get(page(lesson)))

    assert all(page(lesson, step) in mine for step in ("rekommendera/", "andring/", "avfor/"))
    assert not any(page(lesson, step) in readers for step in ("rekommendera/", "andring/", "avfor/", "andra/"))


@pytest.mark.parametrize("rest", ["", "andra/", "godta/", "avfor/", "foresla/", "rekommendera/", "andring/"])
def test_lesson_in_draft_does_not_exist_for_others(rest, anna, bo, visit):
    lesson = noted_lesson(bo)

    assert visit(anna).post(page(lesson, rest)).status_code == 404


def test_edit_lesson_goes_on_with_the_draft(bo, visit):
    lesson = noted_lesson(bo)
    client = visit(bo)

    begun = client.get(page(lesson, "andra/")).context["form"].initial
    response = client.post(page(lesson, "andra/"), WRITTEN | {"revision": lesson.revision})

    lesson.refresh_from_db()
    assert (begun["statement"], begun["revision"]) == ("Den som har jobb kan inte vara borta fyra månader.", 1)
    assert (response.status_code, lesson.statement, lesson.revision) == (302, WRITTEN["statement"], 2)


def test_edit_lesson_from_two_windows_keeps_the_text_and_says_who_was_before(bo, visit):
    lesson = noted_lesson(bo)
    client = visit(bo)
    client.post(page(lesson, "andra/"), WRITTEN | {"revision": 1})

    response = client.post(page(lesson, "andra/"), WRITTEN | {"statement": "Något annat.", "revision": 1})

    (told,) = response.context["form"].non_field_errors()
    assert (response.status_code, "Bo" in told, "Något annat." in text(response)) == (422, True, True)
    assert verbs(lesson) == ["noted", "edited"]


def test_edit_lesson_that_is_accepted_leads_back(anna, visit):
    lesson = accepted_lesson(anna)

    assert visit(anna).get(page(lesson, "andra/")).status_code == 302


def test_offer_lesson_lets_the_strategist_read_it(anna, bo, visit):
    lesson = noted_lesson(bo)

    response = visit(bo).post(page(lesson, "foresla/"))

    assert (response.status_code, response.url) == (302, page(lesson))
    assert visit(anna).get(page(lesson)).status_code == 200
    assert visit(bo).get(page(lesson, "foresla/")).status_code == 405


def test_accept_lesson_makes_it_common(anna, bo, cilla, visit):
    lesson = noted_lesson(bo, context="Gäller vuxna.")
    operations.offer_lesson(lesson=lesson, by=bo, at=APRIL)
    client = visit(anna)

    begun = client.get(page(lesson, "godta/"))
    told = {"context": "Gäller vuxna i yrkesväxling.", "holds_not": "Unga.", "goal": GoalFactory().pk}
    client.post(page(lesson, "godta/"), told)

    lesson.refresh_from_db()
    begun = begun.context["form"].initial
    assert (begun["context"], begun["owner"]) == ("Gäller vuxna.", lesson.author_id)
    assert (lesson.state, lesson.context) == (LessonState.ACCEPTED, "Gäller vuxna i yrkesväxling.")
    assert visit(cilla).get(page(lesson)).status_code == 200


def test_accept_lesson_must_say_when_it_holds(anna, visit):
    lesson = noted_lesson(anna)

    response = visit(anna).post(page(lesson, "godta/"), {"context": " "})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["context", "holds_not"])
    assert verbs(lesson) == ["noted"]


def test_accept_lesson_is_refused_to_a_reporter(bo, visit):
    assert visit(bo).get(page(noted_lesson(bo), "godta/")).status_code == 403


def test_retire_lesson_keeps_it_with_the_reason(anna, cilla, visit):
    lesson = accepted_lesson(anna)
    client = visit(anna)

    silent = client.post(page(lesson, "avfor/"), {"reason": ""})
    client.post(page(lesson, "avfor/"), {"reason": "Reglerna ändrades."})

    assert silent.status_code == 422
    assert "Reglerna ändrades." in text(visit(cilla).get(page(lesson)))
    assert client.get(page(lesson, "avfor/")).status_code == 302


def test_retire_lesson_is_refused_to_a_reader(anna, cilla, visit):
    assert visit(cilla).get(page(accepted_lesson(anna), "avfor/")).status_code == 403


def test_lessons_do_not_exist_for_a_stranger(anna, bo, stig, visit):
    lesson, report, finding = accepted_lesson(anna), handed_in_report(bo), noted_finding(anna)
    rests = ["", "andra/", "foresla/", "godta/", "avfor/", "rekommendera/", "andring/"]
    news = ["", "ny/", f"ny/rapport/{report.pk}/", f"ny/iakttagelse/{finding.pk}/"]
    addresses = [page(lesson, rest) for rest in rests] + [LIST + new for new in news]
    client = visit(stig)

    assert {client.post(address).status_code for address in addresses} == {404}
    own = [address.replace("alvmark", "sydland") for address in addresses if any(map(str.isdigit, address))]
    assert {client.post(address).status_code for address in own} == {404}


def test_lesson_that_led_to_a_recommendation_says_so(anna, visit):
    lesson = accepted_lesson(anna)
    made_recommendation(anna, lesson)

    assert visit(anna).get(page(lesson)).context["sheet"].is_used is True
