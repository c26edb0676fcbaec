from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.factories import MONDAY
from tests.learning.evaluation_walks import (
    AUTUMN,
    PDF,
    SLUTRAPPORT,
    TODAY,
    WALKS,
    asked,
    closed,
    commissioned,
    delivered,
    draft,
    fresh,
    intended,
    owned_by,
    planned,
    running,
    state_of,
    stopped,
    thought_through,
    told,
)
from tests.learning.walks import answer_with, made_recommendation, noted_finding, person, registered_evaluation
from tests.people import verbs
from varv.core.kinds import EvaluationKind, EvaluationTiming
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import EvaluationState
from varv.learning import operations
from varv.learning.models import Evaluation, EvaluationFile
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db
S = EvaluationState
TOMORROW = TODAY + timedelta(days=1)


def edited(evaluation, by, delivered_on=None, revision=None, **changed):
    operations.edit_evaluation(
        evaluation=evaluation,
        draft=draft(**changed),
        delivered_on=delivered_on,
        revision=revision or fresh(evaluation).revision,
        by=by,
        at=MONDAY,
    )
    return fresh(evaluation)


def deliver(evaluation, by, **changed):
    values = {"delivered_on": TODAY, "link": "https://example.org/rapport"}
    operations.deliver_evaluation(evaluation=evaluation, **(values | changed), by=by, at=AUTUMN)


DEEDS = {
    S.COMMISSIONED: lambda evaluation, by: operations.commission_evaluation(evaluation=evaluation, by=by, at=AUTUMN),
    S.RUNNING: lambda evaluation, by: operations.begin_evaluation(evaluation=evaluation, by=by, at=AUTUMN),
    S.DELIVERED: deliver,
    S.CLOSED: lambda evaluation, by: operations.close_evaluation(evaluation=evaluation, by=by, at=AUTUMN),
    S.STOPPED: lambda evaluation, by: operations.stop_evaluation(
        evaluation=evaluation, reason="Pengarna drogs in.", by=by, at=AUTUMN
    ),
}
ALLOWED = {
    (S.PLANNED, S.COMMISSIONED),
    (S.PLANNED, S.RUNNING),
    (S.PLANNED, S.STOPPED),
    (S.COMMISSIONED, S.RUNNING),
    (S.COMMISSIONED, S.STOPPED),
    (S.RUNNING, S.DELIVERED),
    (S.RUNNING, S.STOPPED),
    (S.DELIVERED, S.CLOSED),
}


@pytest.mark.parametrize("then", list(DEEDS))
@pytest.mark.parametrize("now", list(WALKS))
def test_an_evaluation_goes_only_where_the_table_leads(now, then, anna):
    evaluation = WALKS[now](anna)
    if now is S.DELIVERED:
        told(anna, evaluation)

    if (now, then) in ALLOWED:
        DEEDS[then](evaluation, anna)
        assert state_of(evaluation) is then
    else:
        with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
            DEEDS[then](evaluation, anna)
        assert state_of(evaluation) is now


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
@pytest.mark.parametrize(("now", "then"), sorted(ALLOWED))
def test_no_step_is_taken_by_those_who_may_not(now, then, who, anna, request):
    evaluation = WALKS[now](anna)
    if now is S.DELIVERED:
        told(anna, evaluation)

    with pytest.raises(NotAllowed):
        DEEDS[then](evaluation, request.getfixturevalue(who))
    assert state_of(evaluation) is now


@pytest.mark.parametrize(("now", "then"), sorted(ALLOWED))
def test_every_step_may_be_taken_by_an_analyst_and_leaves_one_line(now, then, egon):
    evaluation = WALKS[now](egon)
    if now is S.DELIVERED:
        told(egon, evaluation)
    before = len(verbs(evaluation))

    DEEDS[then](evaluation, egon)

    said = {S.COMMISSIONED: "commissioned", S.RUNNING: "begun", S.DELIVERED: "delivered", S.CLOSED: "closed"}
    assert verbs(evaluation)[before:] == [said.get(then, "stopped")]


def _without_purpose(by):
    return thought_through(by, purpose="  ")


def _asked_only(by):
    evaluation = planned(by)
    asked(by, evaluation)
    return evaluation


def _used_only(by):
    evaluation = planned(by)
    intended(by, evaluation)
    return evaluation


# Without a purpose, a use or a question nothing is bought or begun.
LACKS = {
    "evaluation.purpose_missing": _without_purpose,
    "evaluation.use_missing": _asked_only,
    "evaluation.question_missing": _used_only,
}


@pytest.mark.parametrize("then", [S.COMMISSIONED, S.RUNNING])
@pytest.mark.parametrize("code", list(LACKS))
def test_what_is_not_thought_through_is_neither_bought_nor_begun(code, then, anna):
    evaluation = LACKS[code](anna)

    with pytest.raises(RuleBroken) as refused:
        DEEDS[then](evaluation, anna)
    assert (refused.value.code, state_of(evaluation)) == (code, S.PLANNED)


def test_an_evaluation_without_an_evaluator_can_be_bought_but_not_begun(anna):
    evaluation = thought_through(anna, evaluator="")
    DEEDS[S.COMMISSIONED](evaluation, anna)

    with pytest.raises(RuleBroken, match=r"evaluation\.evaluator_missing"):
        DEEDS[S.RUNNING](fresh(evaluation), anna)
    assert state_of(evaluation) is S.COMMISSIONED


def test_plan_evaluation_keeps_what_is_thought(anna):
    evaluation = planned(anna, **owned_by(anna))

    assert (evaluation.state, evaluation.timing, evaluation.cost, evaluation.owner_id, evaluation.delivered_on) == (
        S.PLANNED,
        EvaluationTiming.MID,
        Decimal(480_000),
        anna.person_id,
        None,
    )
    assert verbs(evaluation) == ["planned"]


def test_plan_evaluation_needs_no_more_than_a_title_and_a_kind(egon):
    thought = operations.EvaluationDraft(title="En tanke", kind=EvaluationKind.PEER)

    evaluation = operations.plan_evaluation(draft=thought, by=egon, at=AUTUMN)

    assert (evaluation.cost, evaluation.timing, evaluation.due_on, evaluation.purpose) == (None, None, None, "")


def test_a_free_evaluation_is_not_one_whose_cost_is_unknown(anna):
    assert (planned(anna, cost=Decimal(0)).cost, planned(anna, cost=None).cost) == (Decimal(0), None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"due_on": date(2026, 9, 30)}, "evaluation.due_before_start"),
        ({"tender_on": date(2026, 10, 2)}, "evaluation.starts_before_tender"),
        ({"cost": Decimal(-1)}, "evaluation.negative_cost"),
        ({"reference_group": "Ring 070-123 45 67"}, "finding.personal_data"),
    ],
)
def test_plan_evaluation_refuses_what_cannot_be(changed, code, anna):
    with pytest.raises(RuleBroken) as refused:
        planned(anna, **changed)
    assert refused.value.code == code
    assert list(Evaluation.objects.of(anna.region_id)) == []


@pytest.mark.parametrize("gone", ["tender_on", "starts_on", "due_on"])
def test_days_that_are_not_known_yet_refuse_nothing(gone, anna):
    assert getattr(planned(anna, **{gone: None}), gone) is None


def test_plan_evaluation_wants_an_owner_who_works_here(anna, stig):
    with pytest.raises(RuleBroken) as refused:
        planned(anna, owner=person(stig))
    assert (refused.value.code, refused.value.facts["field"]) == ("owner.works_elsewhere", "owner")


def test_plan_evaluation_is_refused_to_a_manager(disa):
    with pytest.raises(NotAllowed):
        planned(disa)


def test_register_evaluation_puts_it_in_the_register(egon):
    evaluation = registered_evaluation(egon, method="Intervjuer", case_number="RU 2026/200")

    assert (evaluation.region_id, evaluation.kind, evaluation.method, evaluation.link, evaluation.case_number) == (
        egon.region_id,
        EvaluationKind.ONGOING,
        "Intervjuer",
        "",
        "RU 2026/200",
    )
    assert (evaluation.state, evaluation.timing, evaluation.cost) == (S.DELIVERED, None, None)
    assert verbs(evaluation) == ["registered"]


def test_register_evaluation_takes_the_report_along(egon):
    evaluation = registered_evaluation(egon, report=SLUTRAPPORT)

    (file,) = EvaluationFile.objects.of(egon.region_id)
    assert (file.evaluation, bytes(file.content.content), verbs(file)) == (evaluation, PDF, ["attached"])


def test_register_evaluation_keeps_nothing_of_a_report_that_is_not_what_it_says(egon):
    with pytest.raises(RuleBroken, match=r"file\.not_what_it_says"):
        registered_evaluation(egon, report=replace(SLUTRAPPORT, content=b"<script>"))

    assert (Evaluation.objects.of(egon.region_id).count(), TrailEntry.objects.of(egon.region_id).count()) == (0, 0)


def test_register_evaluation_refuses_a_day_to_come(egon):
    with pytest.raises(RuleBroken, match=r"evaluation\.not_delivered_yet"):
        registered_evaluation(egon, delivered_on=date(2026, 4, 29))


def test_register_evaluation_is_refused_to_a_reporter(bo):
    with pytest.raises(NotAllowed):
        registered_evaluation(bo)

    assert list(Evaluation.objects.of(bo.region_id)) == []


def test_edit_evaluation_adds_to_an_old_one_what_it_lacked(egon):
    began = {"tender_on": date(2025, 3, 1), "starts_on": date(2025, 9, 1)}
    evaluation = edited(
        registered_evaluation(egon), egon, delivered_on=date(2026, 4, 25), title="Delrapport 2", **began
    )

    assert (evaluation.title, evaluation.delivered_on, evaluation.purpose, evaluation.revision) == (
        "Delrapport 2",
        date(2026, 4, 25),
        "Ledningsgruppen ska besluta om modulerna fortsätter.",
        2,
    )
    assert verbs(evaluation) == ["registered", "edited"]


def test_edit_evaluation_changes_a_plan(anna):
    evaluation = edited(planned(anna), anna, due_on=date(2027, 5, 1), purpose="", evaluator="")

    assert (evaluation.due_on, evaluation.purpose, evaluation.state) == (date(2027, 5, 1), "", S.PLANNED)


@pytest.mark.parametrize("walk", [commissioned, running])
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"purpose": " "}, "evaluation.purpose_missing"),
        ({"evaluator": ""}, "evaluation.evaluator_missing"),
        ({"delivered_on": TODAY}, "evaluation.delivered_on_does_not_fit"),
    ],
)
def test_edit_evaluation_does_not_rub_out_what_a_step_asked_for(walk, changed, code, anna):
    evaluation = walk(anna)

    with pytest.raises(RuleBroken) as refused:
        edited(evaluation, anna, **changed)
    assert refused.value.code == code
    assert fresh(evaluation).revision == evaluation.revision


@pytest.mark.parametrize(
    ("day", "code"),
    [(None, "evaluation.delivered_on_does_not_fit"), (TOMORROW, "evaluation.not_delivered_yet")],
)
def test_edit_evaluation_keeps_a_delivered_one_delivered(day, code, anna):
    evaluation = delivered(anna)

    with pytest.raises(RuleBroken) as refused:
        edited(evaluation, anna, delivered_on=day)
    assert refused.value.code == code


@pytest.mark.parametrize("walk", [closed, stopped])
def test_edit_evaluation_leaves_alone_what_has_ended(walk, anna):
    evaluation = walk(anna)

    with pytest.raises(RuleBroken, match=r"evaluation\.has_ended"):
        edited(evaluation, anna, delivered_on=evaluation.delivered_on)


def test_edit_evaluation_is_refused_when_someone_was_before(anna, egon):
    evaluation = planned(egon)
    edited(evaluation, anna)

    with pytest.raises(RuleBroken) as refused:
        edited(evaluation, egon, revision=1)
    assert (refused.value.code, refused.value.facts["by"]) == ("stale", "Anna")


def test_edit_evaluation_is_refused_to_a_reader(anna, cilla):
    with pytest.raises(NotAllowed):
        edited(planned(anna), cilla)


def test_begin_evaluation_begins_today_when_no_day_was_planned(anna):
    assert running(anna, starts_on=None).starts_on == TODAY
    assert running(anna).starts_on == date(2026, 10, 1)


def test_our_own_evaluation_begins_without_being_bought(anna):
    evaluation = thought_through(anna, kind=EvaluationKind.INTERNAL)

    DEEDS[S.RUNNING](evaluation, anna)

    assert verbs(evaluation) == ["planned", "begun"]


def test_deliver_evaluation_keeps_the_day_the_link_and_the_case(anna):
    evaluation = running(anna)

    deliver(evaluation, anna, case_number="RU 2026/500")

    evaluation.refresh_from_db()
    assert (evaluation.delivered_on, evaluation.link, evaluation.case_number) == (
        TODAY,
        "https://example.org/rapport",
        "RU 2026/500",
    )


@pytest.mark.parametrize(
    "found_by",
    [{"report": SLUTRAPPORT}, {"case_number": "RU 2026/500"}, {"link": "https://example.org"}],
    ids=["file", "case", "link"],
)
def test_deliver_evaluation_asks_for_one_way_to_the_report(found_by, anna):
    evaluation = running(anna)

    deliver(evaluation, anna, **({"link": ""} | found_by))

    assert state_of(evaluation) is S.DELIVERED


def test_deliver_evaluation_is_content_with_what_is_there(anna):
    evaluation = running(anna, link="https://example.org/tidigt", case_number="RU 2026/1")

    deliver(evaluation, anna, link="")

    evaluation.refresh_from_db()
    assert (evaluation.link, evaluation.case_number) == ("https://example.org/tidigt", "RU 2026/1")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"link": ""}, "evaluation.report_cannot_be_found"),
        ({"delivered_on": TOMORROW}, "evaluation.not_delivered_yet"),
        ({"delivered_on": date(2026, 9, 30)}, "evaluation.delivered_before_start"),
        ({"report": replace(SLUTRAPPORT, filename="rapport.exe")}, "file.wrong_kind"),
    ],
)
def test_deliver_evaluation_refuses_what_cannot_be(changed, code, anna):
    evaluation = running(anna)

    with pytest.raises(RuleBroken) as refused:
        deliver(evaluation, anna, **changed)
    assert (refused.value.code, state_of(evaluation), evaluation.files.count()) == (code, S.RUNNING, 0)


def test_close_evaluation_waits_for_every_intended_use(anna):
    evaluation = delivered(anna)
    other = intended(anna, evaluation, who="Referensgruppen")
    told(anna, evaluation)

    with pytest.raises(RuleBroken) as refused:
        DEEDS[S.CLOSED](evaluation, anna)
    assert (refused.value.code, refused.value.facts["number"]) == ("evaluation.use_untold", 1)

    operations.explain_unused(use=other, because="Gruppen upphörde.", revision=1, by=anna, at=AUTUMN)
    DEEDS[S.CLOSED](evaluation, anna)

    assert state_of(evaluation) is S.CLOSED


def test_close_evaluation_asks_an_old_one_for_its_use(anna):
    evaluation = registered_evaluation(anna)

    with pytest.raises(RuleBroken, match=r"evaluation\.no_use_told"):
        DEEDS[S.CLOSED](evaluation, anna)

    told(anna, evaluation, intended(anna, evaluation))
    DEEDS[S.CLOSED](evaluation, anna)
    assert state_of(evaluation) is S.CLOSED


def test_close_evaluation_waits_for_the_answers(anna, disa):
    evaluation = delivered(anna)
    told(anna, evaluation)
    recommendation = made_recommendation(anna, noted_finding(anna, evaluation, seen_on=date(2026, 4, 24)))

    with pytest.raises(RuleBroken) as refused:
        DEEDS[S.CLOSED](evaluation, anna)
    assert (refused.value.code, refused.value.facts["number"]) == ("evaluation.recommendation_unanswered", 1)

    answer_with(recommendation, disa)
    DEEDS[S.CLOSED](evaluation, anna)
    assert state_of(evaluation) is S.CLOSED


@pytest.mark.parametrize("reason", ["", "  \n"])
@pytest.mark.parametrize("walk", [planned, commissioned, running])
def test_stop_evaluation_asks_why(walk, reason, anna):
    evaluation = walk(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.stop_evaluation(evaluation=evaluation, reason=reason, by=anna, at=AUTUMN)
    assert (refused.value.code, state_of(evaluation)) == ("evaluation.stop_reason_missing", evaluation.state)


def test_stop_evaluation_keeps_the_reason(anna):
    evaluation = stopped(anna)

    line = TrailEntry.objects.about(evaluation).last()
    assert evaluation.stopped_because == "Pengarna drogs in."
    assert (line.verb, line.before, line.after) == (
        "stopped",
        {"state": "planned", "stopped_because": ""},
        {"state": "stopped", "stopped_because": "Pengarna drogs in."},
    )
