"""A browser logs in by a cookie, and other sites cannot use that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Page

from tests.support.booted import ADMIN, PASSWORD, booted, create_admin
from tests.support.browsers import browsing

ME = "/api/v1/users/me"
LOGIN = "/api/v1/auth/cookie"
LOGOUT = "/api/v1/auth/logout"
ASK = """async ([method, path, body, headers]) => {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    body: body === null ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return [answer.status, text ? JSON.parse(text) : null];
}"""
FORM = """<form method="post" action="{url}" enctype="text/plain"></form>
<script>addEventListener("load", () => document.forms[0].submit())</script>"""


def test_log_in_by_cookie(tmp_path: Path) -> None:
    with booted(tmp_path, "--cookie-login") as service, browsing() as page:
        create_admin(service.project, service.variables)
        page.goto(f"{service.address}/docs")
        assert ask(page, "GET", ME)[0] == 401
        status, login = ask(
            page, "POST", LOGIN, {"username": ADMIN, "password": PASSWORD}
        )
        assert status == 200
        csrf = {"X-CSRF-Token": login["csrf_token"]}

        assert ask(page, "GET", ME)[1]["username"] == ADMIN
        assert page.evaluate("document.cookie") == f"csrf={login['csrf_token']}"
        assert ask(page, "PATCH", ME, {})[0] == 403
        assert ask(page, "PATCH", ME, {}, csrf)[0] == 200

        with elsewhere(tmp_path, f"{service.address}{LOGOUT}") as address:
            # Another port is the same site, so the browser does send the cookie.
            with page.expect_response(lambda it: it.url.endswith(LOGOUT)) as caught:
                page.goto(address)
            assert "session=" in caught.value.request.all_headers()["cookie"]
            assert caught.value.status == 403
        page.goto(f"{service.address}/docs")
        assert ask(page, "GET", ME)[0] == 200

        assert ask(page, "DELETE", LOGIN, None, csrf)[0] == 204
        assert page.evaluate("document.cookie") == ""
        assert ask(page, "GET", ME)[0] == 401


def ask(
    page: Page,
    method: str,
    path: str,
    body: object = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, Any]:
    """What the service answers to a script of the page."""
    status, answer = page.evaluate(ASK, [method, path, body, headers or {}])
    return status, answer


@contextmanager
def elsewhere(directory: Path, url: str) -> Iterator[str]:
    """Where a page of somebody else's sends a form to `url` as soon as it is seen."""
    site = directory / "elsewhere"
    site.mkdir()
    (site / "index.html").write_text(FORM.format(url=url))
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
