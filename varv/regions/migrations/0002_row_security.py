from django.core.management import call_command
from django.db import migrations

from varv.regions.row_security import LockRows


def make_cache_table(apps, schema_editor):
    """Where failed logins are counted, for all workers together."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_first")]

    operations = [
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
        LockRows(
            "unit",
            "trailentry",
        ),
    ]
