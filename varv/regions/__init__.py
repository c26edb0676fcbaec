"""The foundation: regions, their units and people, who owns a row, and the trail.

Every tenant's row is an ``Owned`` with a region; ``.objects.of(region_id)`` is
the door to it. On PostgreSQL row-level security is a second lock on the same
door. Every change writes one line of history in its own transaction, chained
by hash so that a later alteration shows.
"""
