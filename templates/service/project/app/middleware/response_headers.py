from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.middleware.headers import RESPONSE_STARTS

# An API needs nothing from a browser; pages of the documentation bring a policy
# of their own. See OWASP's "REST Security Cheat Sheet".
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ResponseHeadersMiddleware:
    """Name the application and set the security headers an endpoint did not set."""

    def __init__(self, app: ASGIApp, app_name: str) -> None:
        self.app = app
        named = {"X-App-Name": app_name, **SECURITY_HEADERS}
        # Encoded once, for every answer gets them.
        self.headers = [
            (name.lower().encode(), value.encode("latin-1", "replace"))
            for name, value in named.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] in RESPONSE_STARTS:
                given = list(message["headers"])
                names = {name for name, _ in given}
                message["headers"] = given + [
                    header for header in self.headers if header[0] not in names
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)
