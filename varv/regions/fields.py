"""Fields that give back the domain's own values instead of text."""

from enum import StrEnum
from typing import Any, Literal, TypeVar, overload

from django.db import models

from varv.core.periods import Period

Code = TypeVar("Code", bound=StrEnum)
Set = TypeVar("Set")
Get = TypeVar("Get")


class CodeField(models.CharField[Set, Get]):
    """A code of one enumeration, kept as its lower-case text. An unknown text in the database is an error."""

    @overload
    def __init__(
        self: "CodeField[Code | str, Code]", codes: type[Code], *, null: Literal[False] = ..., **options: Any
    ) -> None: ...

    @overload
    def __init__(
        self: "CodeField[Code | str | None, Code | None]", codes: type[Code], *, null: Literal[True], **options: Any
    ) -> None: ...

    def __init__(self, codes: type[StrEnum] | None = None, **options: Any) -> None:
        self.codes = codes
        options.setdefault("max_length", 30)
        if codes is not None:
            options["choices"] = [(code.value, code.value) for code in codes]
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Migrations know only that it is text: a new code needs no change of the table."""
        name, _, positional, options = super().deconstruct()
        options.pop("choices", None)
        return name, "django.db.models.CharField", positional, options

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """Text from the database as a code; empty text stays ``None``."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """Text as a code; empty text stays ``None``."""
        if value in {None, ""} or self.codes is None:
            return None
        return self.codes(value)

    def get_prep_value(self, value: Any) -> Any:
        """A code as its text."""
        return "" if value is None and not self.null else value


class PeriodField(models.CharField[Set, Get]):
    """A period, kept as its written form (``2026H1``)."""

    @overload
    def __init__(self: "PeriodField[Period, Period]", *, null: Literal[False] = ..., **options: Any) -> None: ...

    @overload
    def __init__(self: "PeriodField[Period | None, Period | None]", *, null: Literal[True], **options: Any) -> None: ...

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 7)
        super().__init__(**options)

    def from_db_value(self, value: str | None, *_: object) -> Any:
        """The written form as a period."""
        return self.to_python(value)

    def to_python(self, value: Any) -> Any:
        """The written form as a period; nothing stays ``None``."""
        if value is None or isinstance(value, Period):
            return value
        return Period.parse(value) if value else None

    def get_prep_value(self, value: Any) -> Any:
        """A period in its written form."""
        return None if value is None else str(value)
