"""Authenticated requests without the required permission."""

from __future__ import annotations

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


def _ordinary_account(target: Target) -> Iterator[Hole]:
    managing = [
        operation for operation in target.secured if _is_management(target, operation)
    ]
    if not managing or target.kind == "bearer":
        raise DoesNotApplyError
    headers = target.ordinary()
    for operation in managing:
        yield from unless(_send(target, operation, headers), 403)


def _powerless(target: Target) -> Iterator[Hole]:
    """Use a login or key with other permissions, or a token without roles."""
    headers = _limited(target)
    for operation in collections(target):
        yield from unless(_send(target, operation, headers), 403)


def _limited(target: Target) -> Headers:
    match target.kind:
        case "bearer":
            return bearer(target.mint({"sub": "powerless", ROLES_CLAIM: []}))
        case "password":
            account = target.account()
            readable = [
                permission
                for permission in target.log_in(account).scope.split()
                if "write" not in permission
            ]
            if readable:
                return target.log_in(account, readable[0]).headers
        case "key":
            readable = [
                permission
                for permission in target.permissions
                if "write" not in permission
            ]
            if readable:
                return target.client_with(readable[:1])
    raise DoesNotApplyError


def _is_management(target: Target, operation: Operation) -> bool:
    # Accounts may manage their own keys.
    own = ["change_account", *([] if target.kind == "key" else ["create_key"])]
    found = (target.conventions.operations.get(name) for name in own)
    is_own = any(endpoint and endpoint.contains(operation.path) for endpoint in found)
    return target.is_management(operation) and not is_own


def _send(target: Target, operation: Operation, headers: Headers) -> Reply:
    return target.client.request(
        operation.method, operation.at(), headers, body=operation.body()
    )


PRIVILEGES: Family = {
    "ordinary account calling administrators' operations": _ordinary_account,
    "request without the required permission": _powerless,
}
