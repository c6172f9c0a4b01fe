"""The pages of the documentation, without a byte from another host."""

import re
from base64 import b64encode
from hashlib import sha256

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from app.core.config import Settings

ASSETS = "/docs-assets"
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def add_docs(app: FastAPI, settings: Settings) -> None:
    openapi_url = settings.published(settings.openapi_url)
    if openapi_url is None:
        return

    async def read_swagger(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "").rstrip("/")
        page = get_swagger_ui_html(
            openapi_url=f"{root}{openapi_url}",
            title=app.title,
            swagger_js_url=f"{root}{ASSETS}/swagger/swagger-ui-bundle.js",
            swagger_css_url=f"{root}{ASSETS}/swagger/swagger-ui.css",
            swagger_favicon_url=f"{root}{ASSETS}/fastapi/favicon.png",
        )
        return with_policy(page)

    async def read_redoc(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "").rstrip("/")
        page = get_redoc_html(
            openapi_url=f"{root}{openapi_url}",
            title=app.title,
            redoc_js_url=f"{root}{ASSETS}/redoc/redoc.standalone.js",
            redoc_favicon_url=f"{root}{ASSETS}/fastapi/favicon.png",
            with_google_fonts=False,
        )
        return with_policy(page)

    # The package is only the carrier of Swagger UI's and ReDoc's files.
    assets = StaticFiles(packages=[("fastapi_standalone_docs", "static")])
    app.mount(ASSETS, assets, name="docs-assets")
    app.add_api_route(settings.docs_url, read_swagger, include_in_schema=False)
    app.add_api_route(settings.redoc_url, read_redoc, include_in_schema=False)


def with_policy(page: HTMLResponse) -> HTMLResponse:
    """Allow a page its own scripts and styles: inline scripts by their hash."""
    hashes = " ".join(
        f"'sha256-{b64encode(sha256(script).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(bytes(page.body))
    )
    page.headers["Content-Security-Policy"] = "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {hashes}".rstrip(),
            # Both pages style their elements from JavaScript.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src blob:",
            "frame-ancestors 'none'",
        ]
    )
    return page
