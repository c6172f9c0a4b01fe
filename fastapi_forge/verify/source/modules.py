"""Find the modules that are reachable from where a service starts."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

_PACKAGE = "__init__.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    path: str
    source: bytes

    @property
    def name(self) -> str:
        """The name for `import` in the service's directory."""
        pure = PurePosixPath(self.path)
        whole = pure.parent if pure.name == _PACKAGE else pure.with_suffix("")
        return ".".join(whole.parts)

    @property
    def package(self) -> str:
        """The package of its relative imports."""
        return ".".join(PurePosixPath(self.path).parent.parts)


def modules(files: Mapping[str, bytes]) -> dict[str, Module]:
    """Return the modules among `files`, by name."""
    found = (
        Module(path=path, source=source)
        for path, source in files.items()
        if path.endswith(".py")
    )
    return {module.name: module for module in found if module.name}


def reached(found: Mapping[str, Module], start: Iterable[str]) -> set[str]:
    """Return the modules that `start` imports directly or indirectly, and itself."""
    known: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in known or name not in found:
            continue
        known.add(name)
        # The packages of a module are imported first.
        waiting += [*_parents(name)]
        waiting += _named(found[name].source, found[name].package)
    return known


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


@cache
def _named(source: bytes, package: str) -> frozenset[str]:
    """Return dotted names that are imported, including attributes, or quoted.

    Quoted as in `uvicorn.run("app.main:app")` and `import_module("app.plugins")`.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = imported_from(node, package)
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value.partition(":")[0])
    return frozenset(found)


def imported_from(node: ast.ImportFrom, package: str) -> str:
    """Return the full name after `from`, also of a relative import."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])
