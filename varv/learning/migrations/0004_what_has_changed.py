from django.db import migrations
from django.db.models import OuterRef, Subquery

from varv.regions.row_security import EVERY_REGION, entered


def tell_what_was_known(apps, schema_editor):
    """Until now a change was of a chain or of a document, and what was found was found when the report came."""
    with entered(EVERY_REGION):
        evaluations = apps.get_model("learning", "Evaluation").objects.filter(pk=OuterRef("evaluation_id"))
        apps.get_model("learning", "Finding").objects.update(seen_on=Subquery(evaluations.values("delivered_on")))
        apps.get_model("learning", "Change").objects.filter(chain_version__isnull=False).update(kind="chain")


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_evaluation_to_effect")]

    operations = [migrations.RunPython(tell_what_was_known, migrations.RunPython.noop)]
