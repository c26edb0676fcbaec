"""What the rules of rounds and reports refuse with: the code, the facts their words show, and what comes first."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY, EvidenceFactory, ExtensionFactory, RoundFactory
from tests.people import member, verbs
from tests.rounds.walks import AUTUMN, approved, asked, closed, frozen, opened, reread, results_of, saved, submitted
from varv.core.asking import Speed
from varv.core.counting import Category, Dimension
from varv.core.periods import Period
from varv.core.refusals import NotAllowed, Refusal, RuleBroken, holds
from varv.core.roles import Role
from varv.core.workflow import ReportState, RoundState
from varv.rounds import operations, rules
from varv.rounds.drafts import LineDraft, PartDraft
from varv.rounds.models import Evidence, Extension, Report, ReviewComment

pytestmark = pytest.mark.django_db

TODAY = MONDAY.date()
LATER = MONDAY + timedelta(hours=1)
DUE = date(2027, 1, 29)
WHY = "Nämnden vill ha med två till."


def refused(check, *args, **named) -> tuple[str, dict]:
    """The code and the facts that a check or a verb refuses with."""
    with pytest.raises(RuleBroken) as told:
        check(*args, **named)
    return told.value.code, dict(told.value.facts)


# --- rounds -----------------------------------------------------------------------------------------------------


def test_extending_says_which_day_it_is_already(anna):
    assert refused(rules.check_extend, opened(anna), DUE, anna) == (
        "round.not_later",
        {"field": "due_on", "due_on": DUE},
    )


@pytest.mark.parametrize(
    ("state", "code", "facts"),
    [
        (RoundState.PLANNED, "round.not_open", {"opens_on": date(2026, 6, 1)}),
        (RoundState.CLOSED, "round.closed", {"at": LATER}),
        (RoundState.FROZEN, "round.frozen", {"at": MONDAY}),
    ],
)
def test_a_round_that_takes_nothing_says_since_when(db, state, code, facts):
    round_ = RoundFactory(state=state, closed_at=LATER, frozen_at=MONDAY if state is RoundState.FROZEN else None)

    assert refused(rules.check_is_open, round_) == (code, facts)


def test_the_right_is_asked_for_before_the_state(bo):
    shut = RoundFactory(state=RoundState.FROZEN, frozen_at=MONDAY)
    checks = [
        lambda: rules.check_run(shut, bo),
        lambda: rules.check_extend(shut, DUE, bo),
        lambda: rules.check_give_time(shut, bo),
        lambda: rules.check_close(shut, bo),
        lambda: rules.check_freeze(shut, bo, TODAY),
        lambda: rules.check_reopen(shut, "", bo),
        lambda: rules.check_reopen_for_words(shut, "", bo),
        lambda: rules.check_open_round(Period(2026), DUE, TODAY, bo),
    ]

    for check in checks:
        with pytest.raises(NotAllowed):
            check()


@pytest.mark.parametrize(
    ("given", "due_on", "on", "latest"),
    [
        (None, DUE, TODAY, DUE),
        (None, date(2027, 2, 10), date(2027, 2, 11), date(2027, 2, 11)),
        (date(2027, 2, 20), date(2027, 2, 20), TODAY, date(2027, 2, 20)),
        (date(2027, 2, 20), date(2027, 2, 10), TODAY, date(2027, 2, 20)),
    ],
)
def test_more_time_says_the_day_it_must_pass(anna, bo, given, due_on, on, latest):
    report = asked(anna, bo)
    if given:
        ExtensionFactory(round=report.round, person=person(bo), due_on=given)

    told = refused(rules.check_give_more_time, report.round, person(bo), anna, due_on=due_on, reason=WHY, on=on)

    assert told == ("round.not_later", {"field": "due_on", "due_on": latest})


def test_more_time_may_end_today(anna, bo):
    report, day = asked(anna, bo), DUE + timedelta(days=1)

    assert holds(rules.check_give_more_time, report.round, person(bo), anna, due_on=day, reason=WHY, on=day)


def test_more_time_names_who_has_nothing_to_write(anna, bo, egon):
    report = asked(anna, bo)

    told = refused(rules.check_give_more_time, report.round, person(egon), anna, due_on=DUE, reason="", on=TODAY)

    assert told == ("round.nothing_to_write", {"field": "person", "name": "Egon"})


def test_freezing_counts_what_is_not_judged(anna, bo, disa):
    for name in ("Ett", "Två", "Tre"):
        running(anna, bo, name=name)
    round_ = opened(anna)
    one, two, _three = Report.objects.of(anna.region_id).filter(round=round_).order_by("pk")
    submitted(one, bo)
    approved(two, bo, disa)
    operations.reopen_report_for_words(report=two, reason=WHY, by=disa, at=MONDAY)

    assert refused(rules.check_freeze, closed(round_, anna), anna, TODAY) == ("round.unjudged", {"count": 2})


def test_freezing_does_not_wait_for_time_that_nobody_needs(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    ExtensionFactory(round=report.round, person=person(bo), due_on=date(2099, 1, 1))

    assert holds(rules.check_freeze, closed(report.round, anna), anna, TODAY)


def test_freezing_waits_for_the_last_of_those_who_have_time(anna, bo, egon):
    for name, who in (("Ett", bo), ("Två", egon)):
        running(anna, who, name=name)
    round_ = opened(anna)
    for who, day in ((bo, date(2027, 2, 5)), (egon, date(2027, 2, 9))):
        ExtensionFactory(round=round_, person=person(who), due_on=day)

    assert refused(rules.check_freeze, closed(round_, anna), anna, TODAY) == (
        "round.time_left",
        {"name": "Egon", "due_on": date(2027, 2, 9)},
    )


@pytest.mark.parametrize(
    ("speed", "is_limited", "code"),
    [
        (Speed.HALF_YEARLY, False, "may"),
        (Speed.HALF_YEARLY, True, "round.asks_nobody"),
        (Speed.CONTINUOUS, False, "round.asks_nobody"),
        (Speed.YEARLY, False, "round.asks_nobody"),
    ],
)
def test_only_a_half_yearly_round_for_figures_asks(anna, bo, speed, is_limited, code):
    round_ = RoundFactory(speed=speed, is_limited=is_limited, state=RoundState.OPEN, period=AUTUMN)
    initiative = running(anna, bo)

    try:
        rules.check_ask(round_, initiative, anna)
        told = "may"
    except Refusal as no:
        told = no.code

    assert told == code


def test_what_was_refused_leaves_no_line_in_the_trail(anna, bo):
    round_ = asked(anna, bo).round
    attempts = [
        (operations.extend_round, {"due_on": DUE}),
        (operations.freeze_round, {}),
        (operations.reopen_round, {"reason": WHY}),
        (operations.give_more_time, {"person": person(bo), "due_on": date(2099, 1, 1), "reason": " "}),
    ]

    codes = [refused(deed, round_=round_, by=anna, at=MONDAY, **more)[0] for deed, more in attempts]

    assert codes == ["round.not_later", "state.no_such_step", "state.no_such_step", "round.reason_missing"]
    assert verbs(round_) == ["opened"]
    assert not Extension.objects.of(anna.region_id).exists()


# --- reports ----------------------------------------------------------------------------------------------------


def test_a_step_that_is_not_there_says_from_where_to_where(anna, bo, disa):
    report = saved(asked(anna, bo), bo)

    assert [
        refused(rules.check_approve, report, disa),
        refused(rules.check_return, report, WHY, disa, TODAY),
        refused(rules.check_reopen_report, report, WHY, disa, TODAY),
        refused(rules.check_reopen_report_for_words, report, WHY, disa),
    ] == [
        ("state.no_such_step", {"now": ReportState.DRAFT, "then": ReportState.APPROVED}),
        ("state.no_such_step", {"now": ReportState.DRAFT, "then": ReportState.RETURNED}),
        ("state.no_such_step", {"now": ReportState.DRAFT, "then": ReportState.RETURNED}),
        ("state.no_such_step", {"now": ReportState.DRAFT, "then": ReportState.RETURNED}),
    ]


@pytest.mark.parametrize(
    ("comment", "comments", "may"),
    [
        ("", None, False),
        (" \n", {}, False),
        ("", {"done": " "}, False),
        ("För vem?", None, True),
        ("", {"done": "För vem?"}, True),
        ("För vem?", {"done": ""}, True),
    ],
)
def test_a_report_is_sent_back_with_words_about_the_whole_or_a_part(anna, bo, disa, comment, comments, may):
    report = submitted(asked(anna, bo), bo)

    assert holds(rules.check_return, report, comment, disa, TODAY, comments) is may


def test_a_blank_comment_on_a_part_is_not_kept(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    operations.return_report(
        report=report, comment="", comments={"done": "För vem?", "learned": "  ", "nonsens": ""}, by=disa, at=LATER
    )

    kept = ReviewComment.objects.of(anna.region_id).get()
    assert (kept.part, kept.text, kept.author, kept.written_at, kept.resolved_at) == (
        "done",
        "För vem?",
        person(disa),
        LATER,
        None,
    )
    assert (reread(report).state, reread(report).return_comment) == (ReportState.RETURNED, "")


def test_a_report_in_a_frozen_round_is_opened_neither_way(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    frozen(report.round, anna)
    report = reread(report)

    assert refused(rules.check_reopen_report, report, WHY, disa, TODAY) == ("round.frozen", {"at": MONDAY})
    assert refused(rules.check_reopen_report_for_words, report, WHY, disa) == ("round.frozen", {"at": MONDAY})


def test_a_round_for_words_alone_keeps_the_figures_and_says_so(anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    operations.reopen_for_words(round_=closed(report.round, anna), reason=WHY, by=anna, at=LATER)
    report = reread(report)

    assert refused(rules.check_reopen_report, report, WHY, disa, TODAY) == ("round.words_only", {})
    assert holds(rules.check_reopen_report_for_words, report, WHY, disa)


def test_a_report_is_handed_over_by_name_and_only_to_those_who_can_be_given_work(anna, bo, cilla, stig, alvmark):
    report = asked(anna, bo)
    hana = member(alvmark, "hana", Role.HANDLER)

    for who in (cilla, stig):
        with pytest.raises(RuleBroken) as told:
            operations.hand_over_report(report=report, author=person(who), by=bo, at=MONDAY)
        assert told.value.facts["field"] == "author"
    operations.hand_over_report(report=report, author=person(hana), by=bo, at=MONDAY)

    assert (reread(report).author, verbs(report)) == (person(hana), ["handed_over"])
    assert not holds(rules.check_write, reread(report), bo, TODAY)


def test_a_report_handed_in_says_when_to_whoever_would_hand_it_over(anna, bo):
    report = submitted(asked(anna, bo), bo)

    assert refused(rules.check_hand_over, report, bo, TODAY) == ("report.submitted", {"at": MONDAY})


@pytest.mark.parametrize(
    ("value", "parts", "told"),
    [
        (10, (4, 6), None),
        (10, (0, 10), None),
        (0, (0, 0), None),
        (None, (4, 6), None),
        (10, (5, 6), ("report.parts_exceed_total", {"total": Decimal(10)})),
        (10, (-1, 6), ("report.part_below_zero", {})),
    ],
)
def test_parts_that_do_not_fit_point_at_the_first_of_them(value, parts, told):
    line = LineDraft(
        7,
        None if value is None else Decimal(value),
        parts=tuple(
            PartDraft(Dimension.SEX, category, Decimal(part))
            for category, part in zip((Category.WOMEN, Category.MEN), parts, strict=True)
        ),
    )
    offered = {Dimension.SEX: [Category.WOMEN, Category.MEN]}

    if told is None:
        assert holds(rules.check_parts, line, offered)
    else:
        assert refused(rules.check_parts, line, offered) == (told[0], {"field": "part_7_sex_women"} | told[1])


# --- what a report rests on -------------------------------------------------------------------------------------


def test_a_report_rests_on_twenty_things_at_most_and_says_so(anna, bo):
    report = asked(anna, bo)
    EvidenceFactory.create_batch(20, report=report)

    assert refused(operations.attach_link, report=report, title="En till", link="https://a.se", by=bo, at=MONDAY) == (
        "evidence.too_many",
        {"most": 20},
    )
    assert Evidence.objects.of(anna.region_id).filter(report=report).count() == 20


def test_what_hangs_on_another_report_is_not_counted(anna, bo):
    report = asked(anna, bo)
    EvidenceFactory.create_batch(20)

    assert holds(rules.check_attach, report, bo, TODAY)


def test_evidence_is_neither_added_nor_taken_away_when_the_report_is_handed_in(anna, bo):
    report = asked(anna, bo)
    kept = operations.attach_link(report=report, title="Rapport", link="https://a.se", by=bo, at=MONDAY)
    submitted(report, bo)

    added = refused(operations.attach_link, report=report, title="En till", link="https://b.se", by=bo, at=LATER)
    taken = refused(operations.remove_evidence, evidence=kept, by=bo, at=LATER)

    assert added == taken == ("report.submitted", {"at": MONDAY})
    assert verbs(kept) == ["attached"]


def test_a_plan_that_nobody_reports_on_leaves_no_line_behind(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    operations.drop_planned_result(planned_result=output, by=anna, at=MONDAY)

    assert results_of(report.initiative) == [outcome]
    assert [line.planned_result_id for line in operations.draft_of(reread(report)).lines] == [outcome.pk]
