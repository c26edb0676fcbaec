"""MEASURE: what tells us whether we are on our way?

An indicator says what is counted and what it does not tell. Its aim is a path
to a target, a band to keep within, or only a wished direction. A measurement is
never overwritten: a correction is a new row that points to the old, and a
missing value has a reason. An indicator's value is not an effect, and a target
is not a goal.
"""
