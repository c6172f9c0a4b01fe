from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from fastapi_forge.verify.clients.account import (
    AccountError,
    log_in,
    read_document,
)
from fastapi_forge.verify.outcome import CheckSkipped

ACCOUNT = {"required": ["email", "password"], "type": "object"}
BODY = {"content": {"application/json": {"schema": {"$ref": "#/components/a/New"}}}}
FLOW = {"type": "oauth2", "flows": {"password": {"tokenUrl": "api/token"}}}
DOCUMENT: dict[str, Any] = {
    "paths": {
        # A cookie login has such a body too.
        "/cookie": {"post": {"requestBody": BODY, "responses": {"401": {}}}},
        "/notes": {"post": {"requestBody": BODY, "security": [{"login": []}]}},
        "/join": {"post": {"requestBody": BODY}},
    },
    "components": {"a": {"New": ACCOUNT}, "securitySchemes": {"login": FLOW}},
}


def _password(form: bytes) -> str:
    return parse_qs(form.decode())["password"][0]


class Handler(BaseHTTPRequestHandler):
    """A service with one kind of account, and a token for its password only."""

    passwords: set[str] = set()  # noqa: RUF012

    def do_GET(self) -> None:
        self._answer(200, DOCUMENT)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/join":
            self.passwords.add(json.loads(body)["password"])
            self._answer(201, {})
        elif self.path == "/api/token" and _password(body) in self.passwords:
            self._answer(200, {"access_token": "t1"})
        else:
            self._answer(401, {"detail": "wrong"})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def _answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_new_account_gets_a_token(url: str) -> None:
    headers = log_in(url, read_document(url, "/openapi.json"))

    assert headers == {"Authorization": "Bearer t1"}


def test_no_login_without_a_token_endpoint(url: str) -> None:
    assert log_in(url, {"paths": {}}) == {}


def test_check_is_skipped_without_registration(url: str) -> None:
    document = {**DOCUMENT, "paths": {}}

    with pytest.raises(CheckSkipped, match="no operation that creates an account"):
        log_in(url, document)


def test_a_rejection_is_reported(url: str) -> None:
    flow = {"type": "oauth2", "flows": {"password": {"tokenUrl": "/other"}}}
    components = {"a": {"New": ACCOUNT}, "securitySchemes": {"login": flow}}
    Handler.passwords = set()
    paths = {"/else": {"post": {"requestBody": BODY}}}

    with pytest.raises(AccountError, match=r"POST .*/else returned 401"):
        log_in(url, {"paths": paths, "components": components})
