"""ref and many: ids of other resources."""

from __future__ import annotations

from fastapi_forge.resources.code import Code, annotated
from fastapi_forge.resources.fields import Field
from fastapi_forge.resources.kinds.counting import Counting
from fastapi_forge.resources.kinds.numbers import whole_number
from fastapi_forge.resources.meaning import Samples

_IDS = Counting(1, 2**31 - 1)


def ref_schema(_field: Field) -> Code:
    return whole_number(_IDS)


def id_query(_field: Field) -> Code:
    return annotated(Code("int"), ge=str(_IDS.low), le=str(_IDS.high))


def ref_samples(_field: Field) -> Samples:
    """Tests make the target first, so there is only what never fits."""
    return Samples(
        invalid=(("zero", "0"), ("too-large", str(_IDS.high + 1)), ("text", '"1"'))
    )


def many_samples(_field: Field) -> Samples:
    return Samples(
        invalid=(
            ("not-a-list", "1"),
            ("not-an-object", "[1]"),
            ("zero", '[{"id": 0}]'),
            ("text", '[{"id": "1"}]'),
        )
    )
