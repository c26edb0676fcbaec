"""Looking at what was drawn: an SVG is read back, never searched for strings alone."""

import re
from itertools import chain
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>alert(\"x\")</script> & 'quoted' \x07"
SPOT = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def read(svg):
    """The drawing's root; fails when it is not well-formed."""
    return ET.fromstring(svg)


def elements(svg, name):
    """Every element of this name, in order."""
    return list(read(svg).iter(f"{SVG}{name}"))


def of_class(svg, *classes):
    """Every element that has all these classes, in order."""
    return [found for found in read(svg).iter() if set(classes) <= set(found.get("class", "").split())]


def words(svg):
    """Every text in the drawing, in order."""
    return [found.text or "" for found in elements(svg, "text")]


def words_of_class(svg, *classes):
    return [found.text for found in of_class(svg, *classes) if found.tag == f"{SVG}text"]


def name(svg):
    """What the drawing is called when it is read aloud."""
    return read(svg).find(f"{SVG}title").text


def description(svg):
    """What it is said to show."""
    return read(svg).find(f"{SVG}desc").text


def spots(path):
    """The corners of a path of straight lines."""
    return [(float(x), float(y)) for x, y in SPOT.findall(path.get("d"))]


def corners(svg, *classes):
    """The corners of every path of these classes, one list for each path."""
    return [spots(found) for found in of_class(svg, *classes) if found.tag == f"{SVG}path"]


def middle(circle):
    return float(circle.get("cx")), float(circle.get("cy"))


def size(svg):
    root = read(svg)
    return float(root.get("width")), float(root.get("height"))


def place(text):
    return float(text.get("x")), float(text.get("y"))


def flaws(svg):
    """What a page with a strict content security policy, or a reader aloud, would stumble on."""
    everything = list(read(svg).iter())
    ids = [found.get("id") for found in everything if found.get("id")]
    pointed = chain.from_iterable(
        (read(svg).get(name) or "").split() for name in ("aria-labelledby", "aria-describedby")
    )
    found = [f"{element.tag} has a style" for element in everything if element.get("style")]
    found += [
        f"{element.tag} runs script" for element in everything for name in element.attrib if name.startswith("on")
    ]
    found += [
        f"{element.tag} has its own rules" for element in everything if element.tag in {f"{SVG}style", f"{SVG}script"}
    ]
    found += [f"id {twice} stands twice" for twice in ids if ids.count(twice) > 1]
    found += [f"nothing is called {missing}" for missing in pointed if missing not in ids]
    return found


def wild_text(**sizes):
    """Texts with anything in them, some of it meant to break a drawing."""
    return st.one_of(
        st.text(**sizes), st.sampled_from([NASTY, "]]>", "<!--", "&amp;", '" onload="x', "\x00\ud800", "a\nb"])
    )
