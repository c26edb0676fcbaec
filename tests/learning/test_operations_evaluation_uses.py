from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import EvaluationQuestionFactory, EvaluationUseFactory, FrameworkAspectFactory
from tests.learning.evaluation_walks import (
    AUTUMN,
    TODAY,
    a_use,
    asked,
    closed,
    commissioned,
    delivered,
    fresh,
    intended,
    planned,
    running,
    stopped,
    told,
)
from tests.learning.walks import registered_evaluation
from tests.people import verbs
from varv.core.kinds import AspectKind
from varv.core.refusals import NotAllowed, RuleBroken
from varv.learning import operations
from varv.learning.models import AskedQuestion, EvaluationUse
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


def explained(by, use, because="Gruppen upphörde."):
    operations.explain_unused(use=use, because=because, revision=fresh(use).revision, by=by, at=AUTUMN)
    return fresh(use)


def unintended(by, evaluation, **changed):
    values = {"use": a_use(by), "who": "En kommun", "came_of_it": "Den lånade metoden.", "used_on": TODAY}
    return operations.note_unintended_use(evaluation=evaluation, **(values | changed), by=by, at=AUTUMN)


def test_ask_questions_sets_exactly_these(anna):
    evaluation = planned(anna)
    first, second, third = (EvaluationQuestionFactory() for _ in range(3))
    asked(anna, evaluation, first, second)
    gone = evaluation.asked.get(question=first)

    operations.ask_questions(evaluation=evaluation, questions=[second, third], by=anna, at=AUTUMN)

    kept, new = evaluation.asked.order_by("pk")
    assert (kept.question, new.question) == (second, third)
    assert (verbs(kept), verbs(new), verbs(gone)) == (["asked"], ["asked"], ["asked", "removed"])


def test_ask_questions_may_leave_a_plan_without_any(anna):
    evaluation = planned(anna)
    asked(anna, evaluation)

    operations.ask_questions(evaluation=evaluation, questions=[], by=anna, at=AUTUMN)

    assert list(AskedQuestion.objects.of(anna.region_id)) == []


@pytest.mark.parametrize("walk", [commissioned, running])
def test_ask_questions_keeps_one_of_what_has_been_bought(walk, anna):
    evaluation = walk(anna)

    with pytest.raises(RuleBroken, match=r"evaluation\.question_missing"):
        operations.ask_questions(evaluation=evaluation, questions=[], by=anna, at=AUTUMN)
    assert evaluation.asked.count() == 1


def test_ask_questions_tells_what_an_old_evaluation_answers(anna):
    evaluation = registered_evaluation(anna)

    asked(anna, evaluation)

    assert evaluation.asked.count() == 1


def test_ask_questions_keeps_to_one_region(anna, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        asked(anna, planned(anna), EvaluationQuestionFactory(region=sydland))


@pytest.mark.parametrize("walk", [closed, stopped])
def test_ask_questions_leaves_alone_what_has_ended(walk, anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.has_ended"):
        asked(anna, walk(anna))


def test_intend_use_says_who_is_to_use_it(anna):
    use = intended(anna, planned(anna), who="  Ledningsgruppen ")

    assert (use.who, use.was_intended, use.used_on, use.came_of_it) == ("Ledningsgruppen", True, None, "")
    assert verbs(use) == ["intended"]


def test_intend_use_takes_only_a_use_of_the_framework(anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.not_a_use"):
        intended(anna, planned(anna), use=FrameworkAspectFactory(kind=AspectKind.PURPOSE))


def test_intend_use_asks_for_the_user(anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.user_missing"):
        intended(anna, planned(anna), who=" ")


def test_intend_use_is_said_once_by_each(anna):
    evaluation, use = planned(anna), a_use(anna)
    intended(anna, evaluation, use=use)
    intended(anna, evaluation, who="Referensgruppen", use=use)

    with pytest.raises(RuleBroken, match=r"evaluation\.use_is_there"):
        intended(anna, evaluation, who="Ledningsgruppen ", use=use)


def test_intend_use_names_no_one_by_telephone(anna):
    with pytest.raises(RuleBroken, match=r"finding\.personal_data"):
        intended(anna, planned(anna), who="Kalle 070-123 45 67")


def test_intend_use_keeps_to_one_region(anna, sydland):
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        intended(anna, planned(anna), use=FrameworkAspectFactory(region=sydland, kind=AspectKind.USE))


@pytest.mark.parametrize("walk", [closed, stopped])
def test_intend_use_leaves_alone_what_has_ended(walk, anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.has_ended"):
        intended(anna, walk(anna), who="Någon annan")


def test_intend_use_is_refused_to_a_reader(anna, cilla):
    evaluation = planned(anna)

    with pytest.raises(NotAllowed):
        intended(cilla, evaluation)


def test_drop_use_takes_away_a_thought(anna):
    use = intended(anna, planned(anna))

    operations.drop_use(use=use, by=anna, at=AUTUMN)

    assert (EvaluationUse.objects.of(anna.region_id).count(), verbs(use)) == (0, ["intended", "removed"])


@pytest.mark.parametrize("walk", [commissioned, running, delivered])
def test_drop_use_does_not_rewrite_what_was_bought_for(walk, anna):
    use = walk(anna).uses.get()

    with pytest.raises(RuleBroken, match=r"evaluation\.use_stands"):
        operations.drop_use(use=use, by=anna, at=AUTUMN)
    assert fresh(use).who == "Ledningsgruppen"


@pytest.mark.parametrize("walk", [running, delivered])
def test_tell_use_says_what_came_of_it(walk, anna):
    use = told(anna, walk(anna))

    assert (use.came_of_it, use.used_on, use.was_intended) == ("Modulerna fortsätter i åtta kommuner.", TODAY, True)
    assert verbs(use) == ["intended", "told"]


def test_tell_use_may_come_after_its_absence_was_explained(anna):
    evaluation = delivered(anna)
    use = explained(anna, evaluation.uses.get())
    operations.close_evaluation(evaluation=evaluation, by=anna, at=AUTUMN)

    use = told(anna, evaluation, use)

    assert (use.unused_because, use.used_on) == ("", TODAY)
    assert TrailEntry.objects.about(use).last().before["unused_because"] == "Gruppen upphörde."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"came_of_it": " "}, "evaluation.use_story_missing"),
        ({"used_on": TOMORROW}, "evaluation.used_in_the_future"),
        ({"came_of_it": "Skriv till kalle@example.org"}, "finding.personal_data"),
        ({"revision": 99}, "stale"),
    ],
)
def test_tell_use_refuses_what_cannot_be(changed, code, anna):
    evaluation = delivered(anna)

    with pytest.raises(RuleBroken) as refused:
        told(anna, evaluation, **changed)
    assert (refused.value.code, evaluation.uses.get().used_on) == (code, None)


@pytest.mark.parametrize("walk", [planned, commissioned, stopped])
def test_nothing_is_used_that_has_not_begun(walk, anna):
    evaluation = walk(anna)

    with pytest.raises(RuleBroken, match=r"evaluation\.nothing_to_use_yet"):
        unintended(anna, evaluation)


def test_tell_use_is_refused_to_a_manager(anna, disa):
    with pytest.raises(NotAllowed):
        told(disa, delivered(anna))


@pytest.mark.parametrize("walk", [running, delivered, closed])
def test_note_unintended_use_welcomes_what_nobody_thought_of(walk, anna):
    use = unintended(anna, walk(anna))

    assert (use.was_intended, use.who, use.came_of_it, use.used_on) == (
        False,
        "En kommun",
        "Den lånade metoden.",
        TODAY,
    )
    assert verbs(use) == ["told"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"came_of_it": ""}, "evaluation.use_story_missing"),
        ({"used_on": TOMORROW}, "evaluation.used_in_the_future"),
        ({"who": ""}, "evaluation.user_missing"),
        ({"who": "070-123 45 67"}, "finding.personal_data"),
    ],
)
def test_note_unintended_use_refuses_what_cannot_be(changed, code, anna):
    evaluation = delivered(anna)

    with pytest.raises(RuleBroken) as refused:
        unintended(anna, evaluation, **changed)
    assert (refused.value.code, evaluation.uses.count()) == (code, 1)


def test_note_unintended_use_keeps_to_one_region(anna, sydland):
    elsewhere = FrameworkAspectFactory(region=sydland, kind=AspectKind.USE)

    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        unintended(anna, delivered(anna), use=elsewhere)


def test_explain_unused_says_why_a_use_never_came(anna):
    use = explained(anna, delivered(anna).uses.get())

    assert (use.unused_because, use.used_on, verbs(use)) == ("Gruppen upphörde.", None, ["intended", "explained"])


@pytest.mark.parametrize(
    ("because", "code"),
    [(" ", "evaluation.unused_reason_missing"), ("Ring 070-123 45 67", "finding.personal_data")],
)
def test_explain_unused_asks_why(because, code, anna):
    use = delivered(anna).uses.get()

    with pytest.raises(RuleBroken) as refused:
        explained(anna, use, because)
    assert (refused.value.code, fresh(use).unused_because) == (code, "")


def test_explain_unused_waits_for_the_report(anna):
    with pytest.raises(RuleBroken, match=r"evaluation\.use_is_not_missing"):
        explained(anna, running(anna).uses.get())


def test_explain_unused_does_not_deny_a_use_that_was_seen(anna):
    use = told(anna, delivered(anna))

    with pytest.raises(RuleBroken, match=r"evaluation\.use_is_not_missing"):
        explained(anna, use)


def test_explain_unused_is_refused_when_someone_was_before(anna, egon):
    use = delivered(anna).uses.get()
    explained(egon, use)

    with pytest.raises(RuleBroken, match="stale"):
        operations.explain_unused(use=use, because="Annat.", revision=1, by=anna, at=AUTUMN)


def test_a_use_cannot_both_have_come_and_not(alvmark):
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationUseFactory(used_on=date(2026, 1, 1), came_of_it="Beslut.", unused_because="Nej.")
