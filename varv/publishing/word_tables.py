"""Tables in a Word file: a head that repeats on every page, rows that are not cut, a name read aloud."""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from varv.publishing.letters import legible
from varv.publishing.parts import Column, Kind, Table

_STYLE = "Varv Table"
_LINE = "DADFD8"
_CELL = {Kind.WORDS: "Varv Cell", Kind.NUMBERS: "Varv Cell", Kind.VOICE: "Varv Voice"}


def add_table(file: WordDocument, table: Table) -> None:
    """The table's head and rows; its caption stands before it and is its name too."""
    made = file.add_table(rows=1, cols=len(table.head), style=_style(file))
    _name(made, table.caption)
    _keep(made.rows[0], "w:cantSplit", "w:tblHeader")
    for cell, column in zip(made.rows[0].cells, table.head, strict=True):
        _fill(cell, column.head, column, style="Varv Head")
    for row in table.rows:
        added = made.add_row()
        _keep(added, "w:cantSplit")
        for cell, text, column in zip(added.cells, row, table.head, strict=True):
            _fill(cell, text, column, style=_CELL[column.kind])


def _fill(cell: WordCell, text: str, column: Column, *, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.text = legible(text)
    paragraph.style = style
    if column.kind is Kind.NUMBERS:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep(row: WordRow, *marks: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no public way to a row's properties
    for mark in marks:
        properties.append(OxmlElement(mark))


def _name(made: WordTable, caption: str) -> None:
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), legible(caption))
    made._tbl.tblPr.append(named)  # noqa: SLF001 - nor to a table's name


def _style(file: WordDocument) -> str:
    """Hairlines between the rows and nothing else; made once in each file."""
    if _STYLE not in file.styles:
        made = file.styles.add_style(_STYLE, WD_STYLE_TYPE.TABLE)
        made.base_style = file.styles["Normal Table"]
        made.element.append(_hairlines())
    return _STYLE


def _hairlines() -> BaseOxmlElement:
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in {"val": "single", "sz": "4", "space": "0", "color": _LINE}.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = OxmlElement("w:tblPr")
    properties.append(borders)
    return properties
