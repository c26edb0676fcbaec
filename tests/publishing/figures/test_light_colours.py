"""What leaves the page looks as it did on the page: the two style sheets say the same, and can be read."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from varv.publishing.figures import paint

PAGE = settings.BASE_DIR / "varv" / "web" / "static" / "varv" / "css"
RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(r"(--[\w-]+):\s*(?:light-dark\()?(#\w{6})")
PROPERTIES = ("fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin")
# On paper a halo lies under the words, a spiral has no panel behind it, and nothing shows through a box.
TOLD_APART = {("text.under", "*"), (".sp-halo", "stroke"), (".n-box.gapbox", "fill"), ("svg", "*"), ("text", "*")}
# Decoration, or pale on purpose and edged or named where it carries meaning.
MAY_BE_PALE = {
    "text.under",
    ".ln",
    ".f-band",
    ".sp-back",
    ".sp-halo",
    ".cy-3",
    ".cy-4",
    ".rg-w",
    ".rg-s",
    ".rg-now",
    ".rg-next",
    ".land",
    ".ms-reached",
}


def rules(css):
    """Every innermost rule: one selector, without its nesting, and its declarations."""
    found = {}
    for selectors, body in RULE.findall(COMMENT.sub("", css)):
        declared = dict(re.findall(r"([\w-]+):\s*([^;]+)", body))
        for selector in selectors.split(","):
            name = selector.strip().removeprefix("&").removeprefix(".dia ").strip()
            found.setdefault(name, {}).update({key: value.strip() for key, value in declared.items()})
    return found


def page_css():
    return "\n".join(path.read_text() for path in sorted(PAGE.glob("*.css")))


def tokens():
    return dict(TOKEN.findall((PAGE / "tokens.css").read_text()))


def resolved(value):
    return re.sub(r"var\((--[\w-]+)\)", lambda found: tokens()[found[1]], value)


def luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


LIGHT = rules(Path(paint.__file__).with_name("light.css").read_text())
ON_PAGES = rules(page_css())


@pytest.mark.parametrize("selector", [selector for selector in LIGHT if (selector, "*") not in TOLD_APART])
def test_class_looks_on_paper_as_it_does_on_a_page(selector):
    differing = {
        name: (LIGHT[selector][name], resolved(ON_PAGES[selector][name]))
        for name in PROPERTIES
        if name in LIGHT[selector]
        and name in ON_PAGES.get(selector, {})
        and (selector, name) not in TOLD_APART
        and LIGHT[selector][name] != resolved(ON_PAGES[selector][name])
    }

    assert differing == {}


def test_every_class_on_paper_is_known_on_pages():
    known = set(re.findall(r"\.([a-z][\w-]*)", COMMENT.sub("", page_css())))

    assert set(re.findall(r"\.([a-z][\w-]*)", " ".join(LIGHT))) - known <= {"under"}


@pytest.mark.parametrize("selector", [".t2", ".t3", ".tp", ".th", ".tl", ".trost", ".tlu", ".tsj"])
def test_words_can_be_read_on_paper(selector):
    assert contrast(LIGHT[selector]["fill"], "#ffffff") >= 4.5


@pytest.mark.parametrize(
    "selector",
    [name for name, look in LIGHT.items() if look.get("stroke", "none") != "none" and name not in MAY_BE_PALE],
)
def test_strokes_that_mean_something_can_be_seen_on_paper(selector):
    if selector != "text.under":
        assert contrast(LIGHT[selector]["stroke"], "#ffffff") >= 3


def test_words_on_ink_can_be_read():
    assert contrast(LIGHT[".ton-end"]["fill"], LIGHT[".n-box.end"]["fill"]) >= 7


@pytest.mark.parametrize("fill", [".n-box", ".n-box.act", ".badge-g", ".f-band"])
def test_words_in_boxes_can_be_read(fill):
    assert contrast("#17252c", LIGHT[fill]["fill"]) >= 7


def test_measure_of_contrast_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0f5562", "#ffffff") == pytest.approx(8.4, abs=0.05)


def test_rules_are_read():
    nested = ".dia {\n  fill: red;\n  & .t2,\n  & .t3 { fill: var(--ink-2); } /* quiet */\n}\n.l-some{stroke-width:2}"

    assert rules(nested) == {
        ".t2": {"fill": "var(--ink-2)"},
        ".t3": {"fill": "var(--ink-2)"},
        ".l-some": {"stroke-width": "2"},
    }
    assert resolved("1px var(--petrol)") == "1px #0f5562"
