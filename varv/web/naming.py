"""What things are called here: by the region's own names, or else by the usual words."""

from collections.abc import Mapping

from varv.core.kinds import DocumentKind
from varv.core.theory import Level
from varv.overview.strategy.level_names import Names
from varv.overview.words import word


def called(code: DocumentKind | Level, names: Names) -> str:
    """A kind of document or a level of a chain."""
    own = names.document(code) if isinstance(code, DocumentKind) else names.chain(code)
    return own or word(code)


def level_words(names: Names) -> Mapping[Level, str]:
    """Every level of the chains, for a figure."""
    return {level: called(level, names) for level in Level}
