"""Define the questions of a template as data.

All interfaces read this: flags, environment, answers files, wizard, JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from fastapi_forge.secret import Secret
from fastapi_forge.template.conditions import Condition, Scalar
from fastapi_forge.template.questions import Script
from fastapi_forge.template.resource_rules import ResourceRules

Data: TypeAlias = dict[str, object] | list[object] | date | None
"""The type of an answer in YAML or JSON."""
Plain: TypeAlias = Scalar | Data | tuple["Plain", ...]
Value: TypeAlias = Plain | Secret[Plain]
ItemType: TypeAlias = Literal["str", "path", "bool", "int", "float", "yaml", "json"]
OptionType: TypeAlias = ItemType | Literal["list"]
Ask: TypeAlias = Literal["always", "core", "more"]

NAME = "name"
RESOURCES = "resources"


def plain(value: Value) -> Plain:
    """Return the value itself, for rendering and comparing."""
    return value.reveal() if isinstance(value, Secret) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    value: Plain
    help: str
    refusal: str = ""
    """Why it cannot be chosen at the moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option."""

    key: str
    type: OptionType
    help: str
    default: Plain
    group: str
    asked_when: Condition = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    items: ItemType = "str"
    """The type of the items of a list."""
    flag: str
    metavar: str
    pattern: str = ""
    like: str = ""
    """A valid value, as an example in errors."""
    when: str = ""
    """The template's own condition for asking."""
    is_secret: bool = False
    is_multiline: bool = False
    is_verbatim: bool = False
    """True to keep text as it is: surrounding spaces, and numbers as text."""
    holds_resources: bool = False

    def takes(self, text: str) -> bool:
        """Return whether a text, or an item of a list, matches the pattern."""
        return not self.pattern or re.fullmatch(self.pattern, text) is not None

    @property
    def values(self) -> tuple[Plain, ...]:
        """The possible values, or nothing if any text is valid."""
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
    """Options are in the order of the groups, which is the order of the questions."""

    name: str
    version: str
    options: tuple[Option, ...]
    groups: tuple[Group, ...]
    constraints: tuple[Constraint, ...]
    presets: tuple[Preset, ...]
    environment_defaults: Mapping[str, str]
    """For a question the fact of this machine that is its default."""
    packages: frozenset[str]
    """Names of all packages that any combination installs."""
    resources: ResourceRules = field(default_factory=ResourceRules)
    source: str = ""
    """The address of a template that is not forge's own, if it has one."""
    script: Script | None = None
    """The template's own Jinja for its options."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(option.key for option in self.options)

    @property
    def secret_keys(self) -> frozenset[str]:
        """Options with values that are neither shown nor recorded."""
        return frozenset(option.key for option in self.options if option.is_secret)

    @property
    def has_resources(self) -> bool:
        """Return whether it takes resources in forge's field language."""
        return any(option.holds_resources for option in self.options)

    def option(self, key: str) -> Option:
        """Return the option; raise KeyError, because callers check keys from users."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)

    def preset(self, name: str) -> Preset | None:
        return next((preset for preset in self.presets if preset.name == name), None)
