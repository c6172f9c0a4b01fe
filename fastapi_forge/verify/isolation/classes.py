"""Read settings classes: the variables of a service and their defaults."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_BASE = "BaseSettings"
_CONFIGURATION = "model_config"
_ALIASES = ("alias", "validation_alias")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    path: str
    node: ast.AnnAssign
    variables: frozenset[str]
    """The names under which it is set, in upper case."""

    @property
    def place(self) -> str:
        return f"{self.path}:{self.node.lineno}"

    @property
    def required(self) -> bool:
        match self.node.value:
            case None:
                return True
            case ast.Constant(value=value):
                return value is ...
            case ast.Call(func=func, args=args, keywords=keywords):
                if name_of(func) != "Field":
                    return False
                if args:
                    return getattr(args[0], "value", None) is ...
                return not {"default", "default_factory"} & {
                    keyword.arg for keyword in keywords
                }
            case _:
                return False

    @property
    def default(self) -> str:
        """The first text of its default, if any."""
        value = self.node.value
        if isinstance(value, ast.Call) and name_of(value.func) == "Field":
            given = [
                keyword.value for keyword in value.keywords if keyword.arg == "default"
            ]
            value = next(iter([*value.args, *given]), None)
        return next(texts_in(value), "") if value else ""


@dataclass(frozen=True)
class SettingsClasses:
    trees: Mapping[str, ast.Module]

    @cached_property
    def _classes(self) -> dict[str, tuple[str, ast.ClassDef]]:
        return {
            node.name: (path, node)
            for path, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
        }

    def fields(self) -> Iterator[Field]:
        for name, (path, owner) in self._classes.items():
            if not self._is_settings(name):
                continue
            prefix = self.prefix(name)
            for node in owner.body:
                match node:
                    case ast.AnnAssign(target=ast.Name(id=field)) if (
                        field != _CONFIGURATION
                    ):
                        names = _aliases(node) or {f"{prefix}{field}"}
                        variables = frozenset(map(str.upper, names))
                        yield Field(path=path, node=node, variables=variables)

    def prefix(self, name: str) -> str:
        """Return the prefix of the class, or of its nearest base."""
        for owner in self._lineage(name):
            for node in ast.walk(owner):
                match node:
                    case (
                        ast.keyword(
                            arg="env_prefix", value=ast.Constant(value=str(prefix))
                        )
                        | ast.Assign(
                            targets=[ast.Name(id="env_prefix")],
                            value=ast.Constant(value=str(prefix)),
                        )
                    ):
                        return prefix
        return ""

    def _is_settings(self, name: str) -> bool:
        return any(
            name_of(base) == _BASE
            for owner in self._lineage(name)
            for base in owner.bases
        )

    def _lineage(
        self, name: str, seen: frozenset[str] = frozenset()
    ) -> Iterator[ast.ClassDef]:
        if name in seen or name not in self._classes:
            return
        owner = self._classes[name][1]
        yield owner
        for base in owner.bases:
            yield from self._lineage(name_of(base), seen | {name})


def name_of(node: ast.expr) -> str:
    """Return the last part of a dotted name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def texts_in(node: ast.AST) -> Iterator[str]:
    """Return every non-empty text in it."""
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Constant)
            and isinstance(part.value, str)
            and part.value
        ):
            yield part.value


def _aliases(node: ast.AnnAssign) -> set[str]:
    return {
        text
        for part in ast.walk(node)
        if isinstance(part, ast.keyword) and part.arg in _ALIASES
        for text in texts_in(part.value)
    }
