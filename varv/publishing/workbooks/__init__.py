"""Workbooks out and in.

``writing.py`` makes plain values into the same bytes every time; ``reading.py`` gives back plain values from bytes that
may be anything. Both know sheets, rows and cells, and nothing of what they mean: ``plan.py`` knows that.
"""
