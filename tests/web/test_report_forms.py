"""The forms of DO and REPORT by themselves: what they read, what they refuse, and what they hold on to."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from tests.delivery.walks import started
from tests.factories import ChainFactory, ChainStepFactory, GenericActivityFactory, GoalFactory, SteeringDocumentFactory
from tests.people import member
from tests.rounds.forms import form_of
from tests.rounds.walks import asked, results_of, saved, whole
from varv.core.asking import Speed
from varv.core.judgement import Axis, Confidence, Verdict
from varv.core.periods import Period
from varv.core.roles import Role
from varv.core.status import Missing
from varv.core.theory import Level
from varv.overview.delivery.delivery_board import InitiativeWish, Sort
from varv.overview.rounds.report_sheet import report_sheet
from varv.rounds.drafts import Draft, LineDraft, Ruling
from varv.web.delivery.fields import AmountField, LineField, TextField
from varv.web.delivery.forms import ContributionForm, ResultForm, StartForm, WishForm
from varv.web.rounds.forms import AssessmentForm
from varv.web.rounds.handing_forms import EvidenceForm, HandOverForm
from varv.web.rounds.report_form import ReportForm
from varv.web.rounds.round_forms import RoundForm

pytestmark = pytest.mark.django_db


def sent(values: dict) -> dict[str, str]:
    """Values as a browser sends them: as text."""
    return {name: str(value) for name, value in values.items()}


def report_form(report, **changed) -> ReportForm:
    form = ReportForm(sent(form_of(report, **changed)), sheet=report_sheet(report))
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("41", Decimal(41)),
        ("0", Decimal(0)),
        ("41,5", Decimal("41.5")),
        ("41.5", Decimal("41.5")),
        ("1 234,5", Decimal("1234.5")),
        ("1\u00a0234\u00a0567", Decimal(1234567)),
        ("1\u202f234,25", Decimal("1234.25")),
        ("\u22123,5", Decimal("-3.5")),
        ("  7  ", Decimal(7)),
        ("0,000001", Decimal("0.000001")),
        ("99999999999999", Decimal(99999999999999)),
        ("", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(written, amount):
    assert AmountField(required=False).clean(written) == amount


@pytest.mark.parametrize(
    "written", ["många", "1,2,3", "1 23", "12e3", "NaN", "Infinity", "41 st", "--1", "0,0000001", "9" * 15, "1" * 41]
)
def test_an_amount_that_cannot_be_kept_is_refused_in_words(written):
    with pytest.raises(ValidationError) as refused:
        AmountField(required=False).clean(written)

    assert all(message.endswith((".", "!")) for message in refused.value.messages)


@pytest.mark.parametrize("field", [TextField, LineField])
def test_a_text_that_is_too_long_says_how_much_must_go(field):
    with pytest.raises(ValidationError) as refused:
        field(max_length=10).clean("x" * 12)

    assert refused.value.messages == ["Texten är 12 tecken lång och 10 får plats. Korta den."]


def test_report_form_reads_everything(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)
    missing = {f"value_{outcome.pk}": "", f"missing_{outcome.pk}": "nil", f"comment_{outcome.pk}": "Ingen alls"}

    data = sent(form_of(report, judge_again_on="2027-06-01", needs="Ett beslut.", **missing))
    del data["needs_nothing"]
    form = ReportForm(data, sheet=report_sheet(report))

    assert form.is_valid()
    assert form.draft() == Draft(
        done="Fyra kurser är klara.",
        verdict=Verdict.PARTLY,
        verdict_reason="De utan betyg hoppar av.",
        judge_again_on=date(2027, 6, 1),
        learned="Börja med validering.",
        confidence=Confidence.EXPERIENCE,
        needs="Ett beslut.",
        needs_nothing=False,
        lines=(LineDraft(output.pk, Decimal(41)), LineDraft(outcome.pk, None, Missing.NIL, "Ingen alls")),
    )


def test_report_form_leaves_what_it_cannot_read_as_it_stood(anna, bo):
    report = saved(asked(anna, bo), bo)
    output = results_of(report.initiative)[0]

    draft = report_form(report, done="x" * 6000, verdict="kanske", **{f"value_{output.pk}": "många"}).draft()

    assert (draft.done, draft.verdict, draft.lines[0].value) == (
        whole(report).done,
        Verdict.PARTLY,
        Decimal(41),
    )


def test_report_form_keeps_number_and_reason_as_they_stood_when_both_are_given(anna, bo):
    report = saved(asked(anna, bo), bo)
    output = results_of(report.initiative)[0]

    draft = report_form(report, **{f"value_{output.pk}": "7", f"missing_{output.pk}": "nil"}).draft()

    assert (draft.lines[0].value, draft.lines[0].missing) == (Decimal(41), None)


def test_report_form_empties_what_is_emptied(anna, bo):
    report = saved(asked(anna, bo), bo)
    output = results_of(report.initiative)[0]
    nothing = {"learned": "", "confidence": "", "needs_nothing": "", f"value_{output.pk}": ""}
    data = sent(form_of(report, **nothing))
    del data["needs_nothing"]

    form = ReportForm(data, sheet=report_sheet(report))

    assert form.is_valid()
    draft = form.draft()
    assert (draft.learned, draft.confidence, draft.needs_nothing, draft.lines[0].value) == ("", None, False, None)


def test_report_form_points_at_each_part_once(anna, bo):
    report = asked(anna, bo)
    form = report_form(report, done="x" * 6000)

    form.point_at(["done", "needs"])

    assert [len(form.errors[name]) for name in ("done", "needs")] == [1, 1]
    assert form.errors["needs"] == ["Skriv vad du behöver, eller välj att du inte behöver något – inte båda."]


def test_report_form_asks_for_lines_where_they_are_read(anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    names = list(ReportForm(sheet=report_sheet(report)).fields)

    assert names[:4] == ["done", f"value_{output.pk}", f"missing_{output.pk}", f"comment_{output.pk}"]
    assert names.index(f"value_{outcome.pk}") < names.index("verdict")


def test_report_form_shows_each_verdict_as_a_card(anna, bo):
    cards = ReportForm(sheet=report_sheet(asked(anna, bo))).verdict_cards()

    assert [(verdict, words) for _tag, verdict, words, _meaning in cards] == [
        (Verdict.RIGHT_WAY, "Ja, tydligt"),
        (Verdict.PARTLY, "Delvis"),
        (Verdict.WRONG_WAY, "Nej"),
        (Verdict.TOO_EARLY, "För tidigt att bedöma"),
        (Verdict.NOT_ASSESSED, "Ej bedömd"),
    ]
    assert ["checked" in tag for tag, *_ in cards] == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("rapport.pdf", "rapport.pdf"),
        ("../../etc/rapport.pdf", "rapport.pdf"),
        ("x" * 200 + ".pdf", "x" * 156 + ".pdf"),
    ],
)
def test_evidence_keeps_a_files_last_name(name, kept):
    form = EvidenceForm(
        {"evidence-title": "Rapport", "evidence-link": ""}, {"evidence-upload": SimpleUploadedFile(name, b"%PDF-1")}
    )

    assert form.is_valid()
    assert form.file() == {"filename": kept, "content": b"%PDF-1"}


@pytest.mark.parametrize(
    ("last", "today", "period"),
    [
        (None, date(2026, 6, 30), "2026H1"),
        (None, date(2026, 7, 1), "2026H2"),
        (Period.parse("2026H1"), date(2026, 7, 1), "2026H2"),
        (Period.parse("2026H2"), date(2026, 7, 1), "2027H1"),
    ],
)
def test_round_suggests_the_next_half_year(last, today, period):
    suggested = RoundForm.suggested(last, today, Speed.HALF_YEARLY)

    assert (suggested["period"], suggested["opens_on"]) == (period, today)


def test_assessment_reads_each_axis(db):
    judged = {"quality": "right_way", "quality_reason": "Rätt personer."}

    form = AssessmentForm(sent({axis.value: "not_assessed" for axis in Axis} | judged))

    assert form.is_valid()
    assert form.rulings()[Axis.QUALITY] == Ruling(Verdict.RIGHT_WAY, "Rätt personer.")
    assert form.rulings()[Axis.STATE] == Ruling(Verdict.NOT_ASSESSED)


def test_assessment_asks_for_every_reason_at_once(db):
    form = AssessmentForm(sent({axis.value: "partly" for axis in Axis}))

    assert list(form.errors) == [f"{axis}_reason" for axis in Axis]


def test_forms_offer_only_what_is_the_regions_own(anna, sydland, alvmark):
    mine = GoalFactory(outline="1", name="Vårt", document=SteeringDocumentFactory(title="Älvmark 2030"))
    GoalFactory(region=sydland)
    GenericActivityFactory(region=sydland)
    gunnel = member(alvmark, "gunnel", Role.REPORTER)
    member(sydland, "sven", Role.REPORTER)

    start = StartForm(region_id=alvmark.pk)
    hand_over = HandOverForm(region_id=alvmark.pk)

    assert list(start.fields["goals"].queryset) == [mine]
    assert [label for _value, label in start.fields["goals"].choices] == ["1 Vårt (Älvmark 2030)"]
    assert list(start.fields["generic_activity"].queryset) == []
    assert [person.pk for person in hand_over.fields["author"].queryset] == [anna.person_id, gunnel.person_id]
    assert list(ContributionForm(region_id=sydland.pk).fields["goal"].queryset) != [mine]


def test_result_form_offers_the_steps_of_the_insats_own_chain(anna, bo):
    chain = ChainFactory()
    output = ChainStepFactory(chain=chain, level=Level.OUTPUT)
    ChainStepFactory(chain=chain, level=Level.IMPACT)
    ChainStepFactory(level=Level.OUTPUT)

    form = ResultForm(initiative=started(anna, bo, chain=chain), levels=(Level.OUTPUT, Level.OUTCOME))

    assert list(form.fields["step"].queryset) == [output]


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ({}, InitiativeWish()),
        ({"q": " språk "}, InitiativeWish(words="språk")),
        ({"ordning": "start"}, InitiativeWish(sort=Sort.START)),
        ({"ordning": "nonsens", "mal": "nonsens", "aktivitet": "nonsens"}, InitiativeWish()),
        ({"q": "x" * 101}, InitiativeWish()),
    ],
)
def test_wish_leaves_out_what_it_cannot_read(alvmark, query, wish):
    asked = MultiValueDict({name: [value] for name, value in query.items()})

    assert WishForm(asked, region_id=alvmark.pk).wish(person_id=0) == wish
