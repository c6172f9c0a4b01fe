import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import add_header

log = logging.getLogger("app.access")

# nginx's number for a client that did not wait for the answer.
CLIENT_CLOSED_REQUEST = 499


class AccessLogMiddleware:
    """Log each request once, and tell in ``X-Process-Time`` how many seconds it took.

    The path is logged without its query, which may hold personal data.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        status = CLIENT_CLOSED_REQUEST

        async def send_timed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                elapsed = perf_counter() - started
                add_header(message, b"x-process-time", b"%.6f" % elapsed)
            await send(message)

        try:
            await self.app(scope, receive, send_timed)
        finally:
            log.info(
                "%s %s %d %.1fms",
                scope["method"],
                # As sent, so still percent-encoded: no line of a log can be forged.
                scope.get("raw_path", b"").decode("ascii", "backslashreplace"),
                status,
                (perf_counter() - started) * 1000,
            )
