from django.db import migrations

from varv.regions.row_security import LockRows


class Migration(migrations.Migration):
    dependencies = [("regions", "0003_places_and_views")]

    operations = [
        LockRows(
            "place",
            "savedview",
        ),
    ]
