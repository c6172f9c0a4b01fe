"""Run forge's own issuer for services that accept its tokens."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi_forge.verify.clients.account import AccountError, fetch_token
from tests.support.services import free_port

_TIMEOUT = 60.0
_AUDIENCE = "tests"
_ROLE = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerSettings:
    variables: Mapping[str, str] = field(default_factory=dict)
    token: str = ""


@contextmanager
def running_issuer() -> Iterator[IssuerSettings]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    program = "fastapi_forge.verify.clients.issuer"
    words = [sys.executable, "-m", program, str(port), _AUDIENCE, _ROLE]
    with subprocess.Popen(words, stdin=subprocess.DEVNULL) as process:
        try:
            yield IssuerSettings(
                variables={"OIDC_ISSUER": url, "OIDC_AUDIENCE": _AUDIENCE},
                token=_first_token(f"{url}/token"),
            )
        finally:
            process.kill()


def _first_token(address: str) -> str:
    deadline = time.monotonic() + _TIMEOUT
    while True:
        try:
            return fetch_token(address, {"grant_type": "client_credentials"})
        except AccountError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
