"""What a browser sent, as the person meant it: with last time's figures, or with the words chosen of two."""

from dataclasses import dataclass
from typing import Any

from django.forms import Field, Textarea
from django.http import QueryDict
from django.utils.translation import gettext as _

from varv.overview.rounds.report_sheet import ReportSheet
from varv.web.gate import sent_number
from varv.web.rounds.report_form import ReportForm, as_last_time, initial_of, shown

CHOICE = "choose_"
MERGED = "merged"
SAVED, BOTH = "saved", "both"


def as_meant(sent: QueryDict, sheet: ReportSheet) -> QueryDict:
    """What was sent, with what *same as last time* and the choices between two texts mean written out."""
    meant = sent.copy()
    _with_last_time(meant, sheet)
    if MERGED not in sent:
        return meant
    for name, saved in initial_of(sheet).items():
        chosen = sent.get(CHOICE + name, SAVED if name not in sent else "")
        if SAVED in (chosen, sent[MERGED]):
            _put(meant, name, saved)
        elif chosen == BOTH and isinstance(saved, str):
            meant[name] = "\n\n".join(text for text in (saved.strip(), sent.get(name, "").strip()) if text)
    return meant


def _with_last_time(meant: QueryDict, sheet: ReportSheet) -> None:
    deed, _colon, which = meant.get("do", "").partition(":")
    if deed == "same":
        for line in sheet.lines:
            if line.planned_result_id == sent_number(which):
                for name, value in as_last_time(line).items():
                    _put(meant, name, value)


def _put(meant: QueryDict, name: str, value: Any) -> None:
    """As a browser would have sent it: a box that is not ticked is not sent at all."""
    if isinstance(value, bool):
        meant.pop(name, None)
        if value:
            meant[name] = "on"
    else:
        meant[name] = shown(value)


@dataclass(frozen=True)
class TwoTexts:
    """A field that two people have written differently in: what is saved and what was sent, as each is read.

    ``sent`` is what the hidden field carries; ``is_prose`` says that both texts can be kept.
    """

    name: str
    label: str
    saved: str
    mine: str
    sent: str
    is_prose: bool

    @property
    def is_mine_first(self) -> bool:
        """What is chosen from the start: what one has written oneself, but what is empty never wins by itself."""
        return bool(self.mine)


def two_texts(form: ReportForm) -> list[TwoTexts]:
    """Where what was sent differs from what is saved, in the form's order. The form has been given what was sent."""
    form.is_valid()
    before = ReportForm(sheet=form.sheet)
    return [
        _both(form, before, name) for name, field in form.fields.items() if not field.disabled and _differs(form, name)
    ]


def _differs(form: ReportForm, name: str) -> bool:
    """What cannot be read differs; empty and missing are the same."""
    if name not in form.cleaned_data:
        return True
    saved, mine = (None if value == "" else value for value in (form.initial.get(name), form.cleaned_data[name]))
    return bool(saved != mine)


def _both(form: ReportForm, before: ReportForm, name: str) -> TwoTexts:
    field, mine = form.fields[name], form[name].value()
    sent = ("on" if mine else "") if isinstance(mine, bool) else str(mine or "")
    is_prose = isinstance(field.widget, Textarea)
    return TwoTexts(name, str(field.label), _told(field, before[name].value()), _told(field, mine), sent, is_prose)


def _told(field: Field, value: Any) -> str:
    """A value as people read it: a choice in words, a tick as such."""
    if isinstance(value, bool):
        return _("Ticked") if value else ""
    text = "" if value is None else str(value).strip()
    words = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return words.get(text, text) if text else ""
