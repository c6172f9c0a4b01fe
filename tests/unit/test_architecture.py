"""Modules of forge are short, and import only from packages above their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from fastapi_forge.template.schema import NAME, RESOURCES
from tests.support.renders import SCHEMA

ROOT = Path(__file__).parents[2]
INIT = ".__init__"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(INIT): path
    for path in ROOT.glob("fastapi_forge/**/*.py")
}


# The packages in the order of the table in CONTRIBUTING.md.
PACKAGES = [
    name
    for name in re.findall(
        r"\| `(\w+)/` \|", (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    )
    if (ROOT / "fastapi_forge" / name).is_dir()
]


def imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                yield inner if inner in MODULES else node.module


def statements(path: Path) -> Iterator[ast.stmt]:
    """Return what runs with the module or is read for its types, without functions."""
    for node in ast.parse(path.read_text("utf-8")).body:
        yield from node.body if isinstance(node, ast.If) else [node]


def literals(path: Path) -> Iterator[ast.Constant]:
    """Return the texts of a module, without parts of f-strings."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    parts = {
        part
        for node in nodes
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in nodes:
        if isinstance(node, ast.Constant) and node not in parts:
            yield node


def level(module: str) -> int:
    """Return the place of the package; modules at the top come before all."""
    parts = module.split(".")
    return PACKAGES.index(parts[1]) if len(parts) > 1 and parts[1] in PACKAGES else -1


def test_every_package_is_on_the_map() -> None:
    packages = {path.parent.name for path in ROOT.glob("fastapi_forge/*/__init__.py")}

    assert packages == {*PACKAGES}


def test_imports_point_upwards() -> None:
    wrong = {
        f"{module} imports {name}"
        for module, path in MODULES.items()
        for name in imported(ast.walk(ast.parse(path.read_text("utf-8"))))
        if name.startswith("fastapi_forge.") and level(name) > level(module)
        if module != "fastapi_forge.__main__"
    }

    assert wrong == set()


def test_checks_depend_on_no_template_and_no_project() -> None:
    known = {"resources", "template", "answers", "rendering", "releases", "project"}
    wrong = {
        f"{module} imports {name}"
        for module, path in MODULES.items()
        if module.startswith("fastapi_forge.verify")
        for name in imported(ast.walk(ast.parse(path.read_text("utf-8"))))
        if name.startswith("fastapi_forge.") and name.split(".")[1] in known
    }

    assert wrong == set()


def test_only_one_module_suggests_spellings() -> None:
    using = {
        module
        for module, path in MODULES.items()
        if "get_close_matches" in path.read_text("utf-8")
    }

    assert using == {"fastapi_forge.suggestion"}


# Questions that forge defines for all templates.
FORGES_QUESTIONS = {NAME, RESOURCES}
# Words that only look like questions of the built-in template.
OTHER_MEANINGS = {
    ("fastapi_forge.matrix.verification", "python"),  # a step
    ("fastapi_forge.matrix.versions", "docker"),  # a program
    ("fastapi_forge.project.installation", "python"),  # a program
    ("fastapi_forge.resources.entity_facts", "example"),  # of a field
    ("fastapi_forge.resources.expansion", "example"),  # of a field
    ("fastapi_forge.resources.field_facts", "example"),  # of a field
    ("fastapi_forge.resources.types", "email"),  # a type of fields
    ("fastapi_forge.template.jsonschema", "description"),  # of JSON Schema
    ("fastapi_forge.template.resource_rules", "example"),  # of `_forge`
    ("fastapi_forge.template.resource_rules", "ids"),  # of `_forge`
}


def test_no_code_knows_a_question_of_the_built_in_template() -> None:
    questions = {*SCHEMA.keys} - FORGES_QUESTIONS
    found = {
        (module, node.value)
        for module, path in MODULES.items()
        # Checks know services, not templates.
        if not module.startswith("fastapi_forge.verify.")
        for node in literals(path)
        if node.value in questions
    }

    assert found == OTHER_MEANINGS


def test_only_one_package_runs_git() -> None:
    using = {
        module
        for module, path in MODULES.items()
        for node in literals(path)
        if node.value == "git"
    }

    others = {module for module in using if not module.startswith("fastapi_forge.git.")}
    assert others == {
        "fastapi_forge.matrix.versions",  # a program with a version
        "fastapi_forge.template.plain",  # a flag
    }


def test_imports_form_no_cycle() -> None:
    TopologicalSorter(
        {module: set(imported(statements(path))) for module, path in MODULES.items()}
    ).prepare()


def test_modules_are_short() -> None:
    lengths = {
        module: len(path.read_text("utf-8").splitlines())
        for module, path in MODULES.items()
    }

    assert {module: length for module, length in lengths.items() if length > 250} == {}
