from __future__ import annotations

import json
from pathlib import Path

import pytest

from fastapi_forge.verify.contract.rules import (
    ServiceResponse,
    is_other_operation,
    is_refusal_by_rule,
    is_refusal_of_grant,
    is_throttled_guess,
)
from fastapi_forge.verify.plan import read_plan
from tests.support.renders import TEMPLATE

RULES = ("not_in_future", "common_password")
DECLARED = read_plan(TEMPLATE).conventions
PROBLEM = "application/problem+json"
APP = Path(__file__).parents[4] / "templates" / "service" / "project" / "app"


def _problem(*types: str) -> bytes:
    errors = [{"loc": ["body"], "msg": "no", "type": kind} for kind in types]
    return json.dumps({"status": 422, "errors": errors}).encode()


def _answer(
    content: bytes | None, status: int = 422, content_type: str = PROBLEM
) -> ServiceResponse:
    return ServiceResponse(status=status, content_type=content_type, content=content)


def test_domain_rules_are_not_failures() -> None:
    body = _problem("not_in_future", "common_password")

    assert is_refusal_by_rule(_answer(body), RULES)
    assert is_refusal_by_rule(
        _answer(body, content_type=f"{PROBLEM}; charset=utf-8"), RULES
    )


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
    assert not is_refusal_by_rule(_answer(body, status, content_type), RULES)


@pytest.mark.parametrize(
    ("status", "body", "excused"),
    [
        (400, b'{"error": "invalid_grant"}', True),
        (400, b'{"error": "invalid_request"}', False),
        (401, b'{"error": "invalid_grant"}', False),
        (400, b"[]", False),
        (400, None, False),
    ],
)
def test_grants_may_be_refused(status: int, body: bytes | None, excused: bool) -> None:
    answer = _answer(body, status, "application/json")

    assert is_refusal_of_grant(answer) is excused


@pytest.mark.parametrize(
    ("types", "body", "excused"),
    [
        (["int_type"], {"pages": 2.0}, True),
        (["int_type"], {"books": [{"pages": -618.0}]}, True),
        (["int_type", "not_in_future"], {"pages": 2.0}, True),
        (["int_type"], {"pages": 2}, False),
        (["int_type", "missing"], {"pages": 2.0}, False),
        ([], {"pages": 2.0}, False),
        (["less_than"], {"distance": 2**63 + 190}, True),
        (["greater_than_equal"], [{"distance": -(2**60)}], True),
        (["less_than"], {"distance": 101}, False),
        (["less_than"], None, False),
    ],
)
def test_numbers_may_be_refused(types: list[str], body: object, excused: bool) -> None:
    assert is_refusal_by_rule(_answer(_problem(*types)), RULES, body) is excused


@pytest.mark.parametrize(
    ("check", "places", "excused"),
    [
        pytest.param("unsupported_method", [["path", "user_id"]], True, id="path"),
        pytest.param("unsupported_method", [["body", "name"]], False, id="body"),
        pytest.param(
            "unsupported_method", [["path", "id"], ["body"]], False, id="both"
        ),
        pytest.param("unsupported_method", [], False, id="no-errors"),
        pytest.param(
            "positive_data_acceptance", [["path", "id"]], False, id="other-check"
        ),
    ],
)
def test_operation_of_another_path_may_respond(
    check: str, places: list[list[str]], *, excused: bool
) -> None:
    errors = [{"loc": place, "msg": "no", "type": "value_error"} for place in places]

    answer = _answer(json.dumps({"errors": errors}).encode())

    assert is_other_operation(check, answer) is excused


@pytest.mark.parametrize(
    ("check", "status", "excused"),
    [
        ("ignored_auth", "429 Too Many Requests", True),
        ("ignored_auth", "200 OK", False),
        ("ignored_auth", "500 Internal Server Error", False),
        ("negative_data_rejection", "429 Too Many Requests", False),
    ],
)
def test_too_many_guesses_may_return_429(
    check: str, status: str, *, excused: bool
) -> None:
    message = f"Expected 401 or 403, got `{status}` for `GET /` (invalid credentials)"

    assert is_throttled_guess(check, message) is excused


@pytest.mark.parametrize("rule", DECLARED.rules if DECLARED else ())
def test_the_template_has_every_rule(rule: str) -> None:
    texts = [path.read_text("utf-8") for path in APP.rglob("*") if path.is_file()]

    assert any(f'"{rule}"' in text for text in texts)
