"""The Swedish catalogue: which English texts the program holds, and what they are called in Swedish.

The texts are collected from our own Python and templates. What Django and its
companions say themselves is translated by their own catalogues.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = settings.BASE_DIR / "varv"
FOLDER = settings.BASE_DIR / "locale" / "sv" / "LC_MESSAGES"
WRITTEN = FOLDER / "django.po"
COMPILED = FOLDER / "django.mo"
PARTS = settings.BASE_DIR / "locale" / "parts"

# What each of gettext's functions is given first: C a context, 1 the text (or the singular), 2 the plural.
ARGUMENTS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), "1"),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), "C1"),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), "12"),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), "C12"),
}
# A call in what Django makes of a template: ``gettext(u'Goal')``, ``ngettext(u'one', u'many', count)``.
_TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(_|n?p?gettext)\(((?:{_TEXT})(?:,\s*{_TEXT})*)")
# The two ways that parts are written in a JSON key, as in gettext's own files.
_CONTEXT_ENDS, _PLURAL_BEGINS = "\x04", "\x00"

HEADER = {
    "Language": "sv",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


class Unreadable(Exception):
    """A text that cannot be collected, because it is put together when the program runs."""


class Contradiction(Exception):
    """Two parts give the same text different Swedish."""


@dataclass(frozen=True)
class Text:
    """An English text as the program asks for it."""

    context: str
    one: str
    many: str = ""

    @property
    def key(self) -> str:
        """As it is written in a part: ``context␄one␀many``."""
        context = f"{self.context}{_CONTEXT_ENDS}" if self.context else ""
        return f"{context}{self.one}" + (f"{_PLURAL_BEGINS}{self.many}" if self.many else "")


@dataclass(frozen=True)
class Shortcomings:
    """What keeps the catalogue from being whole."""

    missing: list[str] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether there are any."""
        return bool(self.missing or self.untranslated or self.unused)


def collect(source: Path = SOURCE) -> dict[Text, list[str]]:
    """Every text to translate, with the files that hold it."""
    places: dict[Text, list[str]] = {}
    for path in sorted([*source.rglob("*.py"), *source.rglob("templates/**/*.html")]):
        if "migrations" in path.parts:
            continue
        place = path.relative_to(source.parent).as_posix()
        for text in sorted(set(texts_in(path)), key=lambda text: text.key):
            places.setdefault(text, []).append(place)
    return places


def texts_in(path: Path) -> Iterator[Text]:
    """The texts of one file."""
    content = path.read_text()
    return texts_in_python(content, path.name) if path.suffix == ".py" else texts_in_template(content, path.name)


def texts_in_python(content: str, name: str) -> Iterator[Text]:
    """What is given to gettext's functions in a Python file."""
    for node in ast.walk(ast.parse(content)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if function in ARGUMENTS:
            given = _constants(node.args[: len(ARGUMENTS[function])], name)
            if len(given) == len(ARGUMENTS[function]):
                yield _text(function, given)


def texts_in_template(content: str, name: str) -> Iterator[Text]:
    """What stands in ``translate``, ``blocktranslate`` and ``_("…")`` in a template."""
    for function, arguments in _CALL.findall(templatize(content, origin=name)):
        given = [ast.literal_eval(argument) for argument in re.findall(_TEXT, arguments)]
        yield _text(function, given)


def _constants(arguments: list[ast.expr], name: str) -> list[str]:
    """The texts that are written out. One kept under a name was collected where it got its name."""
    for node in arguments:
        if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call):
            raise Unreadable(f"{name}:{node.lineno}: a text to translate is written out, not put together")
    return [node.value for node in arguments if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _text(function: str, given: list[str]) -> Text:
    parts = dict(zip(ARGUMENTS[function], given, strict=True))
    return Text(parts.get("C", ""), parts["1"], parts.get("2", ""))


def read() -> dict[Text, polib.POEntry]:
    """The catalogue as it is written."""
    entries = polib.pofile(str(WRITTEN)) if WRITTEN.exists() else ()
    return {Text(entry.msgctxt or "", entry.msgid, entry.msgid_plural): entry for entry in entries}


def read_parts() -> dict[str, list[str]]:
    """Translations that were written beside the catalogue, and are to be folded into it."""
    parts: dict[str, list[str]] = {}
    for path in sorted(PARTS.glob("*.json")):
        for key, written in json.loads(path.read_text()).items():
            swedish = written if isinstance(written, list) else [written]
            if parts.setdefault(key, swedish) != swedish:
                raise Contradiction(f"{path.name}: {key!r} is both {parts[key]} and {swedish}")
    return parts


def merge(
    places: Mapping[Text, list[str]], kept: Mapping[Text, polib.POEntry], parts: Mapping[str, list[str]]
) -> polib.POFile:
    """The catalogue with exactly the texts that the program holds. What a part says goes before what was kept."""
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = HEADER
    for text in sorted(places, key=lambda text: (text.key.casefold(), text.key)):
        swedish = parts.get(text.key) or _swedish(kept.get(text))
        catalogue.append(_entry(text, places[text], swedish))
    return catalogue


def _swedish(entry: polib.POEntry | None) -> list[str]:
    if entry is None or entry.fuzzy or not entry.translated():
        return []
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _entry(text: Text, places: Iterable[str], swedish: list[str]) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=text.context or None,
        msgid=text.one,
        msgid_plural=text.many,
        occurrences=[(place, "") for place in places],
        flags=["python-format"] if re.search(r"%\(\w+\)[sd]", text.one + text.many) else [],
    )
    if text.many:
        one, many = swedish if len(swedish) == len(("one", "many")) else ("", "")
        entry.msgstr_plural = {0: one, 1: many}
    else:
        entry.msgstr = swedish[0] if swedish else ""
    return entry


def shortcomings() -> Shortcomings:
    """Texts that the catalogue lacks, that have no Swedish, and that nobody asks for any longer."""
    asked, written = collect(), read()
    return Shortcomings(
        missing=[text.key for text in asked if text not in written],
        untranslated=[text.key for text, entry in written.items() if not _swedish(entry)],
        unused=[text.key for text in written if text not in asked],
    )


def is_compiled() -> bool:
    """Whether the compiled catalogue is there and no older than the written one."""
    return COMPILED.exists() and COMPILED.stat().st_mtime >= WRITTEN.stat().st_mtime


def compile_catalogue() -> None:
    """Write the form that the program reads."""
    polib.pofile(str(WRITTEN)).save_as_mofile(str(COMPILED))
