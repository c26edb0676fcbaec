"""A report's form as a browser sends it, and what came of it."""

from tests.rounds.walks import results_of
from varv.rounds.models import ReportLine


def text(response) -> str:
    return response.content.decode()


def path(report, page: str = "") -> str:
    return f"/alvmark/rapporter/{report.pk}/{page}"


def form_of(report, **changed) -> dict:
    """A report's form, filled in with everything that is asked for."""
    output, outcome = results_of(report.initiative)
    report.refresh_from_db()
    values = {
        "revision": report.revision,
        "done": "Fyra kurser är klara.",
        f"value_{output.pk}": "41",
        f"missing_{output.pk}": "",
        f"comment_{output.pk}": "",
        f"value_{outcome.pk}": "1 234,5",
        f"missing_{outcome.pk}": "",
        f"comment_{outcome.pk}": "",
        "verdict": "partly",
        "verdict_reason": "De utan betyg hoppar av.",
        "judge_again_on": "",
        "learned": "Börja med validering.",
        "confidence": "experience",
        "needs": "",
        "needs_nothing": "on",
    }
    return values | changed


def lines_of(report) -> list[tuple]:
    lines = ReportLine.objects.of(report.region_id).filter(report=report).order_by("planned_result__place")
    return [(line.value, line.missing, line.comment) for line in lines]
