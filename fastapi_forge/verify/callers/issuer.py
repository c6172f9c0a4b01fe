"""A small OpenID Connect issuer, for services that take the tokens of one.

A program of its own, as issuers are: `python -m fastapi_forge.verify.callers.issuer
PORT AUDIENCE`. Whoever asks gets the token of an administrator, so it listens to this
machine only, and nothing but a service under test believes it.
"""

from __future__ import annotations

import json
import sys
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import ECKey

ROLES_CLAIM = "roles"
_LIFETIME_SECONDS = 24 * 60 * 60


class _Issuer(ThreadingHTTPServer):
    def __init__(self, port: int, audience: str) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{port}"
        self.audience = audience
        self.key = ECKey.generate_key("P-256", auto_kid=True)

    def published(self, path: str) -> object:
        """What GET answers, None where there is nothing."""
        documents: dict[str, object] = {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint": f"{self.url}/token",
            },
            "/keys": {"keys": [self.key.as_dict(private=False)]},
        }
        return documents.get(path)

    def token(self) -> str:
        now = int(time.time())
        header = {"alg": "ES256", "typ": "at+jwt", "kid": self.key.kid}
        claims = {
            "iss": self.url,
            "aud": self.audience,
            "sub": "forge",
            "iat": now,
            "exp": now + _LIFETIME_SECONDS,
            ROLES_CLAIM: ["admin"],
        }
        return jwt.encode(header, claims, self.key)


class _Handler(BaseHTTPRequestHandler):
    server: _Issuer

    def do_GET(self) -> None:
        self._answer(self.server.published(self.path))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer({"access_token": self.server.token(), "token_type": "Bearer"})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing: nobody reads it."""

    def _answer(self, document: object) -> None:
        content = json.dumps(document).encode()
        self.send_response(HTTPStatus.OK if document else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


if __name__ == "__main__":
    _Issuer(int(sys.argv[1]), sys.argv[2]).serve_forever()
