"""Modules of forge are short, and none imports itself through others."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
INIT = ".__init__"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(INIT): path
    for path in ROOT.glob("fastapi_forge/**/*.py")
}


def imported(path: Path) -> Iterator[str]:
    """Yield what is imported with the module, not within functions."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in MODULES else node.module


def test_imports_form_no_cycle() -> None:
    TopologicalSorter(
        {module: set(imported(path)) for module, path in MODULES.items()}
    ).prepare()


def test_modules_are_short() -> None:
    lengths = {
        module: len(path.read_text("utf-8").splitlines())
        for module, path in MODULES.items()
    }

    assert {module: length for module, length in lengths.items() if length > 250} == {}
