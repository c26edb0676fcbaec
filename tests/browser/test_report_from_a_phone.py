"""Three insatser in one sitting from a phone, with a connection that comes and goes: nothing written is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, listen
from tests.delivery.walks import running
from tests.factories import MONDAY
from tests.rounds.broken_down import counted, told_before
from tests.rounds.walks import opened, results_of, saved, submitted
from varv.core.counting import Counting, Dimension
from varv.core.workflow import ReportState
from varv.learning.operations import approve_report_and_note_lesson
from varv.rounds.drafts import Draft
from varv.rounds.models import Report, ReportLine

pytestmark = pytest.mark.django_db(transaction=True)

MINE = "/alvmark/rapporter/mina/"
LOST = ("ERR_INTERNET_DISCONNECTED", "status of 409", "status of 422")
WORDS = ["Fyra kurser i Norrby.", "Två träffar, sedan stopp.", "Filmen är klar."]
LESSON = "Den som får sällskap första gången kommer tillbaka."


@pytest.fixture
def three(anna, bo) -> list[Report]:
    """Bo's reports on three insatser, the first of which is broken down by sex."""
    initiatives = [running(anna, bo, name=name) for name in ("Ett", "Två", "Tre")]
    counted(initiatives[0], Counting.PER_PERIOD, Dimension.SEX)
    return list(Report.objects.of(anna.region_id).filter(round=opened(anna)).order_by("pk"))


@pytest.fixture
def sitting(phone, let_in, bo, three):
    """Bo's phone, with the page where he reports on all of them."""
    let_in(phone, bo)
    phone.goto(MINE)
    return phone


def field(window, report, name):
    return window.locator(f"#r{report.pk}_{name}")


def write(window, report, name, words):
    """Write in a field of a report's section, and leave it."""
    field(window, report, name).fill(words)
    field(window, report, name).blur()


def status(window, report):
    return window.locator(f"[data-autosave-status='report-form-{report.pk}'] [data-text]")


def fill_in(window, report, done):
    """All that a report must have."""
    write(window, report, "done", done)
    for result in results_of(report.initiative):
        write(window, report, f"value_{result.pk}", "41")
    window.locator(f"#report-form-{report.pk} [name=needs_nothing]").check()


def kept(report) -> Report:
    report.refresh_from_db()
    return report


def forgive(problems):
    """The browser says that the network was gone, or that somebody else was there; and nothing else."""
    assert [problem for problem in problems if not any(known in problem for known in LOST)] == []
    problems.clear()


def test_three_insatser_in_one_sitting_with_the_connection_lost_in_the_middle(sitting, three, problems):
    one, two, three_ = three
    fill_in(sitting, one, WORDS[0])
    expect(status(sitting, one)).to_contain_text("Allt sparat")

    sitting.context.set_offline(True)
    fill_in(sitting, two, WORDS[1])
    write(sitting, two, "learned", LESSON)
    expect(status(sitting, two)).to_contain_text("Ingen uppkoppling")
    expect(sitting.locator(".save-strip").first).to_be_visible()
    fill_in(sitting, three_, WORDS[2])
    assert [kept(report).done for report in three] == [WORDS[0], "", ""]

    sitting.context.set_offline(False)
    for report in three:
        expect(status(sitting, report)).to_contain_text("Allt sparat")
    expect(sitting.locator(".save-strip")).to_have_count(0)
    sitting.get_by_role("button", name="Lämna in alla som är klara").click()
    sitting.get_by_role("dialog").get_by_role("button", name="Lämna in alla som är klara").click()

    sitting.get_by_text("3 rapporter är inlämnade.").wait_for()
    assert [(kept(report).state, report.done) for report in three] == [
        (ReportState.SUBMITTED, words) for words in WORDS
    ]
    assert two.learned == LESSON
    forgive(problems)


def test_nothing_is_handed_in_while_something_has_not_arrived(sitting, three, problems):
    for report, words in zip(three, WORDS, strict=True):
        fill_in(sitting, report, words)
    for report in three:
        expect(status(sitting, report)).to_contain_text("Allt sparat")
    sitting.context.set_offline(True)
    write(sitting, three[0], "done", "Fem kurser.")

    sitting.get_by_role("button", name="Lämna in alla som är klara").click()
    sitting.get_by_role("dialog").get_by_role("button", name="Lämna in alla som är klara").click()
    expect(sitting.locator("[data-not-sent]")).to_be_visible()
    sitting.context.set_offline(False)
    expect(status(sitting, three[0])).to_contain_text("Allt sparat")

    assert [(kept(report).state, report.done) for report in three] == [
        (ReportState.DRAFT, words) for words in ("Fem kurser.", *WORDS[1:])
    ]
    forgive(problems)


def test_what_was_written_without_a_connection_is_there_when_the_browser_is_started_again(
    browser, live_server, let_in, sitting, bo, three, problems, tmp_path
):
    sitting.context.set_offline(True)
    write(sitting, three[0], "done", WORDS[0])
    write(sitting, three[2], "learned", LESSON)
    expect(status(sitting, three[2])).to_contain_text("Ingen uppkoppling")
    sitting.context.storage_state(path=tmp_path / "kept.json")
    sitting.context.close()

    context = browser.new_context(
        base_url=live_server.url, locale="sv-SE", storage_state=tmp_path / "kept.json", **PHONE
    )
    again, heard = context.new_page(), []
    listen(again, heard, home=live_server.url)
    again.goto(MINE)

    expect(field(again, three[0], "done")).to_have_value(WORDS[0])
    expect(field(again, three[2], "learned")).to_have_value(LESSON)
    for report in (three[0], three[2]):
        expect(status(again, report)).to_contain_text("Allt sparat")
    assert (kept(three[0]).done, kept(three[2]).learned, heard) == (WORDS[0], LESSON, [])
    context.close()
    forgive(problems)


def test_somebody_else_wrote_meanwhile_and_both_texts_can_be_kept(sitting, anna, three, problems):
    one = three[0]
    write(sitting, one, "learned", LESSON)
    expect(status(sitting, one)).to_contain_text("Allt sparat")
    sitting.context.set_offline(True)
    write(sitting, one, "done", "Bos ord")
    expect(status(sitting, one)).to_contain_text("Ingen uppkoppling")
    saved(kept(one), anna, Draft(done="Annas ord", learned=LESSON, needs="Pengar"))

    sitting.context.set_offline(False)
    expect(status(sitting, one)).to_contain_text("ändrades av Anna")
    sitting.locator(".save-strip").get_by_role("link", name="Jämför").click()
    sitting.get_by_label("Behåll båda").check()
    sitting.get_by_role("button", name="Spara det jag har valt").click()

    sitting.get_by_text("Sparat. Du kan fortsätta när du vill.").wait_for()
    assert (kept(one).done, one.needs, one.learned) == ("Annas ord\n\nBos ord", "Pengar", LESSON)
    forgive(problems)


def test_a_text_from_before_is_compared_and_never_overwritten_by_what_is_written_next(sitting, anna, three, problems):
    one = three[0]
    sitting.context.set_offline(True)
    write(sitting, one, "done", "Bos ord")
    expect(status(sitting, one)).to_contain_text("Ingen uppkoppling")
    saved(kept(one), anna, Draft(done="Annas ord"))
    sitting.goto("about:blank")
    sitting.context.set_offline(False)
    sitting.goto(MINE)

    write(sitting, one, "needs", "Pengar")
    expect(status(sitting, one)).to_contain_text("Allt sparat")
    sitting.reload()
    sitting.get_by_role("button", name="Lägg tillbaka texten").click()

    expect(sitting.locator("form.compare")).to_contain_text("Annas ord")
    expect(sitting.locator("form.compare")).to_contain_text("Bos ord")
    assert (kept(one).done, one.needs) == ("Annas ord", "Pengar")
    forgive(problems)


def test_nothing_is_kept_in_the_browser_after_handing_in(sitting, three):
    one = three[0]
    fill_in(sitting, one, WORDS[0])
    expect(status(sitting, one)).to_contain_text("Allt sparat")
    section = sitting.locator(f"#rapport-{one.pk}")

    section.get_by_role("button", name="Lämna in den här").click()
    sitting.get_by_role("dialog").get_by_role("button", name="Lämna in den här").click()
    sitting.get_by_text("Rapporten om Ett är inlämnad.").wait_for()

    names = sitting.evaluate("Object.keys(localStorage)")
    assert [name for name in names if f"/rapporter/{one.pk}/" in name] == []


def test_figures_are_counted_while_they_are_written(sitting, three, problems):
    output = results_of(three[0].initiative)[0]
    form = sitting.locator(f"#report-form-{three[0].pk}")
    form.locator("[data-breakdown] summary").first.click()

    write(sitting, three[0], f"value_{output.pk}", "1 041,5")
    write(sitting, three[0], f"part_{output.pk}_sex_women", "30")

    expect(form.locator("[data-rest]").first).to_have_text("1\u00a0011,5")
    expect(form.locator("[data-sum]").first).to_have_text("1\u00a0041,5")
    write(sitting, three[0], f"part_{output.pk}_sex_women", "2000")
    expect(form.locator("[data-rest]").first).to_have_class("too-much")
    write(sitting, three[0], f"part_{output.pk}_sex_women", "")
    expect(form.locator("[data-rest]").first).to_have_text("–")
    expect(status(sitting, three[0])).to_contain_text("Allt sparat")
    forgive(problems)


def test_the_same_as_last_time_is_one_tap(phone, let_in, anna, bo, disa):
    initiative = running(anna, bo)
    counted(initiative, Counting.PER_PERIOD)
    told_before(initiative, 24, bo, disa)
    report = Report.objects.of(anna.region_id).get(round=opened(anna), initiative=initiative)
    output = results_of(initiative)[0]
    let_in(phone, bo)
    phone.goto(MINE)

    phone.get_by_role("button", name="Samma som förra gången").first.click()

    expect(field(phone, report, f"value_{output.pk}")).to_have_value("24")
    expect(status(phone, report)).to_contain_text("Allt sparat")
    expect(phone.locator("[data-sum]").first).to_have_text("48")
    line = ReportLine.objects.of(anna.region_id).get(report=report, planned_result=output)
    assert line.value == 24


def test_the_minutes_are_told_again_as_it_is_written(sitting, three):
    expect(sitting.locator("[data-minutes-in-all]")).to_have_text("Ungefär 30 minuter kvar totalt.")

    write(sitting, three[0], "done", WORDS[0])

    expect(sitting.locator("[data-minutes-in-all]")).to_have_text("Ungefär 28 minuter kvar totalt.")
    expect(sitting.locator(f"[data-minutes-of='report-form-{three[0].pk}']")).to_have_text("ungefär 8 min kvar")


def test_numbers_have_a_keyboard_of_digits_and_every_target_is_a_thumb_wide(sitting, three):
    numbers = sitting.locator("[name^='value_']")

    modes = numbers.evaluate_all("(fields) => [...new Set(fields.map((field) => field.inputMode))]")
    heights = sitting.locator(".report :is(.btn, .input, .choice)").evaluate_all(
        "(all) => all.filter((one) => one.offsetParent).map((one) => Math.round(one.getBoundingClientRect().height))"
    )

    assert (modes, min(heights) >= 44) == (["decimal"], True)


def test_the_new_pages_are_easy_to_use_on_a_phone(sitting, let_in, disa, bo, three, axe):
    one, two, _ = three
    approve_report_and_note_lesson(report=submitted(one, bo), by=disa, at=MONDAY)
    submitted(two, bo)
    pages = [MINE, f"/alvmark/rapporter/{one.pk}/"]

    for page in pages:
        sitting.goto(page)
        wide = sitting.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (page, axe(sitting), wide) == (page, [], 0)
    let_in(sitting, disa)
    for page in (f"/alvmark/omgangar/{one.round_id}/granska/", f"/alvmark/rapporter/{two.pk}/"):
        sitting.goto(page)
        wide = sitting.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (page, axe(sitting), wide) == (page, [], 0)
