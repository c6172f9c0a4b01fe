"""Run an issuer next to a service whose settings accept tokens of one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec

from fastapi_forge.verify.clients.account import AccountError, fetch_token
from fastapi_forge.verify.commands import started
from fastapi_forge.verify.environment_variables import clean_environment
from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.server import TIMEOUT, free_port
from fastapi_forge.verify.service import Service
from fastapi_forge.verify.tools import missing

ROLES_CLAIM = "roles"
KEYS = "/keys"
ATTACKERS_KEYS = "/attacker/keys"
_PROGRAM = "fastapi_forge.verify.clients.issuer"
_AUDIENCE = "forge-verify"
_POLL_INTERVAL = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerSettings:
    """Settings that make a service trust the issuer, and headers with its token."""

    variables: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


@asynccontextmanager
async def running_issuer(service: Service) -> AsyncIterator[IssuerSettings]:
    """Yield nothing for other services; raise CheckSkipped."""
    names = service.conventions.issuer
    if not _takes_issuer(service):
        yield IssuerSettings()
        return
    if find_spec("joserfc") is None:
        raise missing("joserfc")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with started(
        *(sys.executable, "-m", _PROGRAM, str(port), _AUDIENCE),
        *filter(None, [service.conventions.roles.get("administrator")]),
        cwd=service.path.parent,
        environment=clean_environment(),
        output=asyncio.subprocess.DEVNULL,
    ):
        token = await _first_token(f"{url}/token")
        yield IssuerSettings(
            variables={
                names["url"]: url,
                names["audience"]: _AUDIENCE,
                names["roles_claim"]: ROLES_CLAIM,
            },
            headers={"Authorization": f"Bearer {token}"},
            url=url,
        )


def _takes_issuer(service: Service) -> bool:
    name = service.conventions.issuer.get("url")
    return name is not None and (
        name in service.settings or name in service.survey.taken
    )


async def _first_token(address: str) -> str:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + TIMEOUT
    login = {"grant_type": "client_credentials"}
    while True:
        try:
            return await asyncio.to_thread(fetch_token, address, login)
        except AccountError as error:
            if loop.time() > deadline:
                raise CheckFailure(str(error), f"python -m {_PROGRAM}") from error
            await asyncio.sleep(_POLL_INTERVAL)
