"""`forge matrix` verifies a custom template and reports its failures."""

from __future__ import annotations

import os
import re
import shlex
import signal
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fastapi_forge.rendering.tree import Tree
from tests.support.matrices import matrix, start
from tests.support.templates import write_files

CHECK = "project/check.py.jinja"
FILES = {
    "copier.yml": """\
_subdirectory: project
title: {type: str, help: Title}
flavour: {type: str, help: Flavour, choices: [sweet, sour], default: sweet}
loud: {type: bool, help: Loud, default: false}
size: {type: str, help: Size, choices: [s, m], default: s, when: "{{ not loud }}"}
count: {type: int, help: Count, default: 1}
""",
    "verify.yml": """\
install: python --version
checks:
  words: python check.py
  always: python -c pass
matrix:
  answers: {title: Shop}
  values: {count: {one: 1, many: 12}}
""",
    CHECK: """\
# {{ size | default("") }} {{ count }}
import pathlib, sys, time
time.sleep({{ 0 if title == "Shop" else 30 }})
sys.exit("sour and loud" if "{{ flavour }} {{ loud }}" == "sour True" else 0)
""",
}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return write_files(tmp_path / "template", FILES)


def test_failed_project_is_kept_with_its_command(
    template: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.xml"
    words = (f"--template={template}", "--strict")
    document = matrix(tmp_path, *words, f"--junit={report}", code=1)

    failed = [row for row in document["rows"] if not row["ok"]]
    assert [row["answers"]["flavour"] for row in failed] == ["sour"] * len(failed)
    assert all(row["answers"]["loud"] for row in failed)
    assert 0 < len(failed) < len(document["rows"])
    for row in failed:
        [words_check, always] = row["checks"]
        assert (words_check["status"], always["status"]) == ("failed", "passed")
        assert "sour and loud" in words_check["detail"]
        assert Path(row["path"], "check.py").is_file()
    kept = {Path(row["path"]).name for row in failed}
    [run] = tmp_path.glob("cache/forge/matrix/run-*")
    assert {path.name for path in run.iterdir()} == kept
    suites = ET.parse(report).getroot()  # noqa: S314 - written just now
    assert sum(int(suite.get("failures", "")) for suite in suites) == len(failed)

    again = shlex.split(failed[0]["command"])
    assert again[:2] == ["forge", "matrix"]
    document = matrix(tmp_path, *again[2:], code=1)
    assert [row["name"] for row in document["rows"]] == [failed[0]["name"]]


def test_report_explains_failures(template: Path, tmp_path: Path) -> None:
    process = start(tmp_path, "--template", str(template))
    stdout, stderr = process.communicate()

    assert "sour and loud" in stdout
    assert f"To repeat: forge matrix --template={template} --row=sour-loud" in stdout
    assert "--only=words" in stdout
    assert "combinations failed.\n" in stdout
    assert re.search(r"\n\d+ checks: \d+ passed, \d failed\.\n", stdout)
    assert "Generating 6 services and" in stderr


def test_passed_checks_are_cached(template: Path, tmp_path: Path) -> None:
    done, checked = tmp_path / "done", template / CHECK
    mark = f"with open({str(done)!r}, 'a') as done:\n    done.write('x')\n"
    checked.write_text(mark + checked.read_text())
    words = (f"--template={template}", "--row=defaults")
    for more, times in (((), 1), ((), 1), (("--fresh",), 2)):
        matrix(tmp_path, *words, *more, code=0)
        assert len(done.read_text()) == times

    checked.write_text(checked.read_text().replace('"sour and loud"', "1"))
    matrix(tmp_path, *words, code=0)
    assert len(done.read_text()) == 3


def test_combinations_are_rendered(template: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        words = (f"--template={template}", f"--render={name}")
        rows = matrix(tmp_path, *words, code=0)["rows"]

    one, two = (Tree.read(tmp_path / name) for name in ("one", "two"))
    assert one.digests == two.digests
    assert {path.partition("/")[0] for path in one} == {row["name"] for row in rows}
    error = matrix(tmp_path, *words, code=2)["error"]
    assert error["code"] == "destination-not-empty"


def test_template_error_fails_its_combination(template: Path, tmp_path: Path) -> None:
    write_files(
        template,
        {"project/odd.jinja": "{{ 1 / 0 if size is defined and size == 'm' }}"},
    )
    document = matrix(tmp_path, f"--template={template}", "--render=rows", code=1)

    for row in document["rows"]:
        assert bool(row["error"]) is (row["answers"].get("size") == "m"), row
        assert (tmp_path / "rows" / row["name"]).exists() is not bool(row["error"])


def test_option_without_effect_is_reported(template: Path, tmp_path: Path) -> None:
    inert = "  quiet: {type: bool, help: Quiet, default: false}\n".lstrip()
    questions = template / "copier.yml"
    questions.write_text(questions.read_text() + inert)
    words = (f"--template={template}", "--only=options")
    outcome = matrix(tmp_path, *words, code=1)["options"]

    assert outcome["status"] == "failed"
    assert outcome["detail"].splitlines() == [
        "quiet=yes does not change any file.",
        "quiet=no does not change any file.",
    ]
    assert outcome["command"].endswith("--only=options")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_nothing(
    number: signal.Signals, template: Path, tmp_path: Path
) -> None:
    plan = template / "verify.yml"
    plan.write_text(plan.read_text().replace("title: Shop", "title: Slow"))
    process = start(tmp_path, f"--template={template}", "--jobs=2")
    deadline = time.monotonic() + 60
    while not _sleeping(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=60)

    assert process.returncode == 130, stdout + stderr
    assert not list(tmp_path.glob("cache/forge/matrix/run-*"))
    assert not _sleeping(tmp_path)


def _sleeping(tmp_path: Path) -> list[str]:
    """Return the checks that run below the directory."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            place = os.readlink(path / "cwd")
            words = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if place.startswith(str(tmp_path)) and b"check.py" in words:
            found.append(path.name)
    return found
