from django.db import migrations

from varv.regions.row_security import LockRows

class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_first")]

    operations = [
        LockRows(
            "framework",
            "frameworkaspect",
            "genericactivity",
            "evaluationdomain",
            "evaluationquestion",
            "matrixrow",
            "steeringdocument",
            "documentversion",
            "goal",
            "chain",
            "chainversion",
            "chainstep",
            "chainlink",
        ),
    ]
