"""Describe the request bodies that tests create."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.types import field_type


def factory(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    fields = [
        field for field in resource.columns if field.type != "ref" or field.is_required
    ]
    targets = [known[field.target] for field in fields if field.type == "ref"]
    return {
        "imports": imports_of(
            f"tests.factories.{target.name}.{target.variables}" for target in targets
        ),
        "members": [
            f'"{field.attribute}": {_value(field, known)},' for field in fields
        ],
    }


def _value(field: Field, known: Mapping[str, Resource]) -> str:
    """Return the code of a valid value; a reference creates its target first."""
    if field.type == "ref":
        return f'(await {known[field.target].variables}.create(client))["id"]'
    return str(field_type(field.type).samples(field).payload)
