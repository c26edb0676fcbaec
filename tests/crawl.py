"""Following every link, as a curious person would."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from django.urls import resolve

MANY_CHOICES = 40
# What a page would show if a template were broken, or if something were written that only Python understands.
LEAKS = re.compile(r"\{\{|\{%|%\}|<c-|&lt;c-|__proxy__|&lt;[A-Za-z]+: |\bNone\b|Traceback|%\([a-z]+\)s")


class Links(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href") and "data-elsewhere" not in given:
            self.found.append(given["href"])


def links_of(path, html):
    """The region's own pages that this one leads to, in order."""
    parser = Links()
    parser.feed(html)
    absolute = (urldefrag(urljoin(path, found)).url for found in parser.found)
    return [found for found in absolute if found.startswith("/alvmark/")]


def crawl(client, start, *, choices=MANY_CHOICES):
    """Path → answer, for every page that can be reached by links. Files are fetched, not followed.

    Lists have thousands of ways to be filtered, sorted and turned, so of each kind of page only so many are tried.
    """
    seen, waiting, tried = {}, deque([start]), Counter()
    while waiting:
        path = waiting.popleft()
        if path in seen or is_one_choice_too_many(path, tried, choices):
            continue
        response = client.get(path)
        seen[path] = response
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            waiting.extend(links_of(path, response.content.decode()))
    return seen


def is_one_choice_too_many(path, tried, choices):
    """Whether the kind of page has been met with this many other choices already. Counts this one."""
    page, has_choice, _ = path.partition("?")
    if not has_choice:
        return False
    view = resolve(page).view_name
    tried[view] += 1
    return tried[view] > choices


def one_of_each(paths):
    """The first path of every view, so that each kind of page is met once."""
    by_view = {}
    for path in paths:
        by_view.setdefault(resolve(path.split("?")[0]).view_name, path)
    return by_view
