"""Provide temporary directories that are removed after failures and signals too."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from fastapi_forge.interruptions import shielded


@contextmanager
def temporary_directory(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield a temporary directory in `parent`, or in the system's default place."""
    with shielded() as exposed:
        directory = Path(mkdtemp(prefix=prefix, dir=parent)).resolve()
        try:
            with exposed():
                yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)
