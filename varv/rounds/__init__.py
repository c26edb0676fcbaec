"""REPORT: twice a year, what came of it and what did we learn?

A round asks every running initiative for a report made from its own planned
outputs and outcomes. A report is autosaved, submitted, returned or approved;
approval freezes its figures. A goal's assessment is a person's, on four axes
that are never merged.
"""
