"""Resolve what depends on several resources: targets, names, owners and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.collisions import check_collisions
from fastapi_forge.resources.fields import FLAGS, Field, Resource
from fastapi_forge.resources.naming import singular
from fastapi_forge.suggestion import nearest


def arrange(resources: Sequence[Resource]) -> tuple[Resource, ...]:
    """Return the resources with their targets, each after those it refers to."""
    known = _by_name(resources)
    resolved = {name: _resolved(resource, known) for name, resource in known.items()}
    ordered = _ordered(resolved)
    check_collisions(ordered)
    return ordered


def _by_name(resources: Sequence[Resource]) -> dict[str, Resource]:
    known: dict[str, Resource] = {}
    for resource in resources:
        if resource.name in known:
            message = f"Two resources are named '{resource.name}'."
            raise InvalidResourceError(message, "Rename one of them.")
        known[resource.name] = resource
    return known


def _resolved(resource: Resource, known: Mapping[str, Resource]) -> Resource:
    fields = tuple(
        _pointed(resource, field, known) if field.is_relation else field
        for field in resource.fields
    )
    return replace(resource, fields=fields)


def _pointed(resource: Resource, field: Field, known: Mapping[str, Resource]) -> Field:
    target = known.get(field.target) or _named_by_plural(field, known)
    if target is None:
        near = nearest(field.target, [*known, *FLAGS])
        message = (
            f"Field '{field.name}' of resource '{resource.name}' refers to"
            f" '{field.target}', which does not exist."
        )
        missing = singular(field.target) if field.type == "many" else field.target
        hint = f"Did you mean '{near}'?" if near else f"Add a resource named {missing}."
        raise InvalidResourceError(message, hint)
    field = replace(field, target=target.name)
    _check_self_reference(field)
    if target.owned and not resource.owned:
        message = (
            f"'{resource.name}' is shared by all users, but its field"
            f" '{field.name}' refers to '{target.name}', which is --owned:"
            " everyone would see private objects."
        )
        raise InvalidResourceError(
            message,
            f"Add --owned to '{resource.name}', or remove it from '{target.name}'.",
        )
    return field


def _named_by_plural(field: Field, known: Mapping[str, Resource]) -> Resource | None:
    """Return the resource with this plural: `tags:many` means the resource tag."""
    if field.type != "many" or field.target != field.name:
        return None
    return next(
        (resource for resource in known.values() if resource.plural == field.name), None
    )


def _check_self_reference(field: Field) -> None:
    if not field.is_self_reference:
        return
    if field.type == "many":
        message = (
            f"Field '{field.name}' of resource '{field.resource}': many-to-many"
            " relations of a resource to itself are not supported."
        )
        raise InvalidResourceError(
            message, f"Use a tree instead: parent:ref:{field.resource}:optional"
        )
    if not field.optional:
        message = (
            f"Field '{field.name}' of resource '{field.resource}' is a required"
            " reference to the same resource, so the first object could never be"
            " created."
        )
        raise InvalidResourceError(message, "Add the modifier 'optional'.")


def _ordered(known: Mapping[str, Resource]) -> tuple[Resource, ...]:
    ordered: dict[str, Resource] = {}

    def visit(resource: Resource, path: tuple[str, ...]) -> None:
        if resource.name in path:
            _refuse_cycle((*path[path.index(resource.name) :], resource.name))
        if resource.name in ordered:
            return
        for field in resource.fields:
            if field.is_relation and not field.is_self_reference:
                visit(known[field.target], (*path, resource.name))
        ordered[resource.name] = resource

    for resource in known.values():
        visit(resource, ())
    return tuple(ordered.values())


def _refuse_cycle(names: tuple[str, ...]) -> None:
    message = f"The references form a cycle: {' -> '.join(names)}."
    raise InvalidResourceError(
        message, f"Remove the field from '{names[0]}' or '{names[1]}'."
    )
