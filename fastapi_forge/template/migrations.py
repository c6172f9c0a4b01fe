"""Read which services of a template have migrations, from its `_forge` block.

migrations:
  when: {database: [sqlite]}   the answers with migrations
  tables:                      tables that do not belong to a resource
    - key: users               what owns them, as in the title `create users`
      revision: 5b0e9c2d4a17   the id of the revision that creates them
      position: 1              lower positions come first, and resources last
      when: {auth: [jwt]}      a condition, or several of which one must hold
      tables: [users, {name: user_sessions, when: {auth: jwt}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.conditions import (
    Conditions,
    holds_any,
    read_conditions,
)
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping, sequence

_REVISION = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOwner:
    """A resource or a feature that a revision creates tables for."""

    key: str
    tables: tuple[str, ...]
    """In the order of their creation."""
    revision: str = ""
    """The id of the revision, if the template sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Tables of a feature, with the answers that need them."""

    key: str
    revision: str
    position: int
    conditions: Conditions
    tables: tuple[tuple[str, Conditions], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrations:
    conditions: Conditions
    declared: tuple[Declared, ...]
    """In the order of their creation."""

    def applies(self, answers: Mapping[str, object]) -> bool:
        """Return whether a service with these answers has migrations."""
        return holds_any(self.conditions, answers)

    def owners(self, answers: Mapping[str, object]) -> tuple[TableOwner, ...]:
        """Return the features with tables that a service with these answers has."""
        return tuple(
            TableOwner(
                key=declared.key,
                revision=declared.revision,
                tables=tuple(
                    name
                    for name, conditions in declared.tables
                    if holds_any(conditions, answers)
                ),
            )
            for declared in self.declared
            if holds_any(declared.conditions, answers)
        )


def read_migrations(root: Path) -> Migrations | None:
    """Return the migrations of the template in `root`, or None if it declares none."""
    forge = mapping(read_documents(root).get("_forge", {}), "_forge")
    if "migrations" not in forge:
        return None
    written = mapping(forge["migrations"], "migrations")
    declared = map(_declared, sequence(written.get("tables", []), "tables"))
    return Migrations(
        conditions=_conditions(written),
        declared=tuple(sorted(declared, key=lambda owner: owner.position)),
    )


def _declared(item: object) -> Declared:
    owner = mapping(item, "tables")
    key, revision = owner.get("key"), owner.get("revision")
    position = owner.get("position", 0)
    if not isinstance(key, str) or not isinstance(position, int):
        raise TemplateError(f"'tables' of 'migrations' contains {item!r}.")
    if not isinstance(revision, str) or not _REVISION.fullmatch(revision):
        raise TemplateError(
            f"{revision!r} is not a valid revision of '{key}'.",
            "Use twelve hexadecimal digits, as text.",
        )
    return Declared(
        key=key,
        revision=revision,
        position=position,
        conditions=_conditions(owner),
        tables=tuple(_tables(owner.get("tables", []))),
    )


def _tables(written: object) -> Iterator[tuple[str, Conditions]]:
    for item in sequence(written, "tables"):
        if isinstance(item, str):
            yield item, ({},)
        else:
            table = mapping(item, "tables")
            yield str(table.get("name")), _conditions(table)


def _conditions(written: Mapping[str, object]) -> Conditions:
    return read_conditions(written.get("when", {}), "migrations")
