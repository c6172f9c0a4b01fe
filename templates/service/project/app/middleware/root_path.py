from starlette.types import ASGIApp, Receive, Scope, Send


class RootPathMiddleware:
    """Put back the prefix of the path that a reverse proxy removed.

    ASGI wants ``root_path`` in front of ``path``: redirects are wrong without it.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self.app = app
        self.root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            root: str = self.root_path or scope.get("root_path", "").rstrip("/")
            scope["root_path"] = root
            if not f"{scope['path']}/".startswith(f"{root}/"):
                scope["path"] = root + scope["path"]
                scope["raw_path"] = root.encode() + scope.get("raw_path", b"")
        await self.app(scope, receive, send)
