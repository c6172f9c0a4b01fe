"""Render the built-in template in memory."""

from __future__ import annotations

from fastapi_forge.answers.resolution import resolve
from fastapi_forge.answers.sources import Given
from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.engine import render
from fastapi_forge.rendering.state import State, TemplateRef
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.rendering.values import read_value_rules, values_of
from fastapi_forge.resources.language import parse
from fastapi_forge.template.builtin import builtin_template
from fastapi_forge.template.schema import RESOURCES, Value, read_schema

TEMPLATE = builtin_template()
SCHEMA = read_schema(TEMPLATE)
RULES = read_value_rules(TEMPLATE)
NAME = "shop"
assert SCHEMA.resources.example is not None
EXAMPLE = SCHEMA.resources.example.specs


def answered(**answers: Value) -> State:
    """Return the template's defaults with `answers`, independent of the machine."""
    given = {"name": NAME, **answers}
    known = {
        key: Given(value=value, source="flag", detail="")
        for key, value in given.items()
    }
    values = dict(resolve(SCHEMA, known, {}).values)
    resources = values.pop(RESOURCES)
    assert isinstance(resources, tuple)
    return State(
        template=TemplateRef(name=SCHEMA.name, version=SCHEMA.version),
        answers=values,
        resources=tuple(parse(str(spec)) for spec in resources),
    )


def rendered(**answers: Value) -> Tree:
    return render(answered(**answers), TEMPLATE)


def unformatted(**answers: Value) -> Tree:
    """Return what plain Copier gives: ruff has not removed unused imports."""
    return BuiltinTemplate(TEMPLATE).tree(values_of(answered(**answers), RULES))
