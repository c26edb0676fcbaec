import hashlib
from datetime import datetime

from django.db import transaction

from varv.core.roles import Actor
from varv.regions import trail
from varv.regions.files import content_type_of
from varv.strategy import rules
from varv.strategy.models import DocumentFile, DocumentFileContent, SteeringDocument


@transaction.atomic
def attach_file(*, document: SteeringDocument, filename: str, content: bytes, by: Actor, at: datetime) -> DocumentFile:
    """Keep the document itself as a file. The trail remembers its fingerprint, not its bytes."""
    document = document.locked()
    rules.check_attach_file(document, by)
    file = DocumentFile.objects.create(
        region_id=document.region_id,
        document=document,
        filename=filename,
        content_type=content_type_of(filename, content),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=at,
    )
    DocumentFileContent.objects.create(region_id=document.region_id, file=file, content=content)
    trail.write(file, "attached", by=by, at=at)
    return file


@transaction.atomic
def remove_file(*, file: DocumentFile, by: Actor, at: datetime) -> None:
    """Take a file away while the document is open for changes."""
    file.document.locked()
    file = file.locked()
    rules.check_remove_file(file, by)
    trail.write(file, "removed", by=by, at=at, removed=True)
    DocumentFileContent.objects.of(file.region_id).filter(file=file).delete()
    file.delete()
