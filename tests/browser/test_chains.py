"""A chain in a real browser: reached and read by keyboard, made larger and smaller, moved, and looked at in part."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.factories import MONDAY, ActionAreaFactory, ChainFactory, ChainLinkFactory, ChainStepFactory, GoalFactory
from tests.strategy.walks import added_step, adopt_chain, adopted_chain, chain_of_three
from varv.core.theory import Level
from varv.strategy import operations

expect.set_options(timeout=15_000)
STEPS = ".chain-scroll a.n-step"
WIDTH = "document.querySelector('.chain-scroll svg').getBoundingClientRect().width"
FOCUSED = "document.activeElement.closest('.chain-scroll a')?.getAttribute('aria-label') ?? null"
INSIDE = "document.activeElement.closest('.chain-scroll') !== null"
A_LEVEL = 6


@pytest.fixture
def small(transactional_db, anna):
    """Three steps in a row: an activity, what is done, and what becomes different."""
    return chain_of_three(anna)


@pytest.fixture
def large(transactional_db, alvmark):
    """Seven levels with six steps each, so that the drawing is larger than its room."""
    chain = ChainFactory(region=alvmark, name="Hela strategin")
    columns = [
        [ChainStepFactory(region=alvmark, chain=chain, level=level, text=f"{level} {n}") for n in range(A_LEVEL)]
        for level in Level
    ]
    for sources, targets in pairwise(columns):
        for source in sources:
            for target in targets[:3]:
                ChainLinkFactory(region=alvmark, chain=chain, source=source, target=target)
    return chain, columns


def open_chain(page, let_in, person, chain, query=""):
    let_in(page, person)
    page.goto(f"/alvmark/effektkedjor/{chain.pk}/{query}")
    expect(page.locator("[data-zoom-tools]")).to_be_visible()
    return page


# --- keyboard and reading aloud ----------------------------------------------------------------------------


def test_every_step_is_reached_by_keyboard_in_order_and_says_its_links(page, let_in, anna, small):
    chain, steps, _links = small
    open_chain(page, let_in, anna, chain)
    page.locator(".chain-scroll").focus()

    heard = []
    for _step in range(len(steps) + 1):
        page.keyboard.press("Tab")
        heard.append(page.evaluate(FOCUSED))

    assert heard == [
        "Aktiviteter: Yrkesväxling i moduler. Leder till: Genomförda moduler (Starkt belägg).",
        (
            "Prestationer: Genomförda moduler. Inte mätt. Kommer från: Yrkesväxling i moduler (Starkt belägg). "
            "Leder till: Deltagarna får ett intyg som gäller (Antagande)."
        ),
        "Utfall: Deltagarna får ett intyg som gäller. Inte mätt. Kommer från: Genomförda moduler (Antagande).",
        "Antagande 1: från Genomförda moduler till Deltagarna får ett intyg som gäller",
    ]


def test_keyboard_reaches_all_of_a_large_chain_and_comes_out_again(page, let_in, anna, large):
    chain, columns = large
    open_chain(page, let_in, anna, chain)
    page.locator(".chain-scroll").focus()

    reached = []
    page.keyboard.press("Tab")
    while page.evaluate(INSIDE):
        reached.append(page.evaluate(FOCUSED))
        page.keyboard.press("Tab")

    named = [said.partition(": ")[2].partition(".")[0] for said in reached]
    assert set(named) >= {step.text for column in columns for step in column}
    ranks = [list(Level).index(Level(name.split()[0])) for name in named if name.split()[0] in set(Level)]
    assert ranks == sorted(ranks)


def test_step_that_has_the_focus_shows_it(page, let_in, anna, small):
    chain, *_ = small
    open_chain(page, let_in, anna, chain)
    page.locator(".chain-scroll").focus()

    page.keyboard.press("Tab")

    stroke = page.evaluate("getComputedStyle(document.activeElement.querySelector('.n-box')).strokeWidth")
    assert float(stroke.removesuffix("px")) > 2


def test_pictures_of_chains_break_no_rule_of_accessibility(page, let_in, anna, small, axe):
    chain, steps, _links = small
    adopt_chain(chain, anna)
    operations.revise_chain(chain=chain, by=anna, at=MONDAY)
    chain.refresh_from_db()
    added_step(anna, chain, "Mentorer")
    let_in(page, anna)
    found = {}
    for rest in (f"effektkedjor/{chain.pk}/?steg={steps[1].pk}&belagg=strong", f"effektkedjor/{chain.pk}/jamfor/"):
        page.goto(f"/alvmark/{rest}")
        found[rest] = axe(page)
    page.goto(f"/alvmark/dokument/{chain.document_id}/effektkedjor/?kedja={chain.pk}")
    found["all"] = axe(page)

    assert {rest: told for rest, told in found.items() if told} == {}


# --- focus -------------------------------------------------------------------------------------------------


def test_step_is_put_in_focus_and_everything_shown_again(page, let_in, anna, small):
    chain, steps, _links = small
    open_chain(page, let_in, anna, chain)

    page.locator(STEPS).first.press("Enter")
    expect(page).to_have_url(re.compile(rf"\?steg={steps[0].pk}#kedja$"))
    expect(page.locator(".st-chosen")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("heading", name="Yrkesväxling i moduler")).to_be_visible()

    page.get_by_role("link", name="Visa allt").first.click()

    expect(page.locator(".st-chosen")).to_have_count(0)


def test_filter_is_ticked_and_sent(page, let_in, anna, small):
    chain, *_ = small
    open_chain(page, let_in, anna, chain)

    page.get_by_text("Välj vad som visas").click()
    page.get_by_label("Starkt belägg (1)").check()
    page.get_by_label("utelämnas").check()
    page.get_by_role("button", name="Visa urvalet").click()

    expect(page.locator(STEPS)).to_have_count(2)
    expect(page.get_by_label("Starkt belägg (1)")).to_be_checked()


def test_step_in_focus_is_in_sight_although_the_drawing_is_large(page, let_in, anna, large):
    chain, columns = large
    open_chain(page, let_in, anna, chain, f"?steg={columns[-1][-1].pk}#kedja")

    room, step = page.locator(".chain-scroll").bounding_box(), page.locator(".st-chosen").bounding_box()

    assert room["x"] <= step["x"] <= step["x"] + step["width"] <= room["x"] + room["width"] + 1
    assert room["y"] <= step["y"] <= step["y"] + step["height"] <= room["y"] + room["height"] + 1


# --- size --------------------------------------------------------------------------------------------------


def test_drawing_is_made_larger_and_smaller_with_buttons_and_keys(page, let_in, anna, small):
    chain, *_ = small
    open_chain(page, let_in, anna, chain)
    real = page.evaluate(WIDTH)

    page.get_by_role("button", name="Större").click()
    assert page.evaluate(WIDTH) == pytest.approx(real * 1.25, abs=1)
    page.locator(".chain-scroll").focus()
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert page.evaluate(WIDTH) == pytest.approx(real * 0.85, abs=1)
    page.keyboard.press("0")

    assert page.evaluate(WIDTH) == pytest.approx(real, abs=1)
    expect(page.locator("[data-zoom-now]")).to_have_text("100\u00a0%")


def test_size_is_remembered_in_this_browser(page, let_in, anna, small):
    chain, *_ = small
    open_chain(page, let_in, anna, chain)
    page.get_by_role("button", name="Mindre").click()

    page.reload()

    expect(page.locator("[data-zoom-now]")).to_have_text("85\u00a0%")


def test_drawing_is_fitted_to_the_width(page, let_in, anna, large):
    chain, _columns = large
    open_chain(page, let_in, anna, chain)
    page.get_by_role("button", name="Större").click()

    page.get_by_role("button", name="Anpassa").click()

    room = page.evaluate("document.querySelector('.chain-scroll').clientWidth")
    assert page.evaluate(WIDTH) <= room
    expect(page.get_by_role("button", name="Anpassa")).to_have_attribute("aria-pressed", "true")


def test_drawing_is_moved_by_dragging_its_paper(page, let_in, anna, large):
    chain, _columns = large
    open_chain(page, let_in, anna, chain)
    for _press in range(3):
        page.get_by_role("button", name="Större").click()
    page.locator(".chain-scroll").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.chain-scroll').scrollTo(0, 0)")
    room = page.locator(".chain-scroll").bounding_box()

    page.mouse.move(room["x"] + 300, room["y"] + 60)
    page.mouse.down()
    page.mouse.move(room["x"] + 100, room["y"] + 40, steps=4)
    page.mouse.up()

    assert page.evaluate("document.querySelector('.chain-scroll').scrollLeft") == pytest.approx(200, abs=2)


def test_first_column_is_not_cut_off(page, let_in, anna, large):
    chain, _columns = large
    open_chain(page, let_in, anna, chain)

    room, first = page.locator(".chain-scroll").bounding_box(), page.locator(STEPS).first.bounding_box()

    assert first["x"] - room["x"] >= 2


def test_without_script_the_drawing_scrolls_and_focus_works(browser, live_server, let_in, anna, large):
    chain, columns = large
    context = browser.new_context(base_url=live_server.url, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    let_in(page, anna)

    page.goto(f"/alvmark/effektkedjor/{chain.pk}/?steg={columns[0][0].pk}")

    expect(page.locator("[data-zoom-tools]")).to_be_hidden()
    expect(page.locator(".st-chosen")).to_have_count(1)
    context.close()


# --- all together ------------------------------------------------------------------------------------------


def test_all_chains_fit_the_width_from_the_start(page, let_in, anna, alvmark, transactional_db):
    chain, *_ = adopted_chain(anna)
    area = ActionAreaFactory(region=alvmark, document=chain.document, name="Kompetens")
    goal = GoalFactory(region=alvmark, document=chain.document)
    type(chain).objects.filter(pk=chain.pk).update(area=area, goal=goal)
    let_in(page, anna)

    page.goto(f"/alvmark/dokument/{chain.document_id}/effektkedjor/")

    expect(page.get_by_role("button", name="Anpassa")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=re.compile("^Aktiviteter: Yrkesväxling")).press("Enter")
    expect(page).to_have_url(re.compile(rf"/effektkedjor/{chain.pk}/\?steg=\d+#kedja$"))
