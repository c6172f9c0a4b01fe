"""Read answers files: mappings in YAML, JSON or TOML.

Each plain value keeps its text, because YAML turns `python: 3.10` into 3.1 and
`versioning: no` into False. The option decides later whether it needs the text or the
typed value.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import yaml

from fastapi_forge.answers.sources import Raw
from fastapi_forge.errors import AnswersFileError, EnvironmentRefusalError
from fastapi_forge.template.data import Written

STDIN = "-"
LARGEST = 1024 * 1024
SUFFIXES = (".yml", ".yaml", ".json", ".toml")
_KEY = re.compile(r"(?:^|[{,])[ \t]*[\"']?([\w<-]+)[\"']?[ \t]*[:=]", re.MULTILINE)
_MOST_DOTS = 100


def read_answers(
    path: str, source: Literal["file", "preset"], prefix: str = ""
) -> list[Raw]:
    """Return the answers in the file at `path`, or on stdin for `-`."""
    shown_path = "stdin" if path == STDIN else path
    text = _text(path, shown_path)
    answers = _mapping(text, shown_path, Path(path).suffix.lower())
    lines = _lines(text)
    return [
        Raw(
            key=str(key),
            value=value,
            source=source,
            detail=f"{prefix}{shown_path}{lines.get(str(key), '')}",
        )
        for key, value in answers.items()
    ]


def _text(path: str, shown_path: str) -> str:
    try:
        if path == STDIN:
            if sys.stdin is None:
                raise AnswersFileError("Cannot read answers from stdin: it is closed.")
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(os.path.expanduser(path)).open("rb") as file:
                content = file.read(LARGEST + 1)
    except PermissionError as error:
        raise EnvironmentRefusalError(f"Permission denied: {shown_path}.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AnswersFileError(
            f"Cannot read answers from {shown_path}: {reason}."
        ) from error
    if len(content) > LARGEST:
        raise AnswersFileError(f"{shown_path} is larger than {LARGEST // 1024} KiB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise AnswersFileError(f"{shown_path}, line {line}: not UTF-8.") from error


def _mapping(text: str, shown_path: str, suffix: str) -> Mapping[object, object]:
    try:
        answers = _parser(text, suffix)(text)
    except _MalformedError as error:
        where = f"{shown_path}, line {error.line}" if error.line else shown_path
        # Without the cause: the parser quotes the line, which may contain a secret.
        raise AnswersFileError(f"{where}: {error}.") from None
    except RecursionError as error:
        raise AnswersFileError(f"{shown_path} is nested too deeply.") from error
    if answers is None:
        return {}
    if not isinstance(answers, dict):
        raise AnswersFileError(
            f"{shown_path} does not contain a mapping.",
            hint="Write one 'key: value' per line.",
        )
    return answers


def _parser(text: str, suffix: str) -> Callable[[str], object]:
    if suffix == ".json":
        return _json
    if suffix == ".toml":
        return _toml
    if suffix in SUFFIXES:
        return _yaml
    if text.lstrip().startswith("{"):
        return _json
    # `key = ` starts a mapping only in TOML, and `key: ` only in YAML.
    opening = re.search(r"(?m)^\s*[\w\"'-]+\s*([=:])", text)
    return _toml if opening is not None and opening.group(1) == "=" else _yaml


class _MalformedError(Exception):
    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def _json(text: str) -> object:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        answers = dict(pairs)
        if len(answers) < len(pairs):
            repeated, _ = Counter(key for key, _ in pairs).most_common(1)[0]
            raise _MalformedError(f"'{repeated}' is set more than once")
        return answers

    try:
        return json.loads(
            text,
            object_pairs_hook=unique,
            parse_int=lambda text: _number(text, int),
            parse_float=lambda text: _number(text, float),
            parse_constant=lambda text: _number(text, float),
        )
    except json.JSONDecodeError as error:
        raise _MalformedError(error.msg, error.lineno) from error


def _toml(text: str) -> object:
    # Python needs minutes for a key with many parts.
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise _MalformedError(f"a line has more than {_MOST_DOTS} dots")
    try:
        return _typed(
            tomllib.loads(text, parse_float=lambda number: _number(number, float))
        )
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        message = re.sub(r" \(at .*\)$", "", str(error))
        raise _MalformedError(message, int(line.group(1)) if line else None) from error


def _typed(value: object) -> object:
    """Return TOML values with the text of numbers and dates."""
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, bool | str):
        return value
    # The state is YAML, which has no times of day.
    return str(value) if isinstance(value, dt.time) else Written.of(str(value), value)


def _number(text: str, kind: Callable[[str], float]) -> str:
    try:
        return Written.of(text, kind(text))
    except ValueError:
        return text  # too long for Python


_TYPED_TAGS = [
    f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "timestamp")
]
_KEPT_TAGS = frozenset({*_TYPED_TAGS, "tag:yaml.org,2002:null"})


class _PlainLoader(yaml.SafeLoader):
    """A loader without aliases, which can expand to gigabytes, and repeated keys."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
        first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT_TAGS]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's
            line = event.start_mark.line + 1 if event.start_mark else None
            raise _MalformedError("aliases are not allowed", line)
        return super().compose_node(parent, index)

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[object, object]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _MalformedError(
                    "a key must be plain text", key.start_mark.line + 1
                )
            if key.value in seen:
                line = key.start_mark.line + 1
                raise _MalformedError(f"'{key.value}' is set more than once", line)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _written(
    construct: Callable[[yaml.SafeLoader, yaml.Node], object],
) -> Callable[[yaml.SafeLoader, yaml.Node], object]:
    def constructor(loader: yaml.SafeLoader, node: yaml.Node) -> object:
        text = str(node.value)
        try:
            return Written.of(text, construct(loader, node))
        except (ValueError, KeyError):
            return text  # not a calendar day, or `!!bool perhaps`

    return constructor


for _tag in _TYPED_TAGS:
    _PlainLoader.add_constructor(
        _tag, _written(yaml.SafeLoader.yaml_constructors[_tag])
    )


def _yaml(text: str) -> object:
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = str(error.problem)
        if " tag " in problem:  # the message quotes it, and it may be a password
            problem = "a value that starts with '!' must be quoted"
        raise _MalformedError(problem, line) from error
    except yaml.YAMLError as error:
        raise _MalformedError(str(error).splitlines()[0]) from error


def _lines(text: str) -> Mapping[str, str]:
    """Return the first line that looks like the definition of each key."""
    found: dict[str, str] = {}
    line, seen = 1, 0
    for match in _KEY.finditer(text):
        line += text.count("\n", seen, match.end())
        seen = match.end()
        found.setdefault(match.group(1), f", line {line}")
    return found
