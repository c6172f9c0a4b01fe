"""Render the file of a resource in one layer, without the rest of its service."""

from __future__ import annotations

import subprocess
from functools import cache
from typing import Any

from jinja2 import Environment
from ruff import find_ruff_bin

from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.values import values_of
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping
from fastapi_forge.template.sandbox import environment
from fastapi_forge.template.schema import Value
from tests.support.renders import RULES, TEMPLATE, answered

_NAMES = {
    "model": "project/app/*models*/*yield*has_database*",
    "record": "project/app/*models*/*yield*in_memory*",
    "migration": "project/*migrations*/versions/*ledger.resources*",
    "schema": "project/app/schemas/*yield*",
    "crud": "project/app/*crud*/*yield*has_database*",
    "service": "project/app/*services*/*yield*",
    "factory": "project/tests/factories/*yield*",
    "cases": "project/tests/*/endpoints/*yield*",
}


def entity_file(layer: str, *specs: str, **answers: Value) -> str:
    """Return the formatted file of the last resource, with all possible imports."""
    known = context(resources=specs, example=False, **answers)
    [path] = TEMPLATE.glob(_NAMES[layer])
    template = jinja().get_template(path.relative_to(TEMPLATE).as_posix())
    [entity] = (one for one in known["entities"] if one["name"] == specs[-1].split()[0])
    revisions = {one["owner"]: one for one in known["ledger"]["resources"]}
    revision = revisions.get(entity["plural"])
    code = template.render({**known, "entity": entity, "revision": revision})
    return subprocess.run(
        [find_ruff_bin(), "format", "--isolated", "-"],
        input=code,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def context(**answers: Value) -> dict[str, Any]:
    """Return all answers and computed values."""
    return dict(
        BuiltinTemplate(TEMPLATE).answered(values_of(answered(**answers), RULES))
    )


@cache
def jinja() -> Environment:
    """Return the template's Jinja."""
    return environment(
        TEMPLATE, mapping(read_documents(TEMPLATE)["_envops"], "_envops")
    )
