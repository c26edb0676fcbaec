"""What a region owns: the abstract row that every tenant's thing is."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from varv.core.refusals import RuleBroken

Facts = dict[str, Any]


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows of one region at a time."""

    def of(self, region_id: int) -> Self:
        """The region's own rows: the only door."""
        return self.filter(region_id=region_id)


class Owned(models.Model):
    """A row that belongs to a region."""

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    # Counted up at every change, so that a form which was opened before someone else's change is found out.
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = OwnedQuerySet.as_manager()

    # How the row was when it was locked; the trail tells it beside how it became.
    as_it_was: Mapping[str, Any] | None = None

    class Meta:
        abstract = True

    def locked(self) -> Self:
        """The row as it is now, held until the transaction ends. Only the rightful region can hold it."""
        row: Self = type(self).objects.of(self.region_id).select_for_update().get(pk=self.pk)
        row.as_it_was = facts(row)
        return row

    def change(self, **values: Any) -> None:
        """Set and save these fields, and count up the revision that stale forms are found by."""
        for name, value in values.items():
            setattr(self, name, value)
        self.revision += 1
        self.save(update_fields=[*values, "revision"])


def columns(kind: type[models.Model] | models.Model) -> dict[str, models.Field[Any, Any]]:
    """A kind of row's own columns by name; that of a foreign key is the column of its id."""
    return {field.attname: field for field in kind._meta.concrete_fields}  # noqa: SLF001 -- Django's documented way to a model's columns


def facts(row: models.Model) -> Facts:
    """The row's own columns as plain values that JSON can hold; foreign keys as ids."""
    return {name: _plain(getattr(row, name)) for name in columns(row)}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str | list | dict):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value)


def same_region(*rows: Owned | None) -> None:
    """Refuse to tie together rows of different regions."""
    if len({row.region_id for row in rows if row is not None}) > 1:
        raise RuleBroken("region.not_the_same")
