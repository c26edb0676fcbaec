"""The windows: questions answered with frozen dataclasses. Reads only.

A window stands above everything it looks at, so a page that mixes goals, reports
and lessons finds them here. It speaks in codes and plain values; the words for
them stand in ``words``, and what the domain's own words mean in ``glossary.py``.
"""
