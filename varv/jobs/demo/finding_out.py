"""What the questions are about, what the findings rest on, and what they moved in the chains. All of it is invented."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypedDict

from varv.core.kinds import Bearing, SourceKind
from varv.core.roles import Actor
from varv.core.theory import Evidence
from varv.indicators.models import Indicator
from varv.jobs.demo.stage import Stage, at
from varv.jobs.demo.telling import Event, on
from varv.learning import operations
from varv.learning.models import Finding
from varv.learning.operations import SourceDraft
from varv.strategy.models import EvaluationQuestion

TIED, BOTTLENECK, ATTENDANCE, OTHERWISE = date(2026, 3, 2), date(2026, 4, 13), date(2026, 9, 7), date(2026, 10, 5)
BY = "egon"


class Who(TypedDict):
    """Who did it, and when."""

    by: Actor
    at: datetime


def events(stage: Stage) -> Iterator[Event]:
    """Questions are tied before the reports come; findings then move what is known."""
    yield on(TIED, 9, _tie, stage)
    yield on(BOTTLENECK, 9, _weaken, stage)
    yield on(ATTENDANCE, 9, _strengthen, stage)
    yield on(OTHERWISE, 9, _contradict, stage)


def _question(stage: Stage, domain: int, number: int) -> EvaluationQuestion:
    found: EvaluationQuestion = EvaluationQuestion.objects.of(stage.region.pk).get(domain__number=domain, number=number)
    return found


def _tie(stage: Stage) -> None:
    results, work = _question(stage, 1, 1), _question(stage, 2, 2)
    for question, to in (
        (results, stage.goals["rus 1.1"]),
        (results, stage.goals["rus 2.1"]),
        (results, stage.links["gymnasiet", "p1", "u1"]),
        (results, stage.links["kompetens", "u1", "e1"]),
        (work, stage.links["kompetens", "p2", "u2"]),
    ):
        operations.tie_question(question=question, to=to, by=stage.actors[BY], at=at(TIED))


def _weaken(stage: Stage) -> None:
    """A time that was measured takes away some of what was thought of a link in an adopted chain."""
    finding = _spoken_of(stage, "flaskhals", BOTTLENECK, _question(stage, 2, 2), Bearing.WEAKENS)
    told: Who = {"by": stage.actors[BY], "at": at(BOTTLENECK)}
    timed = SourceDraft(SourceKind.DOCUMENT, "Tidsmätning av 118 ärenden (exempel)", as_of=date(2026, 3, 20))
    asked = SourceDraft(
        SourceKind.INTERVIEW, "23 intervjuer med sökande och bedömare (exempel)", as_of=date(2026, 3, 6)
    )
    operations.add_finding_source(finding=finding, source=timed, **told)
    operations.add_finding_source(finding=finding, source=asked, **told)
    operations.move_evidence_by(finding=finding, evidence_after=Evidence.ASSUMED, **told)


def _strengthen(stage: Stage) -> None:
    """Something that was only assumed has been seen. A figure says more of what was found before."""
    before = stage.findings["narvaro"]
    told: Who = {"by": stage.actors[BY], "at": at(ATTENDANCE)}
    finding = _spoken_of(stage, "narvaro", ATTENDANCE, _question(stage, 1, 1), Bearing.NEITHER)
    indicator = Indicator.objects.of(stage.region.pk).get(name="Gymnasieexamen inom tre år")
    figure = SourceDraft(SourceKind.INDICATOR, indicator=indicator, as_of=date(2026, 6, 30))
    operations.add_finding_source(finding=finding, source=figure, **told)
    operations.note_finding(
        evaluation=before.evaluation,
        text="Tre av fyra rektorer har ändrat sina rutiner för frånvaro efter nätverksträffarna.",
        evidence=Evidence.SOME,
        rests_on="Enkät till 24 rektorer, sidan 22 (exempel)",
        goal=before.goal,
        question=_question(stage, 1, 1),
        link=stage.links["gymnasiet", "p2", "u2"],
        bearing=Bearing.STRENGTHENS,
        evidence_after=Evidence.SOME,
        sources=[SourceDraft(SourceKind.DOCUMENT, "Enkät till 24 rektorer (exempel)", as_of=date(2026, 8, 28))],
        **told,
    )


def _contradict(stage: Stage) -> None:
    """The schools saw something else. It waits for someone to weigh it, and no question was asked about it."""
    before = stage.findings["narvaro"]
    told: Who = {"by": stage.actors[BY], "at": at(OTHERWISE)}
    finding = operations.note_finding(
        evaluation=before.evaluation,
        text="Skolorna ser högre närvaro hos både flickor och pojkar när coachen finns på plats varje vecka.",
        evidence=Evidence.SOME,
        rests_on="Skolornas egen uppföljning, bilaga 2 (exempel)",
        goal=before.goal,
        link=before.link,
        bearing=Bearing.STRENGTHENS,
        **told,
    )
    operations.contradict_finding(
        finding=before,
        other=finding,
        explanation="Utvärderingen jämför med elever utan coach, skolorna jämför med terminen före. "
        "Vi vet inte än vad som skiljer pojkarna.",
        **told,
    )


def _spoken_of(stage: Stage, key: str, day: date, question: EvaluationQuestion, bearing: Bearing) -> Finding:
    """The finding, when it is said which question it answers and what it does to its link."""
    finding = stage.findings[key]
    finding.refresh_from_db()
    kept: dict[str, Any] = {
        name: getattr(finding, name) for name in ("text", "evidence", "rests_on", "link", "goal", "revision")
    }
    operations.edit_finding(
        finding=finding, question=question, bearing=bearing, **kept, by=stage.actors[BY], at=at(day)
    )
    finding.refresh_from_db()
    return finding
