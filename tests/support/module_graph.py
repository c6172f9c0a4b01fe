"""Which modules of a generated project are reached from where it starts."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath

from fastapi_forge.rendering.tree import Tree

_PACKAGE = "__init__.py"


def modules(tree: Tree, folder: str) -> dict[str, str]:
    """The path of every module below `folder`, by its dotted name."""
    return {
        _dotted(path): path
        for path in tree
        if path.startswith(f"{folder}/") and path.endswith(".py")
    }


def reached(tree: Tree, found: Mapping[str, str], start: Iterable[str]) -> set[str]:
    """The modules of `found` that `start` imports, however indirectly, and itself."""
    known: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name in known or name not in found:
            continue
        known.add(name)
        # Its packages are imported first.
        waiting += [*_parents(name)]
        waiting += _imports(tree[found[name]].content)
    return known


def _dotted(path: str) -> str:
    pure = PurePosixPath(path)
    parts = pure.parent.parts if pure.name == _PACKAGE else pure.with_suffix("").parts
    return ".".join(parts)


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


@cache
def _imports(source: bytes) -> frozenset[str]:
    """The dotted names that are imported, attributes of modules among them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, "The template imports absolutely."
            found |= {node.module, *(f"{node.module}.{it.name}" for it in node.names)}
    return frozenset(found)
