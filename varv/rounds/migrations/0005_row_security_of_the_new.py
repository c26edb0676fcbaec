from django.db import migrations, models

from varv.regions.row_security import LockRows


class Migration(migrations.Migration):
    dependencies = [("rounds", "0004_freeze_what_was_approved")]

    operations = [
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('figures_frozen_at__isnull', False), _connector='OR'), name='report_approved_figures_frozen'),
        ),
        LockRows(
            "extension",
            "questiontemplate",
            "linepart",
            "reviewcomment",
            "reminder",
            "plannedreport",
            "visit",
        ),
    ]
