"""API keys that are invalid, revoked, or would gain permissions."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import Headers
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    require_success,
    unless,
)
from fastapi_forge.verify.attacks.target import Target


def _guessed(target: Target) -> Iterator[Hole]:
    header, key = _key(target)
    tried = {
        "another last character": key[:-1] + ("A" if key[-1] != "A" else "B"),
        "without its last character": key[:-1],
        "with one more character": f"{key}A",
        "in another case": key.swapcase(),
        "its first half": key[: len(key) // 2],
        "empty": "",
        "invented": secrets.token_urlsafe(len(key)),
        "a quote": "' OR 1=1 --",
        "a wildcard": "%",
    }
    for how, guess in tried.items():
        yield from unless(target.request_probe({header: guess}), 401, how=how)


def _mixed(target: Target) -> Iterator[Hole]:
    """Combine the public part of one key with the secret of another."""
    header, key = _key(target)
    other = (target.other or target.client_with(target.some_permissions))[header]
    mark = re.search(r"[._]", key)
    if mark is None:
        raise DoesNotApplyError
    cut = mark.start()
    for mixed in (key[:cut] + other[cut:], other[:cut] + key[cut:]):
        yield from unless(target.request_probe({header: mixed}), 401)


def _elsewhere(target: Target) -> Iterator[Hole]:
    """Send a key in the URL, which logs contain."""
    header, key = _key(target)
    made_up = secrets.token_urlsafe(len(key))
    for name in (header, header.lower(), "api_key", "key"):
        path = f"{target.probe}?{name}="
        guess = target.client.request("get", f"{path}{made_up}")
        reply = target.client.request("get", f"{path}{key}")
        # A service that rejects a query only if its key is right has used the key.
        refusals = {401, 422} if guess.status == 422 else {401}  # noqa: PLR2004
        yield from unless(reply, *refusals, how=f"in the query as {name}")


def _revoked(target: Target) -> Iterator[Hole]:
    operation = target.find("revoke_key")
    made = require_success(target.make_key(target.some_permissions))
    headers = target.key_headers(made)
    require_success(target.request_probe(headers))
    path = operation.at(made.member("id"))
    require_success(target.client.request("delete", path, target.headers))
    yield from unless(target.request_probe(headers), 401)


def _rotated(target: Target) -> Iterator[Hole]:
    operation = target.find("rotate_key")
    made = require_success(target.make_key(target.some_permissions))
    path = operation.at(made.member("id"))
    after = require_success(target.client.request("post", path, target.headers))
    yield from unless(
        target.request_probe(target.key_headers(made)), 401, how="the old key"
    )
    reply = target.request_probe(target.key_headers(after))
    yield from unless(reply, 200, how="the new key")


def _more_permissions(target: Target) -> Iterator[Hole]:
    """Create a key with more permissions than the key that creates it."""
    managing = [
        permission for permission in target.all_permissions if "key" in permission
    ]
    more = target.permissions
    if not managing or not more:
        raise DoesNotApplyError
    headers = target.client_with(managing)
    yield from unless(target.make_key([*managing, *more], headers=headers), 403)
    made = require_success(target.make_key(more))
    for name in ("rotate_key", "revoke_key"):
        operation = target.find(name)
        method = operation.method
        path = operation.at(made.member("id"))
        reply = target.client.request(method, path, headers)
        yield from unless(
            reply, 403, 404, how=(f"{method.upper()} of a key with more permissions")
        )


def _key(target: Target) -> tuple[str, str]:
    """Return the header and a valid key: the client's, or of an account."""
    headers: Headers = target.headers
    if target.kind != "key":
        headers = target.client_with(target.some_permissions)
    [(header, key)] = headers.items()
    return header, key


KEYS: Family = {
    "guessed key": _guessed,
    "prefix of one key with the secret of another": _mixed,
    "key in the query": _elsewhere,
    "revoked key": _revoked,
    "rotated key": _rotated,
    "key that creates one with more permissions": _more_permissions,
}
