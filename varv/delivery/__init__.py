"""DO: what are we doing, and for which goals?

An initiative (insats) tests a chain: it is started from a generic activity,
which brings the output and the outcome that can be expected of it, and it says
which goals it contributes to and why.
"""
