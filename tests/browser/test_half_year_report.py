"""The half-year report in a real browser: nothing that is written is ever lost, with a script or without."""

import pytest

from tests.browser.conftest import DESK, listen
from tests.factories import GenericActivityFactory, GoalFactory, UnitFactory
from tests.rounds.forms import path
from tests.rounds.walks import asked, results_of, saved, submitted
from varv.core.workflow import ReportState
from varv.delivery.models import Initiative
from varv.rounds.drafts import Draft
from varv.rounds.models import Report

pytestmark = pytest.mark.django_db(transaction=True)

SAVED = "Allt sparat"
EXPECTED = ("422", "409")


@pytest.fixture
def report(anna, bo):
    return asked(anna, bo)


@pytest.fixture
def bos_page(page, let_in, bo):
    """A window where Bo is logged in."""
    let_in(page, bo)
    return page


@pytest.fixture
def disas_phone(phone, let_in, disa):
    """A phone where Disa is logged in."""
    let_in(phone, disa)
    return phone


@pytest.fixture
def bos_phone(phone, let_in, bo):
    """A phone where Bo is logged in."""
    let_in(phone, bo)
    return phone


def kept(report) -> Report:
    report.refresh_from_db()
    return report


def wait_until_saved(page):
    """Until the page says that all is saved, after it said that it was saving."""
    page.locator(".autosave [data-text]").first.get_by_text(SAVED).wait_for()
    page.wait_for_function("() => !document.querySelector('.autosave.saving')")
    page.wait_for_load_state("networkidle")


def write(page, field, words):
    """Write, leave the field, and wait for the answer."""
    page.fill(field, words)
    with page.expect_response(lambda response: response.url.endswith("/spara/")):
        page.locator(field).blur()
    wait_until_saved(page)


def expected(problems):
    """A browser tells of every refused request. Those that we meant are taken off the list; the rest still fails."""
    problems[:] = [problem for problem in problems if not any(words in problem for words in EXPECTED)]


def test_what_is_written_is_saved_by_itself_and_is_there_next_time(page, let_in, bo, report):
    let_in(page, bo)
    page.goto(path(report))

    write(page, "#id_learned", "Handledaren gör skillnad.")
    page.goto("/alvmark/")
    page.goto(path(report))

    assert page.input_value("#id_learned") == "Handledaren gör skillnad."
    assert kept(report).learned == "Handledaren gör skillnad."


def test_a_number_that_cannot_be_read_is_pointed_at_and_the_rest_is_saved(page, let_in, bo, report, problems):
    number = f"#id_value_{results_of(report.initiative)[0].pk}"
    let_in(page, bo)
    page.goto(path(report))
    page.fill("#id_done", "Fyra kurser.")

    page.fill(number, "många")
    with page.expect_response(lambda response: response.status == 422):
        page.locator(number).blur()

    page.get_by_text("Skriv talet med siffror, till exempel 80,0.").wait_for()
    assert (page.get_attribute(number, "aria-invalid"), kept(report).done) == ("true", "Fyra kurser.")
    expected(problems)


def test_two_who_write_are_shown_both_texts_and_lose_neither(bos_page, anna, report, problems):
    page = bos_page
    page.goto(path(report))
    saved(report, anna, Draft(done="Annas ord"))

    page.fill("#id_done", "Bos ord")
    with page.expect_response(lambda response: response.status == 409):
        page.locator("#id_done").blur()
    page.locator(".autosave a").first.click()

    shown = page.locator("form.compare").inner_text()
    assert (shown.count("Annas ord"), shown.count("Bos ord")) == (1, 1)
    page.get_by_role("button", name="Spara det jag har valt").click()
    page.get_by_text("Sparat. Du kan fortsätta när du vill.").wait_for()
    assert kept(report).done == "Bos ord"
    expected(problems)


def test_the_whole_report_can_be_written_and_handed_in_without_a_script(browser, live_server, let_in, bo, report):
    output, outcome = results_of(report.initiative)
    context = browser.new_context(base_url=live_server.url, locale="sv-SE", java_script_enabled=False, **DESK)
    page, problems = context.new_page(), []
    listen(page, problems, home=live_server.url)
    let_in(page, bo)
    page.goto(path(report))

    page.fill("#id_done", "Fyra kurser.")
    page.fill(f"#id_value_{output.pk}", "41")
    page.fill(f"#id_value_{outcome.pk}", "1 234,5")
    page.check("[name=verdict][value=partly]")
    page.fill("#id_verdict_reason", "De utan betyg hoppar av.")
    page.check("#id_needs_nothing")
    page.get_by_role("button", name="Granska och lämna in").click()
    page.get_by_role("button", name="Lämna in rapporten").click()

    page.get_by_text("Rapporten är inlämnad.").wait_for()
    assert (kept(report).state, problems) == (ReportState.SUBMITTED, [])
    context.close()


def test_enter_in_a_line_saves_and_neither_attaches_nor_hands_in(page, let_in, bo, report):
    number = f"#id_value_{results_of(report.initiative)[0].pk}"
    let_in(page, bo)
    page.goto(path(report))

    page.fill(number, "41")
    page.press(number, "Enter")

    page.get_by_text("Sparat. Du kan fortsätta när du vill.").wait_for()
    assert kept(report).state is ReportState.DRAFT


def test_approving_asks_first_and_says_that_it_cannot_be_undone(page, let_in, bo, disa, report):
    submitted(report, bo)
    let_in(page, disa)
    page.goto(path(report))

    page.locator(".page-head").get_by_role("button", name="Godkänn").click()
    dialog = page.get_by_role("dialog")
    assert "låses som de är nu" in dialog.inner_text()
    dialog.get_by_role("button", name="Inte än").click()
    assert kept(report).state is ReportState.SUBMITTED
    page.locator(".page-head").get_by_role("button", name="Godkänn").click()
    dialog.get_by_role("button", name="Godkänn").click()

    page.get_by_text("Rapporten är godkänd").wait_for()
    assert kept(report).state is ReportState.APPROVED


def test_a_report_with_errors_takes_the_reader_to_the_first_and_is_easy_to_use(bos_page, axe, report, problems):
    bos_page.goto(path(report))

    bos_page.get_by_role("button", name="Granska och lämna in").click()
    summary = bos_page.locator(".errors")
    summary.wait_for()

    assert axe(bos_page) == []
    summary.get_by_role("link").first.click()
    assert bos_page.evaluate("document.activeElement.id") == "id_done"
    expected(problems)


def test_every_state_of_the_report_is_easy_to_use_on_a_phone(bos_phone, axe, report):
    phone = bos_phone
    pages = [path(report), path(report, "granska/"), path(report, "jamfor/")]

    for page in pages:
        phone.goto(page)
        wide = phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (page, axe(phone), wide) == (page, [], 0)


def test_the_round_and_the_assessment_are_easy_to_use_on_a_phone(disas_phone, report, axe):
    goal, phone = GoalFactory(), disas_phone

    for page in (f"/alvmark/omgangar/{report.round_id}/", f"/alvmark/mal/{goal.pk}/bedom/", path(report)):
        phone.goto(page)
        wide = phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (page, axe(phone), wide) == (page, [], 0)


def test_an_insats_is_started_in_two_steps(page, let_in, anna, axe):
    activity = GenericActivityFactory(name="Kompetensutvecklingsinsatser")
    unit = UnitFactory()
    let_in(page, anna)
    page.goto("/alvmark/insatser/")

    page.get_by_role("link", name="Starta en insats").first.click()
    page.get_by_role("link", name="Kompetensutvecklingsinsatser").click()
    page.fill("#id_name", "Yrkesväxling i moduler")
    page.select_option("#id_unit", str(unit.pk))
    assert axe(page) == []
    page.get_by_role("button", name="Planera insatsen").click()

    page.get_by_text("Insatsen är planerad.").wait_for()
    assert Initiative.objects.of(anna.region_id).get().generic_activity == activity
    assert axe(page) == []
