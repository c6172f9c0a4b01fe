"""Requirements files contain exactly the packages that the answers need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_forge.matrix.array import covering_array
from fastapi_forge.matrix.factors import factors_of
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.verify.environments import uv
from tests.support.processes import run
from tests.support.renders import SCHEMA, rendered

RUN, DEV = "requirements.txt", "requirements-dev.txt"
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--no-header", "--no-annotate", "--strip-extras"),
)


def projects() -> Iterator[Tree]:
    """Pairs of values are enough, because each adds its own packages."""
    for row in covering_array(factors_of(SCHEMA)).rows:
        yield rendered(**{**row, "package_manager": "pip"})
    yield rendered(
        auth="none",
        example=False,
        package_manager="pip",
        resources=("person email:email",),
    )


def test_pins_are_what_uv_resolves(tmp_path: Path, subtests: pytest.Subtests) -> None:
    different = {(tree[RUN].content, tree[DEV].content): tree for tree in projects()}
    for number, tree in enumerate(different.values()):
        project = tmp_path / str(number)
        tree.write(project)
        run_pins, dev_pins = pins(project / RUN), pins(project / DEV)
        with subtests.test(RUN, pins=len(run_pins)):
            assert resolved(project, RUN) == run_pins
        with subtests.test(DEV, pins=len(dev_pins)):
            assert run_pins.isdisjoint(dev_pins)
            assert resolved(project, DEV, "--group", "dev") == run_pins | dev_pins


def pins(file: Path) -> set[tuple[str, str]]:
    return set(PIN.findall(file.read_text("utf-8")))


def resolved(project: Path, constraint: str, *what: str) -> set[tuple[str, str]]:
    """Return what uv would install, in the pinned versions."""
    command = (uv(), *COMPILE, "--constraint", constraint, "pyproject.toml", *what)
    return set(PIN.findall(run(*command, cwd=project)))
