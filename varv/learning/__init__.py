"""LEARN: an evaluation is worth what it changed.

A finding leads to a recommendation; a recommendation gets an answer with
reasons; an answer leads to actions; and a change tells which version of which
plan became different because of it. Lessons grow out of reports and findings.
A turn of the spiral is closed by a change and by nothing else.
"""
