"""What people wait for, each with its floor (``varv/jobs/timing.py`` says what a floor is). Run by ``make bench``."""

from benchmarks.strategy import ROLL_UP

BENCHMARKS = (ROLL_UP,)
