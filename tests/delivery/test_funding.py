from datetime import date
from decimal import Decimal

import pytest

from tests.delivery.money_walks import applied, granted, in_years, source
from tests.delivery.walks import running, started
from tests.factories import MONDAY, FundingSourceFactory
from tests.people import verbs
from varv.core.money import YearFigures
from varv.core.refusals import NotAllowed, RuleBroken
from varv.core.workflow import FundingState
from varv.delivery import operations
from varv.delivery.models import Funding, YearAmount
from varv.regions.models import TrailEntry

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)


def grant(funding, by, **changed) -> None:
    values = {"granted": Decimal(400_000), "decided_on": TODAY, "case_number": "", "revision": funding.revision}
    operations.grant_funding(funding=funding, **values | changed, by=by, at=MONDAY)


def change(funding, by, **changed) -> None:
    values = {"granted": Decimal(300_000), "decided_on": TODAY, "case_number": "", "revision": funding.revision}
    operations.change_grant(funding=funding, **values | changed, by=by, at=MONDAY)


def decline(funding, by, **changed) -> None:
    values = {"decided_on": TODAY, "reason": "Ramen räcker inte.", "revision": funding.revision}
    operations.decline_funding(funding=funding, **values | changed, by=by, at=MONDAY)


def withdraw(funding, by, **changed) -> None:
    values = {"reason": "Projektet blir inte av.", "revision": funding.revision}
    operations.withdraw_funding(funding=funding, **values | changed, by=by, at=MONDAY)


def years_of(funding) -> list[tuple]:
    years = YearAmount.objects.of(funding.region_id).filter(funding=funding).order_by("year")
    return [(year.year, year.planned, year.used) for year in years]


def test_money_is_asked_for(anna, bo):
    initiative = started(anna, bo)

    funding = applied(bo, initiative, source=source(anna), case_number="RUN 2026-7")

    assert (funding.initiative, funding.state, funding.applied, funding.granted, funding.case_number) == (
        initiative,
        FundingState.APPLIED,
        Decimal(500_000),
        None,
        "RUN 2026-7",
    )
    assert verbs(funding) == ["money_sought"]


def test_an_application_may_lack_its_amount_and_be_mended(anna):
    funding = applied(anna, applied=None)

    operations.edit_application(funding=funding, applied=Decimal(0), case_number="12", revision=1, by=anna, at=MONDAY)

    line = TrailEntry.objects.about(funding).last()
    assert (line.verb, line.before, line.after) == (
        "edited",
        {"applied": None, "case_number": ""},
        {"applied": "0", "case_number": "12"},
    )


@pytest.mark.parametrize("amount", [-1, Decimal("-0.01")])
def test_nobody_asks_for_less_than_nothing(anna, amount):
    funding = applied(anna)

    with pytest.raises(RuleBroken, match=r"money\.negative"):
        applied(anna, funding.initiative, applied=Decimal(amount))
    with pytest.raises(RuleBroken, match=r"money\.negative"):
        operations.edit_application(
            funding=funding, applied=Decimal(amount), case_number="", revision=1, by=anna, at=MONDAY
        )

    assert Funding.objects.of(anna.region_id).count() == 1


def test_money_comes_from_the_regions_own_sources_in_use(anna, sydland):
    laid_aside = source(anna)
    operations.retire_source(source=laid_aside, on=TODAY, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match=r"funding_source\.retired"):
        applied(anna, source=laid_aside)
    with pytest.raises(RuleBroken, match=r"region\.not_the_same"):
        applied(anna, started(anna, anna, name="En till"), source=FundingSourceFactory(region=sydland))

    assert not Funding.objects.of(anna.region_id).exists()


def test_no_money_is_asked_for_what_has_ended(anna):
    initiative = running(anna, anna)
    funding = granted(anna, initiative)
    type(initiative).objects.of(anna.region_id).update(state="ended")

    with pytest.raises(RuleBroken, match=r"initiative\.ended"):
        applied(anna, initiative)
    in_years(anna, funding, y2026=(None, 5))

    assert years_of(funding) == [(2026, None, Decimal(5))]


def test_a_grant_is_noted_with_its_decision(anna):
    funding = applied(anna)

    grant(funding, anna, case_number="RUN 2026-12")

    funding.refresh_from_db()
    assert (funding.state, funding.granted, funding.decided_on, funding.case_number) == (
        FundingState.GRANTED,
        Decimal(400_000),
        TODAY,
        "RUN 2026-12",
    )
    assert verbs(funding) == ["money_sought", "money_granted"]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"granted": Decimal(-1)}, "money.negative", "granted"),
        ({"decided_on": date(2026, 11, 17)}, "funding.not_decided_yet", "decided_on"),
    ],
)
def test_a_grant_is_refused(anna, changed, code, field):
    funding = applied(anna)

    with pytest.raises(RuleBroken) as refused:
        grant(funding, anna, **changed)

    assert (refused.value.code, refused.value.facts["field"], verbs(funding)) == (code, field, ["money_sought"])


def test_a_grant_can_change_but_not_below_what_is_planned(anna):
    funding = in_years(anna, granted(anna), y2026=(200_000, None), y2027=(100_000, None), y2028=(None, 7))

    with pytest.raises(RuleBroken) as refused:
        change(funding, anna, granted=Decimal(299_999))
    change(funding, anna, granted=Decimal(300_000))

    funding.refresh_from_db()
    assert (refused.value.code, refused.value.facts["over"]) == ("funding.planned_over_granted", Decimal(1))
    assert (funding.granted, verbs(funding)) == (
        Decimal(300_000),
        ["money_sought", "money_granted", "years_planned", "edited"],
    )


def test_only_what_is_granted_is_changed(anna):
    with pytest.raises(RuleBroken, match=r"funding\.not_granted"):
        change(applied(anna), anna)


def test_a_no_has_a_reason(anna):
    funding = applied(anna)

    with pytest.raises(RuleBroken, match=r"funding\.reason_missing"):
        decline(funding, anna, reason="  ")
    with pytest.raises(RuleBroken, match=r"funding\.not_decided_yet"):
        decline(funding, anna, decided_on=date(2027, 1, 1))
    decline(funding, anna)

    funding.refresh_from_db()
    assert (funding.state, funding.reason, funding.decided_on, verbs(funding)) == (
        FundingState.DECLINED,
        "Ramen räcker inte.",
        TODAY,
        ["money_sought", "money_declined"],
    )


@pytest.mark.parametrize("walked", [applied, granted])
def test_money_is_withdrawn_with_a_reason(anna, walked):
    funding = walked(anna)

    with pytest.raises(RuleBroken, match=r"funding\.reason_missing"):
        withdraw(funding, anna, reason="")
    withdraw(funding, anna)

    funding.refresh_from_db()
    assert (funding.state, funding.reason, verbs(funding)[-1]) == (
        FundingState.WITHDRAWN,
        "Projektet blir inte av.",
        "money_withdrawn",
    )


@pytest.mark.parametrize(("end", "state"), [(decline, FundingState.DECLINED), (withdraw, FundingState.WITHDRAWN)])
def test_a_last_word_is_the_last(anna, end, state):
    funding = applied(anna)
    end(funding, anna)
    funding.refresh_from_db()

    for again in (grant, decline, withdraw):
        with pytest.raises(RuleBroken, match=r"state\.no_such_step"):
            again(funding, anna)
    with pytest.raises(RuleBroken, match=r"funding\.decided_already"):
        operations.edit_application(
            funding=funding, applied=None, case_number="", revision=funding.revision, by=anna, at=MONDAY
        )

    funding.refresh_from_db()
    assert funding.state is state


@pytest.mark.parametrize("verb", [grant, decline, withdraw])
def test_a_decision_finds_out_that_somebody_was_first(anna, verb):
    funding = applied(anna)
    operations.edit_application(funding=funding, applied=None, case_number="", revision=1, by=anna, at=MONDAY)

    with pytest.raises(RuleBroken, match="stale"):
        verb(funding, anna, revision=1)


def test_a_changed_grant_finds_out_that_somebody_was_first(anna):
    funding = granted(anna)

    with pytest.raises(RuleBroken, match="stale"):
        change(funding, anna, revision=1)


def test_whoever_asks_does_not_decide(anna, bo):
    initiative = started(anna, bo)
    funding = applied(bo, initiative, source=source(anna))

    for verb in (grant, decline, withdraw, change):
        with pytest.raises(NotAllowed):
            verb(funding, bo)

    assert verbs(funding) == ["money_sought"]


def test_a_reader_and_a_colleague_keep_no_money(anna, bo, cilla):
    funding = granted(anna)

    for stranger in (bo, cilla):
        with pytest.raises(NotAllowed):
            in_years(stranger, funding, y2026=(1, None))
        with pytest.raises(NotAllowed):
            applied(stranger, funding.initiative, source=funding.source)
        with pytest.raises(NotAllowed):
            operations.edit_application(
                funding=funding, applied=None, case_number="", revision=2, by=stranger, at=MONDAY
            )

    assert years_of(funding) == []


# --- years ----------------------------------------------------------------------------------------------------


def test_years_are_planned_used_changed_and_taken_away(anna, bo):
    funding = granted(anna, started(anna, bo))
    in_years(bo, funding, y2026=(100, 50), y2027=(200, None), y2028=(0, None))
    kept, changed, gone = YearAmount.objects.of(anna.region_id).order_by("year")

    in_years(bo, funding, y2026=(100, 50), y2027=(200, -20), y2028=(None, None), y2029=(None, 0))

    assert years_of(funding) == [
        (2026, Decimal(100), Decimal(50)),
        (2027, Decimal(200), Decimal(-20)),
        (2029, None, Decimal(0)),
    ]
    assert [verbs(one) for one in (kept, changed, gone)] == [["added"], ["added", "edited"], ["added", "removed"]]
    assert verbs(funding) == ["money_sought", "money_granted", "years_planned", "years_planned"]


def test_the_same_years_again_leave_no_line(anna):
    funding = in_years(anna, granted(anna), y2026=(100, 50))

    in_years(anna, funding, y2026=(100, 50))

    assert verbs(funding) == ["money_sought", "money_granted", "years_planned"]


def test_more_may_be_used_than_granted_but_not_planned(anna):
    funding = in_years(anna, granted(anna, amount=100), y2026=(60, 150), y2027=(40, None))

    with pytest.raises(RuleBroken) as refused:
        in_years(anna, funding, y2026=(60, 150), y2027=(41, None))

    assert (refused.value.code, refused.value.facts["field"]) == ("funding.planned_over_granted", "planned")
    assert [refused.value.facts[name] for name in ("planned", "granted", "over")] == [101, 100, 1]
    assert years_of(funding) == [(2026, Decimal(60), Decimal(150)), (2027, Decimal(40), None)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(2026, 1, None), (2026, 2, None)], "funding.year_twice"),
        ([(1989, 1, None)], "money.year_out_of_reach"),
        ([(2026, -1, None)], "money.negative"),
    ],
)
def test_years_are_refused(anna, rows, code):
    funding = granted(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.plan_years(
            funding=funding,
            rows=[YearFigures(year, Decimal(planned), used) for year, planned, used in rows],
            revision=funding.revision,
            by=anna,
            at=MONDAY,
        )

    assert (refused.value.code, years_of(funding)) == (code, [])


def test_years_wait_for_a_grant(anna):
    funding = applied(anna)
    with pytest.raises(RuleBroken, match=r"funding\.not_granted"):
        in_years(anna, funding, y2026=(1, None))

    withdraw(funding, anna)
    funding.refresh_from_db()

    with pytest.raises(RuleBroken, match=r"funding\.not_granted"):
        in_years(anna, funding, y2026=(1, None))


def test_what_was_used_before_it_was_withdrawn_can_still_be_told(anna):
    funding = granted(anna)
    withdraw(funding, anna)
    funding.refresh_from_db()

    in_years(anna, funding, y2026=(None, 300))

    assert years_of(funding) == [(2026, None, Decimal(300))]


def test_years_find_out_that_somebody_was_first(anna, bo):
    funding = granted(anna, started(anna, bo))
    opened = funding.revision
    in_years(bo, funding, y2026=(1, None))

    with pytest.raises(RuleBroken) as refused:
        operations.plan_years(funding=funding, rows=[], revision=opened, by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts["by"]) == ("stale", "Bo")
    assert years_of(funding) == [(2026, Decimal(1), None)]
