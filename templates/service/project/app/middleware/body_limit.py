from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import header_of


class BodyLimitMiddleware:
    """Refuse bodies over a limit, by their announced and by their true size."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = header_of(scope, b"content-length")
        self._check(int(announced) if announced.isdecimal() else 0)
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            self._check(received)
            return message

        await self.app(scope, receive_counted, send)

    def _check(self, size: int) -> None:
        if size > self.max_bytes:
            raise HTTPException(
                413, f"The body is larger than {self.max_bytes} bytes."
            )
