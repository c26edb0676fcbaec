import csv
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.utils.translation import gettext as _

from tests.factories import (
    MONDAY,
    AssessmentFactory,
    ChainStepFactory,
    GoalFactory,
    IndicatorFactory,
    JudgementFactory,
    MeasurementFactory,
    SteeringDocumentFactory,
    TargetFactory,
)
from tests.people import verbs
from varv.core.judgement import Axis, Verdict
from varv.core.kinds import Breakdown, IndicatorKind
from varv.core.periods import Period
from varv.core.refusals import RuleBroken
from varv.core.status import Direction, Missing
from varv.indicators.models import Indicator, Measurement, Target
from varv.indicators.operations import correct_measurement
from varv.overview.words import refusal
from varv.regions.models import User
from varv.statistics.operations import bind_series, read_payload
from varv.statistics.recorded import recorded_payload

LIST = "/alvmark/indikatorer/"


def sheet_url(indicator, page="") -> str:
    return f"{LIST}{indicator.pk}/{page}"


def said(response) -> str:
    """The page's text without the line breaks and indentation of the template."""
    return " ".join(response.content.decode().split())


def measured(indicator, **values):
    for year, value in values.items():
        MeasurementFactory(indicator=indicator, period=Period(int(year[1:])), value=Decimal(value))
    return indicator


def names(response) -> list[str]:
    return [line.name for group in response.context["groups"] for line in group.lines]


@pytest.fixture
def examen(alvmark):
    """Gymnasieexamen inom tre år: 72 percent in 2025, on a path from 70 to 80."""
    goal = GoalFactory(outline="1.1", name="Fler unga fullföljer gymnasiet")
    indicator = IndicatorFactory(name="Gymnasieexamen inom tre år", source="Kolada", goal=goal)
    TargetFactory(indicator=indicator, decision="Regionfullmäktige 2023, § 112")
    return measured(indicator, y2023="71", y2025="72")


@pytest.fixture
def deltagare(alvmark):
    """Deltagare: our own contribution, without goal, target and values."""
    return IndicatorFactory(name="Deltagare", kind=IndicatorKind.CONTRIBUTION, source="Egna rapporter", goal=None)


# --- the list -----------------------------------------------------------------------------------------------


def test_indicators_stand_goal_by_goal(cilla, visit, examen, deltagare):
    response = visit(cilla).get(LIST)

    page = said(response)
    assert names(response) == ["Gymnasieexamen inom tre år", "Deltagare"]
    assert page.index("1.1 Fler unga fullföljer gymnasiet") < page.index(_("Without a goal"))
    assert f'<a href="{sheet_url(examen)}">Gymnasieexamen inom tre år</a>' in page
    assert "72,0 procent" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=at_risk", ["Gymnasieexamen inom tre år"]),
        ("status=no_data", ["Deltagare"]),
        ("kind=contribution", ["Deltagare"]),
        ("kind=development&status=no_data", []),
        ("q=kolada", ["Gymnasieexamen inom tre år"]),
        ("status=purple&kind=&q=", ["Gymnasieexamen inom tre år", "Deltagare"]),
    ],
)
@pytest.mark.usefixtures("examen", "deltagare")
def test_indicators_are_chosen_in_the_address(cilla, visit, query, found):
    response = visit(cilla).get(f"{LIST}?{query}")

    assert (response.status_code, names(response)) == (200, found)


def test_chips_keep_what_else_is_chosen(cilla, visit, examen, deltagare):
    page = said(visit(cilla).get(f"{LIST}?q=a&kind=contribution"))

    assert 'href="?q=a&amp;kind=contribution&amp;status=no_data"' in page
    assert '<input type="hidden" name="kind" value="contribution">' in page
    assert 'value="a"' in page


def test_indicators_that_do_not_fit_offer_all(cilla, visit, examen):
    page = said(visit(cilla).get(f"{LIST}?q=ingenting"))

    assert _("No indicator fits") in page
    assert f'<a href="{LIST}">' in page


def test_empty_list_teaches_and_offers_a_first_step_to_those_who_may(egon, cilla, visit):
    offered, read = said(visit(egon).get(LIST)), said(visit(cilla).get(LIST))

    assert _("No indicators yet") in offered
    assert _("No indicators yet") in read
    assert offered.count(f'href="{LIST}ny/"') == 2
    assert f'href="{LIST}ny/"' not in read


def test_list_marks_invented_figures(cilla, visit, examen):
    IndicatorFactory(name="Påhittad", is_example=True)

    assert said(visit(cilla).get(LIST)).count(f'<span class="tag">{_("Example")}</span>') == 1


# --- one indicator --------------------------------------------------------------------------------------------


def test_indicator_asks_its_question_and_answers_it(cilla, visit, examen):
    response = visit(cilla).get(sheet_url(examen))

    page = said(response)
    assert _("%(name)s: how is it going?") % {"name": "Gymnasieexamen inom tre år"} in page
    assert response.context["answer"].startswith("72,0 procent (2025).")
    assert 'class="mark m-risk"' in page
    assert "80,0 (2030), Regionfullmäktige 2023, § 112" in page


def test_indicator_is_drawn_wide_and_narrow_and_told_as_a_table(cilla, visit, examen):
    page = said(visit(cilla).get(sheet_url(examen)))

    assert page.count('<svg class="dia"') == 2
    assert '<tr> <th scope="row">2025</th> <td class="r"> 72,0 </td> </tr>' in page


def test_indicator_sets_a_persons_judgement_beside_the_figure(cilla, egon, visit, examen):
    author = User.objects.get(pk=egon.person_id)
    assessment = AssessmentFactory(goal=examen.goal, author=author)
    JudgementFactory(
        assessment=assessment, axis=Axis.STATE, verdict=Verdict.RIGHT_WAY, reason="Flickorna lyfter snittet."
    )

    page = said(visit(cilla).get(sheet_url(examen)))

    assert '<p class="voice-sm">Flickorna lyfter snittet.</p>' in page
    assert "Egon, 16 nov 2026" in page
    assert 'class="mark m-risk"' in page


def test_indicator_that_nobody_has_judged_says_so(egon, cilla, visit, examen, deltagare):
    judged, loose = said(visit(egon).get(sheet_url(examen))), said(visit(egon).get(sheet_url(deltagare)))

    assert _("Nobody has judged the goal yet. “Too early” is an answer.") in judged
    assert f'href="/alvmark/mal/{examen.goal_id}/bedom/"' in judged
    assert _("The indicator informs no goal yet, so there is nothing to judge.") in loose
    assert "/bedom/" not in loose
    assert "/bedom/" not in said(visit(cilla).get(sheet_url(examen)))


def test_indicator_tells_how_its_figures_were_changed(cilla, egon, visit, examen):
    old = Measurement.objects.get(indicator=examen, period=Period(2025))
    correct_measurement(measurement=old, missing=Missing.SUPPRESSED, note="Färre än 30 elever", by=egon, at=MONDAY)

    response = visit(cilla).get(sheet_url(examen))

    ((vintage, before, after),) = response.context["corrections"]
    assert (vintage.note, before, after) == (
        "Färre än 30 elever",
        "72,0",
        _("Hidden because the group is too small"),
    )
    assert "Färre än 30 elever" in said(response)
    assert _(
        "A figure is never overwritten. A report that was approved still shows the figure that held then."
    ) in said(response)


def test_indicator_lists_what_it_does_not_tell(cilla, visit):
    indicator = IndicatorFactory(limits="- Säger inget om vad eleverna kan.\n\n• Små grupper svänger.")

    page = said(visit(cilla).get(sheet_url(indicator)))

    assert "<li>Säger inget om vad eleverna kan.</li><li>Små grupper svänger.</li>" in page


def test_indicator_with_invented_figures_says_so(cilla, visit, examen):
    invented = IndicatorFactory(is_example=True)

    assert _("Example with invented figures") in said(visit(cilla).get(sheet_url(invented)))
    assert _("Example with invented figures") not in said(visit(cilla).get(sheet_url(examen)))


def test_indicator_shows_buttons_to_those_who_may_measure(egon, cilla, visit, examen):
    value = Measurement.objects.get(indicator=examen, period=Period(2025))
    changes = [
        f'href="{sheet_url(examen, "varde/")}"',
        f'href="{sheet_url(examen, "andra/")}"',
        f'href="{sheet_url(examen, "malvarde/")}"',
        f'href="/alvmark/matvarden/{value.pk}/ratta/"',
    ]

    offered, read = said(visit(egon).get(sheet_url(examen))), said(visit(cilla).get(sheet_url(examen)))

    assert [change in offered for change in changes] == [True] * 4
    assert [change in read for change in changes] == [False] * 4


def test_indicator_escapes_what_people_wrote(cilla, visit):
    told = dict.fromkeys(("name", "definition", "limits", "unit", "source", "licence"), "<script>x</script>")
    indicator = MeasurementFactory(indicator=IndicatorFactory(**told)).indicator

    page = said(visit(cilla).get(sheet_url(indicator)))

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


# --- define and edit --------------------------------------------------------------------------------------------

WRITTEN = {
    "name": "Bredband",
    "unit": "procent",
    "decimals": "1",
    "wished": "up",
    "kind": "development",
    "source": "PTS",
}


def test_define_indicator_is_done_with_the_least(egon, visit, alvmark):
    response = visit(egon).post(f"{LIST}ny/", WRITTEN)

    indicator = Indicator.objects.of(alvmark.pk).get()
    assert response.headers["location"] == sheet_url(indicator)
    assert (indicator.name, indicator.unit, indicator.decimals, indicator.source) == ("Bredband", "procent", 1, "PTS")
    assert verbs(indicator) == ["defined"]


def test_define_indicator_takes_everything_that_can_be_said(egon, visit, alvmark):
    goal, step = GoalFactory(), ChainStepFactory()
    more = {
        "definition": "Hushåll med 1 Gbit/s",
        "wished": "down",
        "kind": "contribution",
        "goal": goal.pk,
        "step": step.pk,
        "source_link": "pts.se/statistik",
        "licence": "CC0",
        "limits": "Inte pris.",
        "lag_months": "6",
        "update_month": "3",
        "owner": egon.person_id,
    }

    visit(egon).post(f"{LIST}ny/", WRITTEN | more)

    found = Indicator.objects.of(alvmark.pk).get()
    assert (found.goal, found.step, found.kind, found.wished) == (
        goal,
        step,
        IndicatorKind.CONTRIBUTION,
        Direction.DOWN,
    )
    assert (found.source_link, found.lag_months, found.update_month, found.owner_id) == (
        "https://pts.se/statistik",
        6,
        3,
        egon.person_id,
    )


def test_define_indicator_begins_from_the_goal_one_came_from(egon, visit):
    goal = GoalFactory()

    page = said(visit(egon).get(f"{LIST}ny/?mal={goal.pk}"))

    assert f'<option value="{goal.pk}" selected>' in page


def test_define_indicator_says_what_is_missing_and_keeps_the_rest(egon, visit, alvmark):
    response = visit(egon).post(f"{LIST}ny/", WRITTEN | {"name": "", "decimals": "12", "source_link": "inte en länk"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name", "decimals", "source_link"}
    assert 'value="PTS"' in said(response)
    assert not Indicator.objects.of(alvmark.pk).exists()


def test_define_indicator_refuses_a_name_that_is_taken(egon, visit, examen):
    response = visit(egon).post(f"{LIST}ny/", WRITTEN | {"name": examen.name})

    assert response.status_code == 422
    assert response.context["form"].errors == {"name": [refusal(RuleBroken("indicator.name_taken", name=examen.name))]}


def test_define_indicator_offers_nothing_of_another_region(egon, stig, sydland, visit):
    goal = GoalFactory(region=sydland, document=SteeringDocumentFactory(region=sydland))

    response = visit(egon).post(f"{LIST}ny/", WRITTEN | {"goal": goal.pk, "owner": stig.person_id})

    assert set(response.context["form"].errors) == {"goal", "owner"}


def written_of(indicator, **changed) -> dict:
    fields = ["name", "definition", "unit", "decimals", "source", "source_link", "licence", "limits", "revision"]
    known = {name: getattr(indicator, name) for name in fields}
    return known | {"kind": indicator.kind, "wished": indicator.wished, "goal": indicator.goal_id or ""} | changed


def test_edit_indicator_saves_what_was_changed(egon, visit, examen):
    response = visit(egon).post(sheet_url(examen, "andra/"), written_of(examen, unit="andel", limits="Små grupper."))

    examen.refresh_from_db()
    assert response.headers["location"] == sheet_url(examen)
    assert (examen.unit, examen.limits, examen.name) == ("andel", "Små grupper.", "Gymnasieexamen inom tre år")
    assert verbs(examen) == ["edited"]


def test_edit_indicator_makes_a_ratio_of_two_others_and_a_sum_again(egon, visit, examen):
    first, second = IndicatorFactory(), IndicatorFactory()
    parts = {"numerator": first.pk, "denominator": second.pk}

    lacking = visit(egon).post(sheet_url(examen, "andra/"), written_of(examen, adding="ratio", numerator=first.pk))
    visit(egon).post(sheet_url(examen, "andra/"), written_of(examen, adding="ratio", dimensions=["sex"], **parts))
    examen.refresh_from_db()
    divided = (examen.numerator, examen.denominator, examen.dimensions)
    visit(egon).post(sheet_url(examen, "andra/"), written_of(examen, adding="sum", **parts))

    examen.refresh_from_db()
    assert (lacking.status_code, list(lacking.context["form"].errors)) == (422, ["denominator"])
    assert divided == (first, second, ["sex"])
    assert (examen.numerator, examen.denominator) == (None, None)


def test_edit_indicator_begins_from_what_is_written(egon, visit, examen):
    page = said(visit(egon).get(sheet_url(examen, "andra/")))

    assert 'value="Gymnasieexamen inom tre år"' in page
    assert '<input type="hidden" name="revision" value="1" id="id_revision">' in page
    assert f'<option value="{examen.goal_id}" selected>' in page


def test_edit_indicator_that_is_stale_says_who_changed_it_and_keeps_the_text(egon, anna, visit, examen):
    opened = written_of(examen)
    visit(anna).post(sheet_url(examen, "andra/"), opened | {"unit": "andel"})

    response = visit(egon).post(sheet_url(examen, "andra/"), opened | {"definition": "Mitt långa arbete"})

    assert response.status_code == 422
    assert "Anna" in response.context["form"].non_field_errors()[0]
    assert "Mitt långa arbete</textarea>" in said(response)
    examen.refresh_from_db()
    assert (examen.unit, examen.definition) == ("andel", "")


# --- the target -----------------------------------------------------------------------------------------------

A_PATH = {
    "aim": "path",
    "baseline": "71,2",
    "baseline_period": "2022",
    "level": "80",
    "level_period": "2030",
    "decision": "RF § 112",
}


def current(indicator) -> list[Target]:
    return list(Target.objects.of(indicator.region_id).filter(indicator=indicator).current())


def test_set_target_draws_a_path(egon, visit, deltagare):
    response = visit(egon).post(sheet_url(deltagare, "malvarde/"), A_PATH)

    (target,) = current(deltagare)
    assert response.headers["location"] == sheet_url(deltagare)
    assert (target.baseline, target.baseline_period, target.level, target.level_period, target.decision) == (
        Decimal("71.2"),
        Period(2022),
        Decimal(80),
        Period(2030),
        "RF § 112",
    )
    assert verbs(target) == ["set"]


def test_set_target_keeps_within_a_span_and_reads_nothing_else(egon, visit, examen):
    visit(egon).post(
        sheet_url(examen, "malvarde/"), A_PATH | {"aim": "band", "low": "1 000", "high": "2 000", "level": "åtti"}
    )

    (target,) = current(examen)
    assert (target.low, target.high, target.level) == (Decimal(1000), Decimal(2000), None)
    assert Target.objects.of(examen.region_id).filter(indicator=examen).count() == 2


def test_set_target_to_none_leaves_only_the_wish(egon, visit, examen):
    (old,) = current(examen)

    response = visit(egon).post(sheet_url(examen, "malvarde/"), {"aim": "none"})

    assert response.status_code == 302
    assert (current(examen), verbs(old)) == ([], ["dropped"])


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"aim": ""}, {"aim"}),
        ({"level": ""}, {"level"}),
        ({"level": "åttio", "baseline_period": "i fjol"}, {"level", "baseline_period"}),
        ({"level_period": "2022"}, {"__all__"}),
        ({"level": "71,20"}, {"__all__"}),
        ({"level": "1" * 16}, {"level"}),
        ({"aim": "band", "low": "2"}, {"high"}),
        ({"aim": "band", "low": "2", "high": "1"}, {"high"}),
        ({"decision": "x" * 201}, {"decision"}),
    ],
)
def test_set_target_says_what_is_wrong_and_keeps_what_was_written(egon, visit, deltagare, changed, wrong):
    response = visit(egon).post(sheet_url(deltagare, "malvarde/"), A_PATH | changed)

    assert (response.status_code, set(response.context["form"].errors)) == (422, wrong)
    assert 'value="71,2"' in said(response)
    assert current(deltagare) == []


def test_set_target_begins_from_what_holds(egon, visit, examen):
    page = said(visit(egon).get(sheet_url(examen, "malvarde/")))

    assert 'name="baseline" value="70"' in page
    assert 'name="level_period" value="2030"' in page


# --- values -----------------------------------------------------------------------------------------------------


def value_of(indicator, year=2024) -> Measurement:
    return Measurement.objects.of(indicator.region_id).current().get(indicator=indicator, period=Period(year))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("73,6", "73.6"),
        ("73.6", "73.6"),
        (" 1 234,5 ", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234", "1234"),
        ("\u22122,1", "-2.1"),
        ("0", "0"),
    ],
)
def test_record_measurement_reads_numbers_as_people_write_them(egon, visit, examen, typed, kept):
    response = visit(egon).post(sheet_url(examen, "varde/"), {"period": "2024", "breakdown": "all", "value": typed})

    assert response.headers["location"] == sheet_url(examen)
    assert value_of(examen).value == Decimal(kept)
    assert verbs(value_of(examen)) == ["recorded"]


@pytest.mark.parametrize("typed", ["12,3,4", "1.234,5", "12 34", "73,6 %", "sjuttio", "1e5", "٣", ",5", "NaN", "--1"])
def test_record_measurement_refuses_what_is_no_number_and_keeps_it(egon, visit, examen, typed):
    response = visit(egon).post(
        sheet_url(examen, "varde/"), {"period": "2024", "breakdown": "all", "value": typed, "note": "Preliminär"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {"value": [_("Write the number in digits, for example 80.0.")]}
    assert response.context["form"]["value"].value() == typed
    assert "Preliminär</textarea>" in said(response)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"value": "1" * 16}, "number.too_many_digits"),
        ({"value": ""}, "measurement.value_or_reason"),
        ({"missing": "suppressed"}, "measurement.value_or_reason"),
        ({"period": "2199"}, "measurement.period_not_begun"),
        ({"period": "2025"}, "measurement.already_recorded"),
        ({"period": "i fjol"}, "period.unreadable"),
    ],
)
def test_record_measurement_is_refused_in_words(egon, visit, examen, changed, code):
    field = "period" if "period" in changed else "value"
    form = {"period": "2024", "breakdown": "all", "value": "1"} | changed
    facts = {
        "digits": 15,
        "decimals": 6,
        "period": Period.parse(form["period"]) if code.startswith("measurement") else "",
        "first": Period(2199).first,
        "text": form["period"],
    }

    response = visit(egon).post(sheet_url(examen, "varde/"), form)

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [refusal(RuleBroken(code, **facts))]}
    assert Measurement.objects.of(examen.region_id).count() == 2


def test_record_measurement_that_is_there_already_leads_to_correcting_it(egon, visit, examen):
    there = value_of(examen, 2025)

    page = said(visit(egon).post(sheet_url(examen, "varde/"), {"period": "2025", "breakdown": "all", "value": "1"}))

    assert f'<a href="/alvmark/matvarden/{there.pk}/ratta/">' in page


def test_record_measurement_keeps_the_reason_for_what_is_missing(egon, visit, examen):
    visit(egon).post(
        sheet_url(examen, "varde/"), {"period": "2024", "breakdown": "women", "value": "", "missing": "suppressed"}
    )

    found = value_of(examen)
    assert (found.value, found.missing, found.breakdown) == (None, Missing.SUPPRESSED, Breakdown.WOMEN)


def test_record_measurement_suggests_the_next_period_that_has_begun(egon, visit, examen, deltagare):
    far = measured(IndicatorFactory(), y2198="1")

    def suggested(indicator):
        return visit(egon).get(sheet_url(indicator, "varde/")).context["form"].initial["period"]

    assert (suggested(examen), suggested(deltagare), suggested(far)) == (Period(2026), "", "")


def test_correct_measurement_shows_what_stands_and_writes_a_new_vintage(egon, visit, examen):
    old = value_of(examen, 2025)
    address = f"/alvmark/matvarden/{old.pk}/ratta/"

    page = said(visit(egon).get(address))
    response = visit(egon).post(address, {"value": "71,8", "note": "Rättad i Hedvik"})

    assert "<b>72 procent</b>" in page
    assert response.headers["location"] == sheet_url(examen)
    new = value_of(examen, 2025)
    assert (new.value, new.note, new.corrects) == (Decimal("71.8"), "Rättad i Hedvik", old)
    old.refresh_from_db()
    assert old.value == Decimal(72)


def test_correct_measurement_of_a_missing_value_tells_why_it_was_missing(egon, visit, deltagare):
    missing = MeasurementFactory(indicator=deltagare, value=None, missing=Missing.NIL)

    response = visit(egon).get(f"/alvmark/matvarden/{missing.pk}/ratta/")

    assert response.context["stands"] == _("Nothing to count")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"value": "71,8", "note": ""}, {"note"}),
        ({"value": "71,8", "note": "  "}, {"note"}),
        ({"value": "72,0", "note": "Rättad"}, {"value"}),
        ({"value": "", "note": "Rättad"}, {"value"}),
        ({"value": "7,1,8", "note": "Rättad"}, {"value"}),
    ],
)
def test_correct_measurement_says_what_is_wrong(egon, visit, examen, typed, wrong):
    old = value_of(examen, 2025)

    response = visit(egon).post(f"/alvmark/matvarden/{old.pk}/ratta/", typed)

    assert (response.status_code, set(response.context["form"].errors)) == (422, wrong)
    assert value_of(examen, 2025) == old


def test_correct_measurement_that_somebody_else_has_corrected_keeps_the_text(egon, anna, visit, examen):
    old = value_of(examen, 2025)
    correct_measurement(measurement=old, value=Decimal(70), note="Rättad", by=anna, at=MONDAY)

    response = visit(egon).post(f"/alvmark/matvarden/{old.pk}/ratta/", {"value": "71,8", "note": "Min förklaring"})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        refusal(RuleBroken("measurement.corrected_already", period=Period(2025)))
    ]
    assert "Min förklaring</textarea>" in said(response)


# --- the file ---------------------------------------------------------------------------------------------------


def lines_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_data_is_a_file_with_every_vintage(cilla, egon, visit, examen):
    correct_measurement(
        measurement=value_of(examen, 2025), missing=Missing.SUPPRESSED, note="Få elever", by=egon, at=MONDAY
    )

    response = visit(cilla).get(sheet_url(examen, "data.csv"))

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="gymnasieexamen-inom-tre-ar.csv"'
    keys = [_("period"), _("value"), _("missing because"), _("vintage"), _("counts now"), _("note"), _("source")]
    assert [[line[key] for key in keys] for line in lines_of(response)] == [
        ["2023", "71", "", "1", _("yes"), "", "Kolada"],
        ["2025", "72", "", "1", _("no"), "", "Kolada"],
        ["2025", "", _("Hidden because the group is too small"), "2", _("yes"), "Få elever", "Kolada"],
    ]


def test_data_follows_the_standard_for_such_files(cilla, visit, examen):
    content = visit(cilla).get(sheet_url(examen, "data.csv")).content

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    assert b"2023,2023-01-01,2023-12-31," in content


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "＝"])
def test_data_holds_no_formulas(cilla, visit, start):
    indicator = IndicatorFactory(unit=f"{start}1+1", source=f"{start}HYPERLINK()", licence=f"{start}cmd")
    MeasurementFactory(indicator=indicator, value=Decimal("-2.5"), note=f"{start}SUM(A1)", mark=f"{start}p")

    (line,) = lines_of(visit(cilla).get(sheet_url(indicator, "data.csv")))

    told = [line[key] for key in (_("unit"), _("source"), _("licence"), _("note"), _("the source's mark"))]
    assert [text[0] for text in told] == ["'"] * 5
    assert line[_("value")] == "-2.5"


def test_data_of_an_indicator_that_has_no_latin_name_still_has_a_name(cilla, visit):
    indicator = IndicatorFactory(name="%")

    response = visit(cilla).get(sheet_url(indicator, "data.csv"))

    assert response.headers["content-disposition"] == f'attachment; filename="indikator-{indicator.pk}.csv"'


# --- who may ----------------------------------------------------------------------------------------------------


def changing_pages(indicator) -> list[str]:
    value = Measurement.objects.of(indicator.region_id).filter(indicator=indicator).first()
    own = [sheet_url(indicator, page) for page in ("andra/", "malvarde/", "varde/")]
    return [f"{LIST}ny/", *own, f"/alvmark/matvarden/{value.pk}/ratta/"]


def test_changes_are_for_those_who_measure(cilla, bo, visit, examen):
    before = json.dumps(list(Measurement.objects.of(examen.region_id).values()), default=str)

    for person in (cilla, bo):
        for address in changing_pages(examen):
            assert visit(person).get(address).status_code == 403
            assert visit(person).post(address, WRITTEN | A_PATH).status_code == 403

    assert json.dumps(list(Measurement.objects.of(examen.region_id).values()), default=str) == before
    assert verbs(examen) == []


def test_indicators_are_unknown_to_a_stranger(stig, visit, examen):
    for address in [LIST, sheet_url(examen), sheet_url(examen, "data.csv"), *changing_pages(examen)]:
        assert visit(stig).get(address).status_code == 404
        assert visit(stig).post(address, {}).status_code == 404


def test_indicator_of_another_region_is_unknown_also_through_ones_own(egon, visit, sydland):
    foreign = IndicatorFactory(region=sydland)
    value = MeasurementFactory(indicator=foreign, region=sydland)

    addresses = [sheet_url(foreign), sheet_url(foreign, "varde/"), sheet_url(foreign, "data.csv")]
    for address in [*addresses, f"/alvmark/matvarden/{value.pk}/ratta/"]:
        assert visit(egon).get(address).status_code == 404


# --- in English, and beside the official figures ------------------------------------------------------------------


def test_pages_are_there_in_english_too(egon, visit, examen):
    client = visit(egon)
    client.cookies["django_language"] = "en"

    page = said(client.get(sheet_url(examen)))

    assert "Gymnasieexamen inom tre år: how is it going?" in page
    assert "72.0 procent (2025). The target is 80.0 procent by 2030." in page


def test_numbers_are_read_in_english_as_english_writes_them(egon, visit, examen):
    client = visit(egon)
    client.cookies["django_language"] = "en"

    client.post(sheet_url(examen, "varde/"), {"period": "2024", "breakdown": "all", "value": "1,234.5"})

    assert value_of(examen).value == Decimal("1234.5")


def test_indicator_names_the_table_behind_official_figures(cilla, egon, visit):
    indicator = IndicatorFactory(name="Invånare 20–29 år", unit="personer", decimals=0, source="SCB")
    cells = {"Region": "18", "Alder": "20-29", "Kon": "TotSa", "ContentsCode": "000007SF"}
    bind_series(
        indicator=indicator,
        source="scb",
        table="TAB6471",
        selection=cells,
        time_dimension="Tid",
        by=egon,
        at=MONDAY,
    )
    unread = said(visit(cilla).get(sheet_url(indicator)))

    read_payload(payload=recorded_payload("TAB6471"), source="scb", table="TAB6471", by=egon, at=MONDAY)
    page = said(visit(cilla).get(sheet_url(indicator)))

    assert _("Official statistics, %(source)s") % {"source": "SCB"} in unread
    assert "Örebro län, 20-29 år, totalt, samtliga män och kvinnor, Folkmängden per månad" in page
    assert "TAB6471" in page


@pytest.mark.parametrize(("lag", "told"), [(6, "2027"), (0, "2026"), (None, None)])
def test_indicator_says_when_a_new_figure_comes(cilla, visit, lag, told):
    indicator = measured(IndicatorFactory(lag_months=lag), y2025="72")

    page = said(visit(cilla).get(sheet_url(indicator)))

    nobody = _("Nobody has said when the next figure comes")
    assert (nobody in page) == (told is None)
    assert told is None or told in page.split("<dd>")[4].split("</dd>")[0]


def test_data_is_there_in_english_with_its_words(cilla, visit, examen):
    client = visit(cilla)
    client.cookies["django_language"] = "en"

    head = client.get(sheet_url(examen, "data.csv")).content.decode("utf-8-sig").splitlines()[0]

    assert head == (
        "period,first day,last day,breakdown,value,missing because,the source's mark,vintage,counts now,"
        "published,recorded,note,unit,source,licence"
    )
