"""The application that servers run: ``uvicorn app.main:app``."""

import uvicorn.config

from app.core.config import get_settings
from app.factory import create_app

__all__ = ["app", "create_app"]

# By default uvicorn also believes the forwarding headers of every local client. Only
# those of TRUSTED_PROXIES count, which the application sees to itself.
uvicorn.config.ProxyHeadersMiddleware = lambda app, **_: app  # type: ignore[assignment, attr-defined]
app = create_app(get_settings())
