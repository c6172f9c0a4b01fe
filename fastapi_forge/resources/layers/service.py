"""Describe the service of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.naming import class_name, label


def service(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    return {
        "imports": imports_of(
            f"app.services.{it}.{class_name(it)}Service" for it in _others(resource)
        ),
        "attributes": list(_attributes(resource)),
        "relates": any(it.is_relation for it in resource.fields),
        "others": [
            f"self.{known[it].variables} = {class_name(it)}Service(session, principal)"
            for it in _others(resource)
        ],
        "rules": list(_rules(resource, known)),
    }


def _attributes(resource: Resource) -> Iterator[str]:
    yield f'label = "{label(resource.name)}"'
    yield f"crud_type = {class_name(resource.name)}Crud"
    if resource.owned:
        yield "owned = True"


def _others(resource: Resource) -> list[str]:
    """Return the resources whose services it uses, in the order of its relations."""
    targets = (it.target for it in resource.relations)
    return [it for it in dict.fromkeys(targets) if it != resource.name]


def _rules(resource: Resource, known: Mapping[str, Resource]) -> Iterator[str]:
    """Return the checks before storing values: dates first, then relations."""
    futures = [(it, "require_future") for it in resource.fields if it.future]
    pasts = [(it, "require_past") for it in resource.fields if it.past]
    for field, rule in futures + pasts:
        name = field.attribute
        stored = f"current.{name} if current else None"
        yield f'{rule}("{name}", values.get("{name}"), {stored},)'
    for field in resource.relations:
        name, own = field.attribute, field.is_self_reference
        asked = "self" if own else f"self.{known[field.target].variables}"
        if field.type == "ref":
            yield f'if values.get("{name}") is not None:'
            yield f'    await {asked}.resolve("{name}", [values["{name}"]])'
        else:
            found = f'await {asked}.resolve("{name}", identifiers)'
            yield f'if "{name}" in values:'
            yield f'    identifiers = [item["id"] for item in values["{name}"]]'
            yield f'    values = {{**values, "{name}": {found}}}'
