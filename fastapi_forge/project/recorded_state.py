"""Read the state of a project from its two files in `.forge`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast, get_args

import yaml

from fastapi_forge.errors import (
    InvalidResourceError,
    ProjectStateError,
    TemplateError,
)
from fastapi_forge.project.state import (
    LOCK_FILE,
    LOCK_FORMAT,
    PROJECT_FILE,
    State,
    TemplateRef,
)
from fastapi_forge.rendering.ledger import Revision
from fastapi_forge.resources.language import parse
from fastapi_forge.template.options import Value
from fastapi_forge.template.output_rules import FileClass
from fastapi_forge.template.reading import mapping, sequence, texts

_KEYS = frozenset({"template", "answers", "directory", "resources", "revisions"})
_REVISION_KEYS = frozenset({"id", "follows", "does", "tables"})
_BLOB = re.compile(r"[0-9a-f]{40}")
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)
_Parsed = TypeVar("_Parsed")
_HINT = "Restore the file from your repository's history."


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFile:
    blob: str
    """The id of the rendered content in git."""
    file_class: FileClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    versions: Mapping[str, str]
    """The versions of forge and of the tools that rendered the files."""
    files: Mapping[str, LockedFile]
    """By path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedState:
    state: State
    """Without secret answers, which are not recorded."""
    lock: Lock


def read_state(directory: Path) -> RecordedState:
    """Return the state that `directory` was generated from; raise ProjectStateError."""
    return RecordedState(
        state=_parsed(directory, PROJECT_FILE, _state),
        lock=_parsed(directory, LOCK_FILE, read_lock),
    )


def read_lock(text: str) -> Lock:
    """Return the content of a lock file; raise TemplateError, KeyError or ValueError.

    A lock in a format of a later forge raises ProjectStateError.
    """
    written = mapping(json.loads(text), LOCK_FILE)
    versions = mapping(written["versions"], "versions")
    if written["format"] != LOCK_FORMAT:
        raise ProjectStateError(
            f"{LOCK_FILE} has the format {written['format']!r}, written by forge"
            f" {versions.get('forge', '(unknown)')}. This forge reads format"
            f" {LOCK_FORMAT}.",
            hint="Upgrade forge.",
        )
    return Lock(
        versions={name: str(version) for name, version in versions.items()},
        files=dict(_locked_file(item) for item in sequence(written["files"], "files")),
    )


def _parsed(directory: Path, name: str, parse: Callable[[str], _Parsed]) -> _Parsed:
    path = directory / name
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        raise ProjectStateError(
            f"{directory} is not a project of forge: it has no {name}.",
            hint="Pass the directory that 'forge new' created.",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ProjectStateError(f"{path} cannot be read: {reason}.", _HINT) from error
    if _CONFLICT.search(text):
        raise ProjectStateError(
            f"{path} contains conflicts of a merge.", "Resolve them first."
        )
    try:
        return parse(text)
    except KeyError as error:
        raise ProjectStateError(f"{path} has no {error}.", _HINT) from error
    except (TemplateError, InvalidResourceError) as error:
        raise ProjectStateError(f"{path}: {error.message}", _HINT) from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        problem = " ".join(str(error).split())
        raise ProjectStateError(f"{path} is not valid: {problem}.", _HINT) from error


def _state(text: str) -> State:
    written = mapping(yaml.safe_load(text), PROJECT_FILE)
    _refuse_unknown(written, _KEYS)
    template = mapping(written["template"], "template")
    resources = written.get("resources")
    revisions = written.get("revisions")
    return State(
        template=TemplateRef(
            name=str(template["name"]),
            version=str(template["version"]),
            source=str(template.get("source", "")),
        ),
        # YAML has only values that an answer can have.
        answers=cast("Mapping[str, Value]", mapping(written["answers"], "answers")),
        resources=None
        if resources is None
        else tuple(map(parse, texts(resources, "resources"))),
        folder=str(written.get("directory", "")),
        revisions=None
        if revisions is None
        else tuple(map(_revision, sequence(revisions, "revisions"))),
    )


def _revision(item: object) -> Revision:
    written = mapping(item, "revisions")
    _refuse_unknown(written, _REVISION_KEYS)
    return Revision(
        id=str(written.get("id") or ""),
        follows=str(written.get("follows") or ""),
        does=str(written["does"]),
        tables=texts(written["tables"], "tables"),
    )


def _refuse_unknown(written: Mapping[str, object], keys: frozenset[str]) -> None:
    if unknown := sorted(written.keys() - keys):
        raise ProjectStateError(
            f"{PROJECT_FILE} contains {unknown[0]!r}, which this forge does not know.",
            hint="Upgrade forge.",
        )


def _locked_file(item: object) -> tuple[str, LockedFile]:
    entry = mapping(item, "files")
    path, blob, file_class = entry["path"], entry["blob"], entry["class"]
    if not isinstance(path, str) or not _is_inside(path):
        raise ValueError(f"{path!r} is not the path of a file of the project")
    if not isinstance(blob, str) or not _BLOB.fullmatch(blob):
        raise ValueError(f"{blob!r} is not the id of a file's content")
    known = next((known for known in get_args(FileClass) if known == file_class), None)
    if known is None:
        raise ValueError(f"{file_class!r} is not a class of files")
    return path, LockedFile(blob=blob, file_class=known)


def _is_inside(path: str) -> bool:
    """Return whether a path cannot lead out of the project, nor into `.git`."""
    parts = PurePosixPath(path).parts
    outside = {"..", "/", ".git"}
    return bool(parts) and outside.isdisjoint(parts) and "\\" not in path
