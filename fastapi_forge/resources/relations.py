"""What holds between resources: targets, names, owners and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.collisions import check_collisions
from fastapi_forge.resources.fields import FLAGS, Field, Resource
from fastapi_forge.resources.words import nearest


def arrange(resources: Sequence[Resource]) -> tuple[Resource, ...]:
    """The resources with their targets found, each after those it points to."""
    known = _by_name(resources)
    resolved = {name: _resolved(it, known) for name, it in known.items()}
    ordered = _ordered(resolved)
    check_collisions(ordered)
    return ordered


def _by_name(resources: Sequence[Resource]) -> dict[str, Resource]:
    known: dict[str, Resource] = {}
    for resource in resources:
        if resource.name in known:
            message = f"There are two resources named '{resource.name}'."
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
            f"Field '{field.name}' of resource '{resource.name}' leads to"
            f" '{field.target}', but no resource has that name."
        )
        hint = f"Did you mean '{near}'?" if near else f"Add a resource {field.target}."
        raise InvalidResourceError(message, hint)
    field = replace(field, target=target.name)
    _check_self_reference(field)
    if target.owned and not resource.owned:
        message = (
            f"'{resource.name}' belongs to nobody, but its field '{field.name}' leads"
            f" to '{target.name}', which is owned: everyone would see private objects."
        )
        raise InvalidResourceError(
            message, f"Give '{resource.name}' --owned too, or take it from the other."
        )
    return field


def _named_by_plural(field: Field, known: Mapping[str, Resource]) -> Resource | None:
    """`tags:many` means the resource tag, without saying so."""
    if field.type != "many" or field.target != field.name:
        return None
    return next((it for it in known.values() if it.plural == field.name), None)


def _check_self_reference(field: Field) -> None:
    if not field.is_self_reference:
        return
    if field.type == "many":
        message = (
            f"Field '{field.name}' of resource '{field.resource}' relates it to many"
            " of itself, which is not offered."
        )
        raise InvalidResourceError(
            message, f"A tree is possible: parent:ref:{field.resource}:optional."
        )
    if not field.optional:
        message = (
            f"Field '{field.name}' of resource '{field.resource}' must point to"
            " another one of the same kind: the first could never be created."
        )
        raise InvalidResourceError(message, "Add the word 'optional'.")


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
    message = f"The resources point at each other in a circle: {' -> '.join(names)}."
    raise InvalidResourceError(
        message, f"Take the field from '{names[0]}' or '{names[1]}'."
    )
