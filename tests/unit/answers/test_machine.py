from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fastapi_forge.answers import machine

FACTS = {
    "author": "git-name",
    "email": "git-email",
    "python": "python-version",
    "manager": "package-manager",
}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Provide an empty PATH."""
    place = tmp_path / "bin"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place))
    return place


def install(place: Path, name: str, script: str) -> None:
    (place / name).write_text(f"#!/bin/sh\n{script}\n")
    (place / name).chmod(0o755)


def test_machine_without_tools_has_no_defaults(programs: Path) -> None:
    running = f"{sys.version_info.major}.{sys.version_info.minor}"

    assert programs.is_dir()
    assert machine.machine_defaults(FACTS) == {"python": running, "manager": "pip"}


def test_uv_on_the_path_is_used(programs: Path) -> None:
    install(programs, "uv", "exit 0")

    assert machine.machine_defaults(FACTS)["manager"] == "uv"


def test_git_knows_the_author(programs: Path) -> None:
    install(
        programs,
        "git",
        'case "$3" in user.name) echo "Ann Ö";; user.email) echo a@example.com;; esac',
    )

    defaults = machine.machine_defaults(FACTS)

    assert (defaults["author"], defaults["email"]) == ("Ann Ö", "a@example.com")


@pytest.mark.parametrize(
    "script", ["exit 1", "printf 'a\\033[31m'", "printf ' '", "sleep 5"]
)
def test_useless_git_is_ignored(
    programs: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(machine, "_TIMEOUT", 0.2)
    install(programs, "git", script.replace("sleep", "exec /bin/sleep"))

    assert "author" not in machine.machine_defaults(FACTS)
