"""Real answers of Statistics Sweden, recorded, for the demo and for trying things without a network."""

import json
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from varv.statistics.readings import Payload

SOURCE = "scb"
RECORDED_AT = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)  # the day the table was published; the hour is not known


def recorded_payload(table: str) -> Payload:
    """The recorded data of a table (``TAB6471``), under the licence that the source itself states."""
    return Payload(_bytes(f"{table}_data.json"), _config()["license"], RECORDED_AT)


def recorded_metadata(table: str) -> bytes:
    """The recorded description of a table: all its dimensions and codes, without values."""
    return _bytes(f"{table}_metadata.json")


def credit(language: str) -> str:
    """How the source wants to be named, in ``sv`` or ``en``. Raises ``KeyError`` for another language."""
    return str({said["language"]: said["text"] for said in _config()["sourceReferences"]}[language])


def _config() -> Any:
    return json.loads(_bytes("config.json"))


def _bytes(name: str) -> bytes:
    return (resources.files(__package__) / SOURCE / name).read_bytes()
