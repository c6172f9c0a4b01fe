"""Read the settings for rendered files in a template's `_forge` block.

classes:                 class of a file by patterns for its path; the first match
  append-only: [...]     counts, and a file without one is `managed`
secrets: [SECRET_KEY]    keys of .env.example that get a random value in .env
next_steps:              commands to run after `cd`
  - {run: uv run pytest, if: {package_manager: uv}}
format: ruff             format Python files and sort their imports
installation:            questions for uv or pip, and for the version of Python
  {package_manager: package_manager, python: python}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from fastapi_forge.errors import TemplateError
from fastapi_forge.template.conditions import Condition, holds, read_condition
from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.reading import mapping, sequence, texts

FileClass: TypeAlias = Literal[
    "managed", "keyed", "sectioned", "seed", "generated", "append-only", "external"
]
_CLASSES: tuple[FileClass, ...] = get_args(FileClass)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command to run next, if its condition is true."""

    run: str
    condition: Condition = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The questions whose answers decide how to install the project."""

    package_manager: str = ""
    python: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRules:
    patterns: tuple[tuple[str, FileClass], ...] = ()
    secrets: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    formats: bool = False
    installation: Installation = field(default_factory=Installation)

    def file_class(self, path: str) -> FileClass:
        for pattern, file_class in self.patterns:
            if fnmatchcase(path, pattern):
                return file_class
        return "managed"

    def package_manager(self, answers: Mapping[str, object]) -> str:
        """Return the chosen one, or nothing if the template does not ask."""
        return str(answers.get(self.installation.package_manager, ""))

    def python(self, answers: Mapping[str, object]) -> str:
        """Return the chosen version, or nothing if the template does not ask."""
        return str(answers.get(self.installation.python, ""))

    def next_steps(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        return tuple(step.run for step in self.steps if holds(step.condition, answers))


def read_output_rules(root: Path) -> OutputRules:
    """Return the delivery settings of the template in `root`; raise TemplateError."""
    forge = mapping(read_documents(root).get("_forge", {}), "_forge")
    if forge.get("format") not in {None, "ruff"}:
        raise TemplateError(
            f"{forge['format']!r} is not a valid value for 'format'.",
            "Use 'ruff', or remove it.",
        )
    return OutputRules(
        patterns=tuple(_patterns(mapping(forge.get("classes", {}), "classes"))),
        secrets=texts(forge.get("secrets", []), "secrets"),
        steps=tuple(map(_step, sequence(forge.get("next_steps", ()), "next_steps"))),
        formats="format" in forge,
        installation=_installation(forge.get("installation", {})),
    )


def _installation(item: object) -> Installation:
    written = mapping(item, "installation")
    known = tuple(name.name for name in fields(Installation))
    for key in written:
        if key not in known:
            raise TemplateError(
                f"{key!r} is not a valid key of 'installation'.",
                f"Valid keys: {', '.join(known)}.",
            )
    return Installation(**{key: str(question) for key, question in written.items()})


def _patterns(classes: Mapping[str, object]) -> Iterator[tuple[str, FileClass]]:
    for name, patterns in classes.items():
        known = next((known for known in _CLASSES if known == name), None)
        if known is None:
            raise TemplateError(
                f"{name!r} is not a valid key of 'classes'.",
                f"Valid keys: {', '.join(_CLASSES)}.",
            )
        yield from ((pattern, known) for pattern in texts(patterns, "classes"))


def _step(item: object) -> Step:
    if isinstance(item, str):
        return Step(run=item)
    step = mapping(item, "next_steps")
    if not isinstance(step.get("run"), str):
        raise TemplateError("A step in 'next_steps' has no command ('run').")
    condition = read_condition(step.get("if", {}), "next_steps")
    return Step(run=str(step["run"]), condition=condition)
