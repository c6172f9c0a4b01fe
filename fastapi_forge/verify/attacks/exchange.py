"""Send requests that libraries would refuse to send, and read the responses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

TIMEOUT = 60.0
CONNECTION_CLOSED = 0
"""Instead of a status: the service closed the connection."""
_SHOWN = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    request: str
    """Method and path."""
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    set_cookies: tuple[str, ...] = ()
    text: str = ""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004

    @property
    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """The decoded body, or None if it is not JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    def member(self, name: str) -> Any:  # noqa: ANN401
        """Return a member of the body, or None."""
        answer = self.json
        return answer.get(name) if isinstance(answer, dict) else None

    def __str__(self) -> str:
        if self.status == CONNECTION_CLOSED:
            return "no response"
        text = " ".join(self.text.split())
        return f"{self.status} {text[:_SHOWN]}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    """Sent as JSON; bytes are sent unchanged."""
    form: Mapping[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    def send(self, connection: HTTPConnection) -> None:
        sent, kind = _encoded(self.body, self.form)
        words = {**({"Content-Type": kind} if kind else {}), **self.headers}
        # http.client encodes headers as Latin-1, and rejects other characters.
        encoded = {name: value.encode() for name, value in words.items()}
        connection.request(self.method.upper(), self.path, sent, encoded)


class Client:
    """Sends requests to one service, and remembers the responses."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: list[Reply] = []

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        body: object = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request; `body` is sent as JSON, bytes unchanged."""
        request = Request(
            method=method, path=path, headers=headers or {}, body=body, form=form
        )
        return self.request_in_parallel(request)[0]

    def request_in_parallel(self, *requests: Request) -> list[Reply]:
        """Send all requests before reading any response, each on its own connection."""
        with ExitStack() as stack:
            sent = [
                (request, stack.enter_context(self._connection()))
                for request in requests
            ]
            for request, connection in sent:
                # A server may reject the beginning and close the connection: it has
                # responded.
                with suppress(OSError, HTTPException):
                    request.send(connection)
            replies = [_reply(request, connection) for request, connection in sent]
        self.seen += replies
        return replies

    def _connection(self) -> closing[HTTPConnection]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        with suppress(OSError):
            connection.connect()
        return closing(connection)


def _reply(request: Request, connection: HTTPConnection) -> Reply:
    try:
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
    except (OSError, HTTPException):
        return Reply(request=str(request), status=CONNECTION_CLOSED)
    return Reply(
        request=str(request),
        status=response.status,
        headers={name.lower(): value for name, value in response.getheaders()},
        set_cookies=tuple(response.headers.get_all("Set-Cookie", ())),
        text=text,
    )


def _encoded(body: object, form: Mapping[str, str] | None) -> tuple[bytes | None, str]:
    if form is not None:
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    if body is None:
        return None, ""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return sent, "application/json"
