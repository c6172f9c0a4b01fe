"""Describe the input and output schemas of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import (
    Expanded,
    default_of,
    is_filterable,
    range_names,
)
from fastapi_forge.resources.fields import Field, Ids, Resource
from fastapi_forge.resources.kinds.relations import many_query
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.references import filter_name, references
from fastapi_forge.resources.types import field_type

_LIST = "list[Reference], Field(max_length=100)"
_IDENTIFIERS = {Ids.INT: "1", Ids.UUID: '"123e4567-e89b-42d3-a456-426614174000"'}


def schema(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    manys = _manys(resource)
    exemplary = _exemplary(resource)
    stored = [_stored(field) for field in resource.columns]
    nested = [
        f"{field.name}: list[{class_name(field.target)}Summary]" for field in manys
    ]
    return {
        "imports": imports_of(_names(resource)),
        "body": [
            *(_given(field) for field in resource.columns),
            *(f"{field.name}: Annotated[{_LIST}] = []" for field in manys),
        ],
        "example": [f"{field.attribute}={_samples(field)[0]}," for field in exemplary],
        "change": [
            f"{field.attribute}={_samples(field)[1]}" for field in exemplary[:1]
        ],
        "changes": [
            *(_changed(field) for field in resource.columns),
            *(f"{field.name}: Annotated[{_LIST}, Omittable]" for field in manys),
        ],
        "summary": stored,
        "answer": nested if is_embedded(resource, known) else [*stored, *nested],
        "filters": {
            ids.value: [
                line
                for field in _filters(resource)
                for line in _filter(resource, field, ids)
            ]
            for ids in Ids
        },
        "choices": [
            f"{field.name}: {field.enum_class} | None = None"
            for field in _enums(resource)
        ],
    }


def is_embedded(resource: Resource, known: Mapping[str, Resource]) -> bool:
    """Return whether responses of other resources contain a list of these."""
    pointing = references(resource, [*known.values()])
    return any(reference.field.type == "many" for reference in pointing)


def _names(resource: Resource) -> Iterator[str]:
    manys = _manys(resource)
    yield from ("app.schemas.base.Input", "app.schemas.base.Output")
    if manys or any(not field.optional for field in resource.columns):
        yield from ("typing.Annotated", "app.schemas.base.Omittable")
    if _exemplary(resource):
        yield "app.schemas.base.example"
    if manys:
        yield from ("pydantic.Field", "app.schemas.base.Reference")
    for field in manys:
        if not field.is_self_reference:
            yield f"app.schemas.{field.target}.{class_name(field.target)}Summary"


def _manys(resource: Resource) -> list[Field]:
    return [field for field in resource.fields if field.type == "many"]


def _enums(resource: Resource) -> list[Field]:
    return [
        field
        for field in resource.fields
        if field.type == "enum" and is_filterable(field)
    ]


def _filters(resource: Resource) -> list[Field]:
    """Return the filters except choices, which can also be in the path."""
    return [
        field
        for field in resource.fields
        if is_filterable(field) and field.type != "enum"
    ]


def _exemplary(resource: Resource) -> list[Field]:
    """Return the example of a body, without optional references."""
    plain = [field for field in resource.columns if field.type != "ref"]
    return plain + [
        field for field in resource.columns if field.type == "ref" and field.is_required
    ]


def _samples(field: Field) -> tuple[str, str]:
    samples = field_type(field.type).samples(field)
    # Only references have no example of their own.
    identifier = _IDENTIFIERS[field.ids]
    return samples.example or identifier, samples.other or identifier


def _given(field: Field) -> str:
    annotation = field_type(field.type).schema(field).text
    default = default_of(field)
    if field.optional:
        annotation += " | None"
    if default:
        return f"{field.attribute}: {annotation} = {default.code}"
    return f"{field.attribute}: {annotation}{' = None' if field.optional else ''}"


def _changed(field: Field) -> str:
    annotation = field_type(field.type).schema(field).text
    if field.optional:
        return f"{field.attribute}: {annotation} | None = None"
    if not annotation.startswith("Annotated["):
        annotation = f"Annotated[{annotation}]"
    return f"{field.attribute}: {annotation.removesuffix(']')}, Omittable]"


def _stored(field: Field) -> str:
    annotation = field_type(field.type).answered(field)
    return f"{field.attribute}: {annotation}{' | None' if field.optional else ''}"


def _filter(resource: Resource, field: Field, ids: Ids) -> Iterator[str]:
    if field.type == "many":
        annotation = many_query(ids, filter_name(resource, field))
        yield f"{field.attribute}: {annotation} = None"
        return
    kind = field_type(field.type)
    query = (kind.query or kind.schema)(replace(field, ids=ids))
    for name in (field.attribute, *range_names(field)):
        yield f"{name}: {query} | None = None"
