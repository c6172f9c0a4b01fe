"""Create a key for a service with API keys in a header.

Its operator creates keys with a command. It prints the key, and its settings if keys
are settings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi_forge.verify.clients.account import Document
from fastapi_forge.verify.clients.commands import command_of
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.service import Service

_COMMAND = "create_key"
_KEY = re.compile(r"^[A-Za-z0-9_.~+/-]{32,}$", re.MULTILINE)
_SETTING = re.compile(r"^([A-Z_]+)=(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatedKey:
    key: str
    variables: Mapping[str, str]
    """Additional variables for a service that knows the key."""


def key_header(document: Document) -> str | None:
    """Return the header for keys, or None without API keys."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            return str(scheme["name"])
    return None


async def make_key(
    service: Service, variables: Mapping[str, str], name: str
) -> CreatedKey | None:
    """Return a key with all permissions, or None without a command.

    Raise CheckFailure if the command fails.
    """
    words = await command_of(service, _COMMAND, {"name": name})
    if not words:
        return None
    done = await service.run_checked("python", *words, **variables)
    key = _KEY.search(done.output)
    if key is None:
        raise CheckFailure(f"It printed no key: {done.tail}", done.command)
    return CreatedKey(key=key[0], variables=dict(_SETTING.findall(done.output)))
