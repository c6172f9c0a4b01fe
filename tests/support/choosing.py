"""Select slow tests for a change.

One of each kind is selected first, then as many affected ones as the limit allows. If
more are affected, a hash of the change selects, so that the same change always gets the
same tests. Without a commit to compare with, as in a shallow clone, everything counts
as affected and the selection is fixed.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, zip_longest
from typing import TypeVar

from tests.support.generated import ROOT

WHOLE = "FORGE_TEST_WHOLE"
"""Set to run all of them."""
BASE = "FORGE_TEST_BASE"
"""The commit to compare with, if it is neither on main nor the parent commit."""
_KNOWN = "FORGE_TEST_CHANGE"
_MAIN = ("origin/main", "main")
REASONS: dict[str, str] = {}
"""What was selected in this process and why, for the summary."""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    base: str = ""
    paths: Sequence[str] = ()
    digest: str = ""

    def __str__(self) -> str:
        if not self.base:
            return "no commit to compare with: everything counts as touched"
        return f"{len(self.paths)} files differ from {self.base}"


def current_change() -> Change:
    """Computed once for all processes of a run, whose own files are not part of the
    change.
    """
    if known := os.environ.get(_KNOWN):
        return Change(**json.loads(known))
    base = _base()
    change = Change()
    if base:
        paths = _git("diff", "--name-only", base).splitlines()
        added = _git("ls-files", "--others", "--exclude-standard").splitlines()
        content = _git("diff", base) + "\n".join(added)
        digest = hashlib.sha256(content.encode()).hexdigest()
        change = Change(base=base[:12], paths=sorted({*paths, *added}), digest=digest)
    os.environ[_KNOWN] = json.dumps(asdict(change))
    return change


def chosen(
    what: str,
    items: Sequence[_Item],
    *,
    bound: int,
    kind: Callable[[_Item], object],
    touched: Callable[[_Item, str], bool],
    change: Change | None = None,
) -> Sequence[_Item]:
    """Return at most `bound` items, in order; all of them if WHOLE is set."""
    if os.environ.get(WHOLE):
        REASONS[what] = f"all {len(items)}, because {WHOLE} is set"
        return items
    change = change or current_change()
    affected = [
        not change.base or any(touched(item, path) for path in change.paths)
        for item in items
    ]
    shuffled = sorted(
        range(len(items)),
        key=lambda number: (not affected[number], _hash(change.digest, number)),
    )
    kinds: dict[object, list[int]] = {}
    for number in shuffled:
        kinds.setdefault(kind(items[number]), []).append(number)
    firsts = [numbers[0] for numbers in kinds.values()]
    turns = zip_longest(*(numbers[1:] for numbers in kinds.values()))
    others = [item for item in chain(*turns) if item is not None and affected[item]]
    taken = sorted((firsts + others)[:bound])
    REASONS[what] = (
        f"{len(taken)} of {len(items)} (limit {bound}): one of each kind, then from the"
        f" {sum(affected)} affected"
    )
    return [items[number] for number in taken]


def _hash(digest: str, number: int) -> str:
    return hashlib.sha256(f"{digest} {number}".encode()).hexdigest()


def _base() -> str:
    """Return the commit to compare with, or nothing."""
    if given := os.environ.get(BASE):
        return _commit(given) or _no_base(given)
    head = _commit("HEAD")
    for name in _MAIN:
        base = _git("merge-base", "HEAD", name).strip() if _commit(name) else ""
        if base and base != head:
            return base
    return _commit("HEAD~1")


def _no_base(given: str) -> str:
    raise ValueError(f"{BASE}={given} is not a commit of this clone.")


def _commit(name: str) -> str:
    return _git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""
