from __future__ import annotations

import json
from pathlib import Path

import pytest

from fastapi_forge.verify.contract.rules import RULES, is_refusal_by_rule

PROBLEM = "application/problem+json"
APP = Path(__file__).parents[4] / "templates" / "service" / "project" / "app"


def _problem(*types: str) -> bytes:
    errors = [{"loc": ["body"], "msg": "no", "type": it} for it in types]
    return json.dumps({"status": 422, "errors": errors}).encode()


def test_rules_of_the_world_are_no_failure() -> None:
    body = _problem("not_in_future", "common_password")

    assert is_refusal_by_rule(422, PROBLEM, body)
    assert is_refusal_by_rule(422, f"{PROBLEM}; charset=utf-8", body)


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        pytest.param(400, PROBLEM, _problem("not_in_future"), id="other-status"),
        pytest.param(422, "text/html", _problem("not_in_future"), id="other-type"),
        pytest.param(422, PROBLEM, _problem(), id="no-errors"),
        pytest.param(422, PROBLEM, _problem("value_error"), id="no-rule"),
        pytest.param(
            422, PROBLEM, _problem("not_in_future", "missing"), id="not-every-one"
        ),
        pytest.param(422, PROBLEM, b"<html>", id="no-json"),
        pytest.param(422, PROBLEM, b"[]", id="no-object"),
        pytest.param(422, PROBLEM, None, id="no-body"),
    ],
)
def test_any_other_refusal_is_a_failure(
    status: int, content_type: str, body: bytes | None
) -> None:
    assert not is_refusal_by_rule(status, content_type, body)


@pytest.mark.parametrize("rule", RULES)
def test_the_template_has_every_rule(rule: str) -> None:
    texts = [path.read_text("utf-8") for path in APP.rglob("*") if path.is_file()]

    assert any(f'"{rule}"' in text for text in texts)
