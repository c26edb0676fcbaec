"""A round from opening to frozen, by four people in their own windows: Anna leads, Bo and Egon report, Disa judges."""

import pytest

from tests.browser.conftest import DESK, window
from tests.delivery.walks import running
from tests.rounds.forms import path
from tests.rounds.walks import results_of
from varv.core.workflow import ReportState, RoundState
from varv.rounds.models import Report, Round

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = "/alvmark/omgangar/"


@pytest.fixture
def windows(browser, live_server, problems, let_in, anna, bo, disa, egon):
    """Each person's own window; nobody's browser may complain."""
    opened = [window(browser, live_server, problems, DESK) for _ in range(4)]
    pages = [one.__enter__() for one in opened]
    for page, person in zip(pages, (anna, bo, disa, egon), strict=True):
        let_in(page, person)
    yield pages
    for one in opened:
        one.__exit__(None, None, None)
    assert problems == []


def confirm(page, button: str, yes: str | None = None) -> None:
    """Press a button that asks whether one is sure, and say yes."""
    page.get_by_role("button", name=button, exact=True).first.click()
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert dialog.inner_text().strip()
    dialog.get_by_role("button", name=yes or button, exact=True).click()
    page.wait_for_load_state("networkidle")


def report_of(name: str) -> Report:
    return Report.objects.select_related("initiative", "round").get(initiative__name=name)


def write_and_hand_in(page, report: Report, learned: str) -> None:
    """Write everything that is asked for, look it through, and hand it in."""
    page.goto(path(report))
    page.fill("#id_done", "Fyra kurser är klara.")
    for result in results_of(report.initiative):
        page.fill(f"#id_value_{result.pk}", "41")
    page.check("[name=verdict][value=partly]", force=True)
    page.fill("#id_verdict_reason", "De utan betyg hoppar av dubbelt så ofta.")
    page.fill("#id_learned", learned)
    page.check("#id_needs_nothing", force=True)
    page.locator("#id_done").focus()
    page.get_by_role("button", name="Granska och lämna in").first.click()
    page.get_by_role("button", name="Lämna in rapporten").click()
    page.wait_for_load_state("networkidle")


def test_a_round_goes_from_opening_to_frozen(windows, anna, bo, egon):
    annas, bos, disas, egons = windows
    running(anna, bo, name="Yrkesväxling")
    running(anna, egon, name="Gemensam validering")

    # Anna sees whom the round asks, and opens it.
    annas.goto(ROUNDS)
    annas.locator(f"a[href='{ROUNDS}ny/halvar/']").click()
    assert annas.get_by_role("heading", name="2 rapporter efterfrågas").is_visible()
    annas.fill("#id_due_on", "2035-01-29")
    confirm(annas, "Öppna omgången")
    round_ = Round.objects.get()
    assert annas.url.endswith(f"{ROUNDS}{round_.pk}/")

    # Bo and Egon report.
    write_and_hand_in(bos, report_of("Yrkesväxling"), "Handledaren gör skillnad.")
    write_and_hand_in(egons, report_of("Gemensam validering"), "Börja med validering.")
    assert {report.state for report in Report.objects.all()} == {ReportState.SUBMITTED}

    # Disa sends one back with a question; Bo answers it and hands in again.
    disas.goto(path(report_of("Yrkesväxling")))
    disas.locator("form[action$='/aterlamna/'] [name=comment]").fill("Vilka kommuner gäller det?")
    disas.locator("form[action$='/aterlamna/'] button").last.click()
    disas.wait_for_load_state("networkidle")
    bos.goto(path(report_of("Yrkesväxling")))
    assert bos.get_by_text("Vilka kommuner gäller det?").first.is_visible()
    write_and_hand_in(bos, report_of("Yrkesväxling"), "Handledaren gör skillnad i Norrby.")

    # Disa approves both at once.
    disas.goto(f"{ROUNDS}{round_.pk}/granska/")
    for box in disas.locator("[name=reports]").all():
        box.check(force=True)
    confirm(disas, "Godkänn de ikryssade", "Godkänn")
    assert {report.state for report in Report.objects.all()} == {ReportState.APPROVED}

    # Anna closes and freezes.
    annas.goto(f"{ROUNDS}{round_.pk}/")
    confirm(annas, "Stäng omgången")
    annas.get_by_text("Omgången stängdes").first.wait_for()
    confirm(annas, "Frys omgången")
    annas.get_by_text("Dess siffror står fast för gott.").first.wait_for()

    round_.refresh_from_db()
    assert (round_.state, Report.objects.counted().count()) == (RoundState.FROZEN, 2)


def test_the_pages_of_rounds_can_be_read_by_everyone(page, let_in, axe, anna, bo):
    running(anna, bo, name="Yrkesväxling")
    let_in(page, anna)

    for where in (ROUNDS, f"{ROUNDS}ny/halvar/", f"{ROUNDS}ny/ar/"):
        page.goto(where)
        assert axe(page) == []

    page.fill("#id_due_on", "2035-01-29")
    page.get_by_role("button", name="Öppna omgången").click()
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
