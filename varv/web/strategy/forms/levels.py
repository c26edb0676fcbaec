from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from varv.core.kinds import DocumentKind, Naming
from varv.core.theory import Level
from varv.overview.strategy.level_names import Ladder, LevelRow
from varv.overview.words import of_choices, word
from varv.strategy.models import SteeringDocument
from varv.strategy.operations import Place, Renaming
from varv.strategy.rules.levels import LONGEST


@dataclass(frozen=True)
class Rung:
    """A level on the page: the usual word, and the field for the region's own."""

    field: forms.BoundField
    was: forms.BoundField


class LevelNamesForm(forms.Form):
    """The region's own names for every level. What a level was called travels along, to find out another's change."""

    outcome: Any = None

    def __init__(self, *args: Any, ladders: tuple[Ladder, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ladders = ladders
        for row in (row for ladder in ladders for row in ladder.rows):
            self.fields[_key(row)] = forms.CharField(
                label=usual_word(row.of, row.code), required=False, max_length=LONGEST, initial=row.name
            )
            self.fields[f"was_{_key(row)}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=row.name, max_length=LONGEST
            )

    def rungs(self) -> Iterator[tuple[Ladder, list[Rung]]]:
        """The fields, ladder by ladder."""
        for ladder in self.ladders:
            yield ladder, [Rung(self[_key(row)], self[f"was_{_key(row)}"]) for row in ladder.rows]

    def renamings(self, documents: Mapping[int, SteeringDocument]) -> dict[Place, Renaming]:
        """What should be called something else than when the page was opened."""
        said = self.cleaned_data
        told = {
            Place(row.of, row.code, documents.get(row.document_id or 0)): Renaming(
                said[f"was_{_key(row)}"], said[_key(row)]
            )
            for ladder in self.ladders
            for row in ladder.rows
        }
        return {place: renaming for place, renaming in told.items() if renaming.before != renaming.after}


def usual_word(of: Naming, code: str) -> str:
    """What a level is called where the region has no name of its own for it."""
    if of is Naming.GOAL:
        return of_choices.goal_level_words(int(code))
    return word(DocumentKind(code) if of is Naming.DOCUMENT else Level(code))


def _key(row: LevelRow) -> str:
    return f"{row.of}_{row.code}" + (f"_{row.document_id}" if row.document_id else "")
