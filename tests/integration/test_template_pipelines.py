"""The commands in the pipelines for templates work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.support.generated import ROOT
from tests.support.processes import clean_environment
from tests.support.templates import write_template

PIPELINES = ROOT / "docs/pipelines"
INSTALL = "uv tool install"


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """Provide this checkout's `forge` and the files of a pipeline."""
    programs = tmp_path / "bin"
    programs.mkdir()
    forge = programs / "forge"
    forge.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fastapi_forge "$@"\n')
    forge.chmod(0o755)
    variables = clean_environment()
    return variables | {
        "PATH": f"{programs}:{variables['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }


def template(directory: Path, text: str) -> None:
    questions = "loud: {type: bool, help: Loud, default: false}\n"
    files = {"a.txt.jinja": f"{text} {{{{ loud }}}}\n"}
    write_template(directory, files, questions=questions)
    (directory / "verify.yml").write_text(
        "install: python --version\nchecks: {text: grep -q True a.txt}\n"
    )


def shell(script: str, directory: Path, variables: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=directory,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def github_steps(name: str, job: str) -> Iterator[tuple[str, str]]:
    """Return the commands of the steps, with their directories."""
    jobs = yaml.safe_load((PIPELINES / name).read_text("utf-8"))["jobs"]
    for step in jobs[job]["steps"]:
        if "run" in step and INSTALL not in step["run"]:
            yield step["run"], step.get("working-directory", ".")


@pytest.mark.parametrize("changed", [True, False])
def test_pull_request_shows_its_changes(
    changed: bool, machine: dict[str, str], tmp_path: Path
) -> None:
    template(tmp_path / "before/template", "old")
    template(tmp_path / "after/template", "new" if changed else "old")
    for script, place in github_steps("github-difference.yml", "render"):
        shell(script, tmp_path / place, machine)

    comment = (tmp_path / "rendered/comment.md").read_text()
    assert ("+new True" in comment) is changed
    assert ("loud/a.txt" in comment) is changed
    assert ("Nothing." in comment) is not changed
    assert (tmp_path / "summary.md").read_text() == comment


def test_shards_of_a_pipeline_report_failures(
    machine: dict[str, str], tmp_path: Path
) -> None:
    template(tmp_path, "text")
    [(script, _)] = github_steps("github-matrix.yml", "verify")
    with pytest.raises(AssertionError, match="defaults: text failed"):
        shell(script, tmp_path, machine | {"SHARD": "1"})
    assert 'failures="1"' in (tmp_path / "report.xml").read_text()
    shell(script, tmp_path, machine | {"SHARD": "2"})
    assert 'failures="0"' in (tmp_path / "report.xml").read_text()


def test_gitlab_shows_changes_of_a_merge_request(
    machine: dict[str, str], tmp_path: Path
) -> None:
    checkout = tmp_path / "checkout"
    template(checkout, "old")
    shell(
        "git init -q . && git add . && git -c user.name=a -c user.email=a@example.com"
        " commit -qm first && git remote add origin .",
        checkout,
        machine,
    )
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=checkout, capture_output=True, check=True
    )
    (checkout / "project/a.txt.jinja").write_text("new {{ loud }}\n")
    job = yaml.safe_load((PIPELINES / "gitlab-matrix.yml").read_text("utf-8"))
    variables = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": head.stdout.decode().strip(),
        "COMMENT_TOKEN": "",
    }
    shell("\n".join(job["difference"]["script"]), checkout, machine | variables)

    difference = (checkout / "whole.diff").read_text()
    assert "+new True" in difference
    assert "project.yml" not in difference
