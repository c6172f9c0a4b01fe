"""Every feature is one folder, and everything in it reaches a service."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from fastapi_forge.rendering.builtin import BuiltinTemplate
from fastapi_forge.rendering.values import values_of
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.schema import Value
from tests.support.renders import RULES, TEMPLATE, answered, rendered

FEATURES = sorted(path.name for path in (TEMPLATE / "features").iterdir())
FILES = ["contributes.yml", "feature.yml", "parts.jinja"]
COPIER = (TEMPLATE / "copier.yml").read_text("utf-8")
SLOT = re.compile(r'\{% with slot = "(\w+)" %\}\{% include "includes/slot.jinja" %\}')
MACRO = re.compile(r"^\{% macro (\w+)\(\) %\}", re.MULTILINE)
CONTRIBUTED = re.compile(r"features \| map\(attribute='(\w+)', default=")
INCLUDED = re.compile(r"^!include features/(\w+)/feature\.yml$", re.MULTILINE)
MOST_COMPUTED = 65
VARIABLE = re.compile(r"^([A-Z_]+)=", re.MULTILINE)
KEY = re.compile(r"^(\w+):", re.MULTILINE)


def test_features_are_included_and_ordered() -> None:
    included = INCLUDED.findall(COPIER)
    order = read_documents(TEMPLATE)["feature_order"]

    assert sorted(included) == FEATURES
    assert isinstance(order, dict)
    assert sorted(order["default"]) == FEATURES


@pytest.mark.parametrize("name", FEATURES)
def test_folder_has_its_files(name: str) -> None:
    names = {path.name for path in (TEMPLATE / "features" / name).iterdir()}
    included = {file for file in names if f"!include features/{name}/{file}" in COPIER}

    assert names == {*FILES, *included}


@pytest.mark.parametrize("name", FEATURES)
def test_every_macro_has_a_slot(name: str) -> None:
    """A misspelt name would never be rendered."""
    macros = MACRO.findall(text(TEMPLATE / "features" / name / "parts.jinja"))

    assert macros
    assert set(macros) - slots() == set()


def test_slots_are_listed_and_used() -> None:
    names = read_documents(TEMPLATE)["slot_names"]
    parts = (TEMPLATE / "features").glob("*/parts.jinja")

    assert isinstance(names, dict)
    assert sorted(names["default"]) == sorted(slots())
    assert slots() <= {macro for path in parts for macro in MACRO.findall(text(path))}


@pytest.mark.parametrize("name", FEATURES)
def test_every_contribution_is_read(name: str) -> None:
    questions = (TEMPLATE / "questions").glob("*.yml")
    read = {key for path in questions for key in CONTRIBUTED.findall(text(path))}
    keys = KEY.findall(text(TEMPLATE / "features" / name / "contributes.yml"))

    assert keys[0] == "enabled"
    assert set(keys[1:]) <= read


def test_contributions_are_mappings() -> None:
    answers = BuiltinTemplate(TEMPLATE).answered(values_of(answered(), RULES))
    contributions = answers["contributions"]

    assert isinstance(contributions, list)
    assert [item["key"] for item in contributions] == answers["feature_order"]
    assert all(isinstance(item["enabled"], bool) for item in contributions)
    assert yaml.safe_dump(contributions)


def slots() -> set[str]:
    files = [path for path in (TEMPLATE / "project").rglob("*") if path.is_file()]
    return {name for path in files for name in SLOT.findall(text(path))}


def text(path: Path) -> str:
    return path.read_text("utf-8")


def test_no_key_of_a_group_is_a_method() -> None:
    """In Jinja `has.items` would be the method of the mapping, which is always true."""
    answers = BuiltinTemplate(TEMPLATE).answered(values_of(answered(), RULES))
    groups = {name: value for name, value in answers.items() if isinstance(value, dict)}
    used = {name: set(value) & set(dir(dict)) for name, value in groups.items()}

    assert {name for name, keys in used.items() if keys} == set()


def test_computed_values_are_grouped() -> None:
    questions = read_documents(TEMPLATE).values()
    computed = [
        question
        for question in questions
        if isinstance(question, dict) and question.get("when") is False
    ]

    assert len(computed) <= MOST_COMPUTED, "Add values to a group such as `has`."


@pytest.mark.parametrize(
    "answers",
    [
        {"api_keys": True, "cookie_login": True, "rate_limit": True},
        {"auth": "basic", "database": "mysql", "rate_limit": True},
        {"auth": "oidc", "database": "postgresql"},
        {"auth": "api-key", "database": "none"},
    ],
    ids=str,
)
def test_settings_are_defined_once(answers: dict[str, Value]) -> None:
    """Two features could define the same one."""
    tree = rendered(**answers)
    variables = VARIABLE.findall(tree[".env.example"].content.decode())
    module = ast.parse(tree["app/core/config.py"].content)
    fields = [
        node.target.id
        for node in ast.walk(module)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]

    assert sorted(variables) == sorted(set(variables))
    assert sorted(fields) == sorted(set(fields))
