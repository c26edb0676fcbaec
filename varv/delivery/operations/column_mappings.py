from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.delivery import rules
from varv.delivery.models import CaseImport, ColumnMapping
from varv.delivery.waiting_cases import waiting
from varv.regions import trail
from varv.regions.models import Region


@transaction.atomic
def save_mapping(*, case_import: CaseImport, name: str, by: Actor, at: datetime) -> ColumnMapping:
    """Keep how the columns of the waiting import are read, so that the next file is read the same way.

    A name that is there already gets the new columns.
    """
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)
    case_import = case_import.locked()
    rules.check_remap(case_import, by)
    found = waiting(case_import)
    rules.check_columns(found.headings, found.columns)
    columns = {field.value: heading for field, heading in found.columns.items()}
    mapping = ColumnMapping.objects.of(by.region_id).filter(name=name.strip()).first()
    if mapping is None:
        mapping = ColumnMapping.objects.create(region_id=by.region_id, name=name.strip(), columns=columns)
        trail.write(mapping, "saved", by=by, at=at)
    else:
        mapping = mapping.locked()
        mapping.change(columns=columns)
        trail.write(mapping, "edited", by=by, at=at)
    case_import.change(mapping=mapping)
    trail.write(case_import, "edited", by=by, at=at)
    return mapping


@transaction.atomic
def rename_mapping(*, mapping: ColumnMapping, name: str, revision: int, by: Actor, at: datetime) -> None:
    """Call it something else."""
    Region.objects.select_for_update().only("pk").get(pk=by.region_id)
    mapping = mapping.locked()
    rules.check_import_cases(by)
    trail.check_fresh(mapping, revision)
    rules.check_mapping_name(name.strip(), by.region_id, besides=mapping)
    mapping.change(name=name.strip())
    trail.write(mapping, "edited", by=by, at=at)


@transaction.atomic
def remove_mapping(*, mapping: ColumnMapping, by: Actor, at: datetime) -> None:
    """Take it away. The imports that were read with it stand."""
    mapping = mapping.locked()
    rules.check_import_cases(by)
    for case_import in CaseImport.objects.of(by.region_id).filter(mapping=mapping).order_by("pk"):
        held = case_import.locked()
        held.change(mapping=None)
        trail.write(held, "edited", by=by, at=at)
    trail.write(mapping, "removed", by=by, at=at, removed=True)
    mapping.delete()
