"""Which files can be attached: known by their first bytes, not by what they call themselves."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from varv.core.refusals import RuleBroken

LARGEST = 10 * 1024 * 1024
MOST_PARTS = 5_000
LONGEST_CONTENTS_LIST = 1024 * 1024
CONTENTS_LIST = "[Content_Types].xml"
# All that Python may say of an archive it cannot read: cut off, packed in an unknown way, locked, or with lying sizes.
DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)


@dataclass(frozen=True)
class FileKind:
    """A kind of file: what it begins with, and for an Office document the part that makes it one."""

    content_type: str
    begins_with: bytes
    main_part: str = ""


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, FileKind] = {
    "pdf": FileKind("application/pdf", b"%PDF-"),
    "png": FileKind("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": FileKind("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": FileKind("image/jpeg", b"\xff\xd8\xff"),
    "docx": FileKind(f"{OFFICE}.wordprocessingml.document", b"PK\x03\x04", "word/document.xml"),
    "xlsx": FileKind(f"{OFFICE}.spreadsheetml.sheet", b"PK\x03\x04", "xl/workbook.xml"),
}


def content_type_of(filename: str, content: bytes) -> str:
    """The type of a file that may be attached. Refuses the rest: its bytes and its name must agree."""
    if len(content) > LARGEST:
        raise RuleBroken("file.too_large", field="upload", megabytes=LARGEST // 1024**2)
    kind = KINDS.get(PurePath(filename).suffix[1:].lower())
    if kind is None:
        raise RuleBroken("file.wrong_kind", field="upload")
    if not content.startswith(kind.begins_with) or (kind.main_part and not _is_office(content, kind.main_part)):
        raise RuleBroken("file.not_what_it_says", field="upload", filename=filename)
    return kind.content_type


def _is_office(content: bytes, main_part: str) -> bool:
    """Whether the archive is such a document, without macros. Nothing but its list of contents is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or not {CONTENTS_LIST, main_part} <= names or _has_macros(names):
                return False
            with archive.open(CONTENTS_LIST) as listing:
                contents = listing.read(LONGEST_CONTENTS_LIST)
    except DAMAGED:
        return False
    return b"macroEnabled" not in contents


def _has_macros(names: set[str]) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in names)
