from django.db import migrations

from varv.regions.row_security import LockRows

class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_first")]

    operations = [
        LockRows(
            "series",
            "rawpayload",
        ),
    ]
