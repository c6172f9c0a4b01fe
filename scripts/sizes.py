"""Count what the owners of a generated service have to read."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi_forge.rendering.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """`statements` are those of Python's syntax trees in `app/`."""

    files: int
    modules: int
    lines: int
    statements: int
    settings: int
    test_lines: int


def size_of(tree: Tree) -> Size:
    code = _python(tree, "app/")
    modules = {path: ast.parse(text) for path, text in code.items()}
    return Size(
        files=len([path for path in tree if not path.startswith(".forge/")]),
        modules=len(code),
        lines=_lines(code),
        statements=sum(
            isinstance(node, ast.stmt)
            for module in modules.values()
            for node in ast.walk(module)
        ),
        settings=sum(
            _settings(module)
            for path, module in modules.items()
            if path.startswith("app/core/")
        ),
        test_lines=_lines(_python(tree, "tests/")),
    )


def _python(tree: Tree, directory: str) -> Mapping[str, str]:
    return {
        path: file.content.decode()
        for path, file in tree.items()
        if path.startswith(directory) and path.endswith(".py")
    }


def _lines(files: Mapping[str, str]) -> int:
    return sum(len(text.splitlines()) for text in files.values())


def _settings(module: ast.Module) -> int:
    """Count the fields of settings classes; their constants are no settings."""
    return sum(
        isinstance(line, ast.AnnAssign)
        and "ClassVar" not in ast.unparse(line.annotation)
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Settings")
        for line in node.body
    )
