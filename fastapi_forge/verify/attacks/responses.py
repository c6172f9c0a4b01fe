"""Rules for all responses to attacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.exchange import Reply
from fastapi_forge.verify.attacks.findings import (
    Hole,
)
from fastapi_forge.verify.attacks.target import Target

_HASH = re.compile(r"\$(argon2(id|i|d)|2[aby]|scrypt|pbkdf2[-\w]*)\$")
_TRACE = "Traceback (most recent call last)"


def _no_errors(target: Target) -> Iterator[Hole]:
    for reply in _distinct_replies(target):
        if reply.status >= 500:  # noqa: PLR2004
            yield Hole(reply, "no server error")


def _challenges(target: Target) -> Iterator[Hole]:
    for reply in _distinct_replies(target):
        if reply.status == 401 and not reply.headers.get("www-authenticate"):  # noqa: PLR2004
            yield Hole(reply, "a 401 with WWW-Authenticate (RFC 9110)")


def _not_stored(target: Target) -> Iterator[Hole]:
    for reply in _distinct_replies(target):
        has_secret = any(map(reply.member, ("access_token", "csrf_token", "key")))
        kept = "no-store" not in reply.headers.get("cache-control", "")
        if reply.ok and has_secret and kept:
            yield Hole(reply, "Cache-Control: no-store (RFC 6749, 5.1)")


def _secrets(target: Target) -> Iterator[Hole]:
    known = {"the secret key": target.secret.decode()} if target.secret else {}
    for reply in _distinct_replies(target):
        leaked = [name for name, text in known.items() if text in reply.text]
        if any(password in reply.text for password in target.passwords):
            leaked.append("a password")
        if _HASH.search(reply.text):
            leaked.append("a password hash")
        if _TRACE in reply.text:
            leaked.append("a traceback")
        if leaked:
            yield Hole(reply, f"a response without {' and '.join(leaked)}")


def _distinct_replies(target: Target) -> Iterator[Reply]:
    """Return the first response of each request and status."""
    seen: set[tuple[str, int, bool]] = set()
    for reply in target.client.seen:
        what = (
            reply.request,
            reply.status,
            bool(reply.headers.get("www-authenticate")),
        )
        if what not in seen:
            seen.add(what)
            yield reply


RESPONSES: Family = {
    "server errors": _no_errors,
    "401 without a challenge": _challenges,
    "cacheable tokens": _not_stored,
    "secrets in a response": _secrets,
}
