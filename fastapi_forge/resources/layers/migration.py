"""Describe the table that a resource's migration creates."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.layers.tables import (
    constraints,
    flags,
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
    }


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
