"""What people wait for, each with its floor (``varv/jobs/timing.py`` says what a floor is). Run by ``make bench``."""

from benchmarks.cases import IMPORT_CASES
from benchmarks.chains import LARGE_CHAIN, SMALL_CHAIN
from benchmarks.one_region import OF_ONE_REGION
from benchmarks.rounds import APPROVE_ONE, FREEZE_ROUND
from benchmarks.search import SEARCH
from benchmarks.strategy import ROLL_UP
from benchmarks.workbooks import LOOK_THROUGH

BENCHMARKS = (
    ROLL_UP,
    SMALL_CHAIN,
    LARGE_CHAIN,
    LOOK_THROUGH,
    IMPORT_CASES,
    *OF_ONE_REGION,
    SEARCH,
    APPROVE_ONE,
    FREEZE_ROUND,
)
