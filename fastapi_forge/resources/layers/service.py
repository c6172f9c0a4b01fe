"""Describe the service of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.naming import class_name, label


def service(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    classes = {other: f"{class_name(other)}Service" for other in _others(resource)}
    return {
        "imports": imports_of(
            f"app.services.{other}.{name}" for other, name in classes.items()
        ),
        "attributes": list(_attributes(resource)),
        "relates": any(field.is_relation for field in resource.fields),
        "others": [
            f"self.{known[other].variables} = {name}(session, principal)"
            for other, name in classes.items()
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
    targets = (field.target for field in resource.relations)
    return [target for target in dict.fromkeys(targets) if target != resource.name]


def _rules(resource: Resource, known: Mapping[str, Resource]) -> Iterator[str]:
    """Return the checks before storing values: dates first, then relations."""
    futures = [(field, "require_future") for field in resource.fields if field.future]
    pasts = [(field, "require_past") for field in resource.fields if field.past]
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
