"""Attack the running service from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from fastapi_forge.verify.attacks.campaign import (
    NAMES,
    NobodyToAttackError,
    Outcome,
    attack,
)
from fastapi_forge.verify.attacks.document import kind_of
from fastapi_forge.verify.attacks.exchange import Client
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.callers.account import AccountError, token_of
from fastapi_forge.verify.callers.calling import Calling, calling
from fastapi_forge.verify.callers.issuing import SETTING
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.service import Service

_AGAIN = "forge verify --only auth"
_SHOWN = 20


async def check_auth(service: Service, names: Collection[str] = NAMES) -> str:
    """Run all attacks that apply, or those with these names."""
    async with calling(service, with_another=True) as it:
        target = _target(it)
        outcome = await asyncio.to_thread(_attacked, target, names)
    if outcome.findings:
        shown = "\n".join(map(str, outcome.findings[:_SHOWN]))
        count = len(outcome.findings)
        more = f"\n... and {count - _SHOWN} more" * (count > _SHOWN)
        raise CheckFailure(f"{count} findings:\n{shown}{more}", _AGAIN)
    return f"{outcome.made} attacks, {len(target.client.seen)} requests, none succeeded"


def _target(it: Calling) -> Target:
    kind = kind_of(it.document)
    if kind is None:
        raise CheckSkipped(
            "No endpoint requires authentication.", cause="not-applicable"
        )
    headers = it.headers
    if kind == "password" and it.admin:
        login = (it.admin.username, it.admin.password)
        try:
            headers = token_of(it.server.url, it.document, *login)
        except AccountError as error:
            raise it.server.failure(str(error)) from error
    return Target(
        client=Client(it.server.port),
        document=it.document,
        kind=kind,
        headers=headers,
        other=it.other,
        secret=it.variables["SECRET_KEY"].encode(),
        issuer=it.variables.get(SETTING, ""),
    )


def _attacked(target: Target, names: Collection[str]) -> Outcome:
    try:
        return attack(target, names)
    except NobodyToAttackError as error:
        raise CheckSkipped(str(error)) from error
