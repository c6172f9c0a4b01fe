"""Tokens without a valid signature."""

from __future__ import annotations

import json
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from textwrap import wrap
from typing import Any
from urllib.parse import urlsplit

from fastapi_forge.verify.attacks.attack import Family
from fastapi_forge.verify.attacks.credentials import bearer
from fastapi_forge.verify.attacks.findings import (
    DoesNotApplyError,
    Hole,
    unless,
    unless_refused,
)
from fastapi_forge.verify.attacks.minting import real_token
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.attacks.tokens import by_secret, encoded
from fastapi_forge.verify.clients.issuer_process import ATTACKERS_KEYS, KEYS

_ATTACKERS_SECRET = b"a secret that the attacker has made up himself"
_NONES = ("none", "None", "NONE", "nOnE", "")
_GARBAGE = ("", "x", "..", "a.b.c", "null", "e30.e30.", "\u00e4.\u00f6.\u00fc", "%00")
# Followed by an uncompressed point on P-256, in a SubjectPublicKeyInfo (RFC 5480).
_P256 = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
_KIDS: tuple[tuple[object, bytes], ...] = (
    # The file is empty, so the secret would be empty too.
    ("../../../../../../dev/null", b""),
    ("/dev/null", b""),
    ("' UNION SELECT 'x' -- ", b"x"),
    ("", b""),
    ("k" * 8_000, _ATTACKERS_SECRET),
    (None, _ATTACKERS_SECRET),
    (0, _ATTACKERS_SECRET),
    ({"a": 1}, _ATTACKERS_SECRET),
    (["a"], _ATTACKERS_SECRET),
)


def _without_credentials(target: Target) -> Iterator[Hole]:
    for operation in target.secured:
        reply = target.client.request(operation.method, operation.at())
        yield from unless(reply, 401)


def _garbage(target: Target) -> Iterator[Hole]:
    for text in _GARBAGE:
        yield from unless(target.request_probe(bearer(text)), 401, how=repr(text))
    # Valid credentials in the wrong scheme.
    for scheme in ("Basic", "Digest", "Token"):
        headers = {"Authorization": f"{scheme} {real_token(target)}"}
        yield from unless(target.request_probe(headers), 401, how=scheme)


def _alg_none(target: Target) -> Iterator[Hole]:
    token = real_token(target)
    for name in _NONES:
        forged = token.modified(header={"alg": name})
        for how, tried in (
            ("no signature", replace(forged, signature=b"")),
            ("the old signature", forged),
        ):
            reply = target.request_probe(bearer(str(tried)))
            yield from unless(reply, 401, how=f"{name!r}, {how}")
    reply = target.request_probe(
        bearer(str(token.modified(header={"alg": "none"})).rsplit(".", 1)[0])
    )
    yield from unless(reply, 401, how="two parts")


def _no_signature(target: Target) -> Iterator[Hole]:
    token = real_token(target)
    for how, signature in (("empty", b""), ("zeros", bytes(len(token.signature)))):
        reply = target.request_probe(bearer(str(replace(token, signature=signature))))
        yield from unless(reply, 401, how=how)


def _tampered(target: Target) -> Iterator[Hole]:
    token = real_token(target)
    later = int(token.claims.get("exp", 0)) + 86_400
    changes: dict[str, object] = {
        "sub": "1" if token.claims.get("sub") != "1" else "2",
        "exp": later,
        "scope": f"{token.claims.get('scope', '')} users:read users:write admin",
        "role": "admin",
        "roles": ["admin", "superuser"],
        "permissions": ["users:write"],
    }
    for name, value in changes.items():
        reply = target.request_probe(bearer(str(token.modified({name: value}))))
        yield from unless(reply, 401, how=name)


def _wrong_key(target: Target) -> Iterator[Hole]:
    if target.kind == "bearer":
        yield from unless(target.request_probe(bearer(target.mint(by="attacker"))), 401)
        return
    for secret in (_ATTACKERS_SECRET, b"", b"secret", b"changeme", b"test"):
        forged = real_token(target).signed(by_secret(secret))
        reply = target.request_probe(bearer(str(forged)))
        yield from unless(reply, 401, how=repr(secret))


def _public_key_as_secret(target: Target) -> Iterator[Hole]:
    """Sign with HS256 and the public key as the secret."""
    key = _published(target, KEYS)
    for how, secret in _spellings(key).items():
        for algorithm in ("HS256", "HS384", "HS512"):
            token = real_token(target).modified(header={"alg": algorithm})
            forged = token.signed(by_secret(secret, algorithm))
            reply = target.request_probe(bearer(str(forged)))
            yield from unless(reply, 401, how=f"{algorithm}, {how}")


def _kid_injection(target: Target) -> Iterator[Hole]:
    for kid, secret in _KIDS:
        token = real_token(target).modified(header={"kid": kid, "alg": "HS256"})
        reply = target.request_probe(bearer(str(token.signed(by_secret(secret)))))
        yield from unless_refused(reply, how=repr(kid)[:40])


def _keys_in_the_header(target: Target) -> Iterator[Hole]:
    """Put a key or the URL of a key into the token's header (RFC 8725, 3.10)."""
    if target.kind != "bearer":
        yield from _secret_in_the_header(target)
        return
    key = _published(target, ATTACKERS_KEYS)
    where = f"{target.issuer}{ATTACKERS_KEYS}"
    headers: dict[str, dict[str, object]] = {
        "jwk": {"jwk": key},
        "jku": {"jku": where},
        "x5u": {"x5u": where},
    }
    for how, header in headers.items():
        for kid in (key["kid"], real_token(target).header.get("kid")):
            token = target.mint(header={**header, "kid": kid}, by="attacker")
            yield from unless(target.request_probe(bearer(token)), 401, how=how)


def _secret_in_the_header(target: Target) -> Iterator[Hole]:
    secret = bytes(32)
    sign = by_secret(secret)
    header = {"jwk": {"kty": "oct", "k": encoded(secret)}}
    token = real_token(target).modified(header=header)
    yield from unless(
        target.request_probe(bearer(str(token.signed(sign)))), 401, how="jwk"
    )


def _published(target: Target, path: str) -> dict[str, Any]:
    """Return a public key of the issuer; raise DoesNotApplyError."""
    if not target.issuer:
        raise DoesNotApplyError
    connection = HTTPConnection(urlsplit(target.issuer).netloc)
    try:
        connection.request("GET", path)
        keys = json.load(connection.getresponse())["keys"]
    finally:
        connection.close()
    found: dict[str, Any] = keys[0]
    return found


def _spellings(key: dict[str, Any]) -> dict[str, bytes]:
    x, y = (urlsafe_b64decode(key[name] + "=") for name in ("x", "y"))
    der = _P256 + b"\x04" + x + y
    lines = "\n".join(wrap(b64encode(der).decode(), 64))
    pem = f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----"
    return {
        "PEM": f"{pem}\n".encode(),
        "PEM without the final line break": pem.encode(),
        "DER": der,
        "JWK": json.dumps(key).encode(),
    }


FORGERY: Family = {
    "no credentials": _without_credentials,
    "garbage as a token": _garbage,
    "alg none": _alg_none,
    "no signature": _no_signature,
    "tampered token": _tampered,
    "token signed with another key": _wrong_key,
    "public key as HMAC secret": _public_key_as_secret,
    "kid injection": _kid_injection,
    "key supplied in the token header": _keys_in_the_header,
}
