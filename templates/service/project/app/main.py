"""ASGI entry point: ``uvicorn app.main:app``."""

import uvicorn.config

from app.core.config import get_settings
from app.factory import create_app

__all__ = ["app", "create_app"]

# By default, uvicorn trusts forwarding headers from localhost. Disable its middleware,
# because the application only trusts those of TRUSTED_PROXIES.
uvicorn.config.ProxyHeadersMiddleware = lambda app, **_: app  # type: ignore[assignment, attr-defined]
app = create_app(get_settings())
