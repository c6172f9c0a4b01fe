"""Plain Copier, without trust, gives what forge gives but for formatting and state."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fastapi_forge.rendering.formatting import format_code
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.template.schema import Value
from tests.support.processes import run
from tests.support.renders import SCHEMA, TEMPLATE, answered, rendered

DEVIATIONS: tuple[dict[str, Value], ...] = (
    {},
    {"database": "postgresql", "package_manager": "pip", "cors": False},
    {"auth": "none", "docker": False, "cors_origins": ("http://localhost:4200",)},
    {"versioning": "none", "python": "3.11", "author": "Ann", "email": "a@b.org"},
    {"example": False, "description": 'Keeps "shops" & their C:\\stock {{ open }}.'},
)


@pytest.mark.parametrize("answers", DEVIATIONS, ids=lambda it: "-".join(it) or "plain")
def test_copier_gives_the_same_project(
    answers: dict[str, Value], tmp_path: Path
) -> None:
    project = copied(tmp_path, answered(**answers).answers)
    empty = [path for path in project.rglob("*") if path.is_dir() and not list(path.iterdir())]
    format_code(project)

    assert not empty
    copiers, forges = Tree.read(project), rendered(**answers)
    assert set(copiers) == set(forges)
    assert {path: copiers[path] for path in copiers} == {
        path: forges[path] for path in forges
    }


def test_defaults_are_copiers_too(tmp_path: Path) -> None:
    """Who answers nothing gets the same from both."""
    plain = Tree.read(copied(tmp_path / "plain", {"name": "shop"}))
    given = Tree.read(copied(tmp_path / "given", answered().answers))

    assert dict(plain) == dict(given)


def test_copier_refuses_resources(tmp_path: Path) -> None:
    done = copier(tmp_path, {"name": "shop", "resources": ["book title:str"]})

    assert done.returncode != 0
    assert "forge new --resource" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["Shop", "2shop", "shop-", "my shop", "my_shop", ""])
def test_copier_refuses_names_that_forge_refuses(tmp_path: Path, name: str) -> None:
    assert copier(tmp_path, {"name": name}).returncode != 0


def copied(directory: Path, answers: object) -> Path:
    done = copier(directory, answers)
    assert done.returncode == 0, done.stdout + done.stderr
    return directory / "shop"


def copier(directory: Path, answers: object) -> subprocess.CompletedProcess[str]:
    directory.mkdir(exist_ok=True)
    file = directory / "answers.yml"
    file.write_text(yaml.safe_dump(answers))
