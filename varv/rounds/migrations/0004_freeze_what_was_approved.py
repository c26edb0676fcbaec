from django.db import migrations
from django.db.models import F

from varv.regions.row_security import EVERY_REGION, entered


def freeze(apps, schema_editor):
    """What was approved before figures were frozen by themselves has been counted since its approval."""
    with entered(EVERY_REGION):
        apps.get_model("rounds", "Report").objects.filter(approved_at__isnull=False).update(
            figures_frozen_at=F("approved_at")
        )


class Migration(migrations.Migration):
    dependencies = [("rounds", "0003_three_speeds")]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
