"""Read what a template's `_forge` block says about resources.

resources:
  ids: key_type                   question for the type of primary keys: int or uuid
  users:
    when: {auth: [jwt]}           the answers with users, who can own objects
    otherwise: nobody logs in     why `--owned` is refused with other answers
  example:
    when: {example: true}         the answers with an example
    specs: [task title:str]       its resources, before those of the user
  reserved:
    - used_by: the example        what uses these names itself
      names: [feedback]
      when: {example: true}       a condition, or several of which one must hold
  limits:
    - store: SQLite               what stores at most this number of digits exactly
      digits: 18
      when: {database: sqlite}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.errors import TemplateError
from fastapi_forge.suggestion import did_you_mean
from fastapi_forge.template.conditions import (
    Condition,
    Conditions,
    holds,
    holds_any,
    read_condition,
    read_conditions,
)
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping, sequence, texts

_WHERE = "resources"
_KEYS = ("ids", "users", "example", "reserved", "limits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    condition: Condition
    otherwise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    condition: Condition
    specs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedNames:
    used_by: str
    names: frozenset[str]
    conditions: Conditions

    def applies(self, answers: Mapping[str, object]) -> bool:
        return holds_any(self.conditions, answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitLimit:
    store: str
    digits: int
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRules:
    """Which answers decide about resources."""

    ids: str = ""
    """The question for the type of primary keys."""
    users: Users | None = None
    """None if objects never have owners."""
    example: Example | None = None
    reserved: tuple[ReservedNames, ...] = ()
    limits: tuple[DigitLimit, ...] = ()

    def has_users(self, answers: Mapping[str, object]) -> bool:
        return self.users is not None and holds(self.users.condition, answers)

    def example_specs(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        if self.example is None or not holds(self.example.condition, answers):
            return ()
        return self.example.specs

    @property
    def conditions(self) -> Iterator[Condition]:
        if self.users:
            yield self.users.condition
        if self.example:
            yield self.example.condition
        for reserved in self.reserved:
            yield from reserved.conditions
        yield from (limit.condition for limit in self.limits)

    @property
    def keys(self) -> frozenset[str]:
        """The questions that decide which resources are valid."""
        return frozenset().union(*self.conditions)


def read_resource_rules(root: Path) -> ResourceRules:
    """Return the rules of the template in `root`; raise TemplateError."""
    return resource_rules(read_documents(root))


def resource_rules(documents: Mapping[str, object]) -> ResourceRules:
    forge = mapping(documents.get("_forge", {}), "_forge")
    written = mapping(forge.get(_WHERE, {}), _WHERE)
    for key in written:
        if key not in _KEYS:
            raise TemplateError(
                f"{key!r} is not a valid key of '{_WHERE}'.",
                f"Valid keys: {', '.join(_KEYS)}.",
            )
    rules = ResourceRules(
        ids=str(written.get("ids", "")),
        users=_users(written.get("users")),
        example=_example(written.get("example")),
        reserved=tuple(map(_reserved, sequence(written.get("reserved", ()), _WHERE))),
        limits=tuple(map(_limit, sequence(written.get("limits", ()), _WHERE))),
    )
    questions = [key for key in documents if not key.startswith("_")]
    for key in sorted({*rules.keys, *filter(None, [rules.ids])}):
        if key not in questions:
            raise TemplateError(
                f"'{_WHERE}' in '_forge' depends on {key!r}, which is not a question"
                " of the template.",
                did_you_mean(key, questions),
            )
    return rules


def _users(item: object) -> Users | None:
    if item is None:
        return None
    written = _complete(item, "users", "when", "otherwise")
    return Users(
        condition=read_condition(written["when"], "users"),
        otherwise=str(written["otherwise"]),
    )


def _example(item: object) -> Example | None:
    if item is None:
        return None
    written = _complete(item, "example", "when", "specs")
    return Example(
        condition=read_condition(written["when"], "example"),
        specs=texts(written["specs"], "specs"),
    )


def _reserved(item: object) -> ReservedNames:
    written = _complete(item, "reserved", "when", "used_by", "names")
    return ReservedNames(
        used_by=str(written["used_by"]),
        names=frozenset(texts(written["names"], "names")),
        conditions=read_conditions(written["when"], "reserved"),
    )


def _limit(item: object) -> DigitLimit:
    written = _complete(item, "limits", "when", "store", "digits")
    digits = written["digits"]
    if not isinstance(digits, int):
        raise TemplateError(
            f"{digits!r} is not a valid value for 'digits': use 1, 2 ..."
        )
    return DigitLimit(
        store=str(written["store"]),
        digits=digits,
        condition=read_condition(written["when"], "limits"),
    )


def _complete(item: object, where: str, *keys: str) -> Mapping[str, object]:
    """Return a mapping with exactly these keys."""
    written = mapping(item, where)
    if written.keys() != {*keys}:
        raise TemplateError(
            f"'{where}' in '{_WHERE}' of '_forge' has the keys"
            f" {', '.join(sorted(written)) or '(none)'}.",
            f"It must have {', '.join(keys)}.",
        )
    return written
