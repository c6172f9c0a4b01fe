"""Find settings that no code reads, and variables without a setting."""

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
# Variables of the interpreter, such as PYTHONUNBUFFERED.
_OF_PYTHON = re.compile(r"PYTHON[A-Z]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    path: str
    line: int
    name: str


def unused_settings(source: Source) -> Iterator[str]:
    owners = [
        (path, owner)
        for path, owner in Definitions(source).subclasses_of(_BASE)
        if path in source.code
    ]
    if not owners:
        return
    settings = [setting for path, owner in owners for setting in _fields(path, owner)]
    read = _read(source, {path for path, _ in owners})
    for setting in settings:
        if setting.name not in read:
            yield f"{setting.path}:{setting.line}: unused setting {setting.name!r}"
    # A class inherits the prefix of its base.
    prefixes = {prefix for _, owner in owners for prefix in _prefixes(owner)} or {""}
    taken = {
        f"{prefix}{setting.name}".upper() for setting in settings for prefix in prefixes
    }
    known = taken | _known_variables(source)
    for path, line, name in (*_of_example(source), *_of_compose(source)):
        if name.upper() not in known and not _OF_PYTHON.fullmatch(name):
            yield f"{path}:{line}: unused variable {name!r}"


def _fields(path: str, owner: ast.ClassDef) -> Iterator[Setting]:
    for node in owner.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) if name != _CONFIGURATION:
                yield Setting(path=path, line=node.lineno, name=name)


def _prefixes(owner: ast.ClassDef) -> Iterator[str]:
    for node in ast.walk(owner):
        match node:
            case ast.keyword(arg="env_prefix", value=ast.Constant(value=str(prefix))):
                yield prefix


def _read(source: Source, declaring: set[str]) -> set[str]:
    """Return attributes that are read, and arguments of `getattr` elsewhere."""
    read = {
        node.attr
        for tree in source.code.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }
    elsewhere = (tree for path, tree in source.code.items() if path not in declaring)
    return read | set(quoted_in(elsewhere))


def _known_variables(source: Source) -> set[str]:
    """Return variables that Python code and commands read from the environment."""
    known = set(quoted_in(source.trees.values()))
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
    """Return the variables of the service's own containers."""
    for path, text in source.texts.items():
        if not _COMPOSE.fullmatch(path):
            continue
        lines = text.splitlines()
        for name in sorted(_given(text)):
            given = re.compile(rf"(?<!\w){re.escape(name)}\b *[\"']?[:=]")
            at = (n for n, line in enumerate(lines, 1) if given.search(line))
            yield path, next(at, 1), name


def _given(text: str) -> set[str]:
    try:
        containers = list((yaml.safe_load(text) or {}).get("services", {}).values())
    except (yaml.YAMLError, AttributeError):
        # The artefacts check reports it.
        return set()
    images = {
        container.get("image") for container in containers if "build" in container
    } - {None}
    given: set[str] = set()
    for container in containers:
        if "build" in container or container.get("image") in images:
            environment = container.get("environment") or {}
            given |= {str(variable).partition("=")[0] for variable in environment}
    return given
