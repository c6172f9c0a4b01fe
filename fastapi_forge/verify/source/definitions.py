"""Find definitions that frameworks call, although no code names them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from fastapi_forge.verify.source.names import Names
from fastapi_forge.verify.source.reading import Source

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# The result of these decorators is called by name. All others register it: with a
# router, a validator, pytest.
_PLAIN_DECORATORS = (
    *("abc", "builtins", "contextlib", "dataclasses", "enum", "functools"),
    *("typing", "typing_extensions"),
)
_OF_PROPERTIES = ("setter", "getter", "deleter")
# Alembic reads these names in a migration.
_MIGRATION = {"revision", "down_revision"}


class Definitions:
    """Where names are defined, and how they are used besides by name."""

    def __init__(self, source: Source) -> None:
        self._names = {
            module.path: Names(module, source.trees[module.path])
            for module in source.modules.values()
        }
        self._classes = {
            f"{names.module.name}.{node.name}": (names, node)
            for names in self._names.values()
            for node in names.tree.body
            if isinstance(node, ast.ClassDef)
        }

    def is_variable_of_module(self, path: str, line: int) -> bool:
        return any(
            isinstance(node, ast.Assign | ast.AnnAssign) and node.lineno == line
            for node in self._names[path].tree.body
        )

    def is_in_migration(self, path: str) -> bool:
        assigned = {
            target.id
            for node in self._names[path].tree.body
            for target in _targets(node)
            if isinstance(target, ast.Name)
        }
        return assigned >= _MIGRATION

    def is_registered(self, path: str, line: int, name: str) -> bool:
        """Return whether a decorator registers the definition."""
        names = self._names[path]
        return any(
            not self._keeps_definition(names, decorator)
            for node in _defined(names.tree, line, name)
            for decorator in node.decorator_list
        )

    def external_bases(self, path: str, line: int, name: str) -> set[str]:
        """Return the external base classes of the method's class."""
        names = self._names[path]
        wanted = list(_defined(names.tree, line, name))
        return {
            base
            for owner in ast.walk(names.tree)
            if isinstance(owner, ast.ClassDef)
            and any(node in owner.body for node in wanted)
            for base in self._external_bases(names, owner)
        }

    def subclasses_of(self, base: str) -> Iterator[tuple[str, ast.ClassDef]]:
        """Return classes derived from `base`, with their modules' paths."""
        for names, node in self._classes.values():
            if base in self._external_bases(names, node):
                yield names.module.path, node

    def _keeps_definition(self, names: Names, decorator: ast.expr) -> bool:
        resolved = names.resolved(decorator)
        return (
            resolved.partition(".")[0] in _PLAIN_DECORATORS
            or resolved.rpartition(".")[2] in _OF_PROPERTIES
        )

    def _external_bases(self, names: Names, node: ast.ClassDef) -> Iterator[str]:
        for base in map(names.resolved, node.bases):
            if base in self._classes:
                yield from self._external_bases(*self._classes[base])
            elif base:
                yield base


def _defined(tree: ast.Module, line: int, name: str) -> Iterator[Definition]:
    """Return the definition that starts at `line`, including decorators."""
    for node in ast.walk(tree):
        if isinstance(node, Definition) and node.name == name:
            first = min(
                [node.lineno, *(decorator.lineno for decorator in node.decorator_list)]
            )
            if first == line:
                yield node


def _targets(node: ast.stmt) -> list[ast.expr]:
    match node:
        case ast.Assign(targets=targets):
            return targets
        case ast.AnnAssign(target=target):
            return [target]
        case _:
            return []
