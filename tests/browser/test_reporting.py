"""Bo writes his half-year report: on a phone, without a network, in two windows, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, window
from tests.rounds.forms import path
from tests.rounds.walks import asked, results_of, saved, submitted, whole
from varv.core.workflow import ReportState
from varv.rounds.drafts import Draft
from varv.rounds.models import Evidence, ReportLine

expect.set_options(timeout=15_000)
SENTENCE = "När en handledare följer med första veckan kommer åtta av tio tillbaka."
LOST_NETWORK = "Failed to load resource"


@pytest.fixture
def report(transactional_db, anna, bo):
    """Bo is asked for a report, and nothing is written in it yet."""
    return asked(anna, bo)


@pytest.fixture
def opened(phone, let_in, bo, report):
    """Bo's form on his phone."""
    return open_form(phone, let_in, bo, report)


@pytest.fixture
def another(browser, live_server, problems):
    """A phone of its own, with nobody logged in."""
    with window(browser, live_server, problems, PHONE) as phone:
        yield phone


@pytest.fixture
def hers(another, let_in, anna, report):
    """Anna's window, where she writes in Bo's place."""
    return open_form(another, let_in, anna, report, "?skriv=ja")


def open_form(window, let_in, person, report, query=""):
    let_in(window, person)
    window.goto(path(report) + query)
    return window


def write(window, name, text):
    window.locator(f"#id_{name}").fill(text)


def status(window):
    return window.locator("[data-autosave-status] [data-text]").first


def see_saved(window):
    expect(status(window)).to_contain_text("Allt sparat")


def kept(report, name="done"):
    """What the server has."""
    report.refresh_from_db()
    return getattr(report, name)


def forgive_the_network(problems):
    """The browser says that the network was gone, or that an answer was no; and nothing else."""
    assert [problem for problem in problems if LOST_NETWORK not in problem] == []
    problems.clear()


def lose_the_server(window):
    window.route("**/spara/", lambda route: route.abort("connectionfailed"))


# --- saved as he writes -----------------------------------------------------------------------------------------


def test_what_bo_writes_on_his_phone_is_there_when_he_opens_it_somewhere_else(opened, another, let_in, bo, report):
    write(opened, "done", "Tre kurser är klara.")
    write(opened, "learned", SENTENCE)
    see_saved(opened)
    opened.context.close()

    open_form(another, let_in, bo, report)

    expect(another.locator("#id_done")).to_have_value("Tre kurser är klara.")
    expect(another.locator("#id_learned")).to_have_value(SENTENCE)


def test_a_lost_network_is_told_and_what_was_written_meanwhile_arrives_when_it_is_back(opened, report, problems):
    write(opened, "done", "Tre kurser")
    see_saved(opened)
    opened.context.set_offline(True)

    write(opened, "done", "Tre kurser är klara.")
    write(opened, "learned", SENTENCE)

    expect(status(opened)).to_contain_text("Ingen uppkoppling. Det du skriver finns kvar")
    expect(opened.locator(".save-strip")).to_be_visible()
    assert (kept(report), opened.locator("#id_learned").input_value()) == ("Tre kurser", SENTENCE)

    opened.context.set_offline(False)

    see_saved(opened)
    expect(opened.locator(".save-strip")).to_have_count(0)
    assert (kept(report), kept(report, "learned")) == ("Tre kurser är klara.", SENTENCE)
    forgive_the_network(problems)


def test_what_had_not_arrived_when_the_page_was_left_is_put_back_and_saved(opened, report, problems):
    lose_the_server(opened)
    write(opened, "learned", SENTENCE)
    expect(status(opened)).to_contain_text("Inte sparat")
    opened.unroute("**/spara/")

    opened.reload()

    expect(opened.locator("#id_learned")).to_have_value(SENTENCE)
    expect(opened.locator(".notice")).to_contain_text("hade inte nått fram till oss")
    see_saved(opened)
    assert kept(report, "learned") == SENTENCE
    forgive_the_network(problems)


def test_what_had_not_arrived_is_offered_when_someone_else_has_written_meanwhile(opened, report, anna, problems):
    lose_the_server(opened)
    write(opened, "learned", SENTENCE)
    expect(status(opened)).to_contain_text("Inte sparat")
    saved(report, anna, Draft(done="Annas ord"))
    opened.unroute("**/spara/")

    opened.reload()

    expect(opened.locator("#id_done")).to_have_value("Annas ord")
    expect(opened.locator("#id_learned")).to_have_value("")
    opened.get_by_role("button", name="Lägg tillbaka texten").click()
    expect(opened.locator("form.compare")).to_contain_text(SENTENCE)
    opened.get_by_role("button", name="Spara det jag har valt").click()
    expect(opened.locator("#id_learned")).to_have_value(SENTENCE)
    assert (kept(report), kept(report, "learned")) == ("Annas ord", SENTENCE)
    forgive_the_network(problems)


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(opened, report, problems):
    opened.route("**/spara/", lambda route: (route.fetch(), route.abort("connectionfailed")))
    write(opened, "done", "Tre kurser")
    expect(status(opened)).to_contain_text("Inte sparat")
    assert kept(report) == "Tre kurser"
    opened.unroute("**/spara/")

    write(opened, "done", "Tre kurser är klara.")

    see_saved(opened)
    assert kept(report) == "Tre kurser är klara."
    forgive_the_network(problems)


def test_a_number_that_cannot_be_read_is_pointed_at_and_the_rest_is_saved(opened, report, problems):
    output = results_of(report.initiative)[0]

    write(opened, f"value_{output.pk}", "12,3,4")
    write(opened, "done", "Tre kurser är klara.")

    wrong = opened.locator(f"#id_value_{output.pk}")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description("Skriv talet med siffror, till exempel 80,0.")
    see_saved(opened)
    lines = ReportLine.objects.of(report.region_id).filter(report=report, planned_result=output)
    assert (kept(report), lines.get().value) == ("Tre kurser är klara.", None)

    write(opened, f"value_{output.pk}", "12,3")

    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    forgive_the_network(problems)


# --- two windows -----------------------------------------------------------------------------------------------


def test_two_windows_overwrite_nothing_and_say_who_was_there(opened, hers, report, problems):
    write(hers, "done", "Annas ord")
    see_saved(hers)

    write(opened, "done", "Bos ord")

    expect(status(opened)).to_contain_text("Det här ändrades av Anna")
    expect(opened.locator("#id_done")).to_have_value("Bos ord")
    assert kept(report) == "Annas ord"
    opened.locator(".save-strip").get_by_role("link", name="Jämför").click()
    expect(opened.locator("form.compare")).to_contain_text("Annas ord")
    expect(opened.locator("form.compare")).to_contain_text("Bos ord")
    opened.get_by_role("button", name="Spara det jag har valt").click()
    expect(opened.locator("#id_done")).to_have_value("Bos ord")
    assert kept(report) == "Bos ord"
    forgive_the_network(problems)


# --- handing in ------------------------------------------------------------------------------------------------


def test_a_file_of_the_wrong_kind_is_explained_and_the_text_is_still_there(opened, report, problems):
    write(opened, "learned", SENTENCE)
    opened.get_by_text("Bifoga underlag").click()
    write(opened, "evidence-title", "Slutrapport")
    opened.locator("#id_evidence-upload").set_input_files(
        {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    )

    opened.get_by_role("button", name="Bifoga", exact=True).click()

    expect(opened.locator(".errors")).to_contain_text("Den sortens fil kan inte bifogas.")
    expect(opened.locator("#id_learned")).to_have_value(SENTENCE)
    expect(opened.locator("#id_evidence-title")).to_have_value("Slutrapport")
    assert (kept(report, "learned"), Evidence.objects.of(report.region_id).count()) == (SENTENCE, 0)
    forgive_the_network(problems)


def test_what_is_missing_is_listed_with_links_that_lead_to_the_fields(opened, report, problems):
    output = results_of(report.initiative)[0]
    opened.get_by_role("button", name="Granska och lämna in").click()

    errors = opened.locator(".errors")
    expect(errors).to_be_focused()
    links = errors.get_by_role("link")
    expect(links).to_have_count(4)
    for link, field in ((links.nth(0), "id_done"), (links.nth(1), f"id_value_{output.pk}")):
        link.click()
        expect(opened.locator(f"#{field}")).to_be_focused()
    assert kept(report, "state") is ReportState.DRAFT
    forgive_the_network(problems)


def test_the_whole_report_can_be_written_and_handed_in_with_the_keyboard_alone(page, let_in, bo, report):
    open_form(page, let_in, bo, report)
    output, outcome = results_of(report.initiative)

    for name, text in (("done", "Tre kurser är klara."), (f"value_{output.pk}", "41"), (f"value_{outcome.pk}", "12")):
        tab_to(page, f"#id_{name}")
        page.keyboard.type(text)
    tab_to(page, "[name=verdict]")
    page.keyboard.press("ArrowDown")
    for name, text in (("verdict_reason", "Åtta av tio stannar."), ("learned", SENTENCE)):
        tab_to(page, f"#id_{name}")
        page.keyboard.type(text)
    tab_to(page, "[name=confidence]")
    page.keyboard.press("Space")
    tab_to(page, "#id_needs_nothing")
    page.keyboard.press("Space")
    tab_to(page, "button[value=review]:not([tabindex])")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Granska och lämna in – Varv")
    tab_to(page, "form[action$='lamna-in/'] button")
    page.keyboard.press("Enter")

    expect(page.locator(".toast")).to_contain_text("Rapporten är inlämnad.")
    assert (kept(report, "state"), kept(report, "learned")) == (ReportState.SUBMITTED, SENTENCE)


def tab_to(page, selector):
    """Press Tab until this has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def test_what_is_handed_in_can_be_taken_back_until_someone_has_read_it(phone, let_in, bo, report):
    submitted(report, bo)
    open_form(phone, let_in, bo, report)

    phone.get_by_role("button", name="Ta tillbaka").click()
    phone.get_by_role("dialog").get_by_role("button", name="Ta tillbaka").click()

    expect(phone.locator("#id_done")).to_have_value(whole(report).done)
    assert kept(report, "state") is ReportState.DRAFT
