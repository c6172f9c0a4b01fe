import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import RESPONSE_STARTS, add_header

log = logging.getLogger("app.access")

# nginx's number for a client that did not wait for the answer.
CLIENT_CLOSED_REQUEST = 499
# How servers answer the request that opens a WebSocket.
WEBSOCKET_STATUSES = {"websocket.accept": 101, "websocket.close": 403}


class AccessLogMiddleware:
    """Log each request once, and send in ``X-Process-Time`` how many seconds it took.

    The path is logged without its query, which may hold personal data. A WebSocket is
    logged when it ends.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        status = CLIENT_CLOSED_REQUEST

        async def send_timed(message: Message) -> None:
            nonlocal status
            if message["type"] in RESPONSE_STARTS:
                status = message["status"]
                elapsed = perf_counter() - started
                add_header(message, b"x-process-time", b"%.6f" % elapsed)
            elif status == CLIENT_CLOSED_REQUEST:
                status = WEBSOCKET_STATUSES.get(message["type"], status)
            await send(message)

        try:
            await self.app(scope, receive, send_timed)
        finally:
            log.info(
                "%s %s %d %.1fms",
                scope.get("method", "WEBSOCKET"),
                # As sent, so still percent-encoded: no line of a log can be forged.
                scope.get("raw_path", b"").decode("ascii", "backslashreplace"),
                status,
                (perf_counter() - started) * 1000,
            )
