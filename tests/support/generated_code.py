"""Run the pieces of code of an expanded resource."""

from __future__ import annotations

import string
import sys
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy
from pydantic import Field, StrictBool
from sqlalchemy import BigInteger, Dialect
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.types import TypeDecorator

_ROOT = Path(__file__).parents[2]
[_TYPES] = (_ROOT / "templates/service/project/app/schemas").glob("*types.py*")

_LIBRARY: dict[str, Any] = {
    "Any": Any,
    "Decimal": Decimal,
    "Field": Field,
    "StrictBool": StrictBool,
    "UTC": UTC,
    "UUID": UUID,
    "date": date,
    "date_type": date,
    "datetime": datetime,
    "time": time,
    "time_type": time,
    "timedelta": timedelta,
    "uuid4": uuid4,
}


class FixedPoint(TypeDecorator[int]):
    """A replacement for the column type of services with SQLite."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, digits: int, places: int) -> None:
        super().__init__()
        self.digits = digits
        self.places = places

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        del dialect
        return value


def enum_values(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]


class Sequence:
    """Replacements for `tests.factories.sequence` and `.spelling`."""

    def __init__(self, start: int = 1) -> None:
        self._numbers = count(start)

    def number(self) -> int:
        return next(self._numbers)

    def spelled(self, *alphabets: str) -> str:
        rest = self.number()
        letters: list[str] = []
        for alphabet in reversed(alphabets):
            rest, at = divmod(rest, len(alphabet))
            letters.append(alphabet[at])
        return "".join(reversed(letters))


_COLUMN_TYPES: dict[str, Any] = {
    "FixedPoint": FixedPoint,
    "JSONB": postgresql.JSONB,
    "MEDIUMTEXT": mysql.MEDIUMTEXT,
    "TIME": mysql.TIME,
    "enum_values": enum_values,
    "mysql": mysql,
    "postgresql": postgresql,
    "sa": sqlalchemy,
}


def namespace(
    entity: dict[str, Any], sequence: Sequence | None = None
) -> dict[str, Any]:
    """Return what schemas and factories import, partly replaced."""
    drawn = sequence or Sequence()
    enums = vars(_enums(entity))
    return {**_LIBRARY, **_public(string, vocabulary()), **_public(drawn), **enums}


def column_namespace(entity: dict[str, Any]) -> dict[str, Any]:
    """Return what models and migrations import, partly replaced."""
    enums = vars(_enums(entity))
    return {**_public(sqlalchemy), **_COLUMN_TYPES, **_LIBRARY, **enums}


def _public(*owners: object) -> dict[str, Any]:
    return {
        name: getattr(owner, name)
        for owner in owners
        for name in dir(owner)
        if not name.startswith("_")
    }


@cache
def vocabulary() -> ModuleType:
    """Return `app.schemas.types` with all types: its template without conditions."""
    lines = _TYPES.read_text("utf-8").splitlines()
    source = "\n".join(line for line in lines if not line.startswith("{%"))
    module = ModuleType("service_types")
    # Pydantic looks up names of type aliases here.
    sys.modules[module.__name__] = module
    exec(compile(source, str(_TYPES), "exec"), module.__dict__)  # noqa: S102
    return module


def _enums(entity: dict[str, Any]) -> ModuleType:
    module = ModuleType("enums")
    for field in entity["enums"]:
        members = {member["name"]: member["value"] for member in field["members"]}
        setattr(module, field["enum_class"], StrEnum(field["enum_class"], members))
    return module


def evaluate(code: str, names: dict[str, Any]) -> Any:  # noqa: ANN401 (any type)
    return eval(code, dict(names))  # noqa: S307
