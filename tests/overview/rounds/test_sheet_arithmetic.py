"""The arithmetic beside a figure and what stands out in it, limit by limit, without a database."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from varv.core.counting import Category, Counting, Dimension
from varv.core.judgement import Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.core.theory import Level
from varv.delivery.models import Initiative, PlannedResult
from varv.overview.rounds.last_time import LastTime, Said
from varv.overview.rounds.sheet_lines import SheetBreakdown, SheetLine, SheetPart, remainder
from varv.overview.rounds.standouts import Finding, Told, standouts
from varv.overview.rounds.written_so_far import Written
from varv.overview.words.of_rounds import Standout
from varv.rounds.drafts import Draft, LineDraft, PartDraft, Progress
from varv.rounds.models import Report, Round

PER_PERIOD, CUMULATIVE, STATE = Counting.PER_PERIOD, Counting.CUMULATIVE, Counting.STATE
AUTUMN = Period.parse("2026H2")
ENDS = date(2026, 12, 31)
WOMEN, MEN = Category.WOMEN, Category.MEN


def amount(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


# --- what came before, and all in all ---------------------------------------------------------------------------


def sheet_line(counting: Counting, earlier: tuple[int, ...] = (), value: int | str | None = None, **more) -> SheetLine:
    values = {
        "planned_result_id": 7,
        "line_id": 1,
        "level": Level.OUTPUT,
        "text": "Genomförda moduler",
        "unit": "st",
        "planned": Decimal(60),
        "last": None,
        "missing": None,
        "comment": "",
        "breakdowns": (),
    } | more
    return SheetLine(counting=counting, earlier=tuple(map(Decimal, earlier)), value=amount(value), **values)


@pytest.mark.parametrize(
    ("counting", "earlier", "value", "before", "total", "own_part"),
    [
        (PER_PERIOD, (), None, None, None, None),
        (PER_PERIOD, (), 5, None, 5, None),
        (PER_PERIOD, (), 0, None, 0, None),
        (PER_PERIOD, (10, 20), None, 30, None, None),
        (PER_PERIOD, (10, 20), 5, 30, 35, None),
        (PER_PERIOD, (10, 20), 0, 30, 30, None),
        (PER_PERIOD, (0, 0), 5, 0, 5, None),
        (PER_PERIOD, (10, -3), "0.5", 7, "7.5", None),
        (CUMULATIVE, (), None, None, None, None),
        (CUMULATIVE, (), 5, None, 5, None),
        (CUMULATIVE, (10, 20), None, 20, None, None),
        (CUMULATIVE, (10, 20), 25, 20, 25, 5),
        (CUMULATIVE, (10, 20), 20, 20, 20, 0),
        (CUMULATIVE, (10, 20), 15, 20, 15, -5),
        (CUMULATIVE, (0,), 0, 0, 0, 0),
        (STATE, (), 5, None, None, None),
        (STATE, (10, 20), 5, None, None, None),
        (STATE, (10, 20), None, None, None, None),
    ],
)
def test_a_figure_is_added_to_what_came_before_by_its_rule(counting, earlier, value, before, total, own_part):
    line = sheet_line(counting, earlier, value)

    assert (line.before, line.total, line.own_part) == (amount(before), amount(total), amount(own_part))


def test_a_reason_is_not_nought():
    line = sheet_line(PER_PERIOD, (10,), None, missing=Missing.NOT_AVAILABLE)

    assert (line.before, line.total, line.field) == (Decimal(10), None, "value_7")


@pytest.mark.parametrize(
    ("values", "is_written"), [((), False), ((None, None), False), ((None, 0), True), ((3, None), True)]
)
def test_a_part_of_nought_is_written_and_an_empty_one_is_not(values, is_written):
    parts = tuple(SheetPart(WOMEN, "", amount(value), None) for value in values)
    breakdown = SheetBreakdown(Dimension.SEX, parts, None)

    line = sheet_line(PER_PERIOD, breakdowns=(SheetBreakdown(Dimension.AGE, (), None), breakdown))

    assert (breakdown.is_written, line.is_broken_down) == (is_written, is_written)


@pytest.mark.parametrize(
    ("category", "place", "name"),
    [("women", "", "Kvinnor"), ("1490", "Norrby", "Norrby"), ("1490", "", "1490"), ("women", "Norrby", "Norrby")],
)
def test_a_part_is_called_by_its_place_its_word_or_its_code(category, place, name):
    assert SheetPart(category, place, None, None).name == name


@pytest.mark.parametrize(
    ("value", "parts", "left"),
    [(None, (), None), (10, (), None), (None, (3,), None), (10, (0,), 10), (10, (4, 6), 0), (0, (0, 0), 0)],
)
def test_what_is_left_is_told_only_where_something_is_broken_down(value, parts, left):
    said = [
        PartDraft(Dimension.SEX, category, Decimal(part)) for category, part in zip((WOMEN, MEN), parts, strict=False)
    ]

    assert remainder(amount(value), said) == amount(left)


# --- what stands out --------------------------------------------------------------------------------------------


def before(value: int | None = None, verdict: Verdict = Verdict.PARTLY, counting: Counting = PER_PERIOD) -> LastTime:
    """An approved report of the half-year before, with this figure."""
    spring = Period.parse("2026H1")
    said = Said(7, "output", "Moduler", "st", None, counting, amount(value), None, "", {})
    return LastTime(1, 1, spring, spring.last, spring.last, "Bo", "", verdict, "", "", "", {7: said})


def found(
    value: int | None = None,
    *earlier: LastTime,
    counting: Counting = PER_PERIOD,
    planned: int | None = None,
    parts: tuple[PartDraft, ...] = (),
    name: str = "Yrkesväxling",
    starts_on: date = date(2025, 1, 1),
    ends_on: date | None = None,
    due_on: date | None = None,
    told_due_on: date | None = None,
    on: date = ENDS,
    **report,
) -> tuple[Finding, ...]:
    """What stands out in a report with this one figure."""
    about = Initiative(name=name, starts_on=starts_on, ends_on=ends_on)
    values = {"verdict": Verdict.PARTLY, "learned": "Börja med validering."} | report
    round_ = Round(period=AUTUMN, due_on=date(2027, 1, 29))
    written = Report(pk=1, round=round_, initiative=about, due_on=due_on, **values)
    result = PlannedResult(pk=7, text="Moduler", planned=amount(planned), own_counting=counting)
    draft = Draft(lines=(LineDraft(7, amount(value), parts=parts),))
    so_far = Written(draft, {7: result}, {}, (), Progress(frozenset(), 0), ())
    return standouts([Told(written, so_far, earlier, told_due_on)], on)


def kinds(*args, **more) -> list[Standout]:
    return [finding.kind for finding in found(*args, **more)]


@pytest.mark.parametrize(
    ("last", "value", "is_told"),
    [
        (40, 60, True),
        (40, 59, False),
        (40, 20, True),
        (40, 21, False),
        (40, 0, True),
        (0, 40, False),
        (None, 40, False),
    ],
)
def test_a_change_by_half_stands_out_at_half_and_not_before(last, value, is_told):
    assert kinds(value, before(last)) == ([Standout.BIG_CHANGE] if is_told else [])


def test_a_great_change_tells_both_figures():
    finding = found(60, before(40))[0]

    assert (finding.text, finding.before, finding.now, finding.times) == ("Moduler", Decimal(40), Decimal(60), 0)


def test_only_the_last_time_is_compared_with():
    assert kinds(40, before(400), before(40)) == []
    assert kinds(40, before(40), before(400)) == [Standout.BIG_CHANGE]


@pytest.mark.parametrize(("value", "told"), [(39, [Standout.BIG_CHANGE]), (40, []), (400, [])])
def test_a_total_since_the_start_stands_out_when_it_shrinks(value, told):
    assert kinds(value, before(40, counting=CUMULATIVE), counting=CUMULATIVE) == told


@pytest.mark.parametrize(
    ("value", "planned", "told"),
    [(0, 60, [Standout.ZERO]), (0, 0, []), (0, None, []), (None, 60, []), (1, 60, [])],
)
def test_nought_stands_out_only_where_something_was_planned(value, planned, told):
    assert kinds(value, planned=planned) == told


@pytest.mark.parametrize(
    ("value", "women", "told"), [(10, 5, []), (10, 4, [Standout.NOT_BROKEN_DOWN]), (10, 0, [Standout.NOT_BROKEN_DOWN])]
)
def test_half_broken_down_is_enough(value, women, told):
    assert kinds(value, parts=(PartDraft(Dimension.SEX, WOMEN, Decimal(women)),)) == told


def test_one_of_two_breakdowns_that_is_mostly_whole_is_told_once():
    parts = (
        PartDraft(Dimension.SEX, WOMEN, Decimal(10)),
        PartDraft(Dimension.AGE, Category.AGE_16_24, Decimal(1)),
        PartDraft(Dimension.BORN, Category.SWEDEN, Decimal(1)),
    )

    assert kinds(10, parts=parts) == [Standout.NOT_BROKEN_DOWN]


@pytest.mark.parametrize(
    ("verdicts", "times"),
    [
        ((), 0),
        ((Verdict.TOO_EARLY,), 2),
        ((Verdict.TOO_EARLY, Verdict.TOO_EARLY), 3),
        ((Verdict.TOO_EARLY, Verdict.PARTLY), 0),
    ],
)
def test_too_early_is_counted_backwards_until_somebody_judged(verdicts, times):
    findings = found(None, *(before(verdict=verdict) for verdict in verdicts), verdict=Verdict.TOO_EARLY)

    assert [(one.kind, one.times) for one in findings] == ([(Standout.TOO_EARLY_AGAIN, times)] if times else [])


def test_too_early_long_ago_is_forgotten_when_it_is_judged_now():
    assert kinds(None, before(verdict=Verdict.TOO_EARLY), before(verdict=Verdict.TOO_EARLY)) == []


@pytest.mark.parametrize(
    ("handed_in", "days"),
    [
        (datetime(2027, 1, 29, 22, 59, tzinfo=UTC), 0),
        (datetime(2027, 1, 29, 23, 0, tzinfo=UTC), 1),
        (datetime(2027, 2, 8, 12, 0, tzinfo=UTC), 10),
    ],
)
def test_late_begins_at_midnight_in_sweden(handed_in, days):
    findings = found(submitted_at=handed_in)

    assert [(one.kind, one.times) for one in findings] == ([(Standout.LATE, days)] if days else [])


@pytest.mark.parametrize(
    ("own", "given", "days"),
    [
        (None, None, 3),
        (date(2027, 1, 31), None, 1),
        (date(2027, 1, 31), date(2027, 2, 1), 0),
        (None, date(2027, 2, 2), 0),
    ],
)
def test_late_is_counted_from_the_authors_own_last_day(own, given, days):
    findings = found(submitted_at=datetime(2027, 2, 1, 8, 0, tzinfo=UTC), due_on=own, told_due_on=given)

    assert [one.times for one in findings] == ([days] if days else [])


@pytest.mark.parametrize("learned", ["", "  ", "\n"])
def test_nothing_but_blanks_is_nothing_learned(learned):
    assert kinds(learned=learned) == [Standout.NOTHING_LEARNED]


PLAN = {"planned": 60, "ends_on": date(2027, 12, 31), "verdict": Verdict.RIGHT_WAY}


@pytest.mark.parametrize(
    ("value", "changed", "told"),
    [
        (5, {}, True),
        (60, {}, False),
        (5, {"planned": None}, False),
        (5, {"planned": 0}, False),
        (5, {"ends_on": None}, False),
        (5, {"starts_on": ENDS}, False),
        (5, {"on": date(2024, 12, 31)}, False),
        (5, {"verdict": Verdict.PARTLY}, False),
        (5, {"verdict": Verdict.NOT_ASSESSED}, False),
        (None, {}, False),
        (60, {"verdict": Verdict.WRONG_WAY}, True),
        (5, {"verdict": Verdict.WRONG_WAY}, False),
        (None, {"verdict": Verdict.WRONG_WAY}, False),
        (60, {"verdict": Verdict.WRONG_WAY, "ends_on": None}, False),
    ],
)
def test_words_and_figures_differ_only_where_there_is_a_plan_to_differ_from(value, changed, told):
    assert (Standout.VERDICT_AND_FIGURES in kinds(value, **PLAN | changed)) is told


@pytest.mark.parametrize(("counting", "told"), [(PER_PERIOD, False), (CUMULATIVE, True), (STATE, True)])
def test_only_what_happened_in_each_period_is_added_up_before_it_is_compared(counting, told):
    earlier = (before(18, counting=counting), before(18, counting=counting))

    assert (Standout.VERDICT_AND_FIGURES in kinds(18, *earlier, counting=counting, **PLAN)) is told


def test_the_weightiest_kind_stands_first_in_each_and_names_the_report():
    handed_in = datetime(2027, 2, 8, 12, 0, tzinfo=UTC)
    findings = found(0, before(None), planned=60, learned="", submitted_at=handed_in, verdict=Verdict.NOT_ASSESSED)

    assert [(one.kind, one.report_id, one.initiative, one.verdict) for one in findings] == [
        (Standout.ZERO, 1, "Yrkesväxling", Verdict.NOT_ASSESSED),
        (Standout.LATE, 1, "Yrkesväxling", Verdict.NOT_ASSESSED),
        (Standout.NOTHING_LEARNED, 1, "Yrkesväxling", Verdict.NOT_ASSESSED),
    ]
