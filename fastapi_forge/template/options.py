"""What a template asks, as data.

Every interface reads this: flags, environment, answers files, wizard, JSON schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from fastapi_forge.template.questions import Script

Scalar: TypeAlias = str | bool | int | float
Data: TypeAlias = dict[str, object] | list[object] | None
"""What an answer in YAML or JSON may be beside a scalar."""
Value: TypeAlias = Scalar | tuple[Scalar, ...] | Data
Condition: TypeAlias = Mapping[str, tuple[Scalar, ...]]
"""Holds when every key has one of its values; an empty one always holds."""
OptionType: TypeAlias = Literal[
    "str", "path", "bool", "int", "float", "list", "yaml", "json"
]
Ask: TypeAlias = Literal["always", "core", "more"]

NAME = "name"
RESOURCES = "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: Scalar
    help: str
    refusal: str = ""
    """Why it cannot be chosen, as things stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be answered."""

    key: str
    type: OptionType
    help: str
    default: Value
    group: str
    asked_when: Condition = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    flag: str
    metavar: str
    pattern: str = ""
    like: str = ""
    """An answer that the pattern takes, to show beside one that it does not."""
    when: str = ""
    """The template's own words for the condition on which it is asked."""
    is_secret: bool = False
    is_multiline: bool = False
    holds_resources: bool = False

    def takes(self, text: str) -> bool:
        """Whether a text, or an item of a list, is spelled as it must be."""
        return not self.pattern or re.fullmatch(self.pattern, text) is not None

    @property
    def values(self) -> tuple[Scalar, ...]:
        """What may be answered, or nothing where any text may."""
        return tuple(choice.value for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    key: str
    title: str
    ask: Ask
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    condition: Condition
    then: Condition
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    name: str
    title: str
    answers: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Options are in the order of the groups, which is the order of asking."""

    name: str
    version: str
    options: tuple[Option, ...]
    groups: tuple[Group, ...]
    constraints: tuple[Constraint, ...]
    presets: tuple[Preset, ...]
    environment_defaults: tuple[str, ...]
    packages: frozenset[str]
    """Names of all packages that any combination of answers installs."""
    source: str = ""
    """Where a template that is not forge's own can be had again, if anywhere."""
    script: Script | None = None
    """What only the template itself can say of its options: its own Jinja."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    @property
    def secret_keys(self) -> frozenset[str]:
        """Options whose answers are neither shown nor recorded."""
        return frozenset(option.key for option in self.options if option.is_secret)

    @property
    def has_resources(self) -> bool:
        """Whether it takes resources in forge's field language."""
        return any(option.holds_resources for option in self.options)

    def option(self, key: str) -> Option:
        """Raises KeyError: callers check what people typed against `keys`."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)

    def preset(self, name: str) -> Preset | None:
        return next((preset for preset in self.presets if preset.name == name), None)
