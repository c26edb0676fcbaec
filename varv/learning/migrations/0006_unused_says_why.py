from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """An intended use that never came says why."""

    dependencies = [("learning", "0005_reasons_and_row_security")]

    operations = [
        migrations.AddField(
            model_name="evaluationuse",
            name="unused_because",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="evaluationuse",
            constraint=models.CheckConstraint(
                condition=Q(unused_because="") | Q(used_on=None), name="use_came_or_did_not"
            ),
        ),
    ]
