import re
from secrets import token_hex

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.logging import request_id
from app.middleware.headers import RESPONSE_STARTS, add_header, header_of

# A caller's own id is kept only when it is safe to write into logs and headers.
_SAFE = re.compile(r"[A-Za-z0-9._-]{1,128}")


class RequestIdMiddleware:
    """Give each request an id, or keep the caller's, and send it back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        given = header_of(scope, b"x-request-id")
        identifier = given if _SAFE.fullmatch(given) else token_hex(16)

        async def send_with_id(message: Message) -> None:
            if message["type"] in RESPONSE_STARTS:
                add_header(message, b"x-request-id", identifier.encode())
            await send(message)

        token = request_id.set(identifier)
        try:
            await self.app(scope, receive, send_with_id)
        finally:
            request_id.reset(token)
