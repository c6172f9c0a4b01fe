"""Represent the files of a project in memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fastapi_forge.answers.reserved import WINDOWS_DEVICES
from fastapi_forge.errors import TemplateError


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    content: bytes
    executable: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def blob(self) -> str:
        """The object id of this content in git."""
        header = b"blob %d\0" % len(self.content)
        # Not for security: git's object format uses SHA-1.
        return hashlib.sha1(header + self.content, usedforsecurity=False).hexdigest()


class Tree(Mapping[str, File]):
    """Files by POSIX path, sorted."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = dict(sorted(files.items()))

    def __getitem__(self, path: str) -> File:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __or__(self, other: Mapping[str, File]) -> Tree:
        return Tree({**self._files, **other})

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """Return every path with the SHA-256 of its content."""
        return tuple((path, file.sha256) for path, file in self.items())

    @classmethod
    def read(cls, directory: Path) -> Tree:
        """Read a directory that a template was rendered to."""
        return cls(dict(_files(directory)))

    def write(self, directory: Path) -> None:
        """Write every file below `directory`; none may exist."""
        for path, file in self.items():
            target = directory / path
            target.parent.mkdir(parents=True, exist_ok=True)
            # The user's umask applies to these bits.
            mode = 0o777 if file.executable else 0o666
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with open(os.open(target, flags, mode), "wb") as stream:
                stream.write(file.content)


def _files(directory: Path) -> Iterator[tuple[str, File]]:
    for folder, folders, names in os.walk(directory):
        for name in (*folders, *names):
            path = Path(folder, name)
            relative = path.relative_to(directory).as_posix()
            if path.is_symlink():
                # Its target would be read instead of a file of the template.
                raise TemplateError(
                    f"The template contains a symbolic link: {relative}"
                )
            refuse_name(relative)
            if name in names:
                executable = bool(path.stat().st_mode & 0o100)
                yield relative, File(content=path.read_bytes(), executable=executable)


def refuse_name(path: str) -> None:
    """Refuse a path that ends in a forbidden name."""
    name = path.rpartition("/")[2]
    if name.casefold() == ".git":
        # Its hooks and configuration would run with the first commit.
        raise TemplateError(f"The template writes into the .git directory: {path}")
    if name.partition(".")[0].casefold() in WINDOWS_DEVICES:
        raise TemplateError(
            f"The template contains {path}, a reserved device name on Windows."
        )
