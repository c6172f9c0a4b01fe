"""What a changed file of forge touches: combinations, holes, tests."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from fastapi_forge.rendering.builtin import OwnTemplate
from fastapi_forge.rendering.engine import data_of
from fastapi_forge.template.options import Value
from tests.support.generated import ROOT
from tests.support.holes import HOLES
from tests.support.holes.hole import Hole
from tests.support.renders import TEMPLATE, answered

TEMPLATES = "templates/service/project/"
_ATTACKS = "fastapi_forge/verify/attacks/"
_SUPPORT = "tests/support/"
_CONDITION = re.compile(r"\{% (?:if|yield \w+ from) (\w+) %\}")
_TAG = re.compile(r"\{%.*?%\}")
# Nothing that tests of services depend on.
_APART = ("docs/", "benchmarks/", "scripts/", "fastapi_forge/wizard/", ".ci/")


def touches(path: str, *own: str) -> bool:
    """Whether a test whose files lie in `own` may depend on the file at `path`.

    A file that is not known to be without effect has one.
    """
    if path.startswith("tests/"):
        return path.startswith((_SUPPORT, *own))
    if path.startswith(_APART):
        return False
    return not (path.endswith(".md") and "/" not in path)


def touches_combination(context: Mapping[str, object], path: str, *own: str) -> bool:
    """A file of the template touches those services that get it."""
    if path.startswith(TEMPLATES):
        return all(context.get(it) for it in _CONDITION.findall(path))
    return touches(path, *own)


def touches_hole(hole: Hole, path: str) -> bool:
    """By the attack that finds it, or by a file of the service that it changes."""
    if path.startswith(TEMPLATES):
        file = _TAG.sub("", path.removeprefix(TEMPLATES)).removesuffix(".jinja")
        return file in {edit.file for edit in hole.edits}
    if path.startswith(_ATTACKS):
        return hole.attack in (names := _attacks_in(path)) or not names
    return touches(path, "tests/integration/test_auth_check.py")


@cache
def _attacks_in(path: str) -> Collection[str]:
    """The attacks of a module; none of one that all attacks use."""
    file = ROOT / path
    code = file.read_text("utf-8") if file.is_file() else ""
    return {hole.attack for hole in HOLES if f'"{hole.attack}"' in code}


@cache
def _template() -> OwnTemplate:
    return OwnTemplate(TEMPLATE)


def context_of(**answers: Value) -> Mapping[str, object]:
    """All answers of a service, the computed ones too."""
    return _template().answered(data_of(answered(**answers)))
