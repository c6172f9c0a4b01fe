"""Describe the name and the address of a template."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi_forge.template.options import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    name: str
    version: str = ""
    """The tag or commit that was read; empty for a directory."""
    source: str = ""
    """The address without credentials, or nothing for a path on this machine."""

    def named(self, schema: Schema) -> Schema:
        """Return the schema with this name, address and version."""
        return replace(
            schema, version=self.version or schema.version, source=self.source
        )
