"""One request and its answer, also where the request is none that a library sends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

PATIENCE = 60.0
HUNG_UP = 0
"""In the place of a status: the service closed the connection."""
_SHOWN = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    request: str
    """Method and path."""
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """By their names in small letters."""
    set_cookies: tuple[str, ...] = ()
    text: str = ""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was answered
        """None where it is no JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    def member(self, name: str) -> Any:  # noqa: ANN401
        """None where the answer is no object, or has no such member."""
        answer = self.json
        return answer.get(name) if isinstance(answer, dict) else None

    def __str__(self) -> str:
        if self.status == HUNG_UP:
            return "no answer"
        text = " ".join(self.text.split())
        return f"{self.status} {text[:_SHOWN]}".strip()


class Client:
    """Sends to one service, and remembers what it answered."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.seen: list[Reply] = []

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        body: object = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """`body` is sent as JSON, bytes as they are."""
        sent, kind = _encoded(body, form)
        words = {**({"Content-Type": kind} if kind else {}), **(headers or {})}
        reply = self._send(method.upper(), path, words, sent)
        self.seen.append(reply)
        return reply

    def _send(
        self, method: str, path: str, headers: Mapping[str, str], sent: bytes | None
    ) -> Reply:
        request = f"{method} {path}"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        # By itself http.client takes Latin-1 for headers, and refuses the rest.
        words = {name: value.encode() for name, value in headers.items()}
        try:
            connection.request(method, path, sent, words)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            return Reply(request=request, status=HUNG_UP)
        finally:
            connection.close()
        return Reply(
            request=request,
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
