"""Each kind of page in a real browser, on a desk and on a phone: no complaint of any kind."""

import pytest
from django.test import Client

from tests.crawl import crawl, one_of_each
from varv.core.roles import Actor, Role
from varv.jobs.demo.story import tell_story
from varv.regions.models import User


@pytest.fixture
def anna_of_the_demo(transactional_db):
    tell_story()
    user = User.objects.get(username="anna")
    region_id = user.memberships.get().region_id
    return Actor(region_id, user.pk, user.name, frozenset({Role.STRATEGIST}))


def pages_for(person):
    """One page of each kind, without the files that are only fetched."""
    client = Client()
    client.force_login(User.objects.get(pk=person.person_id))
    reached = {
        path: response
        for path, response in crawl(client, "/alvmark/", choices=0).items()
        if response["Content-Type"].startswith("text/html")
    }
    return sorted(one_of_each(reached).values())


def complaints(window, paths, axe):
    """What axe says, page by page; and pages that are wider than their window."""
    found = {}
    for path in paths:
        window.goto(path)
        wide = window.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        told = axe(window) + ([f"{wide} px wider than the window"] if wide > 0 else [])
        if told:
            found[path] = told
    return found


def test_every_kind_of_page_on_a_desk(page, let_in, anna_of_the_demo, axe):
    let_in(page, anna_of_the_demo)

    assert complaints(page, pages_for(anna_of_the_demo), axe) == {}


def test_every_kind_of_page_on_a_phone(phone, let_in, anna_of_the_demo, axe):
    let_in(phone, anna_of_the_demo)

    assert complaints(phone, pages_for(anna_of_the_demo), axe) == {}


def test_every_kind_of_page_in_the_dark(page, let_in, anna_of_the_demo, axe):
    let_in(page, anna_of_the_demo)
    page.emulate_media(color_scheme="dark")

    assert complaints(page, pages_for(anna_of_the_demo), axe) == {}
