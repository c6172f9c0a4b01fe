"""Describe the test cases of a resource's endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import (
    Expanded,
    default_of,
    equals,
    invalid_samples,
)
from fastapi_forge.resources.field_type import Samples
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.types import field_type

# Values that are only wrong at present.
_JUDGED = ("in-the-past", "in-the-future")
# The suite for all resources tries these with every field.
_SAID_BY_TYPE = frozenset({"number", "text", "boolean", "fraction", "nul-character"})
# Pydantic reads numbers as dates, and a decimal is sent as text.
_SURPRISES: Mapping[str, frozenset[str]] = {
    "date": frozenset({"number"}),
    "datetime": frozenset({"number"}),
    "decimal": frozenset({"text"}),
}


def cases(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    plain = [field for field in resource.columns if field.type != "ref"]
    defaulted = [field for field in resource.columns if field.default is not None]
    return {
        "imports": imports_of(_names(resource, known)),
        "left_out": [field.attribute for field in defaulted],
        "defaults": [_default(field) for field in defaulted],
        "invalid": [line for field in plain for line in _refused(field)],
        "unique": [field.name for field in plain if field.unique],
        "moments": [_moment(resource, field, plain) for field in _moments(resource)],
        "strangers": list(_strangers(resource, known)),
    }


def _names(resource: Resource, known: Mapping[str, Resource]) -> Iterator[str]:
    name, moments = resource.name, _moments(resource)
    if moments:
        yield f"app.crud.{name}.{class_name(name)}Crud"
    for field in moments:
        yield f"datetime.{field.type}"
        if field.type == "datetime":
            yield "datetime.UTC"
    for target in {name, *(field.target for field in resource.relations)}:
        yield f"tests.factories.{target}.{known[target].variables}"


def _samples(field: Field) -> Samples:
    return field_type(field.type).samples(field)


def _default(field: Field) -> str:
    default = default_of(field)
    expected = f"{equals(field)} {default.json}" if default else "is None"
    return f'assert response.json()["{field.attribute}"] {expected}'


def _refused(field: Field) -> Iterator[str]:
    """Return the cases that the suite for all resources cannot know."""
    name = field.attribute
    known = _SAID_BY_TYPE - _SURPRISES.get(field.type, frozenset())
    for key, value in field_type(field.type).samples(field).invalid:
        if key in known:
            continue
        yield f'pytest.param("{name}", {value}, id="{name}-{key}"),'


def _moments(resource: Resource) -> list[Field]:
    futures = [field for field in resource.fields if field.future]
    return futures + [field for field in resource.fields if field.past]


def _moment(resource: Resource, field: Field, plain: Sequence[Field]) -> Expanded:
    """Return a date or time that was valid when it was stored, but is not now."""
    arguments = f"{2001 if field.future else 2101}, 1, 1"
    if field.type == "datetime":
        arguments += ", tzinfo=UTC"
    first = plain[0]
    value = _samples(first).example
    if first == field:
        value = f'{resource.name}["{field.name}"]'
    return {
        "name": field.name,
        "wrong": next(value for key, value in invalid_samples(field) if key in _JUDGED),
        "rule": f"not_in_{'future' if field.future else 'past'}",
        "gone": f"{field.type}({arguments})",
        "change": f'"{first.name}": {value}',
    }


def _strangers(resource: Resource, known: Mapping[str, Resource]) -> Iterator[Expanded]:
    """Return the relations that must not refer to another user's objects."""
    for field in resource.relations:
        if known[field.target].owned and not field.is_self_reference:
            identifier = 'theirs["id"]'
            if field.type == "many":
                identifier = f'[{{"id": {identifier}}}]'
            yield {
                "name": field.name,
                "target_variables": known[field.target].variables,
                "given": f"{field.attribute}={identifier}",
            }
