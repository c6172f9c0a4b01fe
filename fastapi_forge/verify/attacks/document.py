"""Read an OpenAPI document: security schemes and request bodies."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from urllib.parse import quote

from fastapi_forge.verify.clients.account import Document, resolved

Kind: TypeAlias = Literal["password", "basic", "bearer", "key"]
METHODS = ("get", "post", "put", "patch", "delete")
_PARAMETER = re.compile(r"\{([^}]+)\}")
_SOME_UUID = "00000000-0000-4000-8000-000000000001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    document: Document
    method: str
    path: str
    """As in the document, with names in braces."""

    @property
    def content(self) -> Document:
        content: Document = self.document["paths"][self.path][self.method]
        return content

    @property
    def is_secured(self) -> bool:
        wanted = self.content.get("security", self.document.get("security"))
        return bool(wanted) and {} not in wanted

    @property
    def parameters(self) -> list[str]:
        return _PARAMETER.findall(self.path)

    @property
    def needs_query(self) -> bool:
        return any(
            parameter.get("in") == "query" and parameter.get("required")
            for parameter in self.content.get("parameters", [])
        )

    def at(self, *values: object) -> str:
        """Return the path with these values, and invented ones for the rest."""
        filled = self.path
        for number, name in enumerate(self.parameters):
            value = values[number] if number < len(values) else self._some(name)
            filled = filled.replace(f"{{{name}}}", quote(str(value), safe=""))
        return filled

    @property
    def members(self) -> Document:
        """Return the schemas of the members of a JSON body."""
        members: Document = resolved(self.document, self._schema).get("properties", {})
        return members

    @property
    def _schema(self) -> object:
        content = self.content.get("requestBody", {}).get("content", {})
        return content.get("application/json", {}).get("schema")

    def body(self) -> dict[str, Any] | None:
        """Return a valid body, or None if no JSON object is accepted."""
        schema = self._schema
        made = _made(self.document, schema) if schema else None
        return made if isinstance(made, dict) else None

    def _some(self, name: str) -> object:
        for parameter in self.content.get("parameters", []):
            if parameter.get("in") == "path" and parameter.get("name") == name:
                return _made(self.document, parameter.get("schema"))
        return 1


def operations(document: Document) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield Operation(document=document, method=method, path=path)


def schemes(document: Document) -> Mapping[str, Any]:
    found: Mapping[str, Any] = document.get("components", {}).get("securitySchemes", {})
    return found


def kind_of(document: Document) -> Kind | None:
    """Return the kind of authentication, or None for none or an unknown one.

    If users and machines have different ones, return that of users.
    """
    found = [_kind(scheme) for scheme in schemes(document).values()]
    kinds: tuple[Kind, ...] = ("password", "basic", "bearer", "key")
    return next((kind for kind in kinds if kind in found), None)


def _kind(scheme: object) -> Kind | None:
    match scheme:
        case {"type": "oauth2", "flows": {"password": _}}:
            return "password"
        case {"type": "http", "scheme": "basic"}:
            return "basic"
        case {"type": "http", "scheme": "bearer"} | {"type": "openIdConnect"}:
            return "bearer"
        case {"type": "apiKey", "in": "header"}:
            return "key"
    return None


def with_unique_values(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body with a new text, in case it must be unique."""
    changed = dict(body)
    for name, value in body.items():
        if isinstance(value, str) and value.startswith(("Example", "Other", "xxxxx")):
            changed[name] = f"{value} {secrets.token_hex(3)}"
    return changed


def _made(document: Document, schema: object) -> Any:  # noqa: ANN401 - any JSON
    """Return a value that matches a schema in most cases."""
    found = resolved(document, schema)
    if found.get("examples"):
        return found["examples"][0]
    for name in ("const", "default"):
        if name in found:
            return found[name]
    if found.get("enum"):
        return found["enum"][0]
    for several in ("anyOf", "oneOf", "allOf"):
        if found.get(several):
            return _made(document, found[several][0])
    if found.get("type") == "object" or "properties" in found:
        properties = found.get("properties", {})
        return {
            name: _made(document, properties[name])
            for name in found.get("required", ())
        }
    return _scalar(document, found)


def _scalar(document: Document, schema: Document) -> Any:  # noqa: ANN401
    match schema.get("type"):
        case "integer" | "number":
            return max(1, schema.get("minimum", 1))
        case "boolean":
            return True
        case "array":
            wanted = schema.get("minItems", 0)
            return [_made(document, schema.get("items")) for _ in range(wanted)]
        case "null":
            return None
    formats = {
        "uuid": _SOME_UUID,
        "date-time": "2099-06-15T12:00:00Z",
        "date": "2099-06-15",
        "email": "someone@example.com",
    }
    return formats.get(
        schema.get("format", ""), "x" * max(5, schema.get("minLength", 0))
    )
