from django.db import connection


def pytest_collection_modifyitems(config, items):
    """Row-level security is PostgreSQL's: on SQLite its tests are left out, not passed."""
    if connection.vendor == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
