"""What is said for a code, a refusal, a number and a day: the only room with words for the domain's codes.

Page, mail, Word file and open data take the same word from here. ``codes.py`` has a
word for every member of every enumeration, ``refusals.py`` a sentence for every
refusal, ``numbers.py`` and ``times.py`` write values the way the language does.
"""

from varv.overview.words.codes import word
from varv.overview.words.numbers import hours, kronor, number, percent, short_kronor
from varv.overview.words.refusals import refusal
from varv.overview.words.times import clock, day, long_day, moment, period, short_day
from varv.overview.words.verbs import verb

__all__ = [
    "clock",
    "day",
    "hours",
    "kronor",
    "long_day",
    "moment",
    "number",
    "percent",
    "period",
    "refusal",
    "short_day",
    "short_kronor",
    "verb",
    "word",
]
