"""Run the pieces of code of an expanded resource."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

_ROOT = Path(__file__).parents[2]
[_TYPES] = (_ROOT / "templates/service/project/app/schemas").glob("*types.py*")


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


def namespace(
    lines: Iterable[str], entity: dict[str, Any], sequence: Sequence | None = None
) -> dict[str, Any]:
    """Return the names of import lines, with replacements for generated modules."""
    found: dict[str, Any] = dict(vars(_enums(entity)))
    for statement in ast.parse("\n".join(lines)).body:
        assert isinstance(statement, ast.ImportFrom)
        source = _module(statement.module or "", entity, sequence or Sequence())
        found |= {
            alias.name: _attribute(source, alias.name) for alias in statement.names
        }
    return found


def _attribute(source: object, name: str) -> object:
    if isinstance(source, ModuleType) and not hasattr(source, name):
        return import_module(f"{source.__name__}.{name}")
    return getattr(source, name)


def _module(name: str, entity: dict[str, Any], sequence: Sequence) -> object:
    if name == "app.schemas.types":
        return vocabulary()
    if name == f"app.models.{entity['name']}":
        return _enums(entity)
    if name in {"tests.factories.sequence", "tests.factories.spelling"}:
        return sequence
    if name == "app.db.base":
        return import_module(__name__)
    return import_module(name)


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
        members: dict[str, str] = {}
        exec("\n".join(field["members"]), {}, members)  # noqa: S102
        setattr(module, field["enum_class"], StrEnum(field["enum_class"], members))
    return module


def evaluate(code: str, names: dict[str, Any]) -> Any:  # noqa: ANN401 (any type)
    return eval(code, dict(names))  # noqa: S307


def names_used(pieces: Iterable[str]) -> set[str]:
    """Return the names in expressions that are not builtins."""
    return {
        node.id
        for piece in pieces
        if piece
        for node in ast.walk(ast.parse(piece))
        if isinstance(node, ast.Name) and not hasattr(builtins, node.id)
    }


def names_imported(lines: Iterable[str]) -> list[str]:
    return list(_imported(lines))


def _imported(lines: Iterable[str]) -> Iterator[str]:
    for statement in ast.parse("\n".join(lines)).body:
        assert isinstance(statement, ast.ImportFrom)
        yield from (alias.name for alias in statement.names)
