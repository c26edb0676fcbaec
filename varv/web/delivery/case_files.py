"""An uploaded case export on its way to the cells that may be kept.

The file is read in memory and let go. Whatever fails on the way must not show what it held, not even to a developer:
hence ``sensitive_variables``, and errors that carry codes alone.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.views.decorators.debug import sensitive_variables

from varv.core.roles import Actor
from varv.delivery import operations, rules
from varv.delivery.models import CaseImport, ColumnMapping
from varv.publishing.workbooks.case_reading import read_case_file


@sensitive_variables()
def looked_through(*, upload: Any, allowed: Mapping[str, str], by: Actor, at: datetime) -> CaseImport:
    """Read the file, keep the cells that may be kept, and forget the rest."""
    rules.check_import_cases(by)
    return looked_through_file(filename=upload.name, content=upload.read(), allowed=allowed, by=by, at=at)


@sensitive_variables()
def looked_through_file(
    *, filename: str, content: bytes, allowed: Mapping[str, str], by: Actor, at: datetime
) -> CaseImport:
    """The same for a file whose bytes are at hand."""
    known = {heading for one in ColumnMapping.objects.of(by.region_id) for heading in one.columns.values()}
    book = read_case_file(filename, content, allowed, known)
    digest = hashlib.sha256(content).hexdigest()
    return operations.read_cases(book=book, filename=filename, sha256=digest, by=by, at=at)
