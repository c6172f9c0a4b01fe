"""Cache the compiled Jinja of the built-in template.

Compiling takes longer than the rest of a render. The cache is stored like Python's own,
and under the same rules: nothing is written if PYTHONDONTWRITEBYTECODE or the
permissions forbid it.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import TypeAlias

import jinja2
from jinja2 import compiler
from jinja2.bccache import Bucket, BytecodeCache

from fastapi_forge.interruptions import shielded

Render: TypeAlias = Callable[[Mapping[str, object]], str]
_Codes: TypeAlias = dict[str, CodeType]


class Compiled(BytecodeCache):
    """The compiled code of all texts of one environment, by source."""

    def __init__(self, jinja: jinja2.Environment, root: Path, settings: object) -> None:
        self._jinja = jinja
        self._cache_file = _cache_file(root)
        self._origin = f"{sys.version}\n{_jinja_fingerprint()}\n{settings}\n"
        self._codes = _read(self._cache_file) if self._cache_file else {}
        self._saved = len(self._codes)
        self._renders: dict[str, Render] = {}
        jinja.bytecode_cache = self

    def render(self, text: str) -> Render:
        """Return the template for a text that is not a file."""
        if text not in self._renders:
            key = self._digest(text)
            if key not in self._codes:
                self._codes[key] = self._jinja.compile(text)
            template = jinja2.Template.from_code(
                self._jinja, self._codes[key], self._jinja.make_globals(None)
            )
            self._renders[text] = template.render
        return self._renders[text]

    def save(self) -> None:
        """Store what was compiled since the last time."""
        if self._cache_file and len(self._codes) > self._saved:
            _write(self._cache_file, self._codes)
            self._saved = len(self._codes)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        # Compiled code contains its file name for errors.
        return f"{name}\n{filename}\n"

    def get_source_checksum(self, source: str) -> str:
        return source

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(self._digest(bucket.key + bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[self._digest(bucket.key + bucket.checksum)] = bucket.code

    def _digest(self, text: str) -> str:
        return hashlib.sha256((self._origin + text).encode()).hexdigest()


def _jinja_fingerprint() -> str:
    """Return a key that changes with Jinja and is fast to compute."""
    stat = Path(compiler.__file__).stat()
    return f"{compiler.__file__} {stat.st_size} {stat.st_mtime_ns}"


def _cache_file(root: Path) -> Path | None:
    try:
        return Path(cache_from_source(str(root / "jinja.py")))
    except NotImplementedError:
        # Like cache_from_source in a Python that stores no compiled code.
        return None


def _read(path: Path) -> _Codes:
    try:
        # Anyone who can write there can also write to forge itself.
        codes = marshal.loads(path.read_bytes())  # noqa: S302
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return codes if isinstance(codes, dict) else {}


def _write(path: Path, codes: _Codes) -> None:
    if sys.dont_write_bytecode:
        return
    unfinished = path.with_suffix(f".{os.getpid()}")
    with shielded(), suppress(OSError):
        try:
            path.parent.mkdir(exist_ok=True)
            unfinished.write_bytes(marshal.dumps(codes))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
