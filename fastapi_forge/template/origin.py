"""What a template is called, and where it can be had again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi_forge.template.options import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    name: str
    version: str = ""
    """The tag or commit that was read; empty for a directory."""
    source: str = ""
    """Means the same on every machine: an address without credentials, or nothing."""

    def named(self, schema: Schema) -> Schema:
        """What the schema says of itself, but the version that was really read."""
        return replace(
            schema, version=self.version or schema.version, source=self.source
        )
