"""The data classes for resource specifications."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fastapi_forge.resources import reserved
from fastapi_forge.resources.naming import class_name, label, pluralised

FLAGS = ("unique", "index", "future", "past", "optional")
NUMBERS = ("digits", "places", "min", "max")
TAILS = ("default", "pattern")


class Ids(StrEnum):
    """The type of the primary keys."""

    INT = "int"
    UUID = "uuid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One `NAME:TYPE[:MODIFIER]...`, with values as typed."""

    resource: str
    name: str
    type: str
    values: tuple[str, ...] = ()
    target: str = ""
    ids: Ids = Ids.INT
    digits: int | None = None
    places: int | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unique: bool = False
    index: bool = False
    future: bool = False
    past: bool = False
    optional: bool = False
    default: str | None = None
    pattern: str | None = None

    @property
    def label(self) -> str:
        return label(self.name)

    @property
    def attribute(self) -> str:
        """The name of the column; a reference stores an id."""
        return f"{self.name}_id" if self.type == "ref" else self.name

    @property
    def is_relation(self) -> bool:
        return self.type in {"ref", "many"}

    @property
    def is_self_reference(self) -> bool:
        return self.is_relation and self.target == self.resource

    @property
    def is_required(self) -> bool:
        return not self.optional and self.default is None

    @property
    def enum_class(self) -> str:
        return class_name(self.resource) + class_name(self.name)

    def spec(self) -> str:
        words = [self.name, self.type]
        if self.values:
            words.append(",".join(quoted(value, ",:") for value in self.values))
        if self.is_relation and self.target != self.name:
            words.append(self.target)
        numbers = {key: getattr(self, key) for key in NUMBERS}
        tails = {key: getattr(self, key) for key in TAILS}
        words += [
            f"{key}={plain(value)}"
            for key, value in numbers.items()
            if value is not None
        ]
        words += [flag for flag in FLAGS if getattr(self, flag)]
        words += [
            f"{key}={quoted(value)}"
            for key, value in tails.items()
            if value is not None
        ]
        return ":".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`POST /{plural}/{id}/{name}` sets the field to the value."""

    name: str
    field: str
    value: str

    def spec(self) -> str:
        return f"{self.name}:{self.field}={quoted(self.value, ',:')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    name: str
    plural: str
    fields: tuple[Field, ...]
    owned: bool = False
    actions: tuple[Action, ...] = ()

    @property
    def variable(self) -> str:
        """The name of a variable: `property_` does not hide the builtin."""
        return _free(self.name)

    @property
    def variables(self) -> str:
        """The name of a variable for all objects: their service or factory."""
        name = self.plural
        return f"all_{name}" if name == self.name else _free(name)

    @property
    def columns(self) -> list[Field]:
        """The fields in its own table; lists have a separate one."""
        return [field for field in self.fields if field.type != "many"]

    @property
    def relations(self) -> list[Field]:
        """The relations, references first."""
        relations = [field for field in self.fields if field.is_relation]
        return sorted(relations, key=lambda field: field.type == "many")

    def spec(self, *, with_plural: bool = False) -> str:
        """Return the canonical specification: parsing it gives an equal resource.

        `with_plural`: also the usual plural, which another release may form otherwise.
        """
        words = [self.name, *(field.spec() for field in self.fields)]
        if with_plural or self.plural != pluralised(self.name):
            words += ["--plural", self.plural]
        if self.owned:
            words.append("--owned")
        if self.actions:
            words += ["--actions", ",".join(action.spec() for action in self.actions)]
        return " ".join(words)


def _free(name: str) -> str:
    """Append an underscore to a name that is already used, as PEP 8 recommends."""
    is_taken = name in reserved.VARIABLES or name in reserved.BUILTINS
    return f"{name}_" if is_taken else name


def plain(number: int | Decimal) -> str:
    """Return the digits of a number without an exponent."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def quoted(value: str, separators: str = "") -> str:
    """Return a value, quoted if it would end at a space or separator."""
    if value and not re.search(rf"[\s{separators}]", value) and value[0] not in "\"'":
        return value
    return '"' + value.replace('"', '""') + '"'
