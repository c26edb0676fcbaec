"""Varv: a system for learning in regional development.

From a goal, to what was done, to what came of it, to what was learned, to what
was therefore changed: one red thread, every step visible, nothing invented.

The rooms stand on floors and imports go down only; ``docs/house.md`` is the map.
"""
