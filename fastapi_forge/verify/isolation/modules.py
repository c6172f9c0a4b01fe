"""Find where a module stores data: URLs, libraries, files."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fastapi_forge.verify.isolation import vocabulary
from fastapi_forge.verify.isolation.classes import name_of, texts_in
from fastapi_forge.verify.isolation.findings import Finding
from fastapi_forge.verify.isolation.writing import writing_call

_READERS = {
    "getenv",
    "get",
    "config",
    "env",
    "str",
    "setdefault",
    "pop",
    "url",
    "environ",
}
"""Functions and mappings that take the name of a variable."""
_FILES_OF_SETTINGS = {"secrets_dir", "toml_file", "yaml_file", "json_file"}
_PATH = re.compile(r"/[\w.+@-]+(/[\w.+@ -]+)+")
_BUILDERS = {"URL", "MultiHostUrl"}


@dataclass(frozen=True, kw_only=True)
class ModuleSurvey:
    path: str
    tree: ast.Module
    replaced: Collection[str]
    covered: Collection[int]
    """Nodes that were already checked."""
    mail_enabled: bool = True
    """True if mail may be enabled."""
    defaults: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def findings(self) -> list[Finding]:
        covered = {*self.covered, *self._documentation()}
        found: dict[int, str] = {}
        for node in ast.walk(self.tree):
            for what in self._node_findings(node, covered):
                found.setdefault(getattr(node, "lineno", 1), what)
        return [
            Finding(place=f"{self.path}:{line}", what=what)
            for line, what in sorted(found.items())
        ]

    def _node_findings(self, node: ast.AST, covered: set[int]) -> Iterator[str]:
        """Yield the findings of the node, before those of its parts."""
        match node:
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *rest]) if (
                name.isupper() and name_of(func) in _READERS
            ):
                yield from self._variable_findings(name, rest, node, covered)
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))) if (
                name_of(owner) in _READERS and isinstance(node.ctx, ast.Load)
            ):
                yield from self._variable_findings(name, [], node, covered)
            case ast.JoinedStr():
                covered |= {id(part) for part in ast.walk(node)}
                yield from self._text(_template(node))
            case ast.Constant(value=str(text)) if id(node) not in covered:
                yield from self._text(text)
            case ast.keyword(arg=str(name)) | ast.Constant(value=str(name)) if (
                name in _FILES_OF_SETTINGS
            ):
                yield f"{name}: settings are read from files"
            case ast.Import() | ast.ImportFrom():
                yield from self._imported(node)
        if isinstance(node, ast.Call):
            yield from self._called(node)

    def _variable_findings(
        self, name: str, rest: list[ast.expr], node: ast.AST, covered: set[int]
    ) -> Iterator[str]:
        """Yield the finding for a variable that the code reads directly."""
        self.taken.add(name)
        keywords = getattr(node, "keywords", ())
        defaults = [
            *rest,
            *(keyword.value for keyword in keywords if keyword.arg == "default"),
        ]
        if name in self.replaced:
            covered |= {id(part) for part in ast.walk(node)}
            texts = (text for default in defaults for text in texts_in(default))
            self.defaults.setdefault(name, next(texts, ""))
        elif vocabulary.is_store_name(name):
            yield f"the variable {name} may refer to a store"
        elif not defaults:
            self.required.add(name)

    def _text(self, text: str) -> Iterator[str]:
        if vocabulary.has_store_url(text):
            yield "the URL of a store"
        elif vocabulary.is_outside_path(text) or _exists(text):
            yield f"{text!r} is outside the project"
        elif vocabulary.has_web_url(text) and self._calls:
            yield "the URL of another service"

    def _imported(self, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        names = vocabulary.OTHERS | (
            vocabulary.MAIL if self.mail_enabled else frozenset()
        )
        for name in modules_of(node):
            if name.partition(".")[0] in names or name.startswith(vocabulary.CLOUDS):
                yield f"uses {name}"

    def _called(self, node: ast.Call) -> Iterator[str]:
        name = name_of(node.func)
        owner = _owner(node.func)
        if owner in vocabulary.FILES or name in {"TinyDB", "Dynaconf"}:
            yield f"{ast.unparse(node.func)}: stores data in a file"
        elif owner in vocabulary.DRIVERS and any(texts_in(node)):
            yield f"{ast.unparse(node.func)}: connects to a database directly"
        elif (name == "create" and owner in _BUILDERS) or (
            name == "build" and (owner in _BUILDERS or owner.endswith("Dsn"))
        ):
            yield "builds the URL of a store"
        elif what := writing_call(node):
            yield f"{what}: writes files"

    @cached_property
    def _calls(self) -> bool:
        imported = imported_by(self.tree, vocabulary.WEB | {"urllib"})
        return any(not name.startswith("urllib.parse") for name, _ in imported)

    def _documentation(self) -> Iterator[int]:
        """Return texts that are not part of another node."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                yield id(node.value)


def imported_by(tree: ast.Module, names: Collection[str]) -> Iterator[tuple[str, int]]:
    """Return which of the packages a module imports, and where."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in modules_of(node):
                if name.partition(".")[0] in names:
                    yield name, node.lineno


def modules_of(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif node.module and not node.level:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _exists(text: str) -> bool:
    """Return whether it is a file of this machine, not the path of a route."""
    return bool(_PATH.fullmatch(text)) and Path(text).exists()


def _owner(node: ast.expr) -> str:
    """Return the name before the dot in a call."""
    return name_of(node.value) if isinstance(node, ast.Attribute) else ""


def _template(node: ast.JoinedStr) -> str:
    """Return the text of an f-string, with a mark for each value."""
    return "".join(
        str(value.value) if isinstance(value, ast.Constant) else "{}"
        for value in node.values
    )
