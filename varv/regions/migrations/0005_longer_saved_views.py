from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("regions", "0004_row_security_of_the_new"),
    ]

    operations = [
        migrations.AlterField(
            model_name="savedview",
            name="query",
            field=models.CharField(blank=True, max_length=2000),
        ),
    ]
