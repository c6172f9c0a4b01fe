"""Create valid tokens, and tokens that need the key."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.verify.attacks.credentials import bearer
from fastapi_forge.verify.attacks.findings import DoesNotApplyError
from fastapi_forge.verify.attacks.target import Target
from fastapi_forge.verify.attacks.tokens import Token, by_secret, read_token


def real_token(target: Target) -> Token:
    """Return a valid access token; raise DoesNotApplyError if it is not a JWT."""
    if target.kind not in {"password", "bearer"}:
        raise DoesNotApplyError
    token = read_token(target.login.access)
    if token is None:
        raise DoesNotApplyError
    return token


def minted(
    target: Target,
    claims: Mapping[str, object] | None = None,
    *,
    header: Mapping[str, object] | None = None,
    without: str = "",
) -> str:
    """Return a token with one difference from a valid one, correctly signed.

    Raise DoesNotApplyError if the service does not sign with SECRET_KEY.
    """
    if target.kind == "bearer":
        return target.mint(claims, header=header, without=without)
    token = real_token(target)
    sign = by_secret(target.secret)
    if not target.request_probe(bearer(str(token.signed(sign)))).ok:
        raise DoesNotApplyError
    return str(token.modified(claims, header=header, without=without).signed(sign))
