"""Run a service and provide headers for authentication."""

from __future__ import annotations

import asyncio
import secrets
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi_forge.verify.clients.account import (
    AccountError,
    Document,
    log_in,
    read_document,
    token_of,
)
from fastapi_forge.verify.clients.admin import Admin, make_admin
from fastapi_forge.verify.clients.api_key import CreatedKey, key_header, make_key
from fastapi_forge.verify.clients.issuer_process import running_issuer
from fastapi_forge.verify.server import Server, migrated, running_server, start_commands
from fastapi_forge.verify.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticatedClient:
    """A running service, with the headers of a user with all permissions."""

    server: Server
    document: Document
    headers: Mapping[str, str]
    other: Mapping[str, str]
    """The headers of another client with a key; empty without keys."""
    admin: Admin | None
    secret: str
    """The key that the service signs tokens with, or nothing."""
    issuer: str
    """The URL of its issuer, or nothing."""


@asynccontextmanager
async def authenticated_client(
    service: Service, *, with_another: bool = False
) -> AsyncIterator[AuthenticatedClient]:
    """Yield the running service; raise CheckFailure or CheckSkipped without access."""
    start = start_commands(service)[0]
    async with migrated(service) as database, running_issuer(service) as issued:
        # The same for all processes: tokens created here are valid there.
        name = service.conventions.secret_key
        secret = {name: secrets.token_urlsafe(48)} if name else {}
        # These settings count, whatever `.env` and the code say.
        settings = service.conventions.settings
        variables = {**database, **issued.variables, **secret, **settings}
        keys = [await make_key(service, variables, "forge")]
        variables |= keys[0].variables if keys[0] else {}
        if with_another:
            keys.append(await make_key(service, variables, "stranger"))
            variables |= keys[1].variables if keys[1] else {}
        admin = await make_admin(service, variables)
        async with running_server(service, start, variables) as server:
            try:
                document = await asyncio.to_thread(
                    read_document, server.url, service.plan.document
                )
                headers = _key_headers(document, keys[0]) or issued.headers
                if not headers:
                    headers = await _account_headers(server, document, admin)
            except AccountError as error:
                raise server.failure(str(error)) from error
            yield AuthenticatedClient(
                server=server,
                document=document,
                headers=headers,
                other=_key_headers(document, keys[-1]) if with_another else {},
                admin=admin,
                secret=variables.get(name, ""),
                issuer=issued.url,
            )


def _key_headers(document: Document, made: CreatedKey | None) -> Mapping[str, str]:
    header = key_header(document)
    return {header: made.key} if made and header else {}


async def _account_headers(
    server: Server, document: Document, admin: Admin | None
) -> Mapping[str, str]:
    if admin is None:
        return await asyncio.to_thread(log_in, server.url, document)
    if _is_basic(document):
        pair = f"{admin.username}:{admin.password}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    return await asyncio.to_thread(
        token_of, server.url, document, admin.username, admin.password
    )


def _is_basic(document: Document) -> bool:
    schemes = document.get("components", {}).get("securitySchemes", {})
    return any(scheme.get("scheme") == "basic" for scheme in schemes.values())
