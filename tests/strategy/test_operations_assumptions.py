from datetime import date

import pytest

from tests.factories import MONDAY
from tests.people import verbs
from tests.strategy.walks import TUESDAY, adopted_chain, chain_of_three, drafted_document
from varv.core.refusals import NotAllowed, RuleBroken, holds
from varv.core.theory import Evidence, Holding
from varv.regions.models import TrailEntry
from varv.strategy import operations, rules
from varv.strategy.models import AssumptionCheck

pytestmark = pytest.mark.django_db

SPRING = date(2026, 3, 2)


def seen(link, by, holding=Holding.BROKEN, **said):
    values = {"since": SPRING, "signal": "Åtta av tolv företag frågade inte efter intyget."}
    return operations.check_assumption(link=link, holding=holding, **(values | said), by=by, at=MONDAY)


def test_check_assumption_says_what_was_seen_since_when_and_by_whom(egon, anna):
    _chain, _steps, links = chain_of_three(anna)

    check = seen(links[1], egon, signal="  Åtta av tolv frågade inte.  ")

    check.refresh_from_db()
    assert (check.link, check.holding, check.since, check.signal) == (
        links[1],
        Holding.BROKEN,
        SPRING,
        "Åtta av tolv frågade inte.",
    )
    assert (check.noted_by_id, check.noted_at) == (egon.person_id, MONDAY)


def test_check_assumption_leaves_one_trail_line_about_what_was_seen(anna):
    _chain, _steps, links = chain_of_three(anna)

    check = seen(links[1], anna)

    line = TrailEntry.objects.about(check).get()
    assert (line.verb, line.person, line.after["holding"], line.after["since"]) == (
        "tested",
        "Anna",
        "broken",
        "2026-03-02",
    )
    assert verbs(links[1]) == ["linked"]


def test_check_assumption_is_allowed_on_an_adopted_chain_and_changes_nothing_of_it(anna):
    chain, _steps, links = adopted_chain(anna)
    content = chain.versions.get().content

    seen(links[1], anna)

    links[1].refresh_from_db()
    assert (chain.versions.get().content, links[1].evidence, links[1].revision) == (content, Evidence.ASSUMED, 1)


def test_new_check_never_overwrites_an_older_one(anna):
    _chain, _steps, links = chain_of_three(anna)

    seen(links[1], anna, Holding.HOLDS, since=date(2025, 9, 1))
    seen(links[1], anna, Holding.UNCERTAIN, since=date(2026, 9, 1))
    seen(links[1], anna, Holding.BROKEN, since=date(2026, 3, 1))

    checks = AssumptionCheck.objects.of(anna.region_id).newest_first()
    assert [check.holding for check in checks] == [Holding.UNCERTAIN, Holding.BROKEN, Holding.HOLDS]


def test_of_two_checks_since_the_same_day_the_later_written_is_the_newest(anna):
    _chain, _steps, links = chain_of_three(anna)
    seen(links[1], anna, Holding.HOLDS)
    seen(links[1], anna, Holding.BROKEN)

    first = AssumptionCheck.objects.of(anna.region_id).newest_first().first()

    assert first.holding is Holding.BROKEN


def test_check_assumption_may_be_about_today_but_not_tomorrow(anna):
    _chain, _steps, links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        seen(links[1], anna, since=TUESDAY.date())

    assert (refused.value.code, refused.value.facts) == ("assumption.not_seen_yet", {"field": "since"})
    assert seen(links[1], anna, since=MONDAY.date()).since == MONDAY.date()


def test_today_is_the_day_in_sweden(anna):
    _chain, _steps, links = chain_of_three(anna)
    just_past_midnight_here = MONDAY.replace(hour=23, minute=30)

    check = operations.check_assumption(
        link=links[1],
        holding=Holding.HOLDS,
        since=TUESDAY.date(),
        signal="Ett samtal.",
        by=anna,
        at=just_past_midnight_here,
    )

    assert check.since == TUESDAY.date()


@pytest.mark.parametrize("signal", ["", "  \n "])
def test_check_assumption_needs_a_signal(signal, anna):
    _chain, _steps, links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        seen(links[1], anna, signal=signal)

    assert (refused.value.code, refused.value.facts) == ("assumption.signal_missing", {"field": "signal"})


def test_check_assumption_needs_a_written_assumption(anna):
    _chain, _steps, links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        seen(links[0], anna)

    assert (refused.value.code, refused.value.facts) == (
        "assumption.not_written",
        {"source": "Yrkesväxling i moduler", "target": "Genomförda moduler"},
    )
    assert not AssumptionCheck.objects.of(anna.region_id).exists()


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "frida"])
def test_check_assumption_is_for_analysts_and_strategists(who, anna, egon, request):
    _chain, _steps, links = chain_of_three(anna)
    person = request.getfixturevalue(who)

    with pytest.raises(NotAllowed):
        seen(links[1], person)

    assert [holds(rules.check_test, one) for one in (person, egon, anna)] == [False, True, True]


def test_link_that_was_tested_is_kept_and_its_steps_too(anna):
    _chain, _steps, links = chain_of_three(anna)
    seen(links[1], anna)

    with pytest.raises(RuleBroken, match=r"link\.is_stood_on"):
        operations.unlink_steps(link=links[1], by=anna, at=MONDAY)

    assert AssumptionCheck.objects.of(anna.region_id).count() == 1


def test_checks_are_each_regions_own(anna, stig):
    seen(chain_of_three(anna)[2][1], anna)
    seen(chain_of_three(stig, document=drafted_document(stig))[2][1], stig, Holding.HOLDS)

    assert [check.holding for check in AssumptionCheck.objects.of(stig.region_id)] == [Holding.HOLDS]


@pytest.mark.parametrize("year", [1900, 2019, 2026, None])
def test_evidence_may_be_from_any_plausible_year(year, anna):
    _chain, _steps, links = chain_of_three(anna)

    operations.edit_link(link=links[0], revision=1, evidence_year=year, by=anna, at=MONDAY)

    links[0].refresh_from_db()
    assert links[0].evidence_year == year


@pytest.mark.parametrize("year", [0, 1899, 2027, 9999])
def test_evidence_is_not_from_the_future_nor_from_long_ago(year, anna):
    _chain, steps, links = chain_of_three(anna)

    with pytest.raises(RuleBroken) as refused:
        operations.edit_link(link=links[0], revision=1, evidence_year=year, by=anna, at=MONDAY)
    with pytest.raises(RuleBroken, match=r"link\.year_impossible"):
        operations.link_steps(source=steps[0], target=steps[2], evidence_year=year, by=anna, at=MONDAY)

    assert (refused.value.code, refused.value.facts) == (
        "link.year_impossible",
        {"field": "evidence_year", "earliest": 1900, "latest": 2026},
    )
