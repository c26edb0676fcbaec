"""The manners of every page: theme, language, words, menu, keyboard, paper, large text, and forms that lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.rounds.walks import opened as opened_round
from tests.strategy.walks import adopted_document
from varv.core.roles import Actor, Role
from varv.core.workflow import RoundState
from varv.jobs.demo.story import tell_story
from varv.regions.models import Membership, User
from varv.rounds.models import Report
from varv.strategy.models import Chain

expect.set_options(timeout=15_000)
HOME = "/alvmark/"
# What the theme is in the first frame that is painted.
TELL_FIRST_FRAME = "requestAnimationFrame(() => (window.firstTheme = document.documentElement.dataset.theme ?? ''))"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOVES = """[...document.querySelectorAll("*")].filter((element) => {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
    const lasts = (written) => written.split(",").some((one) => parseFloat(one) > 0.01);
    return (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration);
}).map((element) => element.className || element.tagName)"""


@pytest.fixture
def desk(page, let_in, transactional_db, anna):
    """Anna's page on a desk."""
    let_in(page, anna)
    page.goto(HOME)
    return page


@pytest.fixture
def at_phone(phone, let_in, transactional_db, anna):
    """Anna's page on a phone."""
    let_in(phone, anna)
    phone.goto(HOME)
    return phone


def open_my_menu(page):
    page.get_by_role("button", name="Min meny").click()


# --- theme and language ------------------------------------------------------------------------------------------


def test_the_chosen_theme_stays_and_is_there_before_anything_is_painted(desk):
    desk.add_init_script(TELL_FIRST_FRAME)
    open_my_menu(desk)
    desk.get_by_role("button", name="Mörkt").click()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")

    desk.reload()

    desk.wait_for_function("window.firstTheme !== undefined")
    assert desk.evaluate("window.firstTheme") == "dark"
    open_my_menu(desk)
    expect(desk.get_by_role("button", name="Mörkt")).to_have_attribute("aria-pressed", "true")


def test_the_system_decides_again_when_it_is_asked_to(desk):
    open_my_menu(desk)
    desk.get_by_role("button", name="Ljust").click()
    desk.get_by_role("button", name="System").click()

    desk.reload()

    assert desk.evaluate("document.documentElement.dataset.theme ?? 'system'") == "system"


def test_the_language_is_changed_and_changed_back_on_the_same_page(desk):
    desk.goto(f"{HOME}lardomar/?mina=on")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Vad har vi lärt oss?")
    open_my_menu(desk)

    desk.get_by_role("button", name="English").click()

    expect(desk.locator("html")).to_have_attribute("lang", "en")
    expect(desk.get_by_role("heading", level=1)).to_have_text("What have we learned?")
    assert desk.url.endswith("/alvmark/lardomar/?mina=on")
    desk.get_by_role("button", name="My menu").click()
    desk.get_by_role("button", name="Svenska").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Vad har vi lärt oss?")


# --- keyboard ----------------------------------------------------------------------------------------------------


def test_the_first_key_offers_the_way_past_the_menu(desk):
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Till innehållet")).to_be_focused()

    desk.keyboard.press("Enter")

    expect(desk.locator("#main")).to_be_focused()


def test_a_word_is_explained_by_keyboard_and_the_focus_comes_back(desk):
    desk.goto(f"{HOME}mal/{_goal_of(desk)}/bedom/")
    word = desk.locator("main .term").first
    meaning = desk.locator(f"#{word.get_attribute('popovertarget')}")
    expect(meaning).to_be_hidden()

    word.press("Enter")
    expect(meaning).to_be_visible()
    desk.keyboard.press("Escape")

    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()


def _goal_of(page):
    """A goal made for Anna, whose page this is."""
    user = User.objects.get(username="anna")
    anna = Actor(user.memberships.get().region_id, user.pk, user.name, frozenset({Role.STRATEGIST}))
    return adopted_document(anna).goals.get().pk


def test_where_one_is_is_seen_in_a_menu_longer_than_the_window(desk):
    desk.set_viewport_size({"width": 1440, "height": 420})

    desk.goto(f"{HOME}slingan/")

    here = desk.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Hur väl vi lär oss")
    expect(here).to_have_attribute("aria-current", "page")
    expect(here).to_be_in_viewport(ratio=1)
    assert desk.evaluate("window.scrollY") == 0


def test_the_menu_of_a_phone_opens_traps_nobody_and_closes(at_phone):
    button, menu = at_phone.get_by_role("button", name="Meny", exact=True), at_phone.locator("#menu")
    expect(menu).to_be_hidden()

    button.press("Enter")
    expect(menu).to_be_visible()
    inside = [_tabbed_inside(at_phone) for _press in range(menu.get_by_role("link").count() + 2)]
    assert (inside[0], inside[-1]) == (True, False)

    button.focus()
    at_phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def _tabbed_inside(page):
    page.keyboard.press("Tab")
    return page.evaluate("document.activeElement.closest('#menu') !== null")


# --- forms -------------------------------------------------------------------------------------------------------


def test_leaving_what_is_not_sent_is_asked_about_first(page, let_in, transactional_db, frida, bo):
    let_in(page, frida)
    page.goto(f"{HOME}personer/{Membership.objects.of(bo.region_id).get(user_id=bo.person_id).pk}/")
    page.locator("#id_title").click()
    page.keyboard.type("Insatsansvarig för kompetens")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    asked.value.dismiss()

    assert asked.value.type == "beforeunload"
    expect(page.locator("#id_title")).to_have_value("Insatsansvarig för kompetens")


def test_a_text_that_was_never_sent_is_offered_after_a_crash(desk, live_server, anna):
    adopted_document(anna)
    desk.goto(f"{HOME}effektkedjor/ny/")
    desk.locator("#id_summary").fill("Vi tror att sällskap gör att fler stannar.")
    after = desk.context.new_page()
    desk.close()

    after.goto(f"{HOME}effektkedjor/ny/")
    expect(after.locator("#id_summary")).to_have_value("")
    after.get_by_role("button", name="Lägg tillbaka texten").click()
    after.locator("#id_name").fill("Kompetens")
    after.get_by_role("button", name="Spara").or_(after.locator("main form button.btn-primary")).first.click()

    expect(after.get_by_role("heading", level=1)).to_be_visible()
    assert Chain.objects.of(anna.region_id).get().summary == "Vi tror att sällskap gör att fler stannar."
    after.goto(f"{HOME}effektkedjor/ny/")
    expect(after.get_by_role("button", name="Lägg tillbaka texten")).to_have_count(0)


def test_what_others_will_see_is_asked_about_and_not_done_before_a_yes(desk, anna):
    round_ = opened_round(anna)
    desk.goto(f"{HOME}omgangar/{round_.pk}/")
    dialog = desk.get_by_role("dialog")

    desk.get_by_role("button", name="Stäng omgången").click()
    expect(dialog).to_contain_text("Stänga omgången?")
    dialog.get_by_role("button", name="Inte än").click()
    expect(dialog).to_be_hidden()
    round_.refresh_from_db()
    assert round_.state is RoundState.OPEN

    desk.get_by_role("button", name="Stäng omgången").click()
    dialog.get_by_role("button", name="Stäng omgången").click()
    expect(desk.locator(".toast")).to_contain_text("Omgången är stängd.")
    round_.refresh_from_db()
    assert round_.state is RoundState.CLOSED


# --- paper, large text, still pages -----------------------------------------------------------------------------


@pytest.fixture
def five_pages(transactional_db):
    """The five pages that people use most, in the demo; and the one whose they are."""
    tell_story()
    user = User.objects.get(username="bo")
    bo = Actor(user.memberships.get().region_id, user.pk, user.name, frozenset({Role.REPORTER}))
    report = Report.objects.of(bo.region_id).filter(author=user, state="draft").earliest("pk")
    places = ("", "strategi/", "insatser/", "spiralen/", f"rapporter/{report.pk}/")
    return bo, [f"{HOME}{place}" for place in places]


def test_the_five_pages_hold_on_paper_in_large_text_and_in_a_narrow_window(page, let_in, five_pages, live_server):
    bo, places = five_pages
    called = []
    page.on("request", lambda request: called.append(request.url))
    let_in(page, bo)
    found = {}
    for place in places:
        page.goto(place)
        found[place] = {"on paper": _shown_on_paper(page), "moving": page.evaluate(MOVES)}
        page.set_viewport_size({"width": 320, "height": 640})
        found[place]["narrow"] = page.evaluate(TOO_WIDE)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[place]["large"] = page.evaluate(TOO_WIDE)

    assert found == {place: {"on paper": [], "moving": [], "narrow": 0, "large": 0} for place in places}
    assert [url for url in called if not url.startswith((live_server.url, "data:"))] == []


def _shown_on_paper(page):
    """What of the machinery would be printed."""
    page.emulate_media(media="print")
    shown = [part for part in (".side", ".top", ".foot", ".skip", ".autosave") if page.locator(part).first.is_visible()]
    page.emulate_media(media="screen")
    return shown
