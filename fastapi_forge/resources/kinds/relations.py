"""ref and many: ids of other resources."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_forge.resources.facts import NO_LIMITS, Limits
from fastapi_forge.resources.field_type import Samples, literal
from fastapi_forge.resources.fields import Field, Ids
from fastapi_forge.resources.kinds.counting import Counting
from fastapi_forge.resources.samples import Sample

_NUMBERS = Counting(1, 2**31 - 1)
_EXAMPLES: Mapping[Ids, Sample] = {
    Ids.INT: literal(1),
    Ids.UUID: literal("123e4567-e89b-42d3-a456-426614174000"),
}
_INVALID: Mapping[Ids, tuple[tuple[str, Sample], ...]] = {
    Ids.INT: (
        ("zero", literal(0)),
        ("too-large", literal(_NUMBERS.high + 1)),
        ("text", literal("1")),
    ),
    Ids.UUID: (("number", literal(1)), ("text", literal("1"))),
}


def ref_limits(field: Field) -> Limits:
    if field.ids is Ids.UUID:
        return NO_LIMITS
    return {**NO_LIMITS, "ge": _NUMBERS.low, "le": _NUMBERS.high}


def ref_samples(field: Field) -> Samples:
    """Return the same id twice for documentation; tests create the target first."""
    example = _EXAMPLES[field.ids]
    return Samples(example=example, other=example, invalid=_INVALID[field.ids])


def many_samples(_field: Field) -> Samples:
    """Return values that are never valid ids."""
    return Samples(
        invalid=(
            ("not-a-list", literal(1)),
            ("not-an-object", literal([1])),
            ("zero", literal([{"id": 0}])),
            ("text", literal([{"id": "1"}])),
        )
    )
