"""Models, their migrations, their factories and their region."""

import re

from django.apps import apps
from django.db import models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from factory.django import DjangoModelFactory

from tests import factories
from tests.house.reading import our_models
from varv.regions.models import Region, User
from varv.regions.owned import Owned

# The names Django gives when nobody has thought of one.
NAMELESS = re.compile(r"\d{4}_(initial|auto_\d|alter_|.*_and_more$|(remove|rename|delete)_\w+_(and|remove|alter)_)")
NOBODYS = {Region, User}  # a region is the owner itself, and a person may work in several


def our_migrations():
    labels = {model._meta.app_label for model in our_models()}
    return [(label, name) for label, name in sorted(MigrationLoader(None).disk_migrations) if label in labels]


def factories_by_model():
    found = {}
    for thing in vars(factories).values():
        if isinstance(thing, type) and issubclass(thing, DjangoModelFactory) and not thing._meta.abstract:
            found.setdefault(thing._meta.model, []).append(thing.__name__)
    return found


def region_forgotten(model):
    """What is unique, or looked up, in the whole installation although the row belongs to one region."""
    meta = model._meta
    sets = [(rule.name, rule.fields) for rule in meta.constraints if isinstance(rule, models.UniqueConstraint)]
    sets += [(index.name, [field.lstrip("-") for field in index.fields]) for index in meta.indexes]
    sets += [("unique_together", fields) for fields in meta.unique_together]
    # A row that is tied one to one to another is as much its region's as the other.
    tied = (models.AutoField, models.OneToOneField)
    alone = [field.name for field in meta.local_fields if field.unique and not isinstance(field, tied)]
    return alone + [name for name, fields in sets if list(fields)[:1] != ["region"]]


def test_every_migration_has_a_name():
    assert our_migrations()
    assert [f"{label}.{name}" for label, name in our_migrations() if NAMELESS.match(name)] == []


def test_the_migrations_of_an_app_are_numbered_in_order():
    numbers = {}
    for label, name in our_migrations():
        numbers.setdefault(label, []).append(int(name[:4]))

    assert {label: found for label, found in numbers.items() if found != list(range(1, len(found) + 1))} == {}


def test_models_and_migrations_agree():
    loader = MigrationLoader(None)
    with translation.override(None):  # migrations are written in nobody's language
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)

    assert {label: [str(each.operations) for each in found] for label, found in changes.items()} == {}


def test_every_model_has_one_factory():
    made = factories_by_model()

    assert {model.__name__: made.get(model, []) for model in our_models() if len(made.get(model, [])) != 1} == {}


def test_every_row_belongs_to_a_region():
    assert {model for model in our_models() if not issubclass(model, Owned)} == NOBODYS


def test_nothing_unique_forgets_the_region():
    owned = [model for model in our_models() if issubclass(model, Owned)]

    assert owned
    assert {model.__name__: region_forgotten(model) for model in owned if region_forgotten(model)} == {}


def test_a_forgotten_region_is_seen(monkeypatch):
    unit = next(model for model in our_models() if model.__name__ == "Unit")
    careless = models.UniqueConstraint(fields=["name"], name="name_once")
    monkeypatch.setattr(unit._meta, "constraints", [careless])
    monkeypatch.setattr(unit._meta.get_field("name"), "unique", True)

    assert region_forgotten(unit) == ["name", "name_once"]


def test_a_migration_without_a_name_is_seen():
    names = ["0002_auto_20261121_0700", "0001_initial", "0003_alter_goal_name", "0004_goal_name_and_more", "0001_first"]

    assert [bool(NAMELESS.match(name)) for name in names] == [True, True, True, True, False]
