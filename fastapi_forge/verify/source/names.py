"""Resolve the names in a module."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from fastapi_forge.verify.source.modules import Module, imported_from


@dataclass(frozen=True)
class Names:
    module: Module
    tree: ast.Module

    @cached_property
    def imported(self) -> Mapping[str, str]:
        """Return the imported names, by their local names."""
        found: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.partition(".")[0]
                    found[alias.asname or top] = alias.name if alias.asname else top
            elif isinstance(node, ast.ImportFrom):
                base = imported_from(node, self.module.package)
                found |= {
                    alias.asname or alias.name: f"{base}.{alias.name}"
                    for alias in node.names
                }
        return found

    def resolved(self, expression: ast.expr) -> str:
        """Return the dotted name that an expression calls, subscribes or is, or
        nothing.
        """
        match expression:
            case ast.Call(func=inner) | ast.Subscript(value=inner):
                return self.resolved(inner)
            case ast.Attribute(value=inner, attr=attribute):
                holder = self.resolved(inner)
                return f"{holder}.{attribute}" if holder else ""
            case ast.Name(id=name):
                return self.imported.get(name) or self._own_or_builtin(name)
            case _:
                return ""

    def _own_or_builtin(self, name: str) -> str:
        own = {node.name for node in self.tree.body if isinstance(node, _DEFINITIONS)}
        if name not in own and hasattr(builtins, name):
            return f"builtins.{name}"
        return f"{self.module.name}.{name}"


_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
