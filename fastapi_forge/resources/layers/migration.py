"""Describe the table that a resource's migration creates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources import code
from fastapi_forge.resources.code import tuple_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.layers.crud import searched
from fastapi_forge.resources.layers.tables import (
    constraints,
    flags,
    listed,
    type_and_target,
)
from fastapi_forge.resources.meaning import DATABASES
from fastapi_forge.resources.types import meaning


def migration(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    return {
        "columns": {
            it: [_column(resource, field, known, it) for field in resource.columns]
            for it in DATABASES
        },
        "constraints": [f"sa.{it}" for it in constraints(resource)],
        "indexes": {it: list(_indexes(resource, it)) for it in DATABASES},
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
        field, meaning(field.type).migration[database], known
    )
    arguments = [
        f'"{field.attribute}"',
        kept_as,
        *(f"sa.{it}" for it in target),
        f"nullable={field.optional}",
        *flags(resource, field),
    ]
    return f"sa.Column({', '.join(arguments)})"
