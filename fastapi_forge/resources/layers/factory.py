"""Describe the request bodies that tests create."""

from __future__ import annotations

from fastapi_forge.resources.code import imports_of
from fastapi_forge.resources.expanded_fields import Expanded
from fastapi_forge.resources.fields import Resource
from fastapi_forge.resources.types import meaning


def factory(resource: Resource) -> Expanded:
    plain = [it for it in resource.columns if it.type != "ref"]
    # A required reference creates its target first.
    needed = [it for it in resource.columns if it.type == "ref" and it.is_required]
    makers = [f"tests.factories.{it.target}.create_{it.target}" for it in needed]
    return {
        "imports": imports_of(makers),
        "needed": [
            {"attribute": it.attribute, "maker": f"create_{it.target}"} for it in needed
        ],
        "members": [
            f'"{it.attribute}": {meaning(it.type).samples(it).payload},' for it in plain
        ],
    }
