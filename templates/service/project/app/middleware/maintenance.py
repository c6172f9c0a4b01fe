from starlette.types import ASGIApp, Receive, Scope, Send

from app.core.exceptions import UnavailableError
from app.middleware.probes import PROBES, path_of

OPEN_PATHS = PROBES | {"/status"}
RETRY_AFTER_SECONDS = 120


class MaintenanceMiddleware:
    """Answer 503 to everything but the probes and the status page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and path_of(scope) not in OPEN_PATHS:
            raise UnavailableError(
                "The service is under maintenance.", retry_after=RETRY_AFTER_SECONDS
            )
        await self.app(scope, receive, send)
