"""Two people at the same moment: one of them wins, and the other is told."""

import pytest

from tests.delivery.at_once import at_once
from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.people import verbs
from tests.rounds.walks import asked, opened, saved, submitted
from varv.core.workflow import ReportState
from varv.regions import trail
from varv.regions.models import Region
from varv.rounds import operations
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(report) -> Report:
    """The report as another worker sees it."""
    return Report.objects.of(report.region_id).get(pk=report.pk)


def test_two_who_save_upon_the_same_words_do_not_overwrite_each_other(anna, bo):
    report = asked(anna, bo)

    def saves(by, words):
        return lambda: operations.save_draft(
            report=fresh(report), revision=1, draft=Draft(done=words), by=by, at=MONDAY
        )

    told = at_once(saves(anna, "Annas ord"), saves(bo, "Bos ord"))

    report.refresh_from_db()
    assert told == ["done", "stale"]
    assert (report.revision, verbs(report)) == (2, ["drafted"])


def test_taking_back_and_approving_at_once_never_both_happen(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    told = at_once(
        lambda: operations.take_back_report(report=fresh(report), by=bo, at=MONDAY),
        lambda: operations.approve_report(report=fresh(report), by=disa, at=MONDAY),
    )

    report.refresh_from_db()
    assert told == ["done", "state.no_such_step"]
    assert report.state in {ReportState.DRAFT, ReportState.APPROVED}
    assert (report.state is ReportState.APPROVED) == (report.approved_content is not None)


def test_two_who_approve_at_once_leave_one_line_in_the_trail(anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    told = at_once(
        *[lambda by=by: operations.approve_report(report=fresh(report), by=by, at=MONDAY) for by in (anna, disa)]
    )

    assert told == ["done", "state.no_such_step"]
    assert verbs(report).count("approved") == 1


def test_two_who_open_the_same_round_get_one(anna, disa, bo):
    running(anna, bo)

    told = at_once(*[lambda by=by: opened(by) for by in (anna, disa)])

    assert told == ["done", "round.already_there"]
    assert Report.objects.of(anna.region_id).count() == 1


def test_the_trail_holds_after_a_crowd(anna, bo):
    report = saved(asked(anna, bo), bo)
    round_ = report.round

    def extends(day):
        return lambda: operations.extend_round(
            round_=round_, due_on=round_.due_on.replace(month=2, day=day), by=anna, at=MONDAY
        )

    at_once(*[extends(day) for day in (1, 2, 3, 4)])

    region = Region.objects.get(pk=anna.region_id)
    assert trail.broken_at(region) is None
    assert verbs(opened(anna, period=round_.period.next())) == ["opened"]
