"""Correctly signed tokens that are not for this service, or not valid now."""

from __future__ import annotations

import time
from collections.abc import Iterator

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import bearer
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    unless,
    unless_refused,
)
from fastapi_forge.verify.attacks.minting import minted, real_token
from fastapi_forge.verify.attacks.target import Target

_HOUR = 3600
# It carries permissions, and a token without any permits nothing.
_OPTIONAL = {"roles", "typ"}


def _expired(target: Target) -> Iterator[Hole]:
    then = int(time.time()) - 2 * _HOUR
    times = {"iat": then, "nbf": then, "exp": then + _HOUR}
    yield from unless(target.request_probe(bearer(minted(target, times))), 401)


def _not_yet(target: Target) -> Iterator[Hole]:
    later = int(time.time()) + _HOUR
    token = minted(target, {"nbf": later, "exp": later + _HOUR})
    yield from unless(target.request_probe(bearer(token)), 401)


def _wrong_audience(target: Target) -> Iterator[Hole]:
    for audience in ("another-service", ["another-service", "third"], "", []):
        token = minted(target, {"aud": audience})
        yield from unless(target.request_probe(bearer(token)), 401, how=repr(audience))


def _wrong_issuer(target: Target) -> Iterator[Hole]:
    own = str(real_token(target).claims.get("iss", ""))
    for issuer in (
        "https://attacker.example",
        f"{own}/",
        f"{own}.attacker.example",
        "",
    ):
        token = minted(target, {"iss": issuer})
        yield from unless(target.request_probe(bearer(token)), 401, how=repr(issuer))


def _missing_claim(target: Target) -> Iterator[Hole]:
    for name in real_token(target).claims:
        if name not in _OPTIONAL:
            token = minted(target, without=name)
            yield from unless(target.request_probe(bearer(token)), 401, how=name)


def _odd_claim(target: Target) -> Iterator[Hole]:
    """Send claims of the wrong type, which must not cause a server error."""
    for name in real_token(target).claims.keys() - _OPTIONAL:
        for value in (None, {"a": 1}):
            reply = target.request_probe(bearer(minted(target, {name: value})))
            yield from unless_refused(reply, how=f"{name}: {value!r}")


def _other_kind(target: Target) -> Iterator[Hole]:
    """Send ID tokens, and other tokens that an issuer signs."""
    if target.kind != "bearer":
        raise DoesNotApplyError
    for how, token in {
        "typ of a logout token": target.mint(header={"typ": "logout+jwt"}),
        "nonce of an ID token": target.mint({"nonce": "n"}, header={"typ": "JWT"}),
    }.items():
        yield from unless(target.request_probe(bearer(token)), 401, how=how)


CLAIMS: Family = {
    "expired token": _expired,
    "token that is not valid yet": _not_yet,
    "token for another audience": _wrong_audience,
    "token of another issuer": _wrong_issuer,
    "token without a claim": _missing_claim,
    "claim of another type": _odd_claim,
    "token that is not an access token": _other_kind,
}
