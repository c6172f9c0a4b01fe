from starlette.middleware import gzip
from starlette.types import Receive, Scope, Send

from app.middleware.headers import header_of


class GZipMiddleware(gzip.GZipMiddleware):
    """Starlette's middleware, but out of the way of those who do not ask for it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "gzip" in header_of(scope, b"accept-encoding"):
            await super().__call__(scope, receive, send)
        else:
            await self.app(scope, receive, send)
