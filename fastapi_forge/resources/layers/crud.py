"""Describe the queries of a resource."""

from __future__ import annotations

from fastapi_forge.resources.code import tuple_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.naming import class_name
from fastapi_forge.resources.types import field_type


def searched(resource: Resource) -> list[str]:
    """Return the attributes that the parameter `q` searches."""
    return [
        field.attribute
        for field in resource.fields
        if field_type(field.type).searchable
    ]


def crud(resource: Resource) -> Expanded:
    model = class_name(resource.name)
    manys = [field.name for field in resource.fields if field.type == "many"]
    attributes = [f"model = {model}"]
    if names := searched(resource):
        searchable = tuple_of(f"{model}.{name}" for name in names)
        attributes.append(f"searched = {searchable}")
    if manys:
        loaded = tuple_of(f"{model}.{name}" for name in manys)
        attributes.append(f"loaded = {loaded}")
    return {"attributes": attributes}
