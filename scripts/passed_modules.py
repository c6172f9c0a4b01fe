"""Print the modules that `POST /api/v1/tasks` passes, in order, one per line.

Run in the directory of a default service, in its environment, with a migrated database.
A module counts if a line of one of its functions is executed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlencode

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
ANN = {
    "username": "ann",
    "email": "ann@example.com",
    "password": "a sentence that nobody guesses",
}
APP = str(Path.cwd() / "app") + "/"


async def main() -> None:
    sys.path.insert(0, str(Path.cwd()))
    from app.main import app  # noqa: PLC0415

    async with app.router.lifespan_context(app) as state:
        client = Client(app, dict(state or {}))
        await client.post("/api/v1/auth/register", JSON, json.dumps(ANN))
        login = urlencode({key: ANN[key] for key in ("username", "password")})
        answer = await client.post("/api/v1/auth/token", FORM, login)
        client.authorization = f"Bearer {answer['access_token']}"
        task = json.dumps({"title": "Write a service"})
        # Not counted: what only the first request does.
        await client.post("/api/v1/tasks", JSON, task)
        passed = Passed()
        sys.settrace(passed.enter)
        try:
            await client.post("/api/v1/tasks", JSON, task)
        finally:
            sys.settrace(None)
    sys.stdout.write("".join(f"{path}\n" for path in passed.modules))


class Passed:
    def __init__(self) -> None:
        self.modules: list[str] = []

    def enter(self, frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401
        path = frame.f_code.co_filename
        if not path.startswith(APP):
            return None
        module = path.removeprefix(APP)
        if event == "line" and self.modules[-1:] != [module]:
            self.modules.append(module)
        return self.enter


class Client:
    """Call an application without a server."""

    def __init__(self, app: Any, state: dict[str, Any]) -> None:  # noqa: ANN401
        self.app = app
        self.state = state
        self.authorization = ""

    async def post(self, path: str, content_type: str, body: str) -> Any:  # noqa: ANN401
        headers = {
            "host": "localhost",
            "content-type": content_type,
            "content-length": str(len(body)),
            "authorization": self.authorization,
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [
                (name.encode(), value.encode())
                for name, value in headers.items()
                if value
            ],
            "client": ("127.0.0.1", 50000),
            "server": ("localhost", 80),
            "state": dict(self.state),
        }
        incoming = [{"type": "http.request", "body": body.encode()}]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if incoming:
                return incoming.pop()
            # A client that waits for the response.
            await asyncio.sleep(60)
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        content = b"".join(message.get("body", b"") for message in sent)
        status = sent[0]["status"]
        if status not in {200, 201}:
            sys.exit(f"POST {path} -> {status}: {content.decode()}")
        return json.loads(content)


if __name__ == "__main__":
    asyncio.run(main())
