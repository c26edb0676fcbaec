"""DO: official figures come in here.

A client per source gives back plain ``Reading``s; a ``Series`` says which table
and which selection feeds which indicator. What is read is archived, and a value
that changed at the source becomes a new vintage, never an overwritten one.
"""
