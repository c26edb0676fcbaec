"""A krona on its way: a source, an appropriation, an application, a grant, a year, a share, and the board."""

from decimal import Decimal

import pytest

from tests.delivery.walks import started
from tests.factories import GoalFactory
from varv.delivery.models import Contribution, Funding, FundingSource

pytestmark = pytest.mark.django_db

HOME = "/alvmark"


def plain(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_krona_is_followed_from_the_application_to_the_board(visit, anna, bo, cilla):
    strategist, reporter, reader = visit(anna), visit(bo), visit(cilla)
    goal = GoalFactory(outline="2.1", name="Rätt kompetens")
    initiative = started(anna, bo, name="Moduler", goals=[goal])
    page = f"{HOME}/insatser/{initiative.pk}/"

    strategist.post(f"{HOME}/resurser/kallor/forsta/")
    given = FundingSource.objects.of(anna.region_id).get(name="Anslag 1:1")
    strategist.post(f"{HOME}/resurser/kallor/{given.pk}/anslag/", {"year": "2026", "amount": "9 mnkr", "decision": ""})
    reporter.post(f"{page}pengar/", {"source": given.pk, "applied": "1,2 mnkr", "case_number": ""})
    funding = Funding.objects.of(anna.region_id).get()
    assert "Väntar på beslut 1,2 mnkr" in plain(reader.get(f"{HOME}/resurser/"))

    strategist.post(
        f"{HOME}/pengar/{funding.pk}/bevilja/",
        {"granted": "1 000 000", "decided_on": "2026-02-01", "case_number": "RUN 2026-7", "revision": 1},
    )
    reporter.post(
        f"{HOME}/pengar/{funding.pk}/ar/",
        {"year_0": "2026", "planned_0": "600 tkr", "used_0": "150 000,50", "revision": 2},
    )
    tie = Contribution.objects.of(anna.region_id).get()
    reporter.post(f"{page}fordela/", {f"share_goal_{tie.pk}": "75", f"seen_goal_{tie.pk}": tie.revision})

    board = reader.get(f"{HOME}/resurser/?matt=used")
    used = {row["name"]: row["row"].money.used for row in board.context["rows"]}
    assert used == {
        "2.1 Rätt kompetens": Decimal("112500.38"),
        "Resten: inte avsett för något visst mål": Decimal("37500.12"),
    }
    (line,) = board.context["board"].appropriations
    assert (line.appropriation, line.unplanned, line.unused) == (9_000_000, 8_400_000, Decimal("8849999.50"))
    assert "beviljat 750 000 kr, planerat 450 000 kr" in plain(reader.get(f"{HOME}/mal/{goal.pk}/"))
    behind = reader.get(f"{HOME}/resurser/bakom/?per=goal&matt=used&mal={goal.pk}")
    assert [(row.name, row.money.used) for row in behind.context["rows"]] == [("Moduler", Decimal("112500.38"))]
