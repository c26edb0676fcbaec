import django.db.models.deletion
from django.db import migrations, models

from varv.regions.row_security import LockRows
from varv.regions.search_engine import MakeSearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ("regions", "0006_weekly_digest"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(max_length=60)),
                ("thing_id", models.BigIntegerField()),
                ("page_id", models.BigIntegerField()),
                ("is_open", models.BooleanField(default=True)),
                ("day", models.DateField(blank=True, null=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("title", models.CharField(max_length=300)),
                ("title_stems", models.TextField(blank=True)),
                ("stems", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("region", "kind", "thing_id"), name="search_entry_once_a_thing")],
            },
        ),
        migrations.CreateModel(
            name="SearchFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(max_length=60)),
                ("thing_id", models.BigIntegerField()),
                ("is_open", models.BooleanField()),
                ("day", models.DateField(blank=True, null=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("region", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("word", models.CharField(max_length=60)),
                ("folded", models.CharField(max_length=120)),
                ("region", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regions.region")),
            ],
            options={
                "indexes": [models.Index(fields=["region", "folded"], name="search_word_by_folded")],
                "constraints": [models.UniqueConstraint(fields=("region", "word"), name="search_word_once_a_region")],
            },
        ),
        LockRows(
            "searchentry",
            "searchfact",
            "searchword",
        ),
        MakeSearchIndex(),
    ]
