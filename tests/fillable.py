"""A page's forms as a browser holds them: what would be sent untouched, and what can be chosen."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

NEVER_SENT = {"submit", "button", "reset", "image", "file"}


@dataclass
class Fillable:
    """A form that is posted: name → what would be sent; name → kind of field; name → words of a choice → its value."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **written):
        """What is sent when this has been written; a choice may be given by a part of its words."""
        unknown = written.keys() - self.kinds.keys() - {name for name, _value in self.buttons}
        assert not unknown, f"{self.action} has no field {sorted(unknown)}, only {sorted(self.kinds)}"
        return self.values | {name: self._chosen(name, said) for name, said in written.items()}

    def _chosen(self, name, said):
        choices = self.choices.get(name, {})
        if not choices or said in choices.values():
            return said
        (found,) = [value for words, value in choices.items() if str(said) in words]
        return found


class _Reader(HTMLParser):
    """Reads every form that is posted."""

    def __init__(self, path):
        super().__init__()
        self.path, self.found = path, []
        self.form = self.select = self.option = self.area = self.tick = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = None
            if given.get("method") == "post":
                self.form = Fillable(urldefrag(urljoin(self.path, given.get("action") or self.path)).url)
                self.found.append(self.form)
        elif self.form is not None and "disabled" not in given:
            getattr(self, f"_{tag}", dict)(given)

    def _input(self, given):
        kind, name = given.get("type", "text"), given.get("name")
        if not name:
            return
        self.form.kinds[name] = kind
        is_tick = kind in {"checkbox", "radio"}
        value = given.get("value", "on" if is_tick else "")
        if is_tick:
            self.form.choices.setdefault(name, {})[value] = value
            self.tick = name, value, ""
        if kind not in NEVER_SENT and (not is_tick or "checked" in given):
            self.form.values.setdefault(name, []).append(value)

    def _button(self, given):
        if given.get("name"):
            self.form.buttons.append((given["name"], given.get("value", "")))

    def _select(self, given):
        self.select = given["name"]
        self.form.kinds[self.select] = "selectmultiple" if "multiple" in given else "select"
        self.form.choices[self.select] = {}

    def _option(self, given):
        self.option = given["value"], ""
        is_first = not self.form.choices[self.select] and self.form.kinds[self.select] == "select"
        if "selected" in given or is_first:
            self.form.values[self.select] = [given["value"]]

    def _textarea(self, given):
        self.area = given["name"]
        self.form.kinds[self.area], self.form.values[self.area] = "textarea", [""]

    def handle_data(self, data):
        if self.option:
            self.option = self.option[0], self.option[1] + data
        if self.tick:
            self.tick = *self.tick[:2], self.tick[2] + data
        if self.area:
            self.form.values[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "option" and self.option:
            value, words = self.option
            self.form.choices[self.select][" ".join(words.split())] = value
            self.option = None
        elif tag == "textarea" and self.area:
            self.form.values[self.area][0] = self.form.values[self.area][0].removeprefix("\n")
            self.area = None
        elif tag == "label" and self.tick:
            name, value, words = self.tick
            self.form.choices[name][" ".join(words.split()) or value] = value
            self.tick = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def forms_of(path, html):
    """The forms of a page that are posted, in order."""
    reader = _Reader(path)
    reader.feed(html)
    return reader.found
