"""A private template, accessible with git's own credentials."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

import pytest

from tests.support.commands import document, run_forge
from tests.support.repositories import git, handbook_repository

_EXPECTED = "Basic " + base64.b64encode(b"ann:s3cret").decode()


class _Handler(SimpleHTTPRequestHandler):
    """Git's plain protocol, which only needs files."""

    def do_GET(self) -> None:
        if self.headers.get("Authorization") == _EXPECTED:
            super().do_GET()
            return
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="templates"')
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    served = tmp_path / "served"
    repository = handbook_repository(tmp_path / "handbook")
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), "served/handbook.git")
    git(served / "handbook.git", "update-server-info")
    handler = partial(_Handler, directory=str(served))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/handbook.git"
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Without the credentials of the user who runs the tests."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_ASKPASS", raising=False)
    monkeypatch.delenv("SSH_ASKPASS", raising=False)
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def test_credential_helper_is_used(
    address: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper = "!f() { echo username=ann; echo password=s3cret; }; f"
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "credential.helper")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", helper)

    result = run_forge("new", "shop", "--yes", "--template", f"{address}@v1.0.0")

    assert result.exit_code == 0
    recorded = (place / "shop/.forge/project.yml").read_text()
    assert f"source: {address}\n" in recorded


def test_credentials_of_the_address_are_not_recorded(address: str, place: Path) -> None:
    known = address.replace("//", "//ann:s3cret@")

    result = run_forge("new", "shop", "--yes", "--template", known)

    assert result.exit_code == 0
    assert "s3cret" not in result.output
    for file in (place / "shop/.forge").iterdir():
        assert "s3cret" not in file.read_text()


@pytest.mark.parametrize("login", ["", "ann:wr0ng@"])
def test_rejected_credentials_fail_in_a_script(
    address: str, place: Path, login: str
) -> None:
    known = address.replace("//", f"//{login}")

    result = run_forge("new", "shop", "--json", "--template", known)

    error = document(result)["error"]
    assert result.exit_code == 3
    assert error["code"] == "environment"
    assert "denies access" in error["message"]
    assert "wr0ng" not in result.output
    assert list(place.iterdir()) == []


def test_git_gets_credentials_only_from_the_environment(
    address: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = place / "seen"
    wrapper = place / "bin/git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho "$@" >> {seen}\nexec {which("git")} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", str(wrapper.parent), prepend=os.pathsep)

    result = run_forge(
        *("new", "shop", "--yes", "--template", address.replace("//", "//ann:s3cret@"))
    )

    assert result.exit_code == 0
    clone = next(line for line in seen.read_text().splitlines() if " clone " in line)
    assert "s3cret" not in clone
    assert clone.endswith(f"-- {address} .")
