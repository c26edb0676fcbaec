"""Following every link, as a curious person would."""

import re
from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from django.urls import resolve

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


def crawl(client, start, *, without_choices=False):
    """Path → answer, for every page that can be reached by links. Files are fetched, not followed.

    ``without_choices`` leaves out the same pages with another filter or another page of a list.
    """
    seen, waiting = {}, deque([start])
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        response = client.get(path)
        seen[path] = response
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            found = links_of(path, response.content.decode())
            waiting.extend(one for one in found if not (without_choices and "?" in one))
    return seen


def one_of_each(paths):
    """The first path of every view, so that each kind of page is met once."""
    by_view = {}
    for path in paths:
        by_view.setdefault(resolve(path.split("?")[0]).view_name, path)
    return by_view
