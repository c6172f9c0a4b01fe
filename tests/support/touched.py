"""Determine what a changed file affects: combinations, holes, mutations, tests."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from fnmatch import fnmatch
from functools import cache

from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.values import values_of
from fastapi_forge.template.options import Value
from tests.support.generated import ROOT
from tests.support.holes import HOLES
from tests.support.holes.hole import Hole
from tests.support.mutations import Planted
from tests.support.renders import RULES, TEMPLATE, answered

TEMPLATES = "templates/service/project/"
_ATTACKS = "fastapi_forge/verify/attacks/"
_SUPPORT = "tests/support/"
_CONDITION = re.compile(r"\{% (?:if|yield \w+ from) ([\w.]+) %\}")
_TAG = re.compile(r"\{%.*?%\}")
# Files that tests of services do not depend on.
_APART = ("docs/", "benchmarks/", "scripts/", "fastapi_forge/wizard/", ".ci/")


def touches(path: str, *own: str) -> bool:
    """Return whether a test in `own` may depend on the file at `path`.

    Unknown files count as dependencies.
    """
    if path.startswith("tests/"):
        return path.startswith((_SUPPORT, *own))
    if path.startswith(_APART):
        return False
    return not (path.endswith(".md") and "/" not in path)


def touches_combination(context: Mapping[str, object], path: str, *own: str) -> bool:
    """Return whether the file at `path` affects a combination.

    A template file affects the services that contain it.
    """
    if path.startswith(TEMPLATES):
        return all(_value(context, name) for name in _CONDITION.findall(path))
    return touches(path, *own)


def touches_hole(hole: Hole, path: str) -> bool:
    """Return whether the file at `path` affects a hole, by its attack or its edits."""
    if path.startswith(TEMPLATES):
        return _file_of(path) in {edit.file for edit in hole.edits}
    if path.startswith(_ATTACKS):
        return hole.attack in (names := _attacks_in(path)) or not names
    return touches(path, "tests/integration/test_auth_check.py")


def touches_mutation(planted: Planted, path: str) -> bool:
    """Return whether the file at `path` affects a mutation, by its edits or tests."""
    mutation = planted.mutation
    if path.startswith(TEMPLATES):
        file = _file_of(path)
        patterns = [*mutation.tests, *(edit.file for edit in mutation.edits)]
        return any(fnmatch(file, pattern) for pattern in patterns)
    return touches(path, "tests/integration/test_mutations.py")


def _value(context: Mapping[str, object], name: str) -> object:
    """Return a value, or one in a group, such as `has.tables`."""
    value: object = context
    for key in name.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _file_of(path: str) -> str:
    """Return the path in a service of a file of the template, without conditions."""
    file = path.removeprefix(TEMPLATES).replace("{{ api_dir }}", "api/v1")
    return _TAG.sub("", file).removesuffix(".jinja")


@cache
def _attacks_in(path: str) -> Collection[str]:
    """Return the attacks of a module, or none for a shared one."""
    file = ROOT / path
    code = file.read_text("utf-8") if file.is_file() else ""
    return {hole.attack for hole in HOLES if f'"{hole.attack}"' in code}


@cache
def _template() -> BuiltinTemplate:
    return BuiltinTemplate(TEMPLATE)


def context_of(**answers: Value) -> Mapping[str, object]:
    """Return all answers of a service, including computed ones."""
    return _template().answered(values_of(answered(**answers), RULES))
