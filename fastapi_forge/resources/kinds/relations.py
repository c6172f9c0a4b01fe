"""ref and many: ids of other resources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi_forge.resources.code import Code, annotated
from fastapi_forge.resources.field_type import Samples
from fastapi_forge.resources.fields import Field, Ids
from fastapi_forge.resources.kinds.counting import Counting
from fastapi_forge.resources.naming import class_name

_SEQUENCE = ("collections.abc.Sequence",)
_NUMBERS = Counting(1, 2**31 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How an id is written in Python, in a body, in a query and in a migration."""

    python: Code
    schema: Code
    query: Code
    column: Code
    invalid: tuple[tuple[str, str], ...]


_UUID = Code("UUID", ("uuid.UUID",))
_BOUNDS = {"ge": str(_NUMBERS.low), "le": str(_NUMBERS.high)}
_KINDS: Mapping[Ids, _Kind] = {
    Ids.INT: _Kind(
        python=Code("int"),
        schema=annotated(Code("int"), strict="True", **_BOUNDS),
        query=annotated(Code("int"), **_BOUNDS),
        column=Code("sa.Integer()"),
        invalid=(
            ("zero", "0"),
            ("too-large", str(_NUMBERS.high + 1)),
            ("text", '"1"'),
        ),
    ),
    Ids.UUID: _Kind(
        python=_UUID,
        schema=_UUID,
        query=_UUID,
        column=Code("sa.Uuid()"),
        invalid=(("number", "1"), ("text", '"1"')),
    ),
}


def ref_python(field: Field) -> Code:
    return _KINDS[field.ids].python


def ref_schema(field: Field) -> Code:
    return _KINDS[field.ids].schema


def ref_query(field: Field) -> Code:
    return _KINDS[field.ids].query


def ref_migration(field: Field) -> Code:
    return _KINDS[field.ids].column


def ref_samples(field: Field) -> Samples:
    """Return only invalid samples, because tests create the target first."""
    return Samples(invalid=_KINDS[field.ids].invalid)


def many_python(field: Field) -> Code:
    return Code(f"Sequence[{class_name(field.target)}]", _SEQUENCE)


def many_query(ids: Ids, alias: str) -> str:
    """Return the filter for an id in the list, with the parameter's name."""
    python = _KINDS[ids].python
    bounds = "ge=1, le=2**31 - 1, " if ids is Ids.INT else ""
    return f'Annotated[{python} | None, Field({bounds}alias="{alias}")]'


def many_samples(_field: Field) -> Samples:
    """Return values that are never valid ids."""
    return Samples(
        invalid=(
            ("not-a-list", "1"),
            ("not-an-object", "[1]"),
            ("zero", '[{"id": 0}]'),
            ("text", '[{"id": "1"}]'),
        )
    )
