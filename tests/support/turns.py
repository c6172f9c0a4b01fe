"""What takes too long for every change takes turns: each commit has its part."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from typing import TypeVar

from tests.support.generated import ROOT

WHOLE = "FORGE_TEST_WHOLE"
"""Set by those who want all of it."""
_Item = TypeVar("_Item")


def in_turn(items: Sequence[_Item], parts: int) -> Sequence[_Item]:
    """The part of `items` whose turn it is with this commit, or all of them."""
    if os.environ.get(WHOLE):
        return items
    return items[turn() % parts :: parts]


def turn() -> int:
    """The number of this commit; 0 where nothing is committed."""
    done = subprocess.run(
        ["git", "rev-list", "--count", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return int(done.stdout) if done.returncode == 0 else 0
