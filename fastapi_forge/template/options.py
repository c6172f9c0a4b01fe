"""What a template asks, as data.

Every interface reads this: flags, environment, answers files, wizard, JSON schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from fastapi_forge.secret import Secret
from fastapi_forge.template.questions import Script

Scalar: TypeAlias = str | bool | int | float
Data: TypeAlias = dict[str, object] | list[object] | date | None
"""What an answer in YAML or JSON may be beside a scalar."""
Plain: TypeAlias = Scalar | Data | tuple["Plain", ...]
Value: TypeAlias = Plain | Secret[Plain]
Condition: TypeAlias = Mapping[str, tuple[Scalar, ...]]
"""Holds when every key has one of its values; an empty one always holds."""
ItemType: TypeAlias = Literal["str", "path", "bool", "int", "float", "yaml", "json"]
OptionType: TypeAlias = ItemType | Literal["list"]
Ask: TypeAlias = Literal["always", "core", "more"]

NAME = "name"
RESOURCES = "resources"


def plain(value: Value) -> Plain:
    """The value itself, for whoever renders or compares it."""
    return value.reveal() if isinstance(value, Secret) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: Plain
    help: str
    refusal: str = ""
    """Why it cannot be chosen, as things stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be answered."""

    key: str
    type: OptionType
    help: str
    default: Plain
    group: str
    asked_when: Condition = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    items: ItemType = "str"
    """The type of each item, where it is a list."""
    flag: str
    metavar: str
    pattern: str = ""
    like: str = ""
    """An answer that the pattern takes, to show beside one that it does not."""
    when: str = ""
    """The template's own words for the condition on which it is asked."""
    is_secret: bool = False
    is_multiline: bool = False
    is_verbatim: bool = False
    """Text is taken as it is: blanks around it belong to it, and a number is text."""
    holds_resources: bool = False

    def takes(self, text: str) -> bool:
        """Whether a text, or an item of a list, is spelled as it must be."""
        return not self.pattern or re.fullmatch(self.pattern, text) is not None

    @property
    def values(self) -> tuple[Plain, ...]:
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
