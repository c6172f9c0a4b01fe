"""Names that relations give to both of their sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi_forge.resources import reserved
from fastapi_forge.resources.fields import Field, Resource


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that points at a resource, seen from there."""

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
    """What the target calls the resource: `books`, or `books_by_editor` of several."""
    if len(list(_alike(resource, field))) == 1:
        return resource.plural
    return f"{resource.plural}_by_{field.name}"


def filter_name(resource: Resource, field: Field) -> str:
    """`tag_id`, or `editors_person_id` when several lists hold persons."""
    if field.type != "many":
        return field.attribute
    many = [it for it in _alike(resource, field) if it.type == "many"]
    which = "" if len(many) == 1 else f"{field.name}_"
    return f"{which}{field.target}_id"


def path_parameter(field: Field) -> str:
    """`/by-status/{status}`, but not `{type}`: an argument would hide the builtin."""
    if field.name in reserved.BUILTINS:
        return f"{field.resource}_{field.name}"
    return field.name


def association_table(field: Field) -> str:
    return f"{field.resource}_{field.name}"


def _alike(resource: Resource, field: Field) -> Iterator[Field]:
    return (
        it for it in resource.fields if it.is_relation and it.target == field.target
    )
