from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from fastapi_forge.project.secrets import with_secrets, write_environment

EXAMPLE = """\
# SECRET_KEY=in a comment
SECRET_KEY=change-me  # and its comment
export TOKEN=
URL=postgresql://app:${SECRET_KEY}@localhost/app
SECRET_KEY_OLD=kept
"""


def test_only_the_named_keys_get_a_secret() -> None:
    lines = with_secrets(EXAMPLE, ["SECRET_KEY", "TOKEN", "MISSING"]).splitlines()

    assert re.fullmatch(r"SECRET_KEY=[\w-]{64}", lines[1])
    assert re.fullmatch(r"export TOKEN=[\w-]{64}", lines[2])
    kept = [line for number, line in enumerate(lines) if number not in {1, 2}]
    original = EXAMPLE.splitlines()
    assert kept == [original[0], *original[3:]]


def test_secrets_differ() -> None:
    example = "A=\nB=\n"

    first, second = (with_secrets(example, ["A", "B"]) for _ in range(2))

    values = re.findall(r"=(.+)", first + second)
    assert len(set(values)) == 4


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_owner_may_read(tmp_path: Path, umask: int) -> None:
    previous = os.umask(umask)
    try:
        write_environment(tmp_path, b"KEY=\n", ["KEY"])
    finally:
        os.umask(previous)

    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_env_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("mine")

    with pytest.raises(FileExistsError):
        write_environment(tmp_path, b"", [])
