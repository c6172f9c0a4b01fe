"""Directories for unfinished work, which neither failure nor signal leaves behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from fastapi_forge.interruptions import shielded


@contextmanager
def aside(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """A temporary directory in `parent`, or in the system's place for such."""
    with shielded() as exposed:
        directory = Path(mkdtemp(prefix=prefix, dir=parent)).resolve()
        try:
            with exposed():
                yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)
