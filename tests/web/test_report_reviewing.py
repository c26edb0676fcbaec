"""The reviewer: what sticks out, many approved at once, a question at the very field, and a report opened again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.rounds.forms import form_of, path, text
from tests.rounds.walks import approved, asked, opened, results_of, saved, submitted
from varv.core.counting import Counting
from varv.core.periods import Period
from varv.core.workflow import ReportState
from varv.learning.models import Lesson
from varv.overview.rounds.report_sheet import report_sheet
from varv.rounds import operations
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db


def desk(report) -> str:
    return f"/alvmark/omgangar/{report.round_id}/granska/"


@pytest.fixture
def two(anna, bo) -> list[Report]:
    """Two reports that Bo has handed in, one of them without a lesson."""
    for name in ("Ett", "Två"):
        running(anna, bo, name=name)
    one, other = Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk")
    return [submitted(one, bo), submitted(other, bo, learned="")]


def state(report) -> ReportState:
    report.refresh_from_db()
    return report.state


# --- what sticks out --------------------------------------------------------------------------------------------


def test_the_desk_tells_what_sticks_out_in_each(visit, disa, two):
    page = text(visit(disa).get(desk(two[0])))

    assert "Vad sticker ut?" in page
    assert "2 rapporter väntar på granskning. 1 har något att titta på." in page
    assert page.index("Två") < page.index("Ett")
    assert "Inlämnad utan lärdom:" in page


def test_nothing_is_ticked_before_it_has_been_read(visit, disa, two):
    boxes = text(visit(disa).get(desk(two[0]))).split('name="reports"')[1:]

    assert ["checked" in box.partition(">")[0] for box in boxes] == [False, False]


def test_many_are_approved_at_once_and_teach(visit, disa, two):
    response = visit(disa).post(desk(two[0]), {"reports": [report.pk for report in two]}, follow=True)

    assert [state(report) for report in two] == [ReportState.APPROVED] * 2
    assert [lesson.report_id for lesson in Lesson.objects.of(disa.region_id)] == [two[0].pk]
    assert "2 rapporter är godkända. 1 lärdom väntar på att antas." in text(response)


def test_those_without_a_lesson_are_approved_without_a_word_of_lessons(visit, disa, two):
    response = visit(disa).post(desk(two[0]), {"reports": [two[1].pk]}, follow=True)

    assert ("1 rapport är godkänd." in text(response), "1 lärdom väntar" in text(response)) == (True, False)
    assert [state(report) for report in two] == [ReportState.SUBMITTED, ReportState.APPROVED]


@pytest.mark.parametrize("chosen", [[], ["nonsens"], ["0"]])
def test_a_choice_that_is_none_is_refused(visit, disa, two, chosen):
    response = visit(disa).post(desk(two[0]), {"reports": chosen})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reports"])
    assert [state(report) for report in two] == [ReportState.SUBMITTED] * 2


def test_a_ticked_box_stays_ticked_when_something_was_wrong(visit, disa, two):
    page = text(visit(disa).post(desk(two[0]), {"reports": [str(two[1].pk), "0"]}))

    boxes = page.split('name="reports"')[1:]
    assert [("checked" in box.partition(">")[0]) for box in boxes] == [True, False]


def test_only_what_waits_in_this_round_can_be_approved_here(visit, disa, bo, anna, two):
    early = opened(anna, Period.parse("2026H1"))
    other = submitted(Report.objects.of(anna.region_id).filter(round=early).order_by("pk")[0], bo)

    visit(disa).post(desk(two[0]), {"reports": [other.pk]})

    assert state(other) is ReportState.SUBMITTED


def test_an_empty_desk_says_so(visit, disa, anna, bo):
    report = asked(anna, bo)

    assert "Inget väntar på granskning" in text(visit(disa).get(desk(report)))


def test_the_desk_is_for_those_who_approve(visit, bo, cilla, stig, two):
    assert [visit(who).get(desk(two[0])).status_code for who in (bo, cilla, stig)] == [403, 403, 404]
    assert visit(bo).post(desk(two[0]), {"reports": [two[0].pk]}).status_code == 403


def test_the_desk_costs_the_same_for_one_report_and_for_three(visit, anna, bo, disa):
    running(anna, bo, name="Ett")
    rounds, costs = [opened(anna, Period.parse("2026H1"))], []
    for name in ("Två", "Tre"):
        running(anna, bo, name=name)
    rounds.append(opened(anna))
    reader = visit(disa)

    for round_ in rounds:
        reports = Report.objects.of(anna.region_id).filter(round=round_).order_by("pk")
        for report in reports:
            submitted(report, bo)
        with CaptureQueriesContext(connection) as queries:
            reader.get(f"/alvmark/omgangar/{round_.pk}/granska/")
        costs.append(len(queries))

    assert costs[0] == costs[1]


# --- a question at the very field --------------------------------------------------------------------------------


@pytest.fixture
def returned(visit, anna, bo, disa) -> Report:
    """A report that came back with questions at its words and at a figure."""
    report = submitted(asked(anna, bo), bo)
    output = results_of(report.initiative)[0]
    about = {"about_done": "I vilka kommuner?", f"about_value_{output.pk}": "Är det kurser eller tillfällen?"}
    visit(disa).post(path(report, "aterlamna/"), {"comment": ""} | about)
    report.refresh_from_db()
    return report


def test_a_question_is_asked_at_the_part_it_is_about(visit, anna, bo, disa):
    page = text(visit(disa).get(path(submitted(asked(anna, bo), bo))))

    assert page.count('form="return-form"') > 5
    assert 'name="about_done"' in page


def test_questions_stand_at_the_fields_and_in_a_list_above(visit, bo, returned):
    output = results_of(returned.initiative)[0]

    page = text(visit(bo).get(path(returned)))

    assert returned.state is ReportState.RETURNED
    assert page.count("I vilka kommuner?") == 2
    assert page.count("Är det kurser eller tillfällen?") == 2
    assert 'href="#id_done"' in page
    assert f'href="#id_value_{output.pk}"' in page


def test_questions_stand_in_their_section_among_several(visit, bo, returned):
    page = text(visit(bo).get("/alvmark/rapporter/mina/"))

    assert (page.count("I vilka kommuner?"), f'href="#r{returned.pk}_done"' in page) == (2, True)


def test_questions_that_were_answered_are_asked_no_more(visit, bo, disa, returned):
    saved(returned, bo)
    operations.submit_report(report=returned, revision=returned.revision, by=bo, at=MONDAY)

    assert "I vilka kommuner?" not in text(visit(disa).get(path(returned)))
    assert [remark.is_resolved for remark in report_sheet(returned).remarks] == [True, True]


def test_a_return_without_a_word_is_refused_and_explained(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    response = visit(disa).post(path(report, "aterlamna/"), {"comment": " ", "about_done": ""})

    assert (response.status_code, list(response.context["return_form"].errors)) == (422, ["comment"])
    assert state(report) is ReportState.SUBMITTED


def test_a_question_that_is_too_long_is_kept_where_it_was_written(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    response = visit(disa).post(path(report, "aterlamna/"), {"comment": "Se nedan", "about_done": "x" * 5001})

    assert (response.status_code, list(response.context["return_form"].errors)) == (422, ["about_done"])
    assert "x" * 5001 in text(response)


# --- on behalf of, and opened again ------------------------------------------------------------------------------


def test_who_hands_in_for_somebody_else_is_named_and_the_author_stays(visit, anna, bo, disa):
    report = saved(asked(anna, bo), anna)
    visit(anna).post(path(report, "lamna-in/"), {"revision": report.revision})

    page = text(visit(disa).get(path(report)))

    assert "Anna lämnade in den för Bo, som fortfarande står som författare." in page
    assert report_sheet(report).author == "Bo"


def test_the_author_lets_a_colleague_write(visit, anna, bo, egon):
    report = asked(anna, bo)
    form = text(visit(bo).get(path(report)))

    response = visit(bo).post(path(report, "lamna-over/"), {"author": egon.person_id}, follow=True)

    report.refresh_from_db()
    assert ("/lamna-over/" in form, report.author_id) == (True, egon.person_id)
    assert "Egon skriver rapporten nu." in text(response)


def test_approving_takes_up_the_lesson_and_tells_so(visit, anna, bo, disa):
    report = submitted(asked(anna, bo), bo)

    page = text(visit(disa).post(path(report, "godkann/"), follow=True))

    (lesson,) = Lesson.objects.of(disa.region_id)
    assert "Det ni lärde er är nu en lärdom" in page
    assert f"/lardomar/{lesson.pk}/" in page


@pytest.mark.parametrize(("sent", "figures_count"), [({"figures_too": "on"}, False), ({}, True)])
def test_an_approved_report_is_opened_again_for_a_reason(visit, anna, bo, disa, sent, figures_count):
    report = approved(asked(anna, bo), bo, disa)

    visit(disa).post(path(report, "oppna/"), {"reason": "Ett namn var fel."} | sent)

    assert state(report) is ReportState.RETURNED
    assert (report.figures_frozen_at is not None) is figures_count


def test_opened_for_words_the_figures_cannot_be_written_in(visit, anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)
    visit(disa).post(path(report, "oppna/"), {"reason": "Ett namn var fel."})
    output = results_of(report.initiative)[0]

    visit(bo).post(path(report), form_of(report, done="Rättat.", **{f"value_{output.pk}": "7"}))

    page = text(visit(bo).get(path(report)))
    report.refresh_from_db()
    assert (report.done, report_sheet(report).lines[0].value) == ("Rättat.", 41)
    assert "Här är bara orden öppnade." in page


def test_a_report_is_not_opened_again_without_a_reason(visit, anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    response = visit(disa).post(path(report, "oppna/"), {"reason": ""})

    assert (response.status_code, list(response.context["reopen_form"].errors)) == (422, ["reason"])
    assert state(report) is ReportState.APPROVED


def test_figures_that_later_ones_build_on_stay(visit, anna, bo, disa):
    initiative = running(anna, bo)
    for result in results_of(initiative):
        result.change(own_counting=Counting.CUMULATIVE)
    reports = [
        approved(Report.objects.of(anna.region_id).get(round=opened(anna, Period.parse(period))), bo, disa)
        for period in ("2026H1", "2026H2")
    ]
    page = text(visit(disa).get(path(reports[0])))

    response = visit(disa).post(path(reports[0], "oppna/"), {"reason": "Fel tal.", "figures_too": "on"})

    assert (response.status_code, state(reports[0])) == (422, ReportState.APPROVED)
    assert ("/oppna/" in page, 'name="figures_too"' in page) == (True, False)


def test_reopening_is_for_those_who_approve(visit, anna, bo, disa, stig):
    report = approved(asked(anna, bo), bo, disa)

    assert [visit(who).post(path(report, "oppna/"), {"reason": "Fel."}).status_code for who in (bo, stig)] == [403, 404]
    assert "/oppna/" not in text(visit(bo).get(path(report)))


# --- what happened with my report --------------------------------------------------------------------------------


def test_the_author_sees_what_happened_with_the_report(visit, anna, bo, disa):
    report = approved(asked(anna, bo), bo, disa)

    page = text(visit(bo).get(path(report)))

    assert "Vad hände med min rapport?" in page
    assert "2 siffror ingår i summorna sedan 16 november 2026:" in page
    assert "/arsrapport/2026/" in page
    assert "Vad hände med rapporten?" in text(visit(anna).get(path(report)))


def test_a_report_that_waits_has_no_fate_yet(visit, anna, bo):
    assert "Vad hände med" not in text(visit(bo).get(path(submitted(asked(anna, bo), bo))))


def test_the_pages_words_follow_the_kind_of_report(visit, anna, bo):
    report = asked(anna, bo)
    titles = {
        "progress": "Hur långt har Yrkesväxling i moduler kommit?",
        "final": "Vad blev det av Yrkesväxling i moduler?",
        "after_one_year": "Vad finns kvar av Yrkesväxling i moduler efter ett år?",
        "after_three_years": "Vad finns kvar av Yrkesväxling i moduler efter tre år?",
    }

    for kind, title in titles.items():
        report.change(kind=kind)
        assert title in text(visit(bo).get(path(report)))
