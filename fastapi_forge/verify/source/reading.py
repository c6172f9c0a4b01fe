"""Read and parse the files of a service once for all checks."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fastapi_forge.verify.outcome import CheckFailure
from fastapi_forge.verify.source.modules import Module, modules
from fastapi_forge.verify.source.tests import is_test


@dataclass(frozen=True)
class Source:
    """Text by path; files that are not UTF-8 contain no code."""

    texts: Mapping[str, str]
    modules: Mapping[str, Module]
    trees: Mapping[str, ast.Module]
    """The parsed Python by path."""

    @cached_property
    def code(self) -> dict[str, ast.Module]:
        """The production code."""
        return {path: tree for path, tree in self.trees.items() if not is_test(path)}

    @cached_property
    def identifiers(self) -> frozenset[str]:
        """Every name and attribute in the production code."""
        return frozenset(
            node.id if isinstance(node, ast.Name) else node.attr
            for tree in self.code.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.Name | ast.Attribute)
        )

    @cached_property
    def quoted(self) -> frozenset[str]:
        """Every text in the production code."""
        return frozenset(quoted_in(self.code.values()))


def quoted_in(trees: Iterable[ast.Module]) -> Iterator[str]:
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def read_source(project: Path, paths: Iterable[str]) -> Source:
    """Parse the files; raise CheckFailure for invalid Python."""
    texts: dict[str, str] = {}
    for path in paths:
        try:
            texts[path] = (project / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
    found = modules({path: text.encode() for path, text in texts.items()})
    trees = {module.path: _parsed(module) for module in found.values()}
    return Source(texts=texts, modules=found, trees=trees)


def _parsed(module: Module) -> ast.Module:
    try:
        return ast.parse(module.source)
    except SyntaxError as error:
        raise CheckFailure(f"{module.path}:{error.lineno}: {error.msg}") from error
