"""A signal at any step of `forge new` leaves the whole project or nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from fastapi_forge.interpreters import RUNNING
from tests.support.choosing import chosen
from tests.support.interrupted import Run, Walk
from tests.support.templates import write_files
from tests.support.touched import touches

ROOT = Path(__file__).parents[2]
COPIER = f"""\
_subdirectory: project
_templates_suffix: .jinja
name: {{type: str, help: Name, default: myapi}}
package_manager: {{type: str, help: Manager, default: uv}}
python: {{type: str, help: Python, default: "{RUNNING}"}}
resources: {{type: yaml, help: Resources, default: []}}
entities: {{type: yaml, when: false, default: []}}
_forge:
  name: sample
  version: "1"
  format: ruff
  secrets: [SECRET_KEY]
  groups:
    - key: all
      title: All
      ask: always
      options: [name, package_manager, python, resources]
"""
FILES = {
    "copier.yml": COPIER,
    "project/.env.example": "SECRET_KEY=change-me\n",
    "project/.gitignore": ".env\n.venv/\n",
    "project/README.md.jinja": "# {{ name }}\n",
    "project/app/main.py": "print( 1 )\n",
}
INSTALLED = {".venv", "uv.lock"}
INTERRUPTED = 130


@pytest.fixture
def way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A small template, a fake uv, and a git with a user."""
    template = write_files(tmp_path / "template", FILES)
    uv = "#!/bin/sh\nmkdir .venv; echo locked > uv.lock\n"
    settings = "[user]\nname = Ann\nemail = ann@example.com\n"
    write_files(tmp_path, {"programs/uv": uv, "gitconfig": settings})
    (tmp_path / "programs/uv").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'programs'}:{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    return Walk(
        template=str(template),
        root=str(tmp_path / "root"),
        name="myapi",
        number=signal.SIGTERM,
        lines=False,
    )


def walked(way: Walk) -> list[Run]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.interrupted", json.dumps(asdict(way))],
        cwd=ROOT,
        env={key: os.environ[key] for key in os.environ if not key.startswith("FORGE")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [Run(**json.loads(line)) for line in done.stdout.splitlines()]


def rendered(run: Run) -> set[str]:
    return {path for path in run.place if not INSTALLED & set(Path(path).parts)}


def check_end(run: Run, whole: Run) -> None:
    """Check for all or nothing in one document; or the signal came too late."""
    assert run.temporary == []
    assert rendered(run) in (set(), rendered(whole))
    if not run.stdout:
        # Before the command line was parsed.
        assert run.place == []
        return
    document = json.loads(run.stdout)
    if run.code == -signal.SIGTERM:
        # After the last output.
        assert document["ok"]
        assert run.place == whole.place
        return
    assert document["ok"] is (run.code == 0)
    if run.code == 0:
        assert run.place == whole.place
        return
    assert run.code == INTERRUPTED
    assert document["error"]["code"] == "cancelled"
    said = document["error"]["message"]
    assert ("nothing was written" not in said) or not run.place
    assert ("was created" not in said) or run.place


@pytest.mark.parametrize(
    ("number", "name"),
    chosen(
        "interruptions",
        [(signal.SIGINT, "myapi"), (signal.SIGTERM, ".")],
        bound=1,
        kind=lambda _: "",
        touched=lambda _, path: touches(path, "tests/integration/test_interruptions"),
    ),
)
def test_every_step_is_atomic(way: Walk, number: signal.Signals, name: str) -> None:
    whole, *runs = walked(replace(way, number=number, name=name))

    assert whole.code == 0
    assert len(runs) > len(whole.place)
    for run in runs:
        check_end(run, whole)
    placed = [bool(run.place) for run in runs]
    assert placed == sorted(placed)
    assert not placed[0]
    assert placed[-1]


@pytest.mark.long
@pytest.mark.parametrize("name", ["myapi", "."])
def test_every_line_is_atomic(way: Walk, name: str) -> None:
    whole, *runs = walked(replace(way, name=name, lines=True))

    for run in runs:
        check_end(run, whole)


def test_killed_run_does_not_affect_the_next(way: Walk) -> None:
    whole, *runs = walked(replace(way, number=signal.SIGKILL))

    killed, again = runs[::2], runs[1::2]
    assert {run.code for run in killed} == {-signal.SIGKILL}
    for run in again:
        assert run.code == 0
        left = {path for path in run.place if path.startswith(".forge-new-")}
        assert rendered(run) - left == rendered(whole)
