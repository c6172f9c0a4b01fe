"""Share mypy's cache between runs."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path

from fastapi_forge.verify.environments import Environment, cache_directory


@contextmanager
def type_cache(environment: Environment) -> Iterator[dict[str, str]]:
    """Yield variables for mypy's cache of an environment's packages.

    It is valid for every project with them, but not for two at the same time.
    """
    base = environment.path
    if base.parent != cache_directory():
        digest = hashlib.sha256(bytes(base)).hexdigest()
        base = cache_directory() / f"types-{digest[:16]}"
        cache_directory().mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        for number in count():
            cache = f"{base}.mypy-{number}"
            lock = held.enter_context(Path(f"{cache}.lock").open("w"))
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
        yield {"MYPY_CACHE_DIR": cache}
