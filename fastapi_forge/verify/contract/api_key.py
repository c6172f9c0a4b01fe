"""A key of a service whose callers are known by an API key in a header.

Who runs such a service makes keys by a command: `python -m PACKAGE create-key NAME`.
It prints the key and, where keys are settings, these after it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi_forge.verify.contract.account import Document
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service

_COMMAND = ("create-key", "contract", "--all-permissions")
_KEY = re.compile(r"^[A-Za-z0-9_.~+/-]{32,}$", re.MULTILINE)
_SETTING = re.compile(r"^([A-Z_]+)=(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeKey:
    key: str
    variables: Mapping[str, str]
    """What a service runs with that knows the key."""


def key_header(document: Document) -> str | None:
    """The header that a key goes into; None where callers are known otherwise."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    for scheme in schemes.values():
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header":
            return str(scheme["name"])
    return None


async def make_key(service: Service, variables: Mapping[str, str]) -> MadeKey:
    """A key that may do everything; raises CheckSkipped where no command makes one."""
    if not _has_command(service):
        raise CheckSkipped(f"No command {_COMMAND[0]} makes a key to call with.")
    # Of both processes: a hash that is made with it is read with it.
    variables = {**variables, "SECRET_KEY": secrets.token_urlsafe(48)}
    module = service.package.name
    done = await service.passed("python", "-m", module, *_COMMAND, **variables)
    key = _KEY.search(done.output)
    if key is None:
        raise CheckFailure(f"It prints no key: {done.tail}", done.command)
    settings = dict(_SETTING.findall(done.output))
    return MadeKey(key=key[0], variables={**variables, **settings})


def _has_command(service: Service) -> bool:
    # Asked of the code: a service without commands would start instead.
    return any(
        _COMMAND[0] in path.read_text("utf-8") for path in service.package.rglob("*.py")
    )
