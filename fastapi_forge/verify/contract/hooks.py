"""What schemathesis loads: what forge asks besides, and rules that no schema states.

A body may fit its schema and still be refused: a due date has to lie in the future,
a password must not be a common one. The service then answers a 422 whose errors each
name such a rule; any other refusal of valid data stays a failure. And whoever guesses
at a password too often may be told so, rather than that the guess was wrong.

Imported by schemathesis's process alone, so that forge runs without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis

from fastapi_forge.verify.contract.extremes import add_extremes
from fastapi_forge.verify.contract.rules import (
    Answer,
    is_other_operation,
    is_refusal_by_rule,
    is_throttled_guess,
)

if TYPE_CHECKING:
    from schemathesis import Case, CheckContext, HookContext
    from schemathesis.core.failures import Failure
    from schemathesis.core.transport import Response

_TRACE = "Traceback (most recent call last)"


@schemathesis.hook
def before_load_schema(
    context: HookContext,  # noqa: ARG001 (schemathesis wants exactly these names)
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
    case: Case[Any],  # noqa: ARG001
    response: Response,
) -> bool:
    """Tell whether a failure counts."""
    answer = Answer(
        status=response.status_code,
        content_type=" ".join(response.headers.get("content-type", [])),
        content=response.content,
    )
    if "positive_data_acceptance" in failure.checks:
        return not is_refusal_by_rule(answer)
    return not any(
        is_other_operation(check, answer) or is_throttled_guess(check, failure.message)
        for check in failure.checks
    )
