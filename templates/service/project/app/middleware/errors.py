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
        started = finished = False

        async def send_noting_progress(message: Message) -> None:
            nonlocal started, finished
            started = True
            await send(message)
            finished = message["type"] == "http.response.body" and not message.get(
                "more_body", False
            )

        try:
            await self.app(scope, receive, send_noting_progress)
        except ClientDisconnect:
            log.info("The client went away; nothing was kept.")
        except Exception as error:
            if finished:
                # The client has its answer; only the log, with the request's id, tells.
                log.exception("What was to be done after the answer failed.")
                return
            if started:
                raise
            response = problem_response(HTTPConnection(scope), error)
            await response(scope, receive, send)
