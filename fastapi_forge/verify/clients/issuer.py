"""A small OpenID Connect issuer for services that accept tokens of one.

Run it as `python -m fastapi_forge.verify.clients.issuer PORT AUDIENCE [ROLE]...`.
Anyone can get an administrator's token from it, so it listens only on this machine, and
only a service under test trusts it.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from joserfc import jwt
from joserfc.jwk import ECKey

from fastapi_forge.verify.clients.issuer_process import (
    ATTACKERS_KEYS,
    KEYS,
    ROLES_CLAIM,
)

_LIFETIME_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """How a token differs from a valid one."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    without: str
    """A claim to leave out."""
    by: str
    """Any text: signed with the attacker's key."""

    @classmethod
    def read(cls, content: bytes) -> TokenRequest:
        form = dict(parse_qsl(content.decode()))
        return cls(
            header=json.loads(form.get("header", "{}")),
            claims=json.loads(form.get("claims", "{}")),
            without=form.get("without", ""),
            by=form.get("by", ""),
        )


class _Issuer(ThreadingHTTPServer):
    def __init__(self, port: int, audience: str, *roles: str) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{port}"
        self.audience = audience
        self.roles = roles
        self.key = ECKey.generate_key("P-256", auto_kid=True)
        self.attackers_key = ECKey.generate_key("P-256", auto_kid=True)

    def published(self, path: str) -> object:
        """Return the document for GET, or None."""
        documents: dict[str, object] = {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.url}{KEYS}",
                "token_endpoint": f"{self.url}/token",
            },
            KEYS: {"keys": [self.key.as_dict(private=False)]},
            # Not published, so no service accepts it.
            ATTACKERS_KEYS: {"keys": [self.attackers_key.as_dict(private=False)]},
        }
        return documents.get(path)

    def token(self, request: TokenRequest) -> str:
        """Return a token with all roles, with the requested differences."""
        now = int(time.time())
        header = {
            "alg": "ES256",
            "typ": "at+jwt",
            "kid": self.key.kid,
            **request.header,
        }
        claims = {
            "iss": self.url,
            "aud": self.audience,
            "sub": "forge",
            "iat": now,
            "exp": now + _LIFETIME_SECONDS,
            ROLES_CLAIM: list(self.roles),
            **request.claims,
        }
        claims.pop(request.without, None)
        key = self.attackers_key if request.by else self.key
        return jwt.encode(header, claims, key)


class _Handler(BaseHTTPRequestHandler):
    server: _Issuer

    def do_GET(self) -> None:
        self._answer(self.server.published(self.path))

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        token = self.server.token(TokenRequest.read(content))
        self._answer({"access_token": token, "token_type": "Bearer"})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""

    def _answer(self, document: object) -> None:
        content = json.dumps(document).encode()
        self.send_response(HTTPStatus.OK if document else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    _Issuer(int(sys.argv[1]), *sys.argv[2:]).serve_forever()
