from django.db import migrations

from varv.regions.row_security import LockRows


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_money_and_projects")]

    operations = [
        LockRows(
            "initiativeperson",
            "partner",
            "partnership",
            "initiativeplace",
            "milestone",
            "risk",
            "initiativelink",
            "pilot",
            "fundingsource",
            "appropriation",
            "funding",
            "yearamount",
            "stafftime",
            "project",
            "projectdecision",
            "condition",
            "columnmapping",
            "caseimport",
            "caseimportrows",
        ),
    ]
