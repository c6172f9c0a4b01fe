"""The effect of an issuer's scopes on roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Headers, bearer
from fastapi_forge.verify.attacks.document import Operation
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    unless,
)
from fastapi_forge.verify.attacks.objects import collections
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.clients.issuer_process import ROLES_CLAIM

# RFC 6750, section 3.1: a rejection names the required scope.
_NEEDED = re.compile(r'scope="([^"]+)"')


def _beyond_the_role(target: Target) -> Iterator[Hole]:
    for operation, scope in _writes(target):
        reply = _send(target, operation, _headers(target, "reader", scope))
        role = target.role("reader")
        yield from unless(reply, 403, how=f"{role} with the scope {scope}")


def _narrower_than_the_role(target: Target) -> Iterator[Hole]:
    role = target.role("administrator")
    for operation, scope in _writes(target):
        only_reads = _needed(_read(target, operation, _headers(target, "")))
        reply = _send(target, operation, _headers(target, "administrator", only_reads))
        yield from unless(reply, 403, how=f"{role} with the scope {only_reads}")
        reply = _send(target, operation, _headers(target, "administrator", scope))
        # 409: the body may refer to something that does not exist.
        yield from unless(reply, 201, 409, how=f"{role} with the scope {scope}")
        return


def _writes(target: Target) -> list[tuple[Operation, str]]:
    """Return what viewers may read but not write, with the required scope."""
    if target.kind != "bearer":
        raise DoesNotApplyError
    viewer = _headers(target, "reader")
    found = [
        (operation, scope)
        for operation in collections(target)
        if (scope := _needed(_send(target, operation, viewer)))
        and _read(target, operation, viewer).ok
    ]
    if not found:
        raise DoesNotApplyError
    return found


def _headers(target: Target, role: str, scope: str = "") -> Headers:
    roles = [target.role(role)] if role else []
    claims = {"sub": "scoped", ROLES_CLAIM: roles, "scope": f"openid {scope}".strip()}
    return bearer(target.mint(claims))


def _send(target: Target, operation: Operation, headers: Headers) -> Reply:
    return target.client.request("post", operation.at(), headers, body=operation.body())


def _read(target: Target, operation: Operation, headers: Headers) -> Reply:
    return target.client.request("get", operation.at(), headers)


def _needed(reply: Reply) -> str:
    found = _NEEDED.search(reply.headers.get("www-authenticate", ""))
    return found[1] if found else ""


SCOPES: Family = {
    "scope beyond the role": _beyond_the_role,
    "scope narrower than the role": _narrower_than_the_role,
}
