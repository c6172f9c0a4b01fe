"""A cookie login, used and attacked by pages in a real browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.booted import PASSWORD, Booted, booted, create_admin
from tests.support.browsers import browsing

if TYPE_CHECKING:
    from playwright.sync_api import Page

ADA = "ada"
ME = "/api/v1/users/me"
LOGIN = "/api/v1/auth/cookie"
PROGRAM = re.compile(r"^```js\n(.+?)^```$", re.MULTILINE | re.DOTALL)
# Statuses that a script sees; 0 if the browser hides the response.
ASKED = """
const statuses = [];
const send = window.fetch;
window.fetch = async (...request) => {
  const answer = await send(...request).catch(() => ({ status: 0 }));
  statuses.push(answer.status);
  return answer;
};
"""


class Empty(BaseHTTPRequestHandler):
    """Return an empty page."""

    def do_GET(self) -> None:
        content = b"<!doctype html><title>Empty</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def page_server() -> Iterator[int]:
    """Return the port of another origin on the same site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Empty) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def friend() -> Iterator[str]:
    with page_server() as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def attacker() -> Iterator[int]:
    with page_server() as port:
        yield port


@pytest.fixture
def service(tmp_path: Path, friend: str) -> Iterator[Booted]:
    allowed = {"CORS_ALLOW_ORIGINS": friend}
    with booted(tmp_path, "--auth=jwt", "--cookie-login", variables=allowed) as service:
        create_admin(service.project, service.variables, username=ADA)
        yield service


def test_readme_program_works(service: Booted, friend: str) -> None:
    """From an allowed origin, and from the service's own."""
    program = readme_program(service)
    # It changes the username, which the second page uses.
    renamed = program.replace('username: "ada",', 'username: "ada-l",')
    for start, asked in ((friend, program), (f"{service.address}/docs", renamed)):
        with browsing() as page:
            page.goto(start)
            assert run(page, service, asked) == [200, 200, 204]


@pytest.mark.parametrize(
    "host", ["localhost", pytest.param("127.0.0.1", marks=pytest.mark.long)]
)
def test_pages_of_other_sites_are_refused(
    service: Booted, attacker: int, host: str
) -> None:
    """Of the same site, to which browsers send the cookie, and of another site."""
    with browsing() as page:
        page.goto(f"{service.address}/docs")
        assert run(page, service, asking("POST", LOGIN, credentials())) == [200]
        assert run(page, service, asking("GET", ME)) == [200]
        cookies = page.evaluate("document.cookie")
        assert re.fullmatch(r"csrf=[0-9a-f]{64}", cookies)
        # Without the token, even here.
        assert run(page, service, asking("PATCH", ME, {})) == [403]

        page.goto(f"http://{host}:{attacker}")
        for method, path, body in (
            ("GET", ME, None),
            ("PATCH", ME, {}),
            ("POST", LOGIN, credentials()),
            ("DELETE", LOGIN, None),
        ):
            assert run(page, service, asking(method, path, body)) == [0]
        with page.expect_navigation() as left:
            page.evaluate(form(f"{service.address}/api/v1/auth/logout"))
        assert left.value is not None
        assert left.value.status == (403 if host == "localhost" else 401)

        page.goto(f"{service.address}/docs")
        assert run(page, service, asking("GET", ME)) == [200]


def run(page: Page, service: Booted, program: str) -> list[int]:
    here = program.replace("http://localhost:8000", service.address)
    found: list[int] = page.evaluate(
        f"async (password) => {{ {ASKED}\n{here}\nwindow.fetch = send;\n"
        "return statuses; }",
        PASSWORD,
    )
    return found


def readme_program(service: Booted) -> str:
    page = service.project / "docs/authentication.md"
    [program] = PROGRAM.findall(page.read_text("utf-8"))
    return str(program)


def credentials() -> dict[str, str]:
    return {"username": ADA, "password": PASSWORD}


def asking(method: str, path: str, body: dict[str, Any] | None = None) -> str:
    sent = f", body: JSON.stringify({body!r})" if body is not None else ""
    return (
        f'await fetch("http://localhost:8000{path}", {{ method: "{method}", '
        'credentials: "include", headers: { "Content-Type": "application/json" }'
        f"{sent} }});"
    )


def form(address: str) -> str:
    """A request that browsers send to other sites without a preflight."""
    return (
        'const form = document.createElement("form"); form.method = "post"; '
        f'form.action = "{address}"; document.body.append(form); form.submit();'
    )
