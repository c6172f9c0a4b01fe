"""The documentation page in a real browser: Authorize, then Try it out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.support.booted import (
    ADMIN,
    PASSWORD,
    Booted,
    booted,
    create_admin,
    create_key,
)
from tests.support.browsers import browsing, expect
from tests.support.issuers import running_issuer

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

ME = "/api/v1/users/me"
# Not ASCII, because browsers and services must use the same encoding.
UNICODE = "Übermäßig lange Wörter 💥"
BASIC, JWT, KEYS = ("--auth=basic",), ("--auth=jwt",), ("--auth=api-key",)


def test_jwt(tmp_path: Path) -> None:
    with booted(tmp_path, *JWT) as service, browsing() as page:
        create_admin(service.project, service.variables, password=UNICODE)
        open_docs(page, service)
        assert tried(page, ME)[0] == 401

        fill_in(page, {"#oauth_username": ADMIN, "#oauth_password": "wrong"})
        expect(page.locator(".modal-ux .errors")).to_contain_text("invalid_grant")
        close(page)
        authorize(page, {"#oauth_username": ADMIN, "#oauth_password": UNICODE})
        status, body = tried(page, ME)
        assert (status, body["username"]) == (200, ADMIN)


@pytest.mark.long
def test_jwt_for_fewer_scopes(tmp_path: Path) -> None:
    with booted(tmp_path, *JWT) as service, browsing() as page:
        create_admin(service.project, service.variables)
        open_docs(page, service)
        authorize(
            page,
            {"#oauth_username": ADMIN, "#oauth_password": PASSWORD},
            scope="account:read",
        )
        assert tried(page, ME)[0] == 200
        assert tried(page, "/api/v1/users")[0] == 403


@pytest.mark.long
def test_basic(tmp_path: Path) -> None:
    with booted(tmp_path, *BASIC) as service, browsing() as page:
        create_admin(service.project, service.variables)
        # ASCII, because Swagger UI sends nothing for other characters in Basic.
        open_docs(page, service)
        authorize(page, {"[name=username]": ADMIN, "[name=password]": PASSWORD})
        status, body = tried(page, ME)
        assert (status, body["username"]) == (200, ADMIN)


@pytest.mark.long
def test_api_key(tmp_path: Path) -> None:
    with booted(tmp_path, *KEYS) as service, browsing() as page:
        key, _ = create_key(service.project, service.variables)
        open_docs(page, service)
        assert tried(page, "/api/v1/api-keys")[0] == 401
        authorize(page, {"input": key})
        status, body = tried(page, "/api/v1/api-keys")
        assert (status, body["total"]) == (200, 1)


@pytest.mark.long
def test_oidc(tmp_path: Path) -> None:
    with (
        running_issuer() as issued,
        booted(tmp_path, "--auth=oidc", variables=issued.variables) as service,
        browsing() as page,
    ):
        open_docs(page, service)
        authorize(page, {"input": issued.token})
        status, body = tried(page, "/api/v1/me")
        assert status == 200
        assert "me:read" in body["permissions"]


@pytest.fixture(autouse=True)
def _patient() -> None:
    expect.set_options(timeout=30_000)


def open_docs(page: Page, service: Booted) -> None:
    page.goto(f"{service.address}/docs")
    expect(page.locator(".auth-wrapper .authorize.unlocked")).to_be_visible()


def fill_in(page: Page, fields: dict[str, str], *, scope: str = "") -> None:
    page.locator(".auth-wrapper .authorize").click()
    dialog = page.locator(".modal-ux")
    for field, value in fields.items():
        dialog.locator(field).fill(value)
    if scope:
        dialog.locator("label", has=page.get_by_text(scope, exact=True)).click()
    dialog.get_by_role("button", name="Apply").click()


def authorize(page: Page, fields: dict[str, str], *, scope: str = "") -> None:
    fill_in(page, fields, scope=scope)
    dialog = page.locator(".modal-ux")
    expect(dialog.get_by_role("button", name="Remove authorization")).to_be_visible()
    close(page)
    expect(page.locator(".auth-wrapper .authorize.locked")).to_be_visible()


def close(page: Page) -> None:
    page.locator(".modal-ux .btn-done").click()


def tried(page: Page, path: str) -> tuple[int, Any]:
    """Return the response that the page shows for a GET to the path."""
    here = re.compile(f"^{re.escape(path)}$")
    operation = page.locator(".opblock-get").filter(
        has=page.locator(".opblock-summary-path").filter(has_text=here)
    )
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    with page.expect_response(
        lambda response: urlsplit(response.url).path == path
    ) as caught:
        operation.get_by_role("button", name="Execute").click()
    answer: Response = caught.value
    shown = operation.locator(".live-responses-table .response-col_status")
    expect(shown.last).to_contain_text(str(answer.status))
    # Collapse it again.
    operation.get_by_role("button", name="Cancel").click()
    operation.locator(".opblock-summary-control").click()
    return answer.status, answer.json()
