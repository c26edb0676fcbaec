from django.db import migrations

from varv.regions.row_security import LockRows


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_first")]

    operations = [
        LockRows(
            "choice",
            "levelname",
            "framework",
            "frameworkaspect",
            "genericactivity",
            "evaluationdomain",
            "evaluationquestion",
            "matrixrow",
            "steeringdocument",
            "documentversion",
            "documentfile",
            "documentfilecontent",
            "goal",
            "goallink",
            "goalsuccession",
            "phasechange",
            "actionarea",
            "chain",
            "chainversion",
            "chainstep",
            "chainlink",
            "chainfactor",
            "chainedit",
            "assumptioncheck",
        ),
    ]
