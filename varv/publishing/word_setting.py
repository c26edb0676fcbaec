"""How a Word file is set: its page, its styles, its language, its head and foot.

The house's typefaces are seldom installed where a report is read, so the file uses
what every office has: Georgia for people's words, Arial for the system's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

SERIF, SANS = "Georgia", "Arial"
INK, QUIET, PETROL = RGBColor(0x17, 0x25, 0x2C), RGBColor(0x5A, 0x69, 0x70), RGBColor(0x0F, 0x55, 0x62)
_SHORT, _LONG, _SIDE = Mm(210), Mm(297), Mm(24)
_REGION = {"sv": "sv-SE", "en": "en-GB"}


@dataclass(frozen=True)
class _Set:
    """How a paragraph style looks; sizes and spaces in points."""

    font: str
    size: float
    colour: RGBColor = INK
    is_bold: bool = False
    before: float = 0
    after: float = 6
    base: str = "Normal"


# The names on the left are styles of the person's own: where Word has one already it is that one that is set.
_STYLES: Mapping[str, _Set] = {
    "Normal": _Set(SERIF, 10.5),
    "Title": _Set(SERIF, 30, is_bold=True, after=8),
    "Subtitle": _Set(SERIF, 13, QUIET, after=24),
    "Heading 1": _Set(SERIF, 18, is_bold=True, before=22, after=8),
    "Heading 2": _Set(SERIF, 14, is_bold=True, before=16, after=6),
    "Heading 3": _Set(SERIF, 11.5, is_bold=True, before=12, after=4),
    "Heading 4": _Set(SERIF, 10.5, is_bold=True, before=10, after=4),
    "Caption": _Set(SANS, 9, is_bold=True, before=12, after=4),
    "List Bullet": _Set(SERIF, 10.5, after=3),
    "Quote": _Set(SERIF, 10.5, before=6, after=4),
    "Header": _Set(SANS, 8.5, QUIET, after=0),
    "Footer": _Set(SANS, 8.5, QUIET, after=0),
    "Varv System": _Set(SANS, 10),
    "Varv Kind": _Set(SERIF, 11, PETROL, is_bold=True, before=90, after=4),
    "Varv Fact": _Set(SANS, 9.5, after=3),
    "Varv Judgement": _Set(SERIF, 10.5, before=6, after=4),
    "Varv Change": _Set(SERIF, 10.5, before=0, after=0),
    "Varv Signed": _Set(SANS, 8.5, QUIET, after=10),
    "Varv Cell": _Set(SANS, 9, after=2, before=2),
    "Varv Voice": _Set(SERIF, 9.5, after=2, before=2),
    "Varv Head": _Set(SANS, 8.5, QUIET, is_bold=True, before=2, after=2),
}
_ITALIC_BY_WORD = ("Quote", "Subtitle")
_THREAD: Mapping[str, str] = {"Quote": "7D898E", "Varv Judgement": "17252C"}
_LEARNING = "FDF4D9"


def set_up(file: WordDocument, *, lang: str) -> None:
    """Page, styles and language of a new file."""
    _page(file.sections[0])
    for name, look in _STYLES.items():
        _style(file, name, look)
    for name in _ITALIC_BY_WORD:
        style(file, name).font.italic = False
    _without_line(style(file, "Title"))
    for name, colour in _THREAD.items():
        _thread(style(file, name), colour)
    _shaded(style(file, "Varv Change"), _LEARNING)
    style(file, "Varv Fact").paragraph_format.tab_stops.add_tab_stop(Mm(34))
    style(file, "Varv Fact").paragraph_format.left_indent = Mm(34)
    style(file, "Varv Fact").paragraph_format.first_line_indent = Mm(-34)
    _speak(file, _REGION.get(lang, lang))


def style(file: WordDocument, name: str) -> ParagraphStyle:
    """A paragraph style by its name. Raises ``KeyError`` for one that is not there."""
    found = file.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise KeyError(name)
    return found


def turn(file: WordDocument, *, to: WD_ORIENT) -> None:
    """Begin a new page that lies down or stands up; the head and the foot go on."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = to
    section.different_first_page_header_footer = False
    lies = to is WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (_LONG, _SHORT) if lies else (_SHORT, _LONG)


def head_and_foot(file: WordDocument, *, running: str, note: str, page: str) -> None:
    """The running head and the foot with its page number, from the page after the cover.

    ``page`` holds ``{number}`` and ``{last}``, which Word fills in.
    """
    section = file.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = running
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(_SHORT - 2 * _SIDE, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{note}\t")
    before, _, rest = page.partition("{number}")
    between, _, after = rest.partition("{last}")
    foot.add_run(before)
    _field(foot, "PAGE")
    foot.add_run(between)
    _field(foot, "NUMPAGES")
    foot.add_run(after)


def _page(section: Section) -> None:
    section.page_width, section.page_height = _SHORT, _LONG
    section.left_margin = section.right_margin = _SIDE
    section.top_margin, section.bottom_margin = Mm(32), Mm(28)


def _style(file: WordDocument, name: str, look: _Set) -> None:
    if name not in file.styles:
        made = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = file.styles[look.base]
    found = style(file, name)
    found.font.name, found.font.size, found.font.bold = look.font, Pt(look.size), look.is_bold
    found.font.color.rgb = look.colour
    _every_script(found, look.font)
    found.paragraph_format.space_before, found.paragraph_format.space_after = Pt(look.before), Pt(look.after)


def _every_script(found: ParagraphStyle, font: str) -> None:
    """Word's own headings name a theme's typeface, which would win over ours."""
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _without_line(found: ParagraphStyle) -> None:
    """Word underlines its titles in blue; ours stand on their own."""
    for borders in found.element.get_or_add_pPr().findall(qn("w:pBdr")):
        borders.getparent().remove(borders)


def _thread(found: ParagraphStyle, colour: str) -> None:
    """A line down the left side."""
    side = OxmlElement("w:left")
    for name, value in {"val": "single", "sz": "18", "space": "10", "color": colour}.items():
        side.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(side)
    found.element.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    found.paragraph_format.left_indent = Mm(4)


def _shaded(found: ParagraphStyle, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": colour}.items():
        shade.set(qn(f"w:{name}"), value)
    found.element.get_or_add_pPr().insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc")


def _speak(file: WordDocument, language: str) -> None:
    """The language of every word in the file, so that it is read aloud and spelled as what it is."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    for spoken in (*defaults.iter(qn("w:lang")), *file.settings.element.iter(qn("w:themeFontLang"))):
        spoken.set(qn("w:val"), language)
    file.core_properties.language = language


def _field(paragraph: Paragraph, code: str) -> None:
    """A value that Word itself fills in."""
    for kind, text in (("begin", ""), ("", f" {code} "), ("separate", ""), ("shown", "1"), ("end", "")):
        _field_piece(paragraph.add_run(), kind, text)


def _field_piece(run: Run, kind: str, text: str) -> None:
    if kind == "shown":
        run.text = text
        return
    piece = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        piece.set(qn("w:fldCharType"), kind)
    else:
        piece.set(qn("xml:space"), "preserve")
        piece.text = text
    run._r.append(piece)  # noqa: SLF001 - the library has no public way to a field
