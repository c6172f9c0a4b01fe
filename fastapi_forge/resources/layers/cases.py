"""Describe the test cases of a resource's endpoints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import (
    Expanded,
    default_of,
    equals,
    invalid_samples,
    is_filterable,
)
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.layers.crud import searched
from fastapi_forge.resources.meaning import Samples
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.types import meaning

# Values that are only wrong at present.
_JUDGED = ("in-the-past", "in-the-future")


def cases(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    plain = [it for it in resource.columns if it.type != "ref"]
    sortable = [it for it in plain if meaning(it.type).sortable]
    return {
        "imports": imports_of(_names(resource)),
        "required": [it.attribute for it in resource.columns if it.is_required],
        "left_out": [it.attribute for it in resource.columns if not it.is_required],
        "defaults": [_default(it) for it in resource.columns if not it.is_required],
        "invalid": [line for it in resource.fields for line in _refused(it)],
        "changes": [
            f'pytest.param({{"{it.name}": {_samples(it).other}}}, id="{it.name}"),'
            for it in plain
        ],
        "nullable": [it.attribute for it in resource.columns if it.optional],
        "fixed": [it.attribute for it in resource.columns if not it.optional],
        "grouped": [_pair(it) for it in sortable if not it.unique],
        "absent": [it.name for it in sortable if it.optional],
        "filters": [_pair(it) for it in plain if is_filterable(it)],
        "unique": [it.name for it in plain if it.unique],
        "moments": [_moment(resource, it, plain) for it in _moments(resource)],
        "strangers": list(_strangers(resource, known)),
    }


def _names(resource: Resource) -> Iterator[str]:
    name, moments = resource.name, _moments(resource)
    if resource.actions:
        yield "fastapi.FastAPI"
    if moments:
        yield f"app.crud.{name}.{class_name(name)}Crud"
        yield "sqlalchemy.ext.asyncio.AsyncSession"
        yield "sqlalchemy.ext.asyncio.async_sessionmaker"
    for field in moments:
        yield f"datetime.{field.type}"
        if field.type == "datetime":
            yield "datetime.UTC"
    for own in ("URL", f"create_{name}", f"{name}_payload"):
        yield f"tests.factories.{name}.{own}"
    for target in {it.target for it in resource.relations} - {name}:
        yield f"tests.factories.{target}.create_{target}"
    for helper in ("BAD_QUERIES", "assert_pages", "assert_sorts"):
        yield f"tests.lists.{helper}"
    if _lists(resource):
        yield "tests.lists.listed"


def _lists(resource: Resource) -> bool:
    """Return whether a test compares the ids of a list."""
    others = any(it.is_relation and not it.is_self_reference for it in resource.fields)
    return bool(resource.owned or others or searched(resource)) or any(
        is_filterable(it) or (it.optional and meaning(it.type).sortable)
        for it in resource.columns
        if it.type != "ref"
    )


def _samples(field: Field) -> Samples:
    return meaning(field.type).samples(field)


def _default(field: Field) -> str:
    default = default_of(field)
    expected = f"{equals(field)} {default.json}" if default else "is None"
    return f'assert response.json()["{field.attribute}"] {expected}'


def _refused(field: Field) -> Iterator[str]:
    name = field.attribute
    for key, value in invalid_samples(field):
        yield f'pytest.param("{name}", {value}, id="{name}-{key}"),'


def _pair(field: Field) -> str:
    samples = _samples(field)
    return f'("{field.name}", {samples.example}, {samples.other}),'


def _moments(resource: Resource) -> list[Field]:
    futures = [it for it in resource.fields if it.future]
    return futures + [it for it in resource.fields if it.past]


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
        "wrong": next(it for key, it in invalid_samples(field) if key in _JUDGED),
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
                "target": field.target,
                "given": f"{field.attribute}={identifier}",
            }
