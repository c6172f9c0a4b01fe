"""Which files are the service's own."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

from fastapi_forge.verify.commands import run
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped
from fastapi_forge.verify.surroundings import clean_environment


async def files_of(project: Path) -> list[str]:
    """What git has or would add, by path from `project`, in a repository or not."""
    git = shutil.which("git")
    if git is None:
        raise CheckSkipped("git is not installed.", cause="missing-tool")
    call = partial(run, git, cwd=project, environment=clean_environment())
    listing = ("ls-files", "-z")
    with tempfile.TemporaryDirectory(prefix="forge-files-") as empty:
        await call("init", "--quiet", "--bare", empty)
        # A repository that knows nothing: the service may lie in none, or in one that
        # ignores it.
        through = (f"--git-dir={empty}", f"--work-tree={project}")
        unknown = ("--others", "--exclude-standard")
        others = await call(*through, *listing, *unknown)
    if others.code:
        raise CheckFailure(others.tail, others.command)
    added = await call(*listing)
    known = "" if added.code else added.output
    paths = {*others.output.split("\0"), *known.split("\0")}
    return sorted(path for path in paths if (project / path).is_file())
