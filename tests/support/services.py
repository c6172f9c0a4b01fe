"""Call a generated service over HTTP."""

from __future__ import annotations

import json
import shlex
import signal
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SERVER = ("uvicorn", "app.main:app", "--port", "{port}")
_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return json.loads(self.text) if self.text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    port: int
    prefix: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def with_password(self, username: str, password: str) -> Client:
        pair = b64encode(f"{username}:{password}".encode()).decode()
        return replace(self, headers={"Authorization": f"Basic {pair}"})

    def below(self, prefix: str) -> Client:
        return replace(self, prefix=prefix)

    def with_token(self, token: str) -> Client:
        return replace(self, headers={"Authorization": f"Bearer {token}"})

    def call(
        self,
        expected: int,
        method: str,
        path: str,
        *,
        body: object = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return the response, whose status must be `expected`."""
        sent = {**self.headers, **(headers or {})}
        content = None
        if form is not None:
            content = urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        elif body is not None:
            content = json.dumps(body)
            sent["Content-Type"] = "application/json"
        answer = self._send(method, self.prefix + path, content, sent)
        said = f"{method} {path} -> {answer.status}, not {expected}: {answer.text}"
        assert answer.status == expected, said
        if expected >= 400:
            # Those of OAuth 2.0 have a form of their own (RFC 6749, section 5.2).
            oauth = expected == 400 and "error" in answer.body
            media_type = "application/json" if oauth else "application/problem+json"
            assert answer.headers["content-type"] == media_type, said
        return answer

    def is_up(self) -> bool:
        try:
            return self._send("GET", "/health/live", None, {}).status == 200
        except OSError:
            return False

    def _send(
        self, method: str, path: str, content: str | None, headers: Mapping[str, str]
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        try:
            connection.request(method, path, content, dict(headers))
            response = connection.getresponse()
            found = {key.lower(): value for key, value in response.getheaders()}
            text = response.read().decode()
            return Answer(status=response.status, headers=found, text=text)
        finally:
            connection.close()


@contextmanager
def serving(
    command: Sequence[str], project: Path, environment: Mapping[str, str]
) -> Iterator[Client]:
    """Start the service on a free port, and terminate it as a supervisor would."""
    port = free_port()
    command = [part.format(port=port) for part in command]
    log = project / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            command,
            cwd=project,
            env={**environment, "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
        )
    client = Client(port=port)
    try:
        wait_for(client, server)
        yield client
        server.send_signal(signal.SIGTERM)
        code = server.wait(_TIMEOUT)
    except BaseException as error:
        error.add_note(f"$ {shlex.join(command)}\n{log.read_text()}")
        raise
    finally:
        server.kill()
        server.wait()
    said = log.read_text()
    # uvicorn shuts down, then restores the signal's default effect.
    assert code in {0, -signal.SIGTERM}, said
    assert "Traceback" not in said, said
    assert "Warning" not in said, said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(
    client: Client,
    server: subprocess.Popen[bytes] | None = None,
    timeout: float = _TIMEOUT,
) -> None:
    deadline = time.monotonic() + timeout
    while not client.is_up():
        ended = server is not None and server.poll() is not None
        assert not ended, "The service exited."
        assert time.monotonic() < deadline, "The service does not answer."
        time.sleep(0.1)
