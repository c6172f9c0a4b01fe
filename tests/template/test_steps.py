"""The commands that `forge new` prints lead to a running service."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.support.generated import NAME, ROOT
from tests.support.processes import clean_environment, run


@pytest.mark.parametrize(
    ("database", "command"),
    [
        ("postgresql", "createdb -h localhost -U postgres shop_db"),
        ("mysql", 'mysql -h 127.0.0.1 -u root -e "CREATE DATABASE shop_db"'),
    ],
)
def test_database_is_created_without_a_container(
    tmp_path: Path, database: str, command: str
) -> None:
    steps = printed_steps(tmp_path, f"--database={database}", "--no-docker")

    assert steps.index(command) == steps.index(".venv/bin/alembic upgrade head") - 1
    assert f"\n{command}\n" in (tmp_path / NAME / "README.md").read_text()


def test_container_creates_its_database(tmp_path: Path) -> None:
    steps = printed_steps(tmp_path, "--database=postgresql", "--docker")

    assert "docker compose up -d database" in steps
    assert not any("createdb" in step for step in steps)


def printed_steps(directory: Path, *arguments: str) -> list[str]:
    report = run(
        *(sys.executable, "-m", "fastapi_forge", "new", NAME, "--json", "--yes"),
        *("--no-install", "--no-git", "--package-manager=pip", *arguments),
        cwd=directory,
        environment=clean_environment() | {"PYTHONPATH": str(ROOT)},
    )
    steps: list[str] = json.loads(report[report.index("{") :])["next_steps"]
    return steps
