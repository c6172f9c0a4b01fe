"""Build errors for all families of types."""

from __future__ import annotations

from fastapi_forge.errors import InvalidResourceError
from fastapi_forge.resources.fields import Field


def refusal(field: Field, problem: str, hint: str) -> InvalidResourceError:
    return InvalidResourceError(
        f"Field '{field.name}' of resource '{field.resource}': {problem}.", hint
    )


def wrong_value(field: Field, raw: str, expected: str) -> InvalidResourceError:
    kind = (
        "one of the enum's values" if field.type == "enum" else f"a valid {field.type}"
    )
    return refusal(field, f"'{raw}' is not {kind}", expected)
