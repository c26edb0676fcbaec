"""Every address leads to its own page: no pattern stands in front of another."""

import re

import pytest
from django.urls import URLPattern, get_resolver, resolve

SAMPLES = {"int": "7", "slug": "alvmark", "str": "alvmark", "topic": "finansiering", "uuid": "0" * 32}


def patterns(resolver=None, before="", namespace=""):
    """Every view's name with its whole pattern."""
    for part in (resolver or get_resolver()).url_patterns:
        written = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield f"{namespace}{part.name}", written
        else:
            yield from patterns(part, written, f"{part.namespace}:" if part.namespace else namespace)


def address(written):
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], written)


@pytest.fixture(scope="module")
def ours():
    """Those whose patterns are written with converters; expressions are not ours."""
    return [(name, written) for name, written in patterns() if not re.search(r"[\^\\(]", written)]


def test_every_address_leads_to_its_own_page(ours):
    led = {name: resolve(address(written)).view_name for name, written in ours}

    assert {name: view for name, view in led.items() if view != name} == {}


def test_there_are_addresses_to_look_at(ours):
    assert len(ours) > 100


def test_no_address_is_written_twice(ours):
    shapes = [re.sub(r":\w+>", ">", written) for _name, written in ours]

    assert len(shapes) == len(set(shapes))
