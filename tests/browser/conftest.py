"""A real browser against a real server. Whatever the browser complains about fails the test."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from varv.regions.models import User

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text()
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# Quiet: the browser makes no calls of its own. No sandbox: it must start as root on a build machine too.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TELL_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`content security policy: ${event.violatedDirective} refused ${event.blockedURI}`));
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium. That it is missing is a failure, not a reason to skip."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "The browser tests need chromium: scripts/prepare_test_machine installs it."
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop running in this thread, and Django would take our own queries for a mistake.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # With a folder of its own it works where the home folder cannot be written to.
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS, env=dict(os.environ))
        yield browser
        browser.close()


@pytest.fixture
def problems():
    """What the browser complained about. A test that provokes a complaint reads it here and clears the list."""
    return []


@pytest.fixture
def page(browser, live_server, problems):
    """A window on a desk."""
    with window(browser, live_server, problems, DESK) as opened:
        yield opened
    assert problems == []


@pytest.fixture
def phone(browser, live_server, problems):
    """A window on a phone."""
    with window(browser, live_server, problems, PHONE) as opened:
        yield opened
    assert problems == []


@contextmanager
def window(browser, live_server, problems, size):
    """A browser of its own, without anybody's cookies, that writes down every complaint."""
    context = browser.new_context(base_url=live_server.url, locale="sv-SE", reduced_motion="reduce", **size)
    context.add_init_script(TELL_VIOLATIONS)
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    listen(opened, problems, home=live_server.url)
    try:
        yield opened
    finally:
        context.close()


def listen(page, problems, home):
    """Console errors, refused scripts and styles, errors in our own scripts, and calls to anyone else."""

    def heard(message):
        if message.type == "error":
            problems.append(f"console: {message.text}")

    def asked(request):
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            problems.append(f"called {request.url}")

    page.on("console", heard)
    page.on("request", asked)
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))


@pytest.fixture
def let_in(live_server):
    """Log a person in to a window without the login page: ``let_in(page, anna)``."""

    def with_cookie(page, person):
        client = Client()
        client.force_login(User.objects.get(pk=person.person_id))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    return with_cookie


@pytest.fixture
def axe():
    """What axe finds wrong with a page for someone who does not see, hear or point: ``assert axe(page) == []``."""

    def violations(page):
        page.evaluate(AXE)
        # Without preloading: it sets styles of its own, which the page's security policy rightly refuses.
        options = {"runOnly": AXE_RULES, "resultTypes": ["violations"], "preload": False}
        found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
        return [_told(violation) for violation in found]

    return violations


def _told(violation):
    places = ", ".join(" ".join(node["target"]) for node in violation["nodes"])
    return f"{violation['id']} ({violation['impact']}): {violation['help']} – {places}"
