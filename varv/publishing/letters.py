"""Which characters a file can hold."""

import re

# XML 1.0, section 2.2: what is left out here can stand in no SVG, no Word file and no XMP packet. The control
# characters from 7F to 9F may, but are never meant.
_UNHOLDABLE = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def legible(text: str) -> str:
    """The text with every character that no file format can hold made visible as a replacement mark."""
    return _UNHOLDABLE.sub(REPLACEMENT, text)
