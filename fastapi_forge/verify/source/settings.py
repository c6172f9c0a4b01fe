"""Settings that nothing reads, and variables that no setting takes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from fastapi_forge.verify.source.definitions import Definitions
from fastapi_forge.verify.source.reading import Source, quoted_in

_BASE = "pydantic_settings.BaseSettings"
_CONFIGURATION = "model_config"
_EXAMPLE = ".env.example"
_COMPOSE = re.compile(r"(docker-)?compose(\.\w+)?\.ya?ml")
_VARIABLE = re.compile(r"^(?:export +)?(\w+)=", re.MULTILINE)
_SUBSTITUTION = re.compile(r"\$\{?([A-Za-z_]\w*)")
# The interpreter's own, such as PYTHONUNBUFFERED.
_OF_PYTHON = re.compile(r"PYTHON[A-Z]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    path: str
    line: int
    name: str
    variable: str


def unused_settings(source: Source) -> Iterator[str]:
    settings = list(_settings(source))
    if not settings:
        return
    read = _read(source, {it.path for it in settings})
    for it in settings:
        if it.name not in read:
            yield f"{it.path}:{it.line}: unused setting {it.name!r}"
    known = _known_variables(source, settings)
    for path, line, name in (*_of_example(source), *_of_compose(source)):
        if name.upper() not in known and not _OF_PYTHON.fullmatch(name):
            yield f"{path}:{line}: unused variable {name!r}"


def _settings(source: Source) -> Iterator[Setting]:
    for path, owner in Definitions(source).below(_BASE):
        if path not in source.code:
            continue
        prefix = _prefix(owner)
        for node in owner.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name = node.target.id
                if name != _CONFIGURATION:
                    variable = f"{prefix}{name}".upper()
                    yield Setting(
                        path=path, line=node.lineno, name=name, variable=variable
                    )


def _prefix(owner: ast.ClassDef) -> str:
    for node in ast.walk(owner):
        if isinstance(node, ast.keyword) and node.arg == "env_prefix":
            return str(ast.literal_eval(node.value))
    return ""


def _read(source: Source, declaring: set[str]) -> set[str]:
    """Attributes that are read, and what `getattr` may be given elsewhere."""
    read = {
        node.attr
        for tree in source.code.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    elsewhere = (tree for path, tree in source.code.items() if path not in declaring)
    return read | set(quoted_in(elsewhere))


def _known_variables(source: Source, settings: list[Setting]) -> set[str]:
    """Of settings, of Python that asks the environment itself, and of commands."""
    known = {it.variable for it in settings} | set(quoted_in(source.trees.values()))
    for path, text in source.texts.items():
        if path != _EXAMPLE:
            known |= set(_SUBSTITUTION.findall(text))
    return known


def _of_example(source: Source) -> Iterator[tuple[str, int, str]]:
    text = source.texts.get(_EXAMPLE, "")
    for number, line in enumerate(text.splitlines(), 1):
        for name in _VARIABLE.findall(line):
            yield _EXAMPLE, number, name


def _of_compose(source: Source) -> Iterator[tuple[str, int, str]]:
    """What the containers of the service itself are given."""
    for path, text in source.texts.items():
        if not _COMPOSE.fullmatch(path):
            continue
        lines = text.splitlines()
        for name in sorted(_given(text)):
            at = re.compile(rf"""^\s*(- *)?["']?{re.escape(name)}["']? *[:=]""")
            yield path, next(n for n, it in enumerate(lines, 1) if at.match(it)), name


def _given(text: str) -> set[str]:
    try:
        containers = list((yaml.safe_load(text) or {}).get("services", {}).values())
    except (yaml.YAMLError, AttributeError):
        # The artefacts' check says so.
        return set()
    images = {it.get("image") for it in containers if "build" in it} - {None}
    given: set[str] = set()
    for it in containers:
        if "build" in it or it.get("image") in images:
            environment = it.get("environment") or {}
            given |= {str(variable).partition("=")[0] for variable in environment}
    return given
