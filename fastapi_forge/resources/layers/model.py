"""Describe the mapped class of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources import code
from fastapi_forge.resources.code import imports_of, tuple_of
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
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.references import (
    Reference,
    association_table,
    references,
)
from fastapi_forge.resources.types import field_type


def model(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    peers = _peers(resource, known)
    return {
        "imports": {
            database: imports_of(_names(resource, known, database))
            for database in DATABASES
        },
        "peers": [
            f"from app.models.{peer} import {class_name(peer)}" for peer in peers
        ],
        "attributes": {
            database: list(_attributes(resource, database)) for database in DATABASES
        },
        "columns": {
            database: [
                _column(resource, field, known, database) for field in resource.columns
            ]
            for database in DATABASES
        },
        "referrers": [
            _referrer(reference)
            for reference in references(resource, [*known.values()])
        ],
    }


def _attributes(resource: Resource, database: str) -> Iterator[str]:
    yield f'__tablename__ = "{resource.plural}"'
    names = [*map(code.string, listed(resource)), *(["owned=True"] * resource.owned)]
    given = [*constraints(resource), f"*list_indexes({', '.join(names)})"]
    if database == "postgresql" and (words := searched(resource)):
        given.append(f"*search_indexes({', '.join(map(code.string, words))})")
    yield f"__table_args__ = {tuple_of(given)}"


def _names(
    resource: Resource, known: Mapping[str, Resource], database: str
) -> Iterator[str]:
    types = {field.type for field in resource.fields}
    yield "sqlalchemy.orm.Mapped"
    if "many" in types:
        yield from ("sqlalchemy.Column", "sqlalchemy.Index", "sqlalchemy.Table")
    if types & {"ref", "many"}:
        yield "sqlalchemy.ForeignKey"
    if constraints(resource):
        yield "sqlalchemy.UniqueConstraint"
    arguments = (
        _arguments(resource, field, known, database) for field in resource.columns
    )
    if any(arguments):
        yield "sqlalchemy.orm.mapped_column"
    if types & {"ref", "many"} or references(resource, [*known.values()]):
        yield "sqlalchemy.orm.relationship"
    if _peers(resource, known):
        yield "typing.TYPE_CHECKING"


def _peers(resource: Resource, known: Mapping[str, Resource]) -> list[str]:
    """Return the other resources of its relations."""
    peers = {field.target for field in resource.fields if field.is_relation}
    peers |= {
        reference.resource.name for reference in references(resource, [*known.values()])
    }
    return sorted(peers - {resource.name})


def _column(
    resource: Resource, field: Field, known: Mapping[str, Resource], database: str
) -> str:
    python = field_type(field.type).python(field)
    annotation = f"Mapped[{python}{' | None' if field.optional else ''}]"
    arguments = _arguments(resource, field, known, database)
    mapped = f" = mapped_column({', '.join(arguments)})" if arguments else ""
    return f"{field.attribute}: {annotation}{mapped}"


def _arguments(
    resource: Resource, field: Field, known: Mapping[str, Resource], database: str
) -> list[str]:
    kept_as = field_type(field.type).column[database]
    return [*type_and_target(field, kept_as, known), *flags(resource, field)]


def _referrer(reference: Reference) -> Expanded:
    """Return the reverse side of its relations."""
    field, other = reference.field, class_name(reference.resource.name)
    back = f'back_populates="{field.name}"'
    if field.type == "many":
        arguments = [f'secondary="{association_table(field)}"', back]
    else:
        arguments = [back, f'foreign_keys="{other}.{field.attribute}"']
    return {
        "attribute": reference.attribute,
        "class": other,
        "arguments": arguments,
        "passive_deletes": "True" if field.type == "many" else '"all"',
    }
