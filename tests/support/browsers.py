"""Provide a headless browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

# `make test` installs it if there is a Chromium.
driver = pytest.importorskip("playwright.sync_api")
expect = driver.expect
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# Chromium does not start with its sandbox as root, as in containers.
FLAGS = ("--no-sandbox", "--disable-dev-shm-usage")
_TIMEOUT = 30_000


@contextmanager
def browsing() -> Iterator[Page]:
    """Yield a page of the installed Chromium; skip the test without one."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("there is no Chromium")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            page = browser.new_page()
            page.set_default_timeout(_TIMEOUT)
            yield page
        finally:
            browser.close()
