from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from fastapi_forge.template.jsonschema import json_schema
from tests.support.schemas import sample_schema


@pytest.fixture
def validator(tmp_path: Path) -> jsonschema.Draft202012Validator:
    document = json_schema(sample_schema(tmp_path))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"name": "shop", "database": "none", "auth": "oidc"},
        {"cors_origins": ["http://a"], "cors": True},
        # The other side of a rule may come from elsewhere.
        {"redis": False},
        {"auth": "jwt"},
        {"access": "sync"},
    ],
)
def test_possible_answers_pass(
    validator: jsonschema.Draft202012Validator, answers: dict[str, object]
) -> None:
    assert validator.is_valid(answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"databse": "none"},
        {"database": "oracle"},
        {"cors": "maybe"},
        {"cors_origins": "http://a"},
        {"author": 3},
        {"database": "none", "auth": "jwt"},
        {"jobs": "taskiq", "redis": False},
        {"cors": False, "cors_origins": []},
        {"database": "none", "access": "sync"},
    ],
)
def test_impossible_answers_fail(
    validator: jsonschema.Draft202012Validator, answers: dict[str, object]
) -> None:
    assert not validator.is_valid(answers)
