from django.db import migrations

from varv.regions.row_security import LockRows

class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_first")]

    operations = [
        LockRows(
            "round",
            "report",
            "reportline",
            "evidence",
            "evidencefile",
            "assessment",
            "judgement",
        ),
    ]
