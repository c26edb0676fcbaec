"""PLAN: what do we want, and why do we believe that what we do leads there?

Steering documents hold trees of goals. A chain tells how activities are thought
to lead to a goal, link by link, each with its assumption and its evidence. The
framework is the region's own copy of a shared way of working. Adopting makes a
version: the old one is kept, and the difference can be shown.
"""
