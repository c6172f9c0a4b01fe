"""Describe the table that a resource's migration creates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources import code
from fastapi_forge.resources.code import tuple_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.field_type import DATABASES
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.layers.crud import searched
from fastapi_forge.resources.layers.tables import (
    constraints,
    flags,
    listed,
    type_and_target,
)
from fastapi_forge.resources.types import field_type


def migration(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    return {
        "columns": {
            database: [
                _column(resource, field, known, database) for field in resource.columns
            ]
            for database in DATABASES
        },
        "constraints": [f"sa.{constraint}" for constraint in constraints(resource)],
        "indexes": {
            database: list(_indexes(resource, database)) for database in DATABASES
        },
    }


def _indexes(resource: Resource, database: str) -> Iterator[str]:
    columns = [*listed(resource), "created_at", "updated_at"]
    owner = '"owner_id", ' if resource.owned else ""
    if resource.owned:
        yield 'sa.Index(None, "owner_id", "id")'
    yield (
        f'*(sa.Index(None, {owner}it, "id") for it in '
        f"({', '.join(map(code.string, columns))}))"
    )
    if database == "postgresql" and (words := searched(resource)):
        yield (
            '*(sa.Index(None, it, postgresql_using="gin", '
            'postgresql_ops={it: "gin_trgm_ops"}) for it in '
            f"{tuple_of(map(code.string, words))})"
        )


def _column(
    resource: Resource, field: Field, known: Mapping[str, Resource], database: str
) -> str:
    kept_as, *target = type_and_target(
        field, field_type(field.type).migration[database], known
    )
    arguments = [
        f'"{field.attribute}"',
        kept_as,
        *(f"sa.{part}" for part in target),
        f"nullable={field.optional}",
        *flags(resource, field),
    ]
    return f"sa.Column({', '.join(arguments)})"
