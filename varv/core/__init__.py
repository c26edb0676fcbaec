"""The ground: pure Python. No Django, no clock, no words for humans.

The laws of the domain that are tricky enough to be proved apart from everything
else: periods, status, roll-up, the theory-of-change graph, the learning cycle,
who may do what, and which state may follow which.
"""
