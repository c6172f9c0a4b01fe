"""Describe the request bodies that tests create."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Field, Resource
from fastapi_forge.resources.types import meaning


def factory(resource: Resource, known: Mapping[str, Resource]) -> Expanded:
    fields = [it for it in resource.columns if it.type != "ref" or it.is_required]
    targets = [known[it.target] for it in fields if it.type == "ref"]
    return {
        "imports": imports_of(
            f"tests.factories.{it.name}.{it.variables}" for it in targets
        ),
        "members": [f'"{it.attribute}": {_value(it, known)},' for it in fields],
    }


def _value(field: Field, known: Mapping[str, Resource]) -> str:
    """Return the code of a valid value; a reference creates its target first."""
    if field.type == "ref":
        return f'(await {known[field.target].variables}.create(client))["id"]'
    return str(meaning(field.type).samples(field).payload)
