"""Definitions that nobody calls by name, and yet are used: frameworks call them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from fastapi_forge.verify.source.names import Names
from fastapi_forge.verify.source.reading import Source

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# Whoever decorates with these calls the result by its name; all other decorators
# hand it to somebody: to a router, to a validator, to pytest.
_HANDING_BACK = (
    *("abc", "builtins", "contextlib", "dataclasses", "enum", "functools"),
    *("typing", "typing_extensions"),
)
_OF_PROPERTIES = ("setter", "getter", "deleter")
# What Alembic reads in a migration.
_MIGRATION = {"revision", "down_revision"}


class Definitions:
    """Where things are defined, and by what they are used besides their names."""

    def __init__(self, source: Source) -> None:
        self._names = {
            it.path: Names(it, source.trees[it.path]) for it in source.modules.values()
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

    def is_handed_over(self, path: str, line: int, name: str) -> bool:
        """Whether a decorator gives the definition to somebody."""
        names = self._names[path]
        return any(
            not self._hands_back(names, decorator)
            for node in _defined(names.tree, line, name)
            for decorator in node.decorator_list
        )

    def foreign_bases(self, path: str, line: int, name: str) -> set[str]:
        """Classes that are not the service's, below which the method stands."""
        names = self._names[path]
        wanted = list(_defined(names.tree, line, name))
        return {
            base
            for owner in ast.walk(names.tree)
            if isinstance(owner, ast.ClassDef)
            and any(it in owner.body for it in wanted)
            for base in self._foreign_bases(names, owner)
        }

    def below(self, base: str) -> Iterator[tuple[str, ast.ClassDef]]:
        """The classes of modules that come from `base`, with their modules' paths."""
        for names, node in self._classes.values():
            if base in self._foreign_bases(names, node):
                yield names.module.path, node

    def _hands_back(self, names: Names, decorator: ast.expr) -> bool:
        meant = names.meant(decorator)
        return (
            meant.partition(".")[0] in _HANDING_BACK
            or meant.rpartition(".")[2] in _OF_PROPERTIES
        )

    def _foreign_bases(self, names: Names, node: ast.ClassDef) -> Iterator[str]:
        for base in map(names.meant, node.bases):
            if base in self._classes:
                yield from self._foreign_bases(*self._classes[base])
            elif base:
                yield base


def _defined(tree: ast.Module, line: int, name: str) -> Iterator[Definition]:
    """The definition of which `line` is the first, decorators included."""
    for node in ast.walk(tree):
        if isinstance(node, Definition) and node.name == name:
            first = min([node.lineno, *(it.lineno for it in node.decorator_list)])
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
