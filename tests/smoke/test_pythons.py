"""Every supported Python generates the same project."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fastapi_forge.rendering.tree import Tree
from fastapi_forge.verify.environments import uv
from tests.smoke.scenarios import OWN_RESOURCES
from tests.support.environments import Environment, cached_environment, interpreter
from tests.support.generated import ROOT, forge_new
from tests.support.processes import run

OWN = [f"--resource={spec}" for spec in OWN_RESOURCES]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PINS = ROOT / "requirements-dev.txt"
ANSWERS = ("--python", "3.12", "--package-manager", "uv", *OWN)
SECRET = ".env"


def test_same_bytes(tmp_path: Path, subtests: pytest.Subtests) -> None:
    trees: dict[str, Tree] = {}
    for wanted in PYTHONS:
        version, python = interpreter(wanted)
        with subtests.test(f"Python {wanted}"):
            if version != wanted:
                pytest.skip(f"Python {wanted} is missing")
            trees[wanted] = created(tmp_path / wanted, forges_environment(python))

    first, *others = (dict(tree) for tree in trees.values())
    assert all(other == first for other in others)


def forges_environment(python: str) -> Environment:
    """Install forge's dependencies; forge itself comes from this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed: list[str] = project["dependencies"]
    version = run(python, "-V", cwd=ROOT)

    def install(target: Path) -> None:
        run(uv(), "venv", "--quiet", "--python", python, target, cwd=ROOT)
        pip = (uv(), "pip", "install", "--quiet", "--python", target)
        run(*pip, "--constraint", PINS, *needed, cwd=ROOT)

    return cached_environment(
        "forge", [version, needed, PINS.read_text("utf-8")], install
    )


def created(directory: Path, environment: Environment) -> Tree:
    directory.mkdir()
    python = str(environment.programs / "python")
    project = forge_new(directory, *ANSWERS, python=python)
    (project / SECRET).unlink()
    return Tree.read(project)
