import logging

from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import problem_response

log = logging.getLogger(__name__)


class ErrorsMiddleware:
    """Turn what is raised by middleware, and every crash, into a problem document."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting_start)
        except ClientDisconnect:
            log.info("The client went away; nothing was kept.")
        except Exception as error:
            if started:
                raise
            response = problem_response(HTTPConnection(scope), error)
            await response(scope, receive, send)
