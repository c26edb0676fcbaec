from django.db import migrations

from varv.regions.row_security import LockRows

class Migration(migrations.Migration):
    dependencies = [("learning", "0001_first")]

    operations = [
        LockRows(
            "evaluation",
            "finding",
            "lesson",
            "recommendation",
            "response",
            "action",
            "turn",
            "change",
        ),
    ]
