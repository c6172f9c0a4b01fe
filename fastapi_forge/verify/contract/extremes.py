"""Add integers beyond 64 bits where the document has no limit, which chance rarely
generates.

Otherwise a `limit` without a maximum is not found before it overflows in the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

BEYOND = 2**63
_BOUNDS = {"maximum", "exclusiveMaximum", "enum", "const"}


def add_extremes(document: dict[str, Any]) -> None:
    """Give every unlimited integer parameter an example that no database can store."""
    for schema in _parameter_schemas(document):
        if schema.get("type") == "integer" and not _BOUNDS & schema.keys():
            schema["examples"] = [*schema.get("examples", []), BEYOND]


def _parameter_schemas(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document.get("paths", {}).values():
        for operation in (
            item,
            *(value for value in item.values() if isinstance(value, dict)),
        ):
            for parameter in operation.get("parameters", []):
                schema = parameter.get("schema", {})
                yield from (schema, *schema.get("anyOf", []))
