"""Run `forge matrix` as a process with a cache of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi_forge.verify.environments import uv
from tests.support.generated import ROOT
from tests.support.processes import clean_environment

FORGE = (sys.executable, "-m", "fastapi_forge")


def start(
    tmp_path: Path, *words: str, forge: Sequence[str | Path] = FORGE, **more: str
) -> subprocess.Popen[str]:
    variables = clean_environment()
    variables |= {
        "PATH": f"{Path(uv()).parent}:{variables['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    return subprocess.Popen(
        [*forge, "matrix", *words],
        cwd=tmp_path,
        env=variables | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def matrix(
    tmp_path: Path,
    *words: str,
    code: int,
    forge: Sequence[str | Path] = FORGE,
    **more: str,
) -> Mapping[str, Any]:
    process = start(tmp_path, "--json", *words, forge=forge, **more)
    said, complaint = process.communicate()
    assert process.returncode == code, said + complaint
    document: Mapping[str, Any] = json.loads(said)
    return document
