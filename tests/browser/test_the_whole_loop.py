"""From a sentence in a half-year report to a changed chain that helped, and back along the thread to the sentence.

Bo reports and works up the lesson. Disa approves, accepts, answers, verifies and tells that it helped. Anna recommends,
plans, changes the chain and records the change.
"""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, window
from tests.browser.test_round_with_four_people import write_and_hand_in
from tests.learning.walks import opened_turn
from tests.rounds.walks import asked
from tests.strategy.walks import adopted_chain
from varv.core.workflow import LessonState, PlanState, RecommendationState, ReportState, TurnState
from varv.learning.models import Action, Change, Lesson, Recommendation, Turn
from varv.web import gate

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "Den som får sällskap första gången kommer tillbaka."
ADVICE = "Låt någon följa med första gången"
ACTION = "Handledare på första träffen"
CHANGED = "En handledare följer med första gången"
AFTER = "Någon följer med första gången"
REASONS = "Två rapporter säger samma sak."
HELPED = "Nio av tio kom tillbaka."


@pytest.fixture
def windows(browser, live_server, problems, let_in, anna, bo, disa):
    """Each person's own window, and Bo's phone; nobody's browser may complain."""
    with ExitStack() as stack:
        pages = []
        for person, size in ((anna, DESK), (bo, DESK), (disa, DESK), (bo, PHONE)):
            opened = stack.enter_context(window(browser, live_server, problems, size))
            opened.set_default_timeout(60_000)  # four windows on one machine
            let_in(opened, person)
            pages.append(opened)
        yield pages
    assert problems == []


def write(page, name, value):
    """Mark a choice, choose in a list, or write in a field."""
    choice = page.locator(f"main [type=radio][name={name}][value='{value}']")
    field = page.locator(f"main [name={name}]").first
    if choice.count():
        choice.check(force=True)  # its label is what is seen
    elif field.evaluate("(one) => one.tagName") == "SELECT":
        field.select_option(str(value))
    else:
        field.fill(str(value))


def click(page, button):
    """Press, say yes when it is asked whether one is sure, and see what comes of it."""
    asks = button.evaluate("(one) => Boolean(one.dataset.confirm || one.form.dataset.confirm)")
    if asks:
        button.click()
        button = page.locator("#confirm-dialog button[value=yes]")
    with page.expect_navigation():
        button.click()


def press(page, where, name):
    """Press a button of a page."""
    page.goto(f"/alvmark/{where}")
    click(page, page.get_by_role("button", name=name, exact=True).first)


def follow(page, end):
    """Follow the link that leads there from the page one is on, as far as one sees it."""
    link = page.locator(f"main a[href$='/{end}']:visible").first
    link.click()
    page.wait_for_url(f"**/{end}")


def send(page, start, form, lands, **values):
    """Go from a page to one of its forms, fill it and send it; it is taken, and leads where it should."""
    page.goto(f"/alvmark/{start}")
    follow(page, form)
    for name, value in values.items():
        write(page, name, value)
    click(page, page.locator("main form[method=post] button.btn-primary").last)
    page.wait_for_url(f"**/alvmark/{lands}")  # a form that is refused stays where it is


def lesson_from(bos, disas, report):
    """Disa approves the report, which drafts a lesson from its sentence; Bo works it up and she accepts it."""
    press(disas, f"rapporter/{report.pk}/", "Godkänn")
    report.refresh_from_db()
    assert report.state is ReportState.APPROVED
    lesson = Lesson.objects.get()
    assert (lesson.statement, lesson.state) == (SENTENCE, LessonState.DRAFT)
    its = f"lardomar/{lesson.pk}/"
    send(bos, its, f"{its}arbeta-upp/", its, context="Vuxna som byter yrke.", holds_not="Inget känt undantag.")
    send(disas, its, f"{its}godta/", its)
    lesson.refresh_from_db()
    assert lesson.state is LessonState.ACCEPTED
    return lesson


def recommended(annas, lesson, anna):
    """Anna recommends because of the lesson."""
    its = f"lardomar/{lesson.pk}/"
    soon = (gate.today() + timedelta(days=28)).isoformat()
    told = {"text": ADVICE, "owner": anna.person_id, "forum": "Ledningsgruppen", "due_on": soon}
    send(annas, its, f"{its}rekommendera/", "rekommendationer/*/", **told)
    recommendation = Recommendation.objects.get()
    assert (recommendation.lesson_id, recommendation.state) == (lesson.pk, RecommendationState.AWAITING)
    return recommendation


def acted_on(annas, bos, disas, recommendation, bo):
    """Disa answers with reasons and in which capacity; Anna plans an action, and Bo does it."""
    its = f"rekommendationer/{recommendation.pk}/"
    send(disas, its, f"{its}svara/", its, answer="yes", reasons=REASONS, mandate="Regional utvecklingsdirektör")
    soon = (gate.today() + timedelta(days=28)).isoformat()
    send(annas, its, f"{its}atgarder/ny/", its, what=ACTION, owner=bo.person_id, due_on=soon)
    done = f"atgarder/{Action.objects.get().pk}/klar/"
    send(bos, its, done, its, outcome="Fyra handledare är på plats.")
    recommendation.refresh_from_db()
    assert recommendation.state is RecommendationState.ACTING


def new_version(annas, chain, link):
    """Anna opens the chain, writes what is known now, and a new version is adopted today."""
    its = f"effektkedjor/{chain.pk}/"
    press(annas, its, "Öppna för ändring")
    send(annas, its, f"samband/{link.pk}/andra/", its, assumption=AFTER)
    today = gate.today().isoformat()
    board = "Regionala utvecklingsnämnden"
    send(annas, its, f"{its}anta/", its, adopted_on=today, adopted_by=board, reason="Sällskap gör skillnad.")
    chain.refresh_from_db()
    assert chain.state is PlanState.ADOPTED
    return chain.versions.get(number=2)


def changed(annas, recommendation, version, turn):
    """Anna records the change against the version, and is not asked to verify what she wrote herself."""
    its = f"rekommendationer/{recommendation.pk}/"
    annas.goto(f"/alvmark/{its}")
    follow(annas, f"{its}andring/")
    write(annas, "version", f"chain-{version.pk}")
    click(annas, annas.get_by_role("button", name="Gå vidare", exact=True))
    annas.wait_for_url(f"**/{its}andring/?version=chain-{version.pk}")
    before = "Intyget räknas när företagen anställer"
    told = {"what": CHANGED, "before": before, "after": AFTER, "decided_on": gate.today().isoformat(), "turn": turn.pk}
    for name, value in told.items():
        write(annas, name, value)
    click(annas, annas.locator("main form[method=post] button.btn-primary").last)
    change = Change.objects.get()
    assert change.chain_version == version
    annas.wait_for_url(f"**/alvmark/andringar/{change.pk}/")
    expect(annas.locator("a[href$='/bekrafta/']")).to_have_count(0)
    return change


def verified(disas, change, recommendation):
    """Disa, who did not record it, has seen that it is so."""
    its = f"andringar/{change.pk}/"
    send(disas, its, f"{its}bekrafta/", its, how="Jag har läst den antagna versionen.")
    recommendation.refresh_from_db()
    assert recommendation.state is RecommendationState.VERIFIED


def helped(annas, disas, change, turn):
    """The change closes the turn, the next one begins, and Disa tells that it helped."""
    press(annas, "spiralen/", "Stäng varv 1")
    turn.refresh_from_db()
    assert turn.state is TurnState.CLOSED
    days = {"starts_on": "2027-07-01", "ends_on": "2028-12-31"}
    planned = "Sällskap i alla åtta kommuner."
    send(annas, "spiralen/", "spiralen/nytt/", "spiralen/*/", document=turn.document_id, planned=planned, **days)
    later, its = Turn.objects.get(number=2), f"andringar/{change.pk}/"
    send(disas, its, f"{its}verkan/", its, turn=later.pk, helped="helped", because=HELPED)


def beads(page):
    """What stands on a thread, in the order it is read: the kind of each thing and its first words."""
    told = "(all) => all.map((one) => [one.id.replace(/-\\d+$/, ''), one.querySelector('.red-title').innerText])"
    return [tuple(one) for one in page.locator("li.red-bead").evaluate_all(told)]


def way(report, chain):
    """Every step of the story."""
    return [
        ("initiative", report.initiative.name),
        ("report", f"{report.initiative.name}, andra halvåret 2026"),
        ("lesson", SENTENCE),
        ("recommendation", f"R1 {ADVICE}"),
        ("response", "Svar på R1: Ja"),
        ("action", ACTION),
        ("change", CHANGED),
        ("chain_version", f"{chain.name}, version 2"),
        ("effect", "Det hjälpte"),
        ("turn", f"Varv 1, {chain.document.title}"),
        ("turn", f"Varv 2, {chain.document.title}"),
    ]


def quotes(page):
    """What people wrote along the thread, in the order it is read."""
    return page.locator("li.red-bead blockquote").all_inner_texts()


def reads_well(page, axe):
    """Everyone can read the page, and nothing of it lies beside the window."""
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def back_to_the_sentence(page, change, report):
    """From the change, step by step along the thread, to the report where the sentence stands."""
    page.goto(f"/alvmark/andringar/{change.pk}/")
    follow(page, f"traden/andring/{change.pk}/")
    for kind, name in (
        ("response", "svar"),
        ("recommendation", "rekommendation"),
        ("lesson", "lardom"),
        ("report", "rapport"),
    ):
        page.locator(f"li.red-bead.is-{kind} a[href*='/traden/{name}/']").click()
        page.wait_for_url(f"**/alvmark/traden/{name}/*/")
        expect(page.locator(f"li.red-bead.is-here.is-{kind}")).to_have_count(1)
    expect(page.locator("li.red-bead.is-here blockquote")).to_have_text(SENTENCE)
    page.locator("li.red-bead.is-here .red-title a").click()
    page.wait_for_url(f"**/alvmark/rapporter/{report.pk}/")
    expect(page.get_by_text(SENTENCE, exact=True).first).to_be_visible()


def test_a_sentence_in_a_report_changes_a_chain_and_the_thread_leads_back_to_it(windows, axe, anna, bo, disa):
    annas, bos, disas, phone = windows
    chain, _steps, (_first, link) = adopted_chain(anna)
    report, turn = asked(anna, bo, chain=chain), opened_turn(anna, document=chain.document)

    # Each does their part on the pages.
    write_and_hand_in(bos, report, SENTENCE)
    lesson = lesson_from(bos, disas, report)
    recommendation = recommended(annas, lesson, anna)
    acted_on(annas, bos, disas, recommendation, bo)
    change = changed(annas, recommendation, new_version(annas, chain, link), turn)
    verified(disas, change, recommendation)
    helped(annas, disas, change, turn)

    # From the report the thread shows every step in people's own words, and it stops nowhere.
    for page in (bos, phone):
        page.goto(f"/alvmark/rapporter/{report.pk}/")
        follow(page, f"traden/rapport/{report.pk}/")
        assert beads(page) == way(report, chain)
        expect(page.locator(".red-ends")).to_have_count(0)
        reads_well(page, axe)
    outcome, reason, planned = (
        "Fyra handledare är på plats.",
        "Sällskap gör skillnad.",
        "Sällskap i alla åtta kommuner.",
    )
    assert quotes(bos) == [SENTENCE, REASONS, outcome, AFTER, reason, HELPED, turn.planned, planned]

    # Disa goes back along it, from the change to the sentence.
    back_to_the_sentence(disas, change, report)

    # Bo sees on his own report what came of what he wrote.
    bos.goto(f"/alvmark/rapporter/{report.pk}/")
    fate = bos.locator("#vad-hande")
    for words in ("Vad hände med min rapport?", SENTENCE, f"R1 {ADVICE}", REASONS, CHANGED, "Det hjälpte", HELPED):
        expect(fate).to_contain_text(words)
