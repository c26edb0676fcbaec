"""Every page that a strategist can reach by links, and the same pages for a stranger."""

import pytest
from django.test import Client

from tests.crawl import LEAKS, crawl, one_of_each
from varv.regions.models import User


def logged_in(username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def text_of(response):
    return response.content.decode() if response["Content-Type"].startswith("text/html") else ""


def test_every_page_answers_anna_and_no_stranger(demo):
    reached = crawl(logged_in("anna"), "/alvmark/")
    stranger = logged_in("stig")

    refused = {path: response.status_code for path, response in reached.items() if response.status_code != 200}
    leaking = {path: found.group() for path, response in reached.items() if (found := LEAKS.search(text_of(response)))}
    open_to_stig = [path for path in reached if stranger.get(path).status_code != 404]

    assert (refused, leaking, open_to_stig) == ({}, {}, [])
    assert len(one_of_each(reached)) > 40


@pytest.mark.parametrize("who", ["bo", "cilla", "disa", "egon", "frida"])
def test_every_page_that_is_offered_can_be_opened(demo, who):
    reached = crawl(logged_in(who), "/alvmark/", choices=0)

    assert {path: response.status_code for path, response in reached.items() if response.status_code != 200} == {}


def test_no_page_of_sydland_shows_anything_of_alvmark(demo):
    client = logged_in("stig")

    pages = [
        client.get(path) for path in ("/sydland/", "/sydland/strategi/", "/sydland/insatser/", "/sydland/lardomar/")
    ]

    assert [response.status_code for response in pages] == [200] * 4
    assert not any("Älvmark" in text_of(response) for response in pages)
