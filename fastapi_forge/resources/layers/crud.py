"""Describe the queries of a resource."""

from __future__ import annotations

from fastapi_forge.resources.code import tuple_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.types import meaning


def searched(resource: Resource) -> list[str]:
    """Return the attributes that the parameter `q` searches."""
    return [it.attribute for it in resource.fields if meaning(it.type).searchable]


def crud(resource: Resource) -> Expanded:
    model = class_name(resource.name)
    manys = [it.name for it in resource.fields if it.type == "many"]
    attributes = [f"model = {model}"]
    if names := searched(resource):
        attributes.append(f"searched = {tuple_of(f'{model}.{it}' for it in names)}")
    if manys:
        loaded = tuple_of(f"{model}.{it}" for it in manys)
        attributes.append(f"loaded = {loaded}")
    return {"attributes": attributes}
