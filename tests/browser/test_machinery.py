"""That the browser's complaints are heard, so that silence means something."""

import pytest

HTML = {"Content-Type": "text/html; charset=utf-8"}
POLICY = HTML | {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}
SOUND = '<!doctype html><html lang="sv"><title>Sida</title><main><h1>Sida</h1>{body}</main></html>'


@pytest.fixture
def show(page):
    """Show a page that we make up."""

    def shown(body, headers=POLICY):
        page.route("**/made-up", lambda route: route.fulfill(headers=headers, body=SOUND.format(body=body)))
        page.goto("/made-up")

    return shown


def test_a_sound_page_gives_no_complaint(show, page, axe, problems):
    show("<p>Allt är väl.</p>")

    assert axe(page) == []
    assert problems == []


def test_an_inline_script_is_heard_as_a_broken_policy(show, page, problems):
    show("<script>document.title = 'Nej';</script>")

    assert page.title() == "Sida"
    assert any("content security policy: script-src-elem refused inline" in problem for problem in problems)
    problems.clear()


def test_an_error_in_a_script_is_heard(show, page, problems):
    show("<script>throw new Error('sönder');</script>", headers=HTML)

    assert problems == ["script: sönder"]
    problems.clear()


def test_a_file_that_is_missing_is_heard(show, page, problems):
    page.route("**/finns-inte.js", lambda route: route.fulfill(status=404))
    show('<script src="/finns-inte.js"></script>')
    page.wait_for_load_state("networkidle")

    assert any("404" in problem for problem in problems)
    problems.clear()


def test_a_call_to_anyone_else_is_heard(show, page, problems):
    page.route("https://example.org/*", lambda route: route.abort())
    show('<img alt="" src="https://example.org/spionen.png">', headers=HTML)
    page.wait_for_load_state("networkidle")

    assert "called https://example.org/spionen.png" in problems
    problems.clear()


def test_axe_finds_an_image_without_words(show, page, axe):
    show('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', headers=HTML)

    assert [violation.split(" ")[0] for violation in axe(page)] == ["image-alt"]


def test_the_phone_is_as_narrow_as_a_phone(phone):
    assert phone.viewport_size["width"] == 390


def test_let_in_logs_a_person_in(page, anna, let_in, settings):
    let_in(page, anna)

    assert [cookie["name"] for cookie in page.context.cookies()] == [settings.SESSION_COOKIE_NAME]
