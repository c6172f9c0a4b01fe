"""Attack the running service from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from fastapi_forge.verify.attacks.campaign import (
    NAMES,
    NothingToAttackError,
    Outcome,
    attack,
)
from fastapi_forge.verify.attacks.document import kind_of
from fastapi_forge.verify.attacks.exchange import Client
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.clients.account import AccountError, token_of
from fastapi_forge.verify.clients.authenticated import (
    AuthenticatedClient,
    authenticated_client,
)
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service

_AGAIN = "forge verify --only auth"
_SHOWN = 20


async def check_auth(service: Service, names: Collection[str] = NAMES) -> str:
    """Run all attacks that apply, or those with these names."""
    async with authenticated_client(service, with_another=True) as client:
        target = _target(service, client)
        outcome = await asyncio.to_thread(_attacked, target, names)
    if outcome.findings:
        shown = "\n".join(map(str, outcome.findings[:_SHOWN]))
        count = len(outcome.findings)
        more = f"\n... and {count - _SHOWN} more" * (count > _SHOWN)
        raise CheckFailure(f"{count} findings:\n{shown}{more}", _AGAIN)
    return f"{outcome.made} attacks, {len(target.client.seen)} requests, none succeeded"


def _target(service: Service, client: AuthenticatedClient) -> Target:
    kind = kind_of(client.document)
    if kind is None:
        raise CheckSkipped(
            "No endpoint requires authentication.", cause="not-applicable"
        )
    headers = client.headers
    if kind == "password" and client.admin:
        login = (client.admin.username, client.admin.password)
        try:
            headers = token_of(client.server.url, client.document, *login)
        except AccountError as error:
            raise client.server.failure(str(error)) from error
    return Target(
        client=Client(client.server.port),
        document=client.document,
        conventions=service.conventions,
        kind=kind,
        headers=headers,
        other=client.other,
        secret=client.secret.encode(),
        issuer=client.issuer,
    )


def _attacked(target: Target, names: Collection[str]) -> Outcome:
    try:
        return attack(target, names)
    except NothingToAttackError as error:
        raise CheckSkipped(str(error)) from error
