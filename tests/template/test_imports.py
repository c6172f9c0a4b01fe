"""Files import only what exists, also before ruff removes what is unused.

Plain Copier does not format, and what it gives must start.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

import pytest

from fastapi_forge.rendering.tree import Tree
from fastapi_forge.template.schema import Value
from tests.support.renders import rendered, unformatted

# The values that decide about modules; plain Copier supports no own resources.
SERVICES: tuple[dict[str, Value], ...] = (
    {},
    {"database": "postgresql", "access": "sync", "example": False},
    {"database": "mysql", "auth": "basic", "ids": "uuid", "docker": False},
    {"database": "none", "auth": "none", "cors": False, "versioning": "none"},
    {"database": "none", "auth": "api-key", "ids": "uuid", "rate_limit": True},
    {"auth": "api-key", "access": "sync", "pre_commit": False},
    {"database": "postgresql", "auth": "oidc", "example": False},
    {"auth": "jwt", "api_keys": True, "cookie_login": True, "rate_limit": True},
    {"auth": "none", "example": False, "database": "sqlite"},
)


# Pydantic depends on the latter.
ALWAYS_INSTALLED = sys.stdlib_module_names | {"typing_extensions"}


@pytest.mark.parametrize("answers", SERVICES, ids=str)
def test_unformatted_files_import_only_what_exists(answers: dict[str, Value]) -> None:
    plain = unformatted(**answers)
    own = {name: set(defined(tree)) for name, tree in modules(plain).items()}
    installed = ALWAYS_INSTALLED | {
        module.partition(".")[0]
        for tree in modules(rendered(**answers)).values()
        for module, _ in imported(tree)
    }

    missing = [
        (importer, module, name)
        for importer, tree in modules(plain).items()
        for module, name in imported(tree)
        if not (
            f"{module}.{name}" in own
            or name in own.get(module, ())
            or (module not in own and module.partition(".")[0] in installed)
        )
    ]
    assert missing == []


def modules(tree: Tree) -> dict[str, ast.Module]:
    return {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): ast.parse(
            file.content
        )
        for path, file in tree.items()
        if path.endswith(".py")
    }


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Return each imported module, with the name that it must define."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.module or "", alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                module, _, name = alias.name.rpartition(".")
                yield (module, name) if module else (name, "")


def defined(tree: ast.Module) -> Iterator[str]:
    """Return the names that a module has, and perhaps more."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.alias():
                yield node.asname or node.name
