"""Hooks that schemathesis loads: additional cases, and rules that no schema can state.

A body may match its schema and still be invalid: a due date must be in the future, a
password must not be common. The service then returns a 422 whose errors all name such a
rule. A token endpoint may refuse a grant, and 2.0 may be refused for an integer. Any
other rejection of valid data is a failure. After too many wrong passwords a 429 is
accepted too.

Only schemathesis's process imports this module, so forge runs without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import schemathesis

from fastapi_forge.verify.contract.command import RULES_VARIABLE
from fastapi_forge.verify.contract.extremes import add_extremes
from fastapi_forge.verify.contract.rules import (
    ServiceResponse,
    is_other_operation,
    is_refusal_by_rule,
    is_refusal_of_grant,
    is_throttled_guess,
)

if TYPE_CHECKING:
    from schemathesis import Case, CheckContext, HookContext
    from schemathesis.core.failures import Failure
    from schemathesis.core.transport import Response

RULES = frozenset(os.environ.get(RULES_VARIABLE, "").split())
_TRACE = "Traceback (most recent call last)"


@schemathesis.hook
def before_load_schema(
    context: HookContext,  # noqa: ARG001 (schemathesis requires these names)
    raw_schema: dict[str, Any],
) -> None:
    add_extremes(raw_schema)


@schemathesis.check
def leaks_no_trace(
    ctx: CheckContext,  # noqa: ARG001
    response: Response,
    case: Case[Any],  # noqa: ARG001
) -> None:
    if _TRACE in response.text:
        raise AssertionError("The response contains a traceback.")


@schemathesis.hook
def filter_failure(
    context: HookContext,  # noqa: ARG001
    failure: Failure,
    case: Case[Any],
    response: Response,
) -> bool:
    """Return whether a failure counts."""
    received = ServiceResponse(
        status=response.status_code,
        content_type=" ".join(response.headers.get("content-type", [])),
        content=response.content,
    )
    if "positive_data_acceptance" in failure.checks:
        by_rule = is_refusal_by_rule(received, RULES, case.body)
        return not (by_rule or is_refusal_of_grant(received))
    return not any(
        is_other_operation(check, received)
        or is_throttled_guess(check, failure.message)
        for check in failure.checks
    )
