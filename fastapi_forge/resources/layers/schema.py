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
from fastapi_forge.resources.types import meaning

_LIST = "list[Reference], Field(max_length=100)"
_IDENTIFIERS = {Ids.INT: "1", Ids.UUID: '"123e4567-e89b-42d3-a456-426614174000"'}


def schema(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    manys = _manys(resource)
    exemplary = _exemplary(resource)
    stored = [_stored(it) for it in resource.columns]
    nested = [f"{it.name}: list[{class_name(it.target)}Summary]" for it in manys]
    return {
        "imports": imports_of(_names(resource)),
        "body": [
            *(_given(it) for it in resource.columns),
            *(f"{it.name}: Annotated[{_LIST}] = []" for it in manys),
        ],
        "example": [f"{it.attribute}={_samples(it)[0]}," for it in exemplary],
        "change": [f"{it.attribute}={_samples(it)[1]}" for it in exemplary[:1]],
        "changes": [
            *(_changed(it) for it in resource.columns),
            *(f"{it.name}: Annotated[{_LIST}, Omittable]" for it in manys),
        ],
        "summary": stored,
        "answer": nested if is_embedded(resource, known) else [*stored, *nested],
        "filters": {
            ids.value: [
                line for it in _filters(resource) for line in _filter(resource, it, ids)
            ]
            for ids in Ids
        },
        "choices": [
            f"{it.name}: {it.enum_class} | None = None" for it in _enums(resource)
        ],
    }


def is_embedded(resource: Resource, known: Mapping[str, Resource]) -> bool:
    """Return whether responses of other resources contain a list of these."""
    pointing = references(resource, [*known.values()])
    return any(it.field.type == "many" for it in pointing)


def _names(resource: Resource) -> Iterator[str]:
    manys = _manys(resource)
    yield from ("app.schemas.base.Input", "app.schemas.base.Output")
    if manys or any(not it.optional for it in resource.columns):
        yield from ("typing.Annotated", "app.schemas.base.Omittable")
    if _exemplary(resource):
        yield "app.schemas.base.example"
    if manys:
        yield from ("pydantic.Field", "app.schemas.base.Reference")
    for field in manys:
        if not field.is_self_reference:
            yield f"app.schemas.{field.target}.{class_name(field.target)}Summary"


def _manys(resource: Resource) -> list[Field]:
    return [it for it in resource.fields if it.type == "many"]


def _enums(resource: Resource) -> list[Field]:
    return [it for it in resource.fields if it.type == "enum" and is_filterable(it)]


def _filters(resource: Resource) -> list[Field]:
    """Return the filters except choices, which can also be in the path."""
    return [it for it in resource.fields if is_filterable(it) and it.type != "enum"]


def _exemplary(resource: Resource) -> list[Field]:
    """Return the example of a body, without optional references."""
    plain = [it for it in resource.columns if it.type != "ref"]
    return plain + [
        it for it in resource.columns if it.type == "ref" and it.is_required
    ]


def _samples(field: Field) -> tuple[str, str]:
    samples = meaning(field.type).samples(field)
    # Only references have no example of their own.
    identifier = _IDENTIFIERS[field.ids]
    return samples.example or identifier, samples.other or identifier


def _given(field: Field) -> str:
    annotation = meaning(field.type).schema(field).text
    default = default_of(field)
    if field.optional:
        annotation += " | None"
    if default:
        return f"{field.attribute}: {annotation} = {default.code}"
    return f"{field.attribute}: {annotation}{' = None' if field.optional else ''}"


def _changed(field: Field) -> str:
    annotation = meaning(field.type).schema(field).text
    if field.optional:
        return f"{field.attribute}: {annotation} | None = None"
    if not annotation.startswith("Annotated["):
        annotation = f"Annotated[{annotation}]"
    return f"{field.attribute}: {annotation.removesuffix(']')}, Omittable]"


def _stored(field: Field) -> str:
    annotation = meaning(field.type).answered(field)
    return f"{field.attribute}: {annotation}{' | None' if field.optional else ''}"


def _filter(resource: Resource, field: Field, ids: Ids) -> Iterator[str]:
    if field.type == "many":
        annotation = many_query(ids, filter_name(resource, field))
        yield f"{field.attribute}: {annotation} = None"
        return
    kind = meaning(field.type)
    query = (kind.query or kind.schema)(replace(field, ids=ids))
    for name in (field.attribute, *range_names(field)):
        yield f"{name}: {query} | None = None"
