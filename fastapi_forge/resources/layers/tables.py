"""Describe the columns and constraints of a resource for model and migration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources.expanded_fields import is_sortable, on_delete
from fastapi_forge.resources.field_type import FieldCode
from fastapi_forge.resources.fields import Field, Resource


def constraints(resource: Resource) -> list[str]:
    """Return the unique constraints; values are unique per owner."""
    if not resource.owned:
        return []
    unique = [field.attribute for field in resource.columns if field.unique]
    return [f'UniqueConstraint("owner_id", "{attribute}")' for attribute in unique]


def listed(resource: Resource) -> list[str]:
    """Return what lists are sorted or filtered by, unless it is unique anyway.

    Null is not unique.
    """
    return [
        field.attribute
        for field in resource.columns
        if is_sortable(field) and (field.optional or not field.unique)
    ]


def type_and_target(
    field: Field, kept_as: FieldCode, known: Mapping[str, Resource]
) -> Iterator[str]:
    """Return the arguments of a column: type, unless implied, and foreign key."""
    if text := kept_as(field).text:
        yield text
    if field.type == "ref":
        table = known[field.target].plural
        yield f'ForeignKey("{table}.id", ondelete="{on_delete(field)}")'


def flags(resource: Resource, field: Field) -> Iterator[str]:
    if field.unique and not resource.owned:
        yield "unique=True"
