from decimal import Decimal

import pytest

from tests.delivery.walks import person, running
from tests.factories import MONDAY
from tests.rounds.broken_down import counted, told_before, women
from tests.rounds.forms import form_of, lines_of, path, text
from tests.rounds.walks import approved, asked, opened, results_of, saved, whole
from varv.core.counting import Counting, Dimension
from varv.core.judgement import Confidence, Verdict
from varv.core.periods import Period
from varv.core.status import Missing
from varv.overview.rounds.report_sheet import report_sheet
from varv.rounds import operations
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db

ROUNDS = "/alvmark/omgangar/"


# --- writing ----------------------------------------------------------------------------------------------------


def test_report_is_made_from_the_insats_own_plan(visit, anna, bo):
    report = asked(anna, bo)
    output, outcome = results_of(report.initiative)

    page = text(visit(bo).get(path(report)))

    assert f'name="value_{output.pk}"' in page
    assert f'name="value_{outcome.pk}"' in page
    assert "Ungefär 10 minuter kvar." in page
    assert f'data-autosave="{path(report, "spara/")}"' in page
    assert "Samverkan är viktigt." in page


def test_report_shows_last_time_beside(visit, anna, bo, disa):
    initiative = running(anna, bo)
    first = Report.objects.of(anna.region_id).get(round=opened(anna, Period.parse("2026H1")))
    approved(first, bo, disa, learned="Valideringen tog fem veckor.")
    report = Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)

    page = text(visit(bo).get(path(report)))

    assert "Valideringen tog fem veckor." in page
    assert "Första halvåret 2026" in page


def test_report_is_read_by_others_and_written_by_who_asks_and_may(visit, anna, bo, cilla):
    report = saved(asked(anna, bo), bo)

    read = visit(anna).get(path(report))
    written = visit(anna).get(path(report) + "?skriv=ja")
    reader = visit(cilla).get(path(report) + "?skriv=ja")

    assert ["evidence_form" in one.context for one in (read, written, reader)] == [False, True, False]
    assert "Fyra kurser är klara." in text(reader)


def test_save_keeps_everything_without_a_script(visit, anna, bo):
    report = asked(anna, bo)

    response = visit(bo).post(path(report), form_of(report, do="save"))

    report.refresh_from_db()
    assert (response.url, report.done, report.verdict, report.confidence, report.needs_nothing) == (
        path(report),
        "Fyra kurser är klara.",
        Verdict.PARTLY,
        Confidence.EXPERIENCE,
        True,
    )
    assert lines_of(report) == [(Decimal(41), None, ""), (Decimal("1234.5"), None, "")]


def test_save_keeps_what_can_be_read_and_points_at_the_rest(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]
    broken = {f"value_{output.pk}": "många", f"comment_{output.pk}": "Preliminärt", "done": "Bara det här."}

    response = visit(bo).post(path(report), form_of(report, **broken))

    report.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [f"value_{output.pk}"])
    assert ("många" in text(response), report.done) == (True, "Bara det här.")
    assert lines_of(report) == [(None, None, "Preliminärt"), (Decimal("1234.5"), None, "")]
    assert f'name="revision" value="{report.revision}"' in text(response)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"done": "x" * 5001}, "done"),
        ({"judge_again_on": "2020-01-01"}, "judge_again_on"),
        ({"judge_again_on": "snart"}, "judge_again_on"),
        ({"verdict": "kanske"}, "verdict"),
        ({"confidence": "kanske"}, "confidence"),
    ],
)
def test_save_says_what_cannot_be_kept(visit, anna, bo, changed, field):
    report = asked(anna, bo)

    response = visit(bo).post(path(report), form_of(report, **changed))

    report.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert (report.learned, getattr(report, field)) == ("Börja med validering.", getattr(Report(), field))


def test_save_refuses_a_number_with_a_reason_why_it_is_missing(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    response = visit(bo).post(path(report), form_of(report, **{f"missing_{output.pk}": "nil"}))

    assert list(response.context["form"].errors) == [f"missing_{output.pk}"]
    assert lines_of(report)[0] == (None, None, "")


def test_save_keeps_a_reason_instead_of_a_number(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    visit(bo).post(path(report), form_of(report, **{f"value_{output.pk}": "", f"missing_{output.pk}": "suppressed"}))

    assert lines_of(report)[0] == (None, Missing.SUPPRESSED, "")


def test_save_upon_something_older_shows_both_side_by_side(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report, done="Bos ord")
    saved(report, anna, Draft(done="Annas ord"))

    refused = visit(bo).post(path(report), form)

    assert (refused.status_code, "Annas ord" in text(refused), "Bos ord" in text(refused)) == (409, True, True)
    assert "Anna ändrade rapporten 16 november 2026" in text(refused)
    again = visit(bo).post(path(report), form | {"revision": refused.context["revision"]})
    report.refresh_from_db()
    assert (again.status_code, report.done) == (302, "Bos ord")


def test_save_in_a_round_that_was_closed_meanwhile_keeps_the_text_in_the_page(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report, done="Bos ord")
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    refused = visit(bo).post(path(report), form)

    assert (refused.status_code, "Bos ord" in text(refused)) == (422, True)
    assert "Omgången stängdes" in refused.context["form"].non_field_errors()[0]


def test_save_without_a_readable_revision_is_stale(visit, anna, bo):
    report = asked(anna, bo)

    assert visit(bo).post(path(report), form_of(report, revision="nonsens")).status_code == 409


def test_save_in_the_authors_place_returns_to_the_form(visit, anna, bo):
    report = asked(anna, bo)

    response = visit(anna).post(path(report), form_of(report))

    report.refresh_from_db()
    assert (response.url, report.done, report.author) == (
        path(report) + "?skriv=ja",
        "Fyra kurser är klara.",
        person(bo),
    )


def test_save_is_forbidden_for_others(visit, anna, bo, egon):
    report = asked(anna, bo)

    assert visit(egon).post(path(report), form_of(report)).status_code == 403
    assert lines_of(report) == [(None, None, "")] * 2


# --- autosave ---------------------------------------------------------------------------------------------------


def test_autosave_answers_with_the_next_revision_and_the_time(visit, anna, bo):
    report = asked(anna, bo)

    response = visit(bo).post(path(report, "spara/"), form_of(report))

    report.refresh_from_db()
    told = response.json()
    assert (response.status_code, sorted(told)) == (200, ["minutes_left", "parts_left", "revision", "saved_at"])
    assert (told["revision"], told["minutes_left"], told["parts_left"]) == (report.revision, 1, 0)
    assert report.learned == "Börja med validering."


def test_autosave_goes_on_from_the_revision_it_was_given(visit, anna, bo):
    report = asked(anna, bo)
    browser = visit(bo)

    first = browser.post(path(report, "spara/"), form_of(report, done="Två")).json()
    second = browser.post(path(report, "spara/"), form_of(report, done="Två kurser", revision=first["revision"]))

    report.refresh_from_db()
    assert (second.status_code, report.done) == (200, "Två kurser")


def test_autosave_saves_the_rest_and_points_at_what_cannot_be_read(visit, anna, bo):
    report = asked(anna, bo)
    output = results_of(report.initiative)[0]

    response = visit(bo).post(path(report, "spara/"), form_of(report, **{f"value_{output.pk}": "många"}))

    report.refresh_from_db()
    assert (response.status_code, response.json()["revision"]) == (422, report.revision)
    assert response.json()["errors"] == {f"value_{output.pk}": ["Skriv talet med siffror, till exempel 80,0."]}
    assert report.done == "Fyra kurser är klara."


def test_autosave_overwrites_nobody_and_says_who_was_there(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report)
    saved(report, anna, Draft(done="Annas ord"))

    response = visit(bo).post(path(report, "spara/"), form)

    report.refresh_from_db()
    assert (response.status_code, response.json(), report.done) == (
        409,
        {"by": "Anna", "at": "10.00", "url": path(report, "jamfor/")},
        "Annas ord",
    )


def test_autosave_says_who_closed_the_round(visit, anna, bo):
    report = asked(anna, bo)
    operations.close_round(round_=report.round, by=anna, at=MONDAY)

    response = visit(bo).post(path(report, "spara/"), form_of(report))

    assert (response.status_code, response.json()) == (409, {"by": "Anna", "at": "10.00", "url": path(report)})


def test_autosave_is_for_those_who_write(visit, anna, bo, egon, client):
    report = asked(anna, bo)

    assert visit(egon).post(path(report, "spara/"), form_of(report)).status_code == 403
    assert client.post(path(report, "spara/"), form_of(report)).status_code == 302
    assert visit(bo).get(path(report, "spara/")).status_code == 405


# --- two who wrote at the same time -----------------------------------------------------------------------------


@pytest.fixture
def crossed(anna, bo):
    """A report that Anna has saved, and what Bo was about to send."""
    report = asked(anna, bo)
    form = form_of(
        report, done="Bos ord", learned="", needs="", **{f"value_{results_of(report.initiative)[0].pk}": "0"}
    )
    del form["needs_nothing"]
    saved(report, anna, whole(report, done="Annas ord", learned="Annas lärdom", needs="Pengar", needs_nothing=False))
    report.refresh_from_db()
    return report, form


def choices(report, form, revision=None, **chosen) -> dict:
    """The dialogue answered: what was sent goes along, with what is chosen for each field."""
    answers = {f"choose_{name}": choice for name, choice in chosen.items()}
    return form | {"revision": revision or report.revision, "merged": "chosen", "do": "save"} | answers


def test_both_texts_stand_side_by_side_where_they_differ(visit, bo, crossed):
    report, form = crossed
    output, outcome = results_of(report.initiative)

    response = visit(bo).post(path(report, "jamfor/"), form)

    differing = {one.name: (one.saved, one.mine) for one in response.context["differing"]}
    assert response.status_code == 200
    assert differing == {
        "done": ("Annas ord", "Bos ord"),
        f"value_{output.pk}": ("41", "0"),
        f"value_{outcome.pk}": ("42", "1 234,5"),
        "verdict_reason": ("De utan betyg hoppar av dubbelt så ofta.", "De utan betyg hoppar av."),
        "learned": ("Annas lärdom", ""),
        "needs": ("Pengar", ""),
    }
    assert all(words in text(response) for words in ("Annas ord", "Bos ord"))


def test_what_is_empty_never_wins_by_itself(visit, bo, crossed):
    report, form = crossed

    response = visit(bo).post(path(report, "jamfor/"), form)

    chosen = {one.name: one.is_mine_first for one in response.context["differing"]}
    assert (chosen["done"], chosen["learned"]) == (True, False)


def test_comparing_saves_nothing(visit, bo, crossed):
    report, form = crossed

    visit(bo).post(path(report, "jamfor/"), form)

    report.refresh_from_db()
    assert (report.done, report.revision) == ("Annas ord", crossed[0].revision)


def test_each_field_is_as_it_was_chosen(visit, bo, crossed):
    report, form = crossed
    output, outcome = results_of(report.initiative)
    chosen = {"done": "both", "learned": "saved", "needs": "saved", f"value_{output.pk}": "mine"}

    response = visit(bo).post(path(report), choices(report, form, **chosen, **{f"value_{outcome.pk}": "saved"}))

    report.refresh_from_db()
    assert (response.status_code, report.done) == (302, "Annas ord\n\nBos ord")
    assert (report.learned, report.needs) == ("Annas lärdom", "Pengar")
    assert lines_of(report) == [(Decimal(0), None, ""), (Decimal(42), None, "")]


def test_what_was_not_sent_along_stands_as_it_was_saved(visit, bo, crossed):
    report, _form = crossed

    visit(bo).post(path(report), choices(report, {"done": "Bos ord"}, done="mine"))

    report.refresh_from_db()
    assert (report.done, report.learned, report.needs, report.verdict) == (
        "Bos ord",
        "Annas lärdom",
        "Pengar",
        Verdict.PARTLY,
    )
    assert lines_of(report) == [(Decimal(41), None, ""), (Decimal(42), None, "")]


def test_all_that_is_saved_can_be_kept(visit, bo, crossed):
    report, form = crossed

    response = visit(bo).post(path(report), choices(report, form, done="mine") | {"merged": "saved"})

    report.refresh_from_db()
    assert (response.status_code, report.done, report.learned) == (302, "Annas ord", "Annas lärdom")


def test_a_tick_is_chosen_like_any_other_field(visit, anna, bo):
    report = asked(anna, bo)
    form = form_of(report, done="Bos ord")
    saved(report, anna, whole(report, needs="Pengar", needs_nothing=False))
    report.refresh_from_db()

    differing = {
        one.name: (one.saved, one.mine, one.sent)
        for one in visit(bo).post(path(report, "jamfor/"), form).context["differing"]
    }
    visit(bo).post(path(report), choices(report, form, needs="mine", needs_nothing="mine"))

    report.refresh_from_db()
    assert (differing["needs_nothing"], differing["needs"]) == (("", "Ikryssat", "on"), ("Pengar", "", ""))
    assert (report.needs_nothing, report.needs) == (True, "")


def test_choices_upon_something_older_still_are_asked_again(visit, anna, bo, crossed):
    report, form = crossed
    answered = choices(report, form, done="mine")
    saved(report, anna, whole(report, done="Annas nya ord"))

    response = visit(bo).post(path(report), answered)

    report.refresh_from_db()
    assert (response.status_code, report.done, "Annas nya ord" in text(response)) == (409, "Annas nya ord", True)


def test_compare_without_anything_sent_has_nothing_to_compare(visit, anna, bo, egon):
    report = saved(asked(anna, bo), anna, Draft(done="Annas ord"))

    response = visit(bo).get(path(report, "jamfor/"))

    assert (response.status_code, response.context["differing"]) == (200, [])
    assert visit(egon).get(path(report, "jamfor/")).status_code == 403


# --- the same as last time --------------------------------------------------------------------------------------


@pytest.fixture
def again(anna, bo, disa):
    """A report on an insats that had 24 last time, 20 of them women."""
    initiative = running(anna, bo)
    counted(initiative, Counting.PER_PERIOD, Dimension.SEX)
    told_before(initiative, 24, bo, disa, parts=(women(20),))
    return Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)


def test_same_as_last_time_fills_in_the_figure_and_its_parts_without_a_script(visit, bo, again):
    output = results_of(again.initiative)[0]
    page = text(visit(bo).get(path(again)))

    response = visit(bo).post(path(again), form_of(again, do=f"same:{output.pk}"))

    (line, _other) = report_sheet(again).lines
    assert f'value="same:{output.pk}"' in page
    assert response.url == f"{path(again)}#id_value_{output.pk}"
    assert (line.value, [part.value for part in line.breakdowns[0].parts]) == (Decimal(24), [Decimal(20), None])


def test_same_as_last_time_of_a_line_that_is_not_there_changes_nothing(visit, bo, again):
    response = visit(bo).post(path(again), form_of(again, do="same:nonsens"))

    assert (response.status_code, lines_of(again)[0][0]) == (302, Decimal(41))


def test_same_as_last_time_keeps_what_cannot_be_read_on_the_page(visit, bo, again):
    output, outcome = results_of(again.initiative)

    response = visit(bo).post(path(again), form_of(again, do=f"same:{output.pk}", **{f"value_{outcome.pk}": "många"}))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [f"value_{outcome.pk}"])


# --- broken down ------------------------------------------------------------------------------------------------


def test_parts_are_saved_with_their_figure_and_the_rest_is_counted(visit, bo, again):
    output = results_of(again.initiative)[0]

    visit(bo).post(path(again), form_of(again, **{f"part_{output.pk}_sex_women": "30"}))

    page = text(visit(bo).get(path(again)))
    assert report_sheet(again).lines[0].breakdowns[0].remainder == Decimal(11)
    assert "Ej uppdelat:" in page
    assert "<output data-rest>11</output>" in page


@pytest.mark.parametrize(("women_now", "men_now"), [("30", "12"), ("42", ""), ("-1", ""), ("många", "")])
def test_parts_that_do_not_fit_are_refused_at_the_field_and_the_figure_stands(visit, bo, again, women_now, men_now):
    output = results_of(again.initiative)[0]
    fields = [f"part_{output.pk}_sex_{category}" for category in ("women", "men")]

    response = visit(bo).post(path(again), form_of(again, **dict(zip(fields, (women_now, men_now), strict=True))))

    again.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, fields[:1])
    assert (again.done, report_sheet(again).lines[0].value) == ("Fyra kurser är klara.", None)


def test_a_figure_that_is_missing_has_no_parts(visit, bo, again):
    output = results_of(again.initiative)[0]
    wrong = {f"value_{output.pk}": "", f"missing_{output.pk}": "nil", f"part_{output.pk}_sex_women": "0"}

    response = visit(bo).post(path(again), form_of(again, **wrong))

    assert list(response.context["form"].errors) == [f"part_{output.pk}_sex_women"]
