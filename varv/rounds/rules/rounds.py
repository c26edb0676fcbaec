from datetime import date

from django.db.models import Q

from varv.core.asking import ReportKind, Speed, TemplateKind
from varv.core.periods import Period, Span
from varv.core.refusals import RuleBroken
from varv.core.roles import Actor, May
from varv.core.workflow import ROUND_STEPS, ReportState, RoundState, TemplateState, step
from varv.delivery.models import Initiative
from varv.regions.models import User
from varv.rounds.models import Extension, QuestionTemplate, Report, Round
from varv.rounds.rules.asking import asked_of
from varv.rounds.rules.locks import WRITABLE, check_is_open

SPAN_OF: dict[Speed, Span] = {Speed.HALF_YEARLY: Span.HALF, Speed.CONTINUOUS: Span.HALF, Speed.YEARLY: Span.YEAR}


def check_open_round(period: Period, opens_on: date, due_on: date, by: Actor, speed: Speed = Speed.HALF_YEARLY) -> None:
    """One round a period and speed, of the length of its speed, due no earlier than it opens."""
    by.require(May.RUN_ROUND)
    if period.span is not SPAN_OF[speed]:
        raise RuleBroken("round.not_a_year" if speed is Speed.YEARLY else "round.not_a_half_year", field="period")
    if due_on < opens_on:
        raise RuleBroken("round.due_before_opening", field="due_on")
    if Round.objects.of(by.region_id).filter(period=period, speed=speed).exists():
        raise RuleBroken("round.already_there", field="period")


def check_template(template: QuestionTemplate | None, speed: Speed) -> None:
    """Only insatser are asked a template's questions by the round itself, and only by the version in use."""
    if template is None:
        return
    fits = speed is Speed.HALF_YEARLY and template.kind is TemplateKind.HALF_YEAR
    if not fits or template.state is not TemplateState.IN_USE:
        raise RuleBroken("round.template_not_in_use", field="template")


def check_run(round_: Round, by: Actor) -> None:
    """Who runs an open round."""
    by.require(May.RUN_ROUND)
    check_is_open(round_)


def check_extend(round_: Round, due_on: date, by: Actor) -> None:
    """More time, never less: people have planned by the day they were told."""
    check_run(round_, by)
    if due_on <= round_.due_on:
        raise RuleBroken("round.not_later", field="due_on", due_on=round_.due_on)


def check_give_time(round_: Round, by: Actor) -> None:
    """Time can be given in a round that is open or closed, but not in one that has been frozen."""
    by.require(May.RUN_ROUND)
    if round_.frozen_at is not None:
        raise RuleBroken("round.frozen", at=round_.frozen_at)
    if round_.state is not RoundState.CLOSED:
        check_is_open(round_)


def check_give_more_time(round_: Round, person: User, by: Actor, *, due_on: date, reason: str, on: date) -> None:
    """A later day than everyone's, and than the one given before, for someone who has something left to write."""
    check_give_time(round_, by)
    own = Report.objects.of(by.region_id).filter(round=round_, author=person)
    if not own.filter(state__in=WRITABLE).exists():
        raise RuleBroken("round.nothing_to_write", field="person", name=person.name)
    given = Extension.objects.of(by.region_id).filter(round=round_, person=person).values_list("due_on", flat=True)
    latest = max([round_.due_on, *given])
    if due_on <= latest or due_on < on:
        raise RuleBroken("round.not_later", field="due_on", due_on=max(latest, on))
    check_reason(reason)


def check_reason(reason: str) -> None:
    """What is out of the ordinary is done for a reason that is kept."""
    if not reason.strip():
        raise RuleBroken("round.reason_missing", field="reason")


def check_close(round_: Round, by: Actor) -> None:
    """An open round can close."""
    by.require(May.RUN_ROUND)
    step(ROUND_STEPS, round_.state, RoundState.CLOSED)


def check_freeze(round_: Round, by: Actor, on: date) -> None:
    """A closed round stands for good when all that was handed in has been judged and nobody has time left."""
    by.require(May.RUN_ROUND)
    step(ROUND_STEPS, round_.state, RoundState.FROZEN)
    reports = Report.objects.of(by.region_id).filter(round=round_)
    being_mended = Q(figures_frozen_at__isnull=False) & ~Q(state=ReportState.APPROVED)
    unjudged = reports.filter(Q(state=ReportState.SUBMITTED) | being_mended).count()
    if unjudged:
        raise RuleBroken("round.unjudged", count=unjudged)
    writing = reports.filter(state__in=WRITABLE).values("author")
    time = Extension.objects.of(by.region_id).filter(round=round_, due_on__gte=on, person__in=writing)
    left = time.select_related("person").order_by("-due_on", "pk").first() if round_.frozen_at is None else None
    if left is not None:
        raise RuleBroken("round.time_left", name=left.person.name, due_on=left.due_on)


def check_reopen(round_: Round, reason: str, by: Actor) -> None:
    """A closed round can open again, if someone says why. One that has been frozen opens for words alone."""
    by.require(May.RUN_ROUND)
    if round_.frozen_at is not None:
        raise RuleBroken("round.frozen", at=round_.frozen_at)
    if round_.state is not RoundState.CLOSED:
        raise RuleBroken("state.no_such_step", now=round_.state, then=RoundState.OPEN)
    check_reason(reason)


def check_reopen_for_words(round_: Round, reason: str, by: Actor) -> None:
    """A closed or frozen round can open again for words alone, if someone says why."""
    by.require(May.RUN_ROUND)
    if round_.state not in (RoundState.CLOSED, RoundState.FROZEN):
        raise RuleBroken("state.no_such_step", now=round_.state, then=RoundState.OPEN)
    check_reason(reason)


def check_ask(round_: Round, initiative: Initiative, by: Actor) -> None:
    """An insats that is under way can be asked once a round; a project with a reporting plan of its own is not."""
    check_run(round_, by)
    if round_.speed is not Speed.HALF_YEARLY or round_.is_limited:
        raise RuleBroken("round.asks_nobody")
    if not asked_of(by.region_id).filter(pk=initiative.pk).exists():
        raise RuleBroken("round.not_under_way")
    asked = Report.objects.of(by.region_id).filter(round=round_, initiative=initiative, kind=ReportKind.HALF_YEAR)
    if asked.exists():
        raise RuleBroken("round.already_asked")
