"""The small forms around rounds and reports by themselves, and what is meant by what was sent."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from tests.delivery.walks import person, running
from tests.people import member
from tests.rounds.broken_down import told_before
from tests.rounds.forms import form_of
from tests.rounds.walks import asked, closed, frozen, opened, results_of, saved, submitted, whole
from varv.core.asking import Speed
from varv.core.periods import Period
from varv.core.roles import Role
from varv.core.status import Missing
from varv.overview.rounds.report_sheet import report_sheet
from varv.regions.files import LARGEST
from varv.rounds import operations
from varv.rounds.models import Report
from varv.web.rounds.handing_forms import (
    ApproveForm,
    EvidenceForm,
    HandOverForm,
    ReopenReportForm,
    ReturnForm,
    part_names,
)
from varv.web.rounds.report_form import ReportForm, as_last_time, shown
from varv.web.rounds.round_forms import ExtendForm, MoreTimeForm, ReopenForm, RoundForm, WordsForm
from varv.web.rounds.sent import as_meant, two_texts

pytestmark = pytest.mark.django_db


def sent(values: dict):
    """As a browser sends it."""
    return RequestFactory().post("/", {name: str(value) for name, value in values.items()}).POST


# --- what a report rests on -------------------------------------------------------------------------------------

ADDRESS = "Skriv hela webbadressen, med https:// i början."


def evidence(title: str = "Slutrapport", link: str = "", upload=None, line: str = "", lines=()) -> EvidenceForm:
    values = {"evidence-title": title, "evidence-link": link, "evidence-line": line}
    files = MultiValueDict({"evidence-upload": [upload]} if upload else {})
    return EvidenceForm(values, files, lines=lines)


@pytest.mark.parametrize("link", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/"])
def test_a_web_address_is_kept_as_it_was_written(link):
    form = evidence(link=link)

    assert (form.is_valid(), form.cleaned_data["link"]) == (True, link)


@pytest.mark.parametrize(
    "link", ["example.org", "javascript:alert(1)", "ftp://example.org/a", "//example.org", "file:///a"]
)
def test_what_leads_elsewhere_than_to_the_web_is_refused(link):
    form = evidence(link=link)

    assert form.has_error("link", "not_a_web_address")
    assert form["link"].value() == link


def test_a_web_address_must_have_somewhere_to_lead():
    assert list(evidence(link="https://").errors) == ["link"]


def test_one_of_the_two_is_given():
    pdf = SimpleUploadedFile("a.pdf", b"%PDF-1")

    assert [dict(form.errors) for form in (evidence(), evidence(link="https://example.org", upload=pdf))] == [
        {"link": ["Ange en webbadress eller en fil, ett av de två."]}
    ] * 2
    assert evidence(upload=pdf).is_valid()


def test_a_file_may_be_as_large_as_is_told_and_no_larger():
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1")
    upload.size = LARGEST
    assert evidence(upload=upload).is_valid()

    upload.size = LARGEST + 1

    assert evidence(upload=upload).has_error("upload", "too_large")


def test_what_it_shows_must_be_said_in_a_line():
    assert list(evidence(title="", link="https://example.org").errors) == ["title"]
    assert evidence(title="x" * 160, link="https://example.org").is_valid()
    assert evidence(title="x" * 161, link="https://example.org").errors == {
        "title": ["Texten är 161 tecken lång och 160 får plats. Korta den."]
    }


def test_it_shows_the_whole_report_or_one_of_its_figures(anna, bo):
    sheet = report_sheet(asked(anna, bo))
    first, second = sheet.lines

    form = evidence(link="https://example.org", line=str(second.line_id), lines=sheet.lines)

    assert [(str(code), str(words)) for code, words in form.fields["line"].choices] == [
        ("", "Hela rapporten"),
        (str(first.line_id), first.text),
        (str(second.line_id), second.text),
    ]
    assert (form.is_valid(), form.cleaned_data["line"]) == (True, second.line_id)
    assert list(evidence(link="https://example.org", line="0", lines=sheet.lines).errors) == ["line"]


def test_nothing_begun_is_nothing_to_attach():
    assert [evidence(title="").has_changed(), evidence(title="Ett").has_changed()] == [False, True]


# --- sent back, handed over, approved, opened again -------------------------------------------------------------


def test_only_what_was_said_is_sent_back(anna, bo):
    names = part_names(report_sheet(asked(anna, bo)))
    about = {"about_done": "För vem?", "about_learned": "  "}

    form = ReturnForm({"comment": "Nästan klar.", **about}, names=names)

    assert form.is_valid()
    assert form.words() == {"comment": "Nästan klar.", "comments": {"done": "För vem?"}}


def test_every_part_can_be_asked_about_and_belongs_to_the_form_below(anna, bo):
    report = asked(anna, bo)
    names = part_names(report_sheet(report))

    about = ReturnForm(names=names).about()

    assert list(about) == list(names)
    assert {f"value_{one.pk}" for one in results_of(report.initiative)} <= set(about)
    assert {field.field.widget.attrs["form"] for field in about.values()} == {"return-form"}


def test_nothing_said_is_read_and_left_to_the_verb_to_refuse():
    form = ReturnForm({}, names={"done": "Gjort"})

    assert (form.is_valid(), form.words()) == (True, {"comment": "", "comments": {}})


def test_a_report_is_handed_over_to_those_who_work_here(anna, bo, stig):
    offered = set(HandOverForm(region_id=anna.region_id).fields["author"].queryset)

    assert {person(anna), person(bo)} <= offered
    assert person(stig) not in offered
    assert list(HandOverForm({"author": stig.person_id}, region_id=anna.region_id).errors) == ["author"]
    assert list(HandOverForm({"author": ""}, region_id=anna.region_id).errors) == ["author"]


def test_ticked_reports_are_read_as_numbers_and_stay_ticked():
    form = ApproveForm(MultiValueDict({"reports": ["3", "1"]}), waiting=[1, 2, 3])

    assert (form.is_valid(), form.cleaned_data["reports"], form.ticked()) == (True, [3, 1], ["3", "1"])
    assert ApproveForm(waiting=[1]).ticked() == []


@pytest.mark.parametrize("ticked", [["4"], ["1", "4"], ["ett"]])
def test_only_reports_that_wait_are_approved(ticked):
    form = ApproveForm(MultiValueDict({"reports": ticked}), waiting=[1, 2, 3])

    assert (list(form.errors), form.ticked()) == (["reports"], ticked)


def test_nothing_ticked_is_told_in_words():
    assert ApproveForm(MultiValueDict(), waiting=[1]).errors == {"reports": ["Kryssa för minst en rapport."]}


@pytest.mark.parametrize(
    ("values", "deed"),
    [({}, operations.reopen_report_for_words), ({"figures_too": "on"}, operations.reopen_report)],
)
def test_as_much_is_opened_as_was_ticked(values, deed):
    form = ReopenReportForm({"reason": "En siffra var fel."} | values)

    assert (form.is_valid(), form.deed()) == (True, deed)


@pytest.mark.parametrize(("length", "is_kept"), [(0, False), (1, True), (2000, True), (2001, False)])
@pytest.mark.parametrize(
    ("form", "field"), [(ReopenReportForm, "reason"), (ReopenForm, "reason"), (WordsForm, "words-reason")]
)
def test_a_reason_is_there_and_can_be_read(form, field, length, is_kept):
    assert form({field: "x" * length}).is_valid() is is_kept


# --- rounds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speed", "last", "today", "suggested"),
    [
        (Speed.HALF_YEARLY, None, date(2026, 12, 31), "2026H2"),
        (Speed.CONTINUOUS, None, date(2027, 1, 1), "2027H1"),
        (Speed.CONTINUOUS, Period.parse("2026H2"), date(2026, 7, 1), "2027H1"),
        (Speed.YEARLY, None, date(2026, 12, 31), "2026"),
        (Speed.YEARLY, Period(2026), date(2030, 1, 1), "2027"),
    ],
)
def test_each_speed_suggests_a_period_of_its_own_length(speed, last, today, suggested):
    assert RoundForm.suggested(last, today, speed) == {"period": suggested, "opens_on": today}


@pytest.mark.parametrize(
    ("speed", "label"),
    [
        (Speed.HALF_YEARLY, "Halvår, som 2026H2"),
        (Speed.CONTINUOUS, "Halvår, som 2026H2"),
        (Speed.YEARLY, "År, till exempel 2026"),
    ],
)
def test_each_speed_says_how_its_period_is_written(alvmark, speed, label):
    assert str(RoundForm(speed=speed, region_id=alvmark.pk).fields["period"].label) == label


@pytest.mark.parametrize(
    ("day", "is_kept"), [("1990-01-01", True), ("1989-12-31", False), ("2100-12-31", True), ("2101-01-01", False)]
)
def test_days_are_within_what_anyone_plans_for(day, is_kept):
    assert ExtendForm({"due_on": day}).is_valid() is is_kept


def test_time_is_offered_to_writers_by_name_each_once(anna, bo, alvmark):
    abel = member(alvmark, "abel", Role.REPORTER)
    for name, author in (("Ett", bo), ("Två", bo), ("Tre", abel), ("Fyra", anna)):
        running(anna, author, name=name)
    round_ = opened(anna)
    submitted(round_.reports.get(initiative__name="Fyra"), anna)

    assert list(MoreTimeForm(round_=round_).fields["person"].queryset) == [person(abel), person(bo)]
    assert list(MoreTimeForm(round_=closed(round_, anna)).fields["person"].queryset) == [person(abel), person(bo)]


# --- what is meant ----------------------------------------------------------------------------------------------


@pytest.fixture
def report(anna, bo) -> Report:
    """What is saved: everything, as ``whole`` writes it."""
    report = asked(anna, bo)
    return saved(report, bo, whole(report, done="Sparat", needs="Pengar", needs_nothing=False))


def test_what_was_sent_is_meant_as_it_stands(report):
    query = sent(form_of(report, done="Skickat"))

    assert as_meant(query, report_sheet(report)) == query


@pytest.mark.parametrize(
    ("choice", "done"),
    [
        ("saved", "Sparat"),
        ("both", "Sparat\n\nSkickat"),
        ("mine", "Skickat"),
        ("nonsens", "Skickat"),
        (None, "Skickat"),
    ],
)
def test_of_two_texts_the_chosen_is_meant(report, choice, done):
    values = form_of(report, done=" Skickat " if choice == "both" else "Skickat", merged="chosen")

    meant = as_meant(sent(values | ({"choose_done": choice} if choice else {})), report_sheet(report))

    assert meant["done"] == done


@pytest.mark.parametrize(("mine", "both"), [("", "Sparat"), ("  ", "Sparat"), ("Mer", "Sparat\n\nMer")])
def test_both_texts_leave_no_gap_where_one_is_empty(report, mine, both):
    assert (
        as_meant(sent({"done": mine, "choose_done": "both", "merged": "chosen"}), report_sheet(report))["done"] == both
    )


def test_everything_that_is_saved_can_be_chosen_at_once(report):
    values = form_of(report, done="Skickat", needs="Tid", merged="saved")

    meant = as_meant(sent(values), report_sheet(report))

    assert (meant["done"], meant["needs"], "needs_nothing" in meant) == ("Sparat", "Pengar", False)


def test_two_figures_are_never_put_together(report):
    output = results_of(report.initiative)[0]
    name = f"value_{output.pk}"

    meant = as_meant(sent({name: "7", f"choose_{name}": "both", "merged": "chosen"}), report_sheet(report))

    assert meant[name] == "7"


def test_two_texts_tell_where_they_differ_in_the_forms_order(report):
    output, outcome = results_of(report.initiative)
    values = form_of(report, done="Skickat", **{f"value_{output.pk}": "många", f"value_{outcome.pk}": "42"})

    differing = {one.name: one for one in two_texts(ReportForm(sent(values), sheet=report_sheet(report)))}

    assert list(differing) == ["done", f"value_{output.pk}", "verdict_reason", "learned", "needs", "needs_nothing"]
    assert (differing["done"].saved, differing["done"].mine, differing["done"].is_prose) == ("Sparat", "Skickat", True)
    unread = differing[f"value_{output.pk}"]
    assert (unread.saved, unread.mine, unread.sent, unread.is_prose) == ("41", "många", "många", False)
    tick = differing["needs_nothing"]
    assert (tick.saved, tick.mine, tick.sent, tick.is_mine_first) == ("", "Ikryssat", "on", True)
    assert differing["needs"].is_mine_first is False


def test_what_is_sent_as_it_was_saved_differs_nowhere(report):
    values = form_of(
        report, done="Sparat", needs="Pengar", verdict_reason=report.verdict_reason, learned=report.learned
    )
    values |= {f"value_{one.pk}": 41 + place for place, one in enumerate(results_of(report.initiative))}
    del values["needs_nothing"]

    assert two_texts(ReportForm(sent(values), sheet=report_sheet(report))) == []


# --- last time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("", ""),
        ("Ett", "Ett"),
        (Decimal(0), "0"),
        (Decimal("41.500000"), "41,5"),
        (Missing.NIL, "nil"),
    ],
)
def test_a_value_is_written_as_the_form_reads_it(value, written):
    assert shown(value) == written


def test_without_a_last_time_there_is_nothing_to_repeat(anna, bo):
    assert [as_last_time(line) for line in report_sheet(asked(anna, bo)).lines] == [{}, {}]


def test_same_as_last_time_writes_the_figure_and_clears_the_reason(anna, bo, disa):
    initiative = running(anna, bo)
    told_before(initiative, 17, bo, disa)
    report = opened(anna).reports.get(initiative=initiative)
    sheet = report_sheet(report)
    pk = sheet.lines[0].planned_result_id
    values = form_of(report, do=f"same:{pk}", **{f"value_{pk}": "", f"missing_{pk}": "nil"})

    meant = as_meant(sent(values), sheet)

    assert (meant[f"value_{pk}"], meant[f"missing_{pk}"]) == ("17", "")
    assert as_last_time(sheet.lines[0]) == {f"value_{pk}": Decimal(17), f"missing_{pk}": None}


@pytest.mark.parametrize("deed", ["same", "same:", "same:0", "same:ett", "save:1", ""])
def test_same_as_last_time_of_no_line_changes_nothing(report, deed):
    query = sent(form_of(report, do=deed))

    assert as_meant(query, report_sheet(report)) == query


def test_nobody_is_offered_time_in_a_round_without_reports(anna):
    assert list(MoreTimeForm(round_=frozen(opened(anna), anna)).fields["person"].queryset) == []
