"""A brief: its author's own until it is published; it cites, says what is not known, and then stands."""

from datetime import timedelta

import pytest

from tests.factories import ActionAreaFactory, GenericActivityFactory, GoalFactory
from tests.learning.walks import MONDAY, accepted_lesson, noted_finding, noted_lesson
from tests.people import verbs
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import BriefState
from varv.learning import operations
from varv.learning.models import Brief, BriefCitation
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=2)


def started(by, *cited, about=None, **changed):
    values = {
        "title": "Vad vi vet om validering",
        "known": "Den som får sällskap kommer tillbaka [1].",
        "unknown": "Om det gäller unga.",
    }
    about = about or GoalFactory(region_id=by.region_id)
    return operations.start_brief(about=about, cited=cited, **(values | changed), by=by, at=MONDAY)


def edited(brief, by, *cited, **changed):
    values = {name: getattr(brief, name) for name in ("title", "known", "disputed", "unknown", "revision")}
    operations.edit_brief(brief=brief, cited=cited, **(values | changed), by=by, at=LATER)
    brief.refresh_from_db()


def published(by, *cited, **changed):
    brief = started(by, *cited, **changed)
    operations.publish_brief(brief=brief, by=by, at=LATER)
    brief.refresh_from_db()
    return brief


def citations(brief):
    found = BriefCitation.objects.of(brief.region_id).filter(brief=brief).order_by("number")
    return [(one.number, one.lesson or one.finding, one.text) for one in found]


def test_start_brief_numbers_what_it_cites_and_keeps_the_words(anna):
    lesson, finding = accepted_lesson(anna), noted_finding(anna)

    brief = started(anna, lesson, finding, disputed="En rapport säger annat.")

    assert (brief.state, brief.title, brief.disputed, brief.author_id, brief.edited_at, brief.published_at) == (
        BriefState.DRAFT,
        "Vad vi vet om validering",
        "En rapport säger annat.",
        anna.person_id,
        MONDAY,
        None,
    )
    assert citations(brief) == [(1, lesson, lesson.statement), (2, finding, finding.text)]
    assert verbs(brief) == ["gathered"]
    assert [verbs(one) for one in brief.citations.order_by("number")] == [["cited"], ["cited"]]


@pytest.mark.parametrize(
    ("factory", "field"),
    [(GoalFactory, "goal"), (ActionAreaFactory, "area"), (GenericActivityFactory, "generic_activity")],
)
def test_start_brief_is_about_a_goal_a_theme_or_an_activity(anna, factory, field):
    about = factory(region_id=anna.region_id)

    brief = Brief.objects.get(pk=started(anna, about=about).pk)

    told = {name: getattr(brief, name) for name in ("goal", "area", "generic_activity")}
    assert told == {"goal": None, "area": None, "generic_activity": None} | {field: about}


def test_start_brief_about_another_regions_goal_is_refused(anna, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        started(anna, about=GoalFactory(region=sydland))


def test_start_brief_citing_another_regions_lesson_is_refused(anna, stig):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        started(anna, accepted_lesson(stig))


def test_start_brief_needs_a_title(anna):
    with pytest.raises(RuleBroken, match=r"brief\.title_missing"):
        started(anna, title="  ")


def test_start_brief_cites_nothing_that_is_not_accepted(anna):
    with pytest.raises(RuleBroken, match=r"brief\.lesson_not_accepted"):
        started(anna, noted_lesson(anna))

    assert Brief.objects.count() == 0


@pytest.mark.parametrize("role", ["bo", "cilla", "disa", "frida"])
def test_start_brief_is_for_those_who_recommend(request, role):
    with pytest.raises(NotAllowed, match="not_allowed"):
        started(request.getfixturevalue(role))


def test_an_analyst_may_start_a_brief(egon):
    assert started(egon).author_id == egon.person_id


def test_edit_brief_changes_the_words(anna):
    lesson = accepted_lesson(anna)
    brief = started(anna, lesson)

    edited(brief, anna, lesson, title="Validering", known="Mycket [1].", disputed="Inget.", unknown="Allt annat.")

    assert (brief.title, brief.known, brief.disputed, brief.unknown, brief.edited_at) == (
        "Validering",
        "Mycket [1].",
        "Inget.",
        "Allt annat.",
        LATER,
    )
    assert verbs(brief) == ["gathered", "edited"]


def test_what_stays_cited_keeps_its_number_and_what_is_new_gets_the_next(anna):
    first, second = accepted_lesson(anna, statement="Först."), accepted_lesson(anna, statement="Sedan.")
    third, finding = accepted_lesson(anna, statement="Sist."), noted_finding(anna)
    brief = started(anna, first, second)

    edited(brief, anna, finding, second, third)

    assert [(number, one) for number, one, _text in citations(brief)] == [(2, second), (3, finding), (4, third)]


def test_what_is_struck_is_told_in_the_trail(anna):
    lesson = accepted_lesson(anna)
    brief = started(anna, lesson)

    edited(brief, anna)

    last = TrailEntry.objects.of(anna.region_id).filter(kind="learning.briefcitation").latest("number")
    assert (citations(brief), last.verb, last.before["lesson_id"], last.after) == ([], "struck", lesson.pk, {})


def test_a_citation_keeps_the_words_as_they_were_cited(anna):
    finding = noted_finding(anna)
    brief = started(anna, finding)
    finding.change(text="Något annat.")

    edited(brief, anna, finding)

    assert citations(brief) == [(1, finding, "Valideringen är flaskhalsen.")]


def test_a_cited_lesson_that_was_retired_may_stay_in_the_draft_but_not_come_back(anna, disa):
    lesson = accepted_lesson(anna)
    brief = started(anna, lesson)
    operations.retire_lesson(lesson=lesson, reason="Stämde inte.", by=disa, at=LATER)
    lesson.refresh_from_db()

    edited(brief, anna, lesson)
    kept = citations(brief)
    edited(brief, anna)

    assert [number for number, *_rest in kept] == [1]
    with pytest.raises(RuleBroken, match=r"brief\.lesson_not_accepted"):
        edited(brief, anna, lesson)


def test_edit_brief_refuses_a_form_that_was_opened_before_another_change(anna):
    brief = started(anna)
    stale = brief.revision
    edited(brief, anna, known="Ett.")

    with pytest.raises(RuleBroken, match="stale"):
        edited(brief, anna, known="Två.", revision=stale)

    brief.refresh_from_db()
    assert brief.known == "Ett."


def test_edit_brief_needs_a_title(anna):
    with pytest.raises(RuleBroken, match=r"brief\.title_missing"):
        edited(started(anna), anna, title="")


def test_a_draft_is_its_authors_own(anna, egon):
    brief = started(anna, accepted_lesson(anna))

    with pytest.raises(NotAllowed, match=r"brief\.not_yours"):
        edited(brief, egon)
    with pytest.raises(NotAllowed, match=r"brief\.not_yours"):
        operations.publish_brief(brief=brief, by=egon, at=LATER)


def test_publish_brief_lets_it_stand(anna):
    lesson = accepted_lesson(anna)

    brief = published(anna, lesson)

    assert (brief.state, brief.published_at, verbs(brief)) == (BriefState.PUBLISHED, LATER, ["gathered", "published"])
    with pytest.raises(RuleBroken, match=r"brief\.is_published"):
        edited(brief, anna, lesson, known="Annat.")
    with pytest.raises(RuleBroken, match=r"brief\.is_published"):
        operations.publish_brief(brief=brief, by=anna, at=LATER)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"known": " "}, "brief.known_missing"),
        ({"unknown": "\n"}, "brief.unknown_missing"),
        ({"known": "Se [1] och [7] och [9]."}, "brief.no_such_citation"),
        ({"disputed": "Se [2]."}, "brief.no_such_citation"),
        ({"unknown": "Se [0]."}, "brief.no_such_citation"),
    ],
)
def test_publish_brief_is_refused_until_it_is_whole(anna, changed, code):
    with pytest.raises(RuleBroken, match=code):
        published(anna, accepted_lesson(anna), **changed)

    assert Brief.objects.get().state is BriefState.DRAFT


def test_the_first_number_that_is_not_cited_is_told(anna):
    with pytest.raises(RuleBroken) as refused:
        published(anna, accepted_lesson(anna), known="Se [9] och [7].")

    assert refused.value.facts["number"] == 7


def test_publish_brief_cites_at_least_one(anna):
    with pytest.raises(RuleBroken, match=r"brief\.cites_nothing"):
        published(anna, known="Inget.")


def test_publish_brief_is_refused_when_a_cited_lesson_no_longer_holds(anna, disa):
    lesson = accepted_lesson(anna)
    brief = started(anna, noted_finding(anna), lesson)
    operations.retire_lesson(lesson=lesson, reason="Stämde inte.", by=disa, at=LATER)

    with pytest.raises(RuleBroken, match=r"brief\.lesson_is_retired") as refused:
        operations.publish_brief(brief=brief, by=anna, at=LATER)

    assert refused.value.facts["number"] == 2


def test_a_published_brief_is_readable_by_all_and_a_draft_by_its_author(anna, cilla):
    lesson = accepted_lesson(anna)
    stands, draft = published(anna, lesson), started(anna, lesson)
    everyones = Brief.objects.of(anna.region_id)

    assert set(everyones.readable_by(cilla.person_id)) == {stands}
    assert list(everyones.readable_by(anna.person_id).newest_first()) == [draft, stands]
