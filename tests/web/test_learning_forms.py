from datetime import date

import pytest
from django.utils.translation import override

from tests.factories import (
    MONDAY,
    ChainLinkFactory,
    ChainVersionFactory,
    DocumentVersionFactory,
    EvaluationQuestionFactory,
    GenericActivityFactory,
    GoalFactory,
    MembershipFactory,
    SteeringDocumentFactory,
    TurnFactory,
)
from tests.learning.walks import person
from varv.core.judgement import Answer, Confidence
from varv.core.roles import Role
from varv.core.workflow import LessonState, TurnState
from varv.overview.learning.lessons.learning_log import LessonWish
from varv.web.learning.forms import (
    AcceptForm,
    ActionForm,
    AnswerForm,
    ChangeForm,
    DropForm,
    EvaluationForm,
    FinishForm,
    LessonForm,
    LessonSearch,
    OccasionForm,
    RecommendationForm,
    RetireForm,
    TurnForm,
    TurnStoryForm,
)
from varv.web.learning.forms.changes import version_of
from varv.web.learning.forms.findings import FindingForm

pytestmark = pytest.mark.django_db
PROSE = "x" * 10_001
OWNED = (AcceptForm, ActionForm, EvaluationForm, FindingForm, LessonForm, OccasionForm, RecommendationForm, TurnForm)


def form_of(kind, written, region_id=0):
    if kind is ChangeForm:
        return ChangeForm(written, region_id=region_id, version=None)
    return kind(written, region_id=region_id) if kind in OWNED else kind(written)


def reported(written=None, **more):
    """The form of an evaluation whose report has come."""
    return EvaluationForm(written, region_id=0, is_reported=True, **more)


@pytest.mark.parametrize(
    ("kind", "field", "longest"),
    [
        (EvaluationForm, "title", 200),
        (EvaluationForm, "evaluator", 160),
        (EvaluationForm, "method", 10_000),
        (EvaluationForm, "case_number", 60),
        (FindingForm, "text", 10_000),
        (FindingForm, "rests_on", 300),
        (RecommendationForm, "text", 200),
        (RecommendationForm, "explanation", 10_000),
        (RecommendationForm, "forum", 160),
        (AnswerForm, "reasons", 10_000),
        (AnswerForm, "case_number", 60),
        (ActionForm, "what", 200),
        (FinishForm, "outcome", 10_000),
        (DropForm, "reason", 10_000),
        (ChangeForm, "what", 200),
        (ChangeForm, "before", 10_000),
        (ChangeForm, "after", 10_000),
        (ChangeForm, "case_number", 60),
        (LessonForm, "statement", 1000),
        (LessonForm, "context", 2000),
        (OccasionForm, "occasion", 200),
        (AcceptForm, "context", 2000),
        (RetireForm, "reason", 10_000),
        (TurnForm, "planned", 10_000),
        (TurnStoryForm, "did", 10_000),
        (TurnStoryForm, "saw", 10_000),
    ],
)
def test_text_has_an_end_and_the_form_says_where(kind, field, longest):
    with override("sv"):
        fits = form_of(kind, {field: "x" * longest}).errors.get(field, [])
        spills = form_of(kind, {field: "x" * (longest + 1)}).errors[field]

    assert fits == []
    assert str(longest) in spills[0].replace("\xa0", "").replace("\u202f", "").replace(" ", "")


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        (EvaluationForm, ["kind", "title"]),
        (reported, ["delivered_on", "kind", "title"]),
        (FindingForm, ["evidence", "text"]),
        (RecommendationForm, ["due_on", "forum", "owner", "text"]),
        (AnswerForm, ["answer", "mandate", "reasons"]),
        (ActionForm, ["due_on", "owner", "what"]),
        (FinishForm, ["outcome"]),
        (DropForm, ["reason"]),
        (ChangeForm, ["after", "before", "decided_on", "turn", "version", "what"]),
        (LessonForm, ["confidence", "statement"]),
        (OccasionForm, ["confidence", "occasion", "statement"]),
        (AcceptForm, ["context", "holds_not"]),
        (RetireForm, ["reason"]),
        (TurnForm, ["document", "ends_on", "planned", "starts_on"]),
        (TurnStoryForm, ["revision"]),
    ],
)
def test_form_asks_for_what_is_needed_and_no_more(kind, needed):
    assert sorted(form_of(kind, {}).errors) == needed


@pytest.mark.parametrize("written", ["29/1 2027", "2027-02-30", "i morgon", "27-01-29", "2027.01.29"])
def test_day_is_written_in_one_way_and_the_form_shows_which(written):
    with override("en"):
        (told,) = reported({"delivered_on": written}).errors["delivered_on"]

    assert told == "Write the day as year-month-day, for example 2027-01-29."


def test_day_that_is_there_already_stands_in_the_form():
    form = reported(initial={"delivered_on": date(2027, 1, 29)})

    assert 'type="date"' in str(form["delivered_on"])
    assert 'value="2027-01-29"' in str(form["delivered_on"])


def test_codes_become_the_domains_own():
    form = AnswerForm({"answer": "no", "reasons": "De når olika företag.", "mandate": "Direktör"})

    assert form.is_valid()
    assert form.cleaned_data == {
        "answer": Answer.NO,
        "reasons": "De når olika företag.",
        "mandate": "Direktör",
        "case_number": "",
    }


def test_persons_on_offer_work_here_now_and_are_named_once(alvmark, anna, bo, stig):
    MembershipFactory(region=alvmark, user=person(bo), role=Role.ANALYST)
    MembershipFactory(region=alvmark, user__name="Har slutat", ended_at=MONDAY)

    choices = ActionForm(region_id=alvmark.pk).fields["owner"].choices

    assert [name for _key, name in choices][1:] == ["Anna", "Bo"]


def test_person_that_is_chosen_becomes_a_person(alvmark, bo):
    form = ActionForm({"what": "Ring", "owner": bo.person_id, "due_on": "2027-01-29"}, region_id=alvmark.pk)

    assert form.is_valid()
    assert form.cleaned_data["owner"] == person(bo)


@pytest.mark.parametrize(
    ("kind", "field", "factory"),
    [
        (FindingForm, "goal", GoalFactory),
        (FindingForm, "question", EvaluationQuestionFactory),
        (FindingForm, "link", ChainLinkFactory),
        (RecommendationForm, "goal", GoalFactory),
        (LessonForm, "goal", GoalFactory),
        (LessonForm, "generic_activity", GenericActivityFactory),
        (TurnForm, "document", SteeringDocumentFactory),
        (ChangeForm, "turn", TurnFactory),
    ],
)
def test_form_offers_what_the_region_owns_and_nothing_else(kind, field, factory, alvmark, sydland):
    mine = factory(region=alvmark)
    factory(region=sydland)

    offered = form_of(kind, None, alvmark.pk).fields[field].queryset

    assert mine in offered
    assert {row.region_id for row in offered} == {alvmark.pk}


def test_change_form_offers_open_turns_the_oldest_first(alvmark):
    TurnFactory(number=1, state=TurnState.CLOSED, starts_on=date(2022, 1, 1))
    newer = TurnFactory(number=3, starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1))
    older = TurnFactory(number=2, starts_on=date(2025, 1, 1))

    assert list(ChangeForm(region_id=alvmark.pk, version=None).fields["turn"].queryset) == [older, newer]


def test_version_of_a_key_is_the_regions_own(alvmark, sydland):
    document, chain = DocumentVersionFactory(region=alvmark), ChainVersionFactory(region=alvmark)
    elsewhere = DocumentVersionFactory(region=sydland)

    assert version_of(f"document-{document.pk}", alvmark.pk) == document
    assert version_of(f"chain-{chain.pk}", alvmark.pk) == chain
    assert version_of(f"document-{elsewhere.pk}", alvmark.pk) is None


@pytest.mark.parametrize("key", ["", "document", "document-", "document-x", "goal-1", "-1", "chain-1-2", "document-١"])
def test_version_of_something_else_is_none(key, alvmark):
    assert version_of(key, alvmark.pk) is None


@pytest.mark.parametrize(
    ("asked", "wish"),
    [
        ({}, LessonWish()),
        ({"q": " moduler "}, LessonWish(words="moduler")),
        ({"lage": "accepted"}, LessonWish(state=LessonState.ACCEPTED)),
        ({"aktivitet": "4", "mal": "7"}, LessonWish(activity_id=4, goal_id=7)),
        ({"mina": "1"}, LessonWish(author_id=12)),
        ({"lage": "ny", "aktivitet": "x", "mal": "", "q": "x" * 101}, LessonWish()),
    ],
)
def test_search_is_read_from_the_address_and_overlooks_the_rest(asked, wish):
    assert LessonSearch(asked).wish(person_id=12) == wish


def test_lesson_form_begins_with_own_experience_and_a_yellow_thread(alvmark):
    form = LessonForm(region_id=alvmark.pk)

    assert form["confidence"].initial is Confidence.EXPERIENCE
    assert 'class="textarea learn"' in str(form["statement"])


def test_occasion_form_asks_where_before_when_it_holds(alvmark):
    names = [field.name for field in OccasionForm(region_id=alvmark.pk).visible_fields()]

    assert names[:2] == ["statement", "occasion"]
    assert names.index("occasion") < names.index("context") < names.index("holds_not") < names.index("confidence")
