"""Every package that forge imports is declared, and every upper bound has a reason."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

from fastapi_forge.template import sandbox

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "fastapi_forge"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def named(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", requirement)[0] for requirement in requirements}


def imported(paths: Iterable[Path]) -> set[str]:
    """Return the distributions of all imported modules."""
    modules: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(node.module or "")
    return distributions(modules)


def distributions(modules: Iterable[str]) -> set[str]:
    tops = {module.partition(".")[0] for module in modules} - set(
        sys.stdlib_module_names
    )
    known = packages_distributions()
    named_by_module = {known[top][0] for top in tops - {PACKAGE.name}}
    return {re.sub(r"[-_.]+", "-", name).lower() for name in named_by_module}


def test_imports_are_declared_and_dependencies_imported() -> None:
    verify = set((PACKAGE / "verify").rglob("*.py"))
    declared = named(PROJECT["dependencies"])
    extra = named(PROJECT["optional-dependencies"]["verify"])

    # Jinja imports extensions by name.
    everywhere = distributions([sandbox.FILTERS])
    everywhere |= imported(set(PACKAGE.rglob("*.py")) - verify)
    in_verify = imported(verify)

    assert not everywhere - declared
    assert not in_verify - declared - extra
    assert not declared - everywhere - in_verify


def test_only_some_dependencies_have_upper_bounds() -> None:
    bounded = [
        requirement for requirement in PROJECT["dependencies"] if "<" in requirement
    ]

    assert named(bounded) == {"copier", "typer"}
