from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from app.middleware.headers import header_of
from app.middleware.probes import PROBES, path_of


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


class TrustedHostsMiddleware:
    """Refuse requests for hosts that are not this service's.

    A host is given as it is, as ``*.example.com`` for all its subdomains, or as
    ``*`` for any. Starlette's own middleware refuses in plain text.
    """

    def __init__(self, app: ASGIApp, allowed_hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in allowed_hosts)
        self.suffixes = tuple(host[1:] for host in self.hosts if host.startswith("*."))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if [name for name, _ in scope.get("headers", ())].count(b"host") > 1:
            # Which one counts is anybody's guess (RFC 9112, section 3.2).
            raise HTTPException(400, "The request has more than one Host header.")
        if (
            scope["type"] != "lifespan"
            and path_of(scope) not in PROBES
            and not self.trusts(host := header_of(scope, b"host"))
        ):
            name = _without_port(host)[:253]
            raise HTTPException(
                400,
                f"The host {name!r} is not allowed. "
                "If it is this service's, add it to ALLOWED_HOSTS.",
            )
        await self.app(scope, receive, send)

    def trusts(self, header: str) -> bool:
        host = _without_port(header).lower()
        return "*" in self.hosts or host in self.hosts or host.endswith(self.suffixes)
