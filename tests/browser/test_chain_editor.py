"""Anna builds a chain: with the keyboard alone, beside Hedda, without a network, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, window
from tests.people import member
from tests.strategy.walks import added_step, adopt_chain, chain_of_three, drafted_chain
from varv.core.roles import Role
from varv.core.theory import Level
from varv.strategy.models import ChainLink, ChainStep

expect.set_options(timeout=15_000)
LOST_NETWORK = "Failed to load resource"


@pytest.fixture
def hedda(transactional_db, alvmark):
    """Another strategist."""
    return member(alvmark, "hedda", Role.STRATEGIST)


@pytest.fixture
def chain(transactional_db, anna):
    """A chain without steps."""
    return drafted_chain(anna)


@pytest.fixture
def three(transactional_db, anna):
    """A chain of three, with its steps and links."""
    return chain_of_three(anna)


@pytest.fixture
def another(browser, live_server, problems):
    """A window of its own, with nobody logged in."""
    with window(browser, live_server, problems, DESK) as opened:
        yield opened


def open_bench(window, let_in, person, chain):
    let_in(window, person)
    window.goto(f"/alvmark/effektkedjor/{chain.pk}/redigera/")
    return window


@pytest.fixture
def opened(page, let_in, anna, three):
    """Anna's workbench with the chain of three."""
    return open_bench(page, let_in, anna, three[0])


def box(window, step):
    return window.locator(f"#text-{step.pk}")


def status(window):
    return window.locator("[data-autosave-status] [data-text]").first


def see_saved(window):
    expect(status(window)).to_contain_text("Allt sparat")


def said(window, text):
    expect(window.locator("[data-said]")).to_contain_text(text)


def texts(chain, level=None):
    steps = ChainStep.objects.of(chain.region_id).filter(chain=chain).in_order()
    return [step.text for step in steps if level in {None, step.level}]


def links(chain):
    found = ChainLink.objects.of(chain.region_id).filter(chain=chain).select_related("source", "target").order_by("pk")
    return [(link.source.text, link.target.text) for link in found]


def forgive_the_network(problems):
    """The browser says that an answer was no, or that the network was gone; and nothing else."""
    assert [problem for problem in problems if LOST_NETWORK not in problem] == []
    problems.clear()


# --- the keyboard alone ------------------------------------------------------------------------------------------


def test_a_small_chain_is_built_with_the_keyboard_alone(page, let_in, anna, chain):
    open_bench(page, let_in, anna, chain)
    keys = page.keyboard

    page.locator("#nytt-activity").focus()
    for text in ("Yrkesväxling", "Validering"):
        keys.type(text)
        keys.press("Enter")
        expect(page.locator("#nytt-activity")).to_be_focused()
        expect(page.locator("[data-step]").filter(has=page.get_by_text(text)).first).to_be_visible()
    page.locator("#nytt-outcome").focus()
    keys.type("Fler får intyg")
    keys.press("Enter")
    expect(page.locator("[data-step]")).to_have_count(3)
    box(page, ChainStep.objects.of(anna.region_id).get(text="Validering")).focus()
    keys.press("Alt+ArrowUp")
    said(page, "Ledet är flyttat.")
    keys.press("Alt+l")
    expect(page.locator("#valj-led")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    said(page, "Leden är ihopknutna.")

    assert texts(chain, Level.ACTIVITY) == ["Validering", "Yrkesväxling"]
    assert links(chain) == [("Validering", "Fler får intyg")]


def test_tab_reaches_the_words_and_the_tools_of_a_step(opened, three):
    box(opened, three[1][0]).focus()
    seen = []
    for _ in range(4):
        opened.keyboard.press("Tab")
        seen.append(opened.evaluate("document.activeElement.id.split('-')[0]"))

    assert seen == ["till", "klipp", "koppla", "bort"]


def test_the_focus_stays_in_the_step_that_was_moved(opened, three):
    chain, steps, _links = three
    opened.locator("#nytt-activity").fill("Andra")
    opened.keyboard.press("Enter")
    said(opened, "Ledet är tillagt.")
    box(opened, steps[0]).focus()
    opened.keyboard.press("Alt+ArrowDown")
    said(opened, "Ledet är flyttat.")

    expect(box(opened, steps[0])).to_be_focused()
    assert texts(chain, Level.ACTIVITY) == ["Andra", steps[0].text]


# --- saved as it is written --------------------------------------------------------------------------------------


def test_what_is_written_is_saved_in_a_pause_and_drawn(opened, three):
    box(opened, three[1][0]).fill("Yrkesväxling på distans")
    see_saved(opened)

    expect(opened.locator("[data-part=picture] svg")).to_contain_text("distans")
    expect(box(opened, three[1][0])).to_be_focused()
    assert texts(three[0])[0] == "Yrkesväxling på distans"


def test_what_is_written_is_saved_when_the_step_is_left(opened, three):
    box(opened, three[1][0]).fill("Yrkesväxling på distans")
    box(opened, three[1][1]).focus()
    see_saved(opened)

    assert texts(three[0])[0] == "Yrkesväxling på distans"


def test_a_step_without_words_is_explained_and_nothing_is_lost(opened, three, problems):
    box(opened, three[1][0]).fill("")
    box(opened, three[1][1]).focus()

    expect(opened.locator(".bench-refusal")).to_contain_text("Skriv vad ledet är, med några ord.")
    assert texts(three[0])[0] == "Yrkesväxling i moduler"
    forgive_the_network(problems)


def test_without_a_network_the_text_is_kept_and_sent_later(opened, three, problems):
    opened.route("**/skriv/", lambda route: route.abort("connectionfailed"))
    box(opened, three[1][0]).fill("Skrivet på tåget")
    expect(status(opened)).to_contain_text("Inte sparat")
    opened.unroute("**/skriv/")
    opened.evaluate("window.dispatchEvent(new Event('online'))")
    see_saved(opened)

    assert texts(three[0])[0] == "Skrivet på tåget"
    forgive_the_network(problems)


def test_what_never_reached_us_is_there_when_the_page_is_opened_again(opened, three, problems):
    opened.route("**/skriv/", lambda route: route.abort("connectionfailed"))
    box(opened, three[1][0]).fill("Skrivet på tåget")
    expect(status(opened)).to_contain_text("Inte sparat")
    opened.unroute("**/skriv/")
    opened.reload()
    see_saved(opened)

    assert texts(three[0])[0] == "Skrivet på tåget"
    forgive_the_network(problems)


# --- undone ------------------------------------------------------------------------------------------------------


def test_a_step_taken_away_comes_back_with_its_links(opened, three):
    chain, steps, _links = three
    opened.locator(f"#bort-{steps[1].pk}").click()
    said(opened, "”Genomförda moduler” är borttaget. Du kan ångra det.")
    expect(opened.locator("[data-step]")).to_have_count(2)
    opened.locator("#angra").click()
    said(opened, "Ångrat.")

    expect(opened.locator(f"#led-{steps[1].pk}")).to_be_visible()
    assert len(links(chain)) == 2


def test_undo_and_redo_by_keys(opened, three):
    chain, steps, _links = three
    box(opened, steps[0]).fill("Ny text")
    box(opened, steps[1]).focus()
    see_saved(opened)
    opened.keyboard.press("Control+z")
    said(opened, "Ångrat.")
    expect(box(opened, steps[0])).to_have_value("Yrkesväxling i moduler")
    opened.keyboard.press("Control+Shift+z")
    said(opened, "Gjort om.")

    expect(box(opened, steps[0])).to_have_value("Ny text")
    assert texts(chain)[0] == "Ny text"


def test_while_writing_undo_is_the_fields_own(opened, three):
    box(opened, three[1][0]).focus()
    opened.keyboard.press("End")
    opened.keyboard.type("!")
    opened.keyboard.press("Control+z")

    expect(box(opened, three[1][0])).to_have_value("Yrkesväxling i moduler")
    assert texts(three[0])[0] == "Yrkesväxling i moduler"


# --- by pointer --------------------------------------------------------------------------------------------------


def test_steps_are_linked_by_pointing(opened, three):
    chain, steps, _links = three
    opened.locator(f"#koppla-{steps[0].pk}").click()
    box(opened, steps[2]).click()
    said(opened, "Leden är ihopknutna.")

    assert links(chain)[-1] == (steps[0].text, steps[2].text)


def test_escape_lets_go_of_a_link_that_was_begun(opened, three):
    opened.locator(f"#koppla-{three[1][0].pk}").click()
    opened.keyboard.press("Escape")

    expect(opened.locator(".bench-picker")).to_have_count(0)
    expect(opened.locator(f"#koppla-{three[1][0].pk}")).to_be_focused()


def test_the_last_step_has_nothing_to_lead_to(opened, three):
    opened.locator(f"#koppla-{three[1][2].pk}").click()

    expect(opened.locator(".bench-picker")).to_contain_text("Det finns inget led att knyta till än.")


# --- two at once -------------------------------------------------------------------------------------------------


def test_two_people_see_each_others_changes(opened, another, let_in, hedda, three):
    chain, steps, _links = three
    open_bench(another, let_in, hedda, chain)
    box(another, steps[0]).fill("Heddas ord")
    see_saved(another)
    said(opened, "Hedda ändrade ett led")
    expect(box(opened, steps[0])).to_have_value("Heddas ord")
    opened.locator("#nytt-effect").fill("Fler i arbete")
    opened.keyboard.press("Enter")

    expect(another.locator("[data-level=effect] textarea").first).to_have_value("Fler i arbete")
    said(another, "Anna lade till ett led")


def test_a_field_in_writing_is_not_overwritten_and_both_texts_are_shown(
    opened, another, let_in, hedda, three, problems
):
    chain, steps, _links = three
    open_bench(another, let_in, hedda, chain)
    opened.route("**/skriv/", lambda route: route.abort("connectionfailed"))
    box(opened, steps[0]).fill("Annas ord")
    expect(status(opened)).to_contain_text("Inte sparat")
    box(another, steps[0]).fill("Heddas ord")
    see_saved(another)
    opened.unroute("**/skriv/")

    card = opened.locator(f"#led-{steps[0].pk}")
    expect(card.locator(".bench-choice")).to_contain_text("Nu står det: ”Heddas ord”")
    expect(box(opened, steps[0])).to_have_value("Annas ord")
    card.get_by_role("button", name="Behåll min text").click()
    expect(box(another, steps[0])).to_have_value("Annas ord")
    assert texts(chain)[0] == "Annas ord"
    forgive_the_network(problems)


def test_the_other_text_can_be_taken_instead(opened, another, let_in, hedda, three, problems):
    chain, steps, _links = three
    open_bench(another, let_in, hedda, chain)
    opened.route("**/skriv/", lambda route: route.abort("connectionfailed"))
    box(opened, steps[0]).fill("Annas ord")
    box(another, steps[0]).fill("Heddas ord")
    see_saved(another)
    opened.locator(f"#led-{steps[0].pk}").get_by_role("button", name="Ta den andras").click()

    expect(box(opened, steps[0])).to_have_value("Heddas ord")
    assert texts(chain)[0] == "Heddas ord"
    forgive_the_network(problems)


def test_a_step_taken_away_while_one_writes_leaves_the_text(opened, another, let_in, hedda, three, problems):
    chain, steps, _links = three
    open_bench(another, let_in, hedda, chain)
    opened.route("**/skriv/", lambda route: route.abort("connectionfailed"))
    box(opened, steps[0]).fill("Annas ord")
    another.locator(f"#bort-{steps[0].pk}").click()
    card = opened.locator(f"#led-{steps[0].pk}")
    expect(card).to_contain_text("Någon tog bort ledet medan du skrev.")
    card.get_by_role("button", name="Lägg till det igen").click()

    expect(opened.locator("[data-level=activity] [data-step] textarea")).to_have_value("Annas ord")
    see_saved(opened)
    assert "Annas ord" in texts(chain)
    forgive_the_network(problems)


def test_an_undo_that_would_take_anothers_work_is_refused(opened, another, let_in, hedda, three, problems):
    chain, steps, _links = three
    box(opened, steps[0]).fill("Annas ord")
    see_saved(opened)
    open_bench(another, let_in, hedda, chain)
    box(another, steps[0]).fill("Heddas ord")
    see_saved(another)
    opened.locator("#angra").click()

    expect(opened.locator(".bench-refusal")).to_contain_text("Hedda har ändrat ”Heddas ord” sedan dess")
    assert texts(chain)[0] == "Heddas ord"
    forgive_the_network(problems)


def test_a_chain_adopted_meanwhile_says_so(opened, anna, three, problems):
    adopt_chain(three[0], anna)

    expect(opened.locator(".bench-refusal")).to_contain_text("Kedjan har just antagits")
    forgive_the_network(problems)


# --- for everyone ------------------------------------------------------------------------------------------------


def test_the_workbench_is_for_everyone(opened, axe, three):
    opened.locator(f"#mer-{three[1][0].pk}").click()
    opened.locator(f"#koppla-{three[1][0].pk}").click()

    assert axe(opened) == []


def test_the_workbench_is_for_everyone_on_a_phone(phone, let_in, anna, three, axe):
    open_bench(phone, let_in, anna, three[0])

    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_same_is_done_with_forms(browser, live_server, problems, let_in, anna, three):
    chain, steps, _links = three
    with window(browser, live_server, problems, {**DESK, "java_script_enabled": False}) as plain:
        open_bench(plain, let_in, anna, chain)
        plain.locator("#nytt-effect").fill("Fler i arbete")
        plain.locator("#lagg-effect").click()
        box(plain, steps[0]).fill("Yrkesväxling på distans")
        plain.locator(f"#led-{steps[0].pk}").get_by_role("button", name="Spara").click()
        plain.locator("#koppla-fran").select_option(str(steps[2].pk))
        plain.locator("#koppla-till").select_option(label="Effekter: Fler i arbete")
        plain.get_by_role("button", name="Knyt ihop leden").click()
        plain.locator(f"#bort-{steps[1].pk}").click()
        expect(plain.locator("[data-step]")).to_have_count(3)
        plain.locator("#angra").click()
        expect(plain.locator("[data-step]")).to_have_count(4)

    assert texts(chain) == ["Yrkesväxling på distans", steps[1].text, steps[2].text, "Fler i arbete"]
    assert links(chain)[-1] == (steps[2].text, "Fler i arbete")


def test_a_shared_step_is_fetched_and_made_its_own(opened, anna, three):
    chain, *_ = three
    added_step(anna, drafted_chain(anna, "En annan", chain.document), "Gemensam validering")
    opened.reload()
    opened.locator("#lana-led").select_option(label="Aktiviteter: Gemensam validering")
    opened.get_by_role("button", name="Hämta ledet").click()
    said(opened, "Ledet står nu i båda kedjorna.")
    card = opened.locator("[data-level=activity] [data-step]").last
    expect(card).to_contain_text("Står också i: En annan")
    card.locator("summary").click()
    card.get_by_role("button", name="Gör det till ett eget led").click()

    expect(card).not_to_contain_text("Står också i")
