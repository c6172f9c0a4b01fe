"""Refuse names that two resources would both use in the generated code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources import reserved
from fastapi_forge.resources.field_facts import range_names
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.references import (
    association_table,
    filter_name,
    path_parameter,
    references,
)

# PostgreSQL truncates longer names; constraints are named after what they connect.
_LONGEST_IDENTIFIER = 63


def check_collisions(resources: Sequence[Resource]) -> None:
    _check_claims("name", _module_names(resources))
    _check_claims("table", _tables(resources))
    _check_claims("class", _classes(resources))
    _check_claims("class", _enum_classes(resources))
    _check_claims("operation", _operations(resources))
    plurals = {resource.name: resource.plural for resource in resources}
    for resource in resources:
        _check_claims("name", _attributes(resource, resources))
        _check_claims("parameter", _parameters(resource))
        _check_claims(
            "method",
            _methods(
                resource, {resource.name: resource.variables for resource in resources}
            ),
        )
        _check_constraints(resource, plurals)


def _check_claims(what: str, claims: Iterator[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for name, claimant in claims:
        if seen.setdefault(name, claimant) != claimant:
            message = f"{seen[name]} and {claimant} both need the {what} '{name}'."
            raise InvalidResourceError(
                message, ("Rename one of them, or set another --plural.")
            )


def _module_names(resources: Sequence[Resource]) -> Iterator[tuple[str, str]]:
    """Return singulars and plurals, which name variables, modules and routes."""
    for resource in resources:
        yield resource.name, f"Resource '{resource.name}'"
        yield resource.plural, f"Resource '{resource.name}'"
        yield resource.variable, f"Resource '{resource.name}'"
        yield resource.variables, f"Resource '{resource.name}'"


def _tables(resources: Sequence[Resource]) -> Iterator[tuple[str, str]]:
    for resource in resources:
        yield resource.plural, f"Resource '{resource.name}'"
        for field in resource.fields:
            if field.type == "many":
                yield association_table(field), _spoken(field)


def _classes(resources: Sequence[Resource]) -> Iterator[tuple[str, str]]:
    for name in sorted(reserved.CLASS_NAMES):
        yield name, "The service"
    for resource in resources:
        claimant = f"Resource '{resource.name}'"
        own = class_name(resource.name)
        yield own, claimant
        for suffix in sorted(reserved.CLASS_SUFFIXES):
            yield own + class_name(suffix), claimant
        for field in resource.fields:
            if field.type == "enum":
                yield field.enum_class, _spoken(field)


def _enum_classes(resources: Sequence[Resource]) -> Iterator[tuple[str, str]]:
    """Return enumerations, next to which schemas use types of the service."""
    for name in sorted(reserved.VALUE_TYPES):
        yield name, "The service"
    for resource in resources:
        for field in resource.fields:
            if field.type == "enum":
                yield field.enum_class, _spoken(field)


def _attributes(
    resource: Resource, resources: Sequence[Resource]
) -> Iterator[tuple[str, str]]:
    """Return everything that becomes an attribute, a key or a query parameter."""
    for field in resource.fields:
        names = (field.name, field.attribute, filter_name(resource, field))
        for name in (*names, *range_names(field)):
            yield name, _spoken(field)
        if field.type == "many":
            yield f"{filter_name(resource, field)}s", _spoken(field)
    for reference in references(resource, resources):
        claimant = f"the reverse relation of {_spoken(reference.field)}"
        yield reference.attribute, claimant
    for action in resource.actions:
        yield action.name, f"Action '{action.name}' of '{resource.name}'"


def _parameters(resource: Resource) -> Iterator[tuple[str, str]]:
    """Return path parameters, next to which the service is a parameter too."""
    yield resource.variables, f"Resource '{resource.name}'"
    for field in resource.fields:
        if field.type == "enum":
            yield path_parameter(field), _spoken(field)


def _methods(
    resource: Resource, variables: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Return the attributes of a service: its references' services and its actions."""
    for field in resource.fields:
        if field.is_relation:
            yield variables[field.target], f"Resource '{field.target}'"
    for action in resource.actions:
        yield action.name, f"Action '{action.name}' of '{resource.name}'"


def _operations(resources: Sequence[Resource]) -> Iterator[tuple[str, str]]:
    """Return names of endpoints, which must be unique in OpenAPI."""
    for resource in resources:
        claimant = f"Resource '{resource.name}'"
        yield f"list_{resource.plural}", claimant
        for verb in ("create", "read", "replace", "update", "delete"):
            yield f"{verb}_{resource.name}", claimant
        for field in resource.fields:
            if field.type == "enum":
                yield f"list_{resource.plural}_by_{field.name}", _spoken(field)
        for action in resource.actions:
            spoken = f"Action '{action.name}' of '{resource.name}'"
            yield f"{action.name}_{resource.name}", spoken


def _check_constraints(resource: Resource, plurals: dict[str, str]) -> None:
    for field in resource.fields:
        for name in _constraints(resource, field, plurals):
            if len(name) > _LONGEST_IDENTIFIER:
                message = (
                    f"{_spoken(field)} needs the database name '{name}', which is"
                    f" longer than {_LONGEST_IDENTIFIER} characters."
                )
                raise InvalidResourceError(
                    message, "Use shorter names, or set a shorter --plural."
                )


def _constraints(
    resource: Resource, field: Field, plurals: dict[str, str]
) -> Iterator[str]:
    if field.type == "many":
        # SQLAlchemy shortens the names of its constraints, which no error is found by.
        yield association_table(field)
    elif field.type == "ref":
        yield f"fk_{resource.plural}_{field.attribute}_{plurals[field.target]}"
    elif field.unique and resource.owned:
        yield f"uq_{resource.plural}_owner_id_{field.attribute}"
    else:
        yield f"ix_{resource.plural}_{field.attribute}"


def _spoken(field: Field) -> str:
    return f"Field '{field.name}' of '{field.resource}'"
