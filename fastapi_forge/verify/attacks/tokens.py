"""Create JSON Web Tokens by hand, because libraries refuse most of these."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

Sign: TypeAlias = Callable[[bytes], bytes]
_HASHES = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}


@dataclass(frozen=True, slots=True)
class Token:
    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signature: bytes = b""

    def __str__(self) -> str:
        return f"{self.signed_part}.{encoded(self.signature)}"

    @property
    def signed_part(self) -> str:
        return f"{_object(self.header)}.{_object(self.claims)}"

    def modified(
        self,
        claims: Mapping[str, Any] | None = None,
        *,
        header: Mapping[str, Any] | None = None,
        without: str = "",
    ) -> Token:
        """Return the token with other members and the old signature."""
        changed = {**self.claims, **(claims or {})}
        changed.pop(without, None)
        return replace(self, header={**self.header, **(header or {})}, claims=changed)

    def signed(self, sign: Sign) -> Token:
        return replace(self, signature=sign(self.signed_part.encode()))


def read_token(text: str) -> Token | None:
    """Return the decoded token, or None."""
    try:
        header, claims, signature = text.split(".")
        token = Token(
            json.loads(_bytes(header)), json.loads(_bytes(claims)), _bytes(signature)
        )
    except ValueError:
        return None
    known = isinstance(token.header, dict) and isinstance(token.claims, dict)
    return token if known else None


def by_secret(secret: bytes, algorithm: str = "HS256") -> Sign:
    """Return a signature with a shared secret."""
    return lambda text: hmac.new(secret, text, _HASHES[algorithm]).digest()


def _object(members: Mapping[str, Any]) -> str:
    return encoded(json.dumps(members, separators=(",", ":")).encode())


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
