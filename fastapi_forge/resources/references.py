"""Name both sides of relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi_forge.resources import reserved
from fastapi_forge.resources.fields import Field, Resource


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that refers to a resource, seen from the resource."""

    resource: Resource
    field: Field
    attribute: str


def references(target: Resource, resources: Sequence[Resource]) -> list[Reference]:
    return [
        Reference(resource, field, back_name(resource, field))
        for resource in resources
        for field in resource.fields
        if field.is_relation and field.target == target.name
    ]


def back_name(resource: Resource, field: Field) -> str:
    """Return the name of the reverse relation: `books`, or `books_by_editor` of
    several.
    """
    if len(list(_alike(resource, field))) == 1:
        return resource.plural
    return f"{resource.plural}_by_{field.name}"


def filter_name(resource: Resource, field: Field) -> str:
    """Return `tag_id`, or `editors_person_id` if several lists contain persons."""
    if field.type != "many":
        return field.attribute
    many = [peer for peer in _alike(resource, field) if peer.type == "many"]
    which = "" if len(many) == 1 else f"{field.name}_"
    return f"{which}{field.target}_id"


def path_parameter(field: Field) -> str:
    """Name the parameter of `/by-status/{status}`; `{type}` would hide a builtin."""
    if field.name in reserved.BUILTINS | {"query"}:
        return f"{field.resource}_{field.name}"
    return field.name


def association_table(field: Field) -> str:
    return f"{field.resource}_{field.name}"


def _alike(resource: Resource, field: Field) -> Iterator[Field]:
    return (
        peer
        for peer in resource.fields
        if peer.is_relation and peer.target == field.target
    )
