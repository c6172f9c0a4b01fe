"""Malformed credentials, none of which may cause a server error."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import basic_bytes
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    unless,
    unless_refused,
)
from fastapi_forge.verify.attacks.target import Target

_HUGE = 100_000
_LONGEST = 1024
_NAMES = (
    "a" * _HUGE,
    "nul\x00nul",
    "\u00e4\u4e2d\U0001f511",
    "' OR 1=1 --",
    "\r\nX: 1",
)


def _in_headers(target: Target) -> Iterator[Hole]:
    names = {"password": "Authorization", "bearer": "Authorization"}
    name = names.get(target.kind) or next(iter(target.headers))
    for text in ("a" * 15_000, "a" * _HUGE, "\u00e4\u4e2d\U0001f511", "\xff"):
        for value in (text, f"Bearer {text}", f"Basic {text}"):
            reply = target.request_probe({name: value})
            yield from unless_refused(reply, how=f"{name}: {value[:12]}...")


def _as_password(target: Target) -> Iterator[Hole]:
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    account = target.account()
    for text in _NAMES:
        for how, tried in (
            ("password", replace(account, password=text)),
            ("username", replace(account, username=text)),
        ):
            reply = target.try_password(tried)
            yield from unless_refused(reply, how=f"{how} {text[:12]!r}...")


def _in_basic(target: Target) -> Iterator[Hole]:
    if target.kind != "basic":
        raise DoesNotApplyError
    for pair in (b"\xff\xfe:\xff", b"a", b":", b"", b"a:\xc3", b"\x00:\x00"):
        yield from unless(
            target.request_probe(basic_bytes(pair)), 401, 429, how=repr(pair)
        )
    for text in ("", "====", "not base64!", "YTpi\u00e4"):
        headers = {"Authorization": f"Basic {text}"}
        yield from unless(target.request_probe(headers), 401, how=repr(text))


def _at_registration(target: Target) -> Iterator[Hole]:
    for text in ("a" * _HUGE, "nul\x00nul nul", "\x00" * 8, "a" * 7):
        reply = target.register(replace(target.new_credentials(), password=text))
        if not (reply.ok and "\x00" in text):
            yield from unless_refused(reply, how=f"{text[:12]!r}...")
    # One at a time, because one error can hide another.
    half = "\ud83d" * 9
    for how, tried in (
        ("password", replace(target.new_credentials(), password=half)),
        ("username", replace(target.new_credentials(), username=half)),
    ):
        reply = target.register(tried)
        yield from unless_refused(reply, how=f"half a character as {how}")


def _long_password(target: Target) -> Iterator[Hole]:
    """Check that long passwords remain possible (NIST SP 800-63B)."""
    if target.kind not in {"password", "basic"}:
        raise DoesNotApplyError
    text = ("\u00e9\u4e2d\U0001f511 " + secrets.token_hex(4)) * _LONGEST
    account = replace(target.new_credentials(), password=text[:_LONGEST])
    yield from unless(target.register(account), 201, how="1024 characters")
    yield from unless(target.try_password(account), 200, how="1024 characters")
    almost = replace(account, password=f"{account.password[:-1]}!")
    yield from unless(target.try_password(almost), 400, 401, how="another last one")


def _two_hosts(target: Target) -> Iterator[Hole]:
    """Send two hosts: a proxy may use one, the service the other (RFC 9112, 3.2)."""
    for path in (target.probe, "/"):
        # http.client sends names that differ in case as two headers.
        both = {"Host": "localhost", "host": "attacker.example"}
        yield from unless(target.client.request("get", path, both), 400, how=path)


MALFORMED: Family = {
    "two Host headers": _two_hosts,
    "malformed credentials": _in_headers,
    "malformed password": _as_password,
    "malformed Basic credentials": _in_basic,
    "malformed registration": _at_registration,
    "long password": _long_password,
}
