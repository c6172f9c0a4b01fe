"""Cache passed checks, so that an interrupted run can continue.

A pass is valid for the same bytes of a service, checked in the same way with the same
versions; any difference changes the key. The directory can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fastapi_forge.matrix.versions import versions_of
from fastapi_forge.project.secrets import ENVIRONMENT
from fastapi_forge.rendering.tree import Tree
from fastapi_forge.verify.outcome import Outcome
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.service import Service


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCache:
    directory: Path
    ignores_existing: bool = False
    """Ignore earlier passes."""

    def load(self, key: str, check: str) -> Outcome | None:
        if self.ignores_existing:
            return None
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._path(key, check).read_text("utf-8"))
            return Outcome(
                name=check,
                status="passed",
                seconds=float(kept["seconds"]),
                detail=str(kept["detail"]),
                isolation=str(kept["isolation"]),
            )
        return None

    def store(self, key: str, outcome: Outcome) -> None:
        if outcome.status != "passed":
            return
        path = self._path(key, outcome.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "seconds": outcome.seconds,
            "detail": outcome.detail,
            "isolation": outcome.isolation,
        }
        path.write_text(json.dumps(kept), "utf-8")

    def _path(self, key: str, check: str) -> Path:
        return self.directory / key / f"{check.replace('/', '_')}.json"


def key_of(service: Service, files: Sequence[tuple[str, str]]) -> str:
    """Return the cache key of a service's results; `files` with their digests."""
    plan = replace(service.plan, sampling=Plan().sampling)
    inputs = [files, repr(plan), service.seed, versions_of(service)]
    return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()[:32]


def digests_of(project: Path) -> Sequence[tuple[str, str]]:
    """Return the files without `.env`, which is random."""
    return [file for file in Tree.read(project).digests if file[0] != ENVIRONMENT]
