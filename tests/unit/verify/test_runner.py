"""Checks run in parallel, and pass, fail or are skipped."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from fastapi_forge.verify.commands import run, run_checked
from fastapi_forge.verify.environments import Environment
from fastapi_forge.verify.outcome import CheckFailure, CheckSkipped, Outcome
from fastapi_forge.verify.plan import Plan
from fastapi_forge.verify.registry import Check, chosen_checks
from fastapi_forge.verify.runner import run_checks
from fastapi_forge.verify.service import Service


@pytest.fixture
def service(tmp_path: Path) -> Service:
    environment = Environment(path=Path(sys.prefix))
    return Service(path=tmp_path, environment=environment, plan=Plan())


async def good(_: Service) -> str:
    return "a word"


async def bad(_: Service) -> str:
    raise CheckFailure("two\nlines", "again")


async def lacking(_: Service) -> str:
    raise CheckSkipped("no server")


def outcomes_of(service: Service, **runs: Check) -> dict[str, Outcome]:
    reported: list[Outcome] = []
    outcomes = run_checks(service, list(runs.values()), 2, reported.append)
    assert sorted(map(id, reported)) == sorted(map(id, outcomes))
    return {outcome.name: outcome for outcome in outcomes}


def test_checks_pass_fail_or_are_skipped(service: Service) -> None:
    outcomes = outcomes_of(
        service,
        good=Check(name="good", run=good),
        bad=Check(name="bad", run=bad),
        lacking=Check(name="lacking", run=lacking),
    )
    assert list(outcomes) == ["good", "bad", "lacking"]
    assert (outcomes["good"].status, outcomes["good"].detail) == ("passed", "a word")
    assert outcomes["bad"].status == "failed"
    assert (outcomes["bad"].detail, outcomes["bad"].command) == ("two\nlines", "again")
    assert (outcomes["lacking"].status, outcomes["lacking"].detail) == (
        "skipped",
        "no server",
    )


def test_commands_of_the_plan_run_in_the_directory(service: Service) -> None:
    (service.path / "own.sh").write_text("#!/bin/sh\necho done > made.txt\n")
    (service.path / "own.sh").chmod(0o755)
    plan = Plan(
        checks={"own": (("./own.sh",),), "red": (("false",),), "gone": (("nope-x",),)}
    )
    outcomes = run_checks(service, chosen_checks(plan), 1, lambda _: None)
    assert [outcome.status for outcome in outcomes] == ["passed", "failed", "failed"]
    assert (service.path / "made.txt").read_text() == "done\n"
    assert "nope-x" in outcomes[2].detail


def test_a_failure_shows_the_last_lines_and_the_command(tmp_path: Path) -> None:
    code = "for n in range(100): print('line', n)\nraise SystemExit(3)"
    with pytest.raises(CheckFailure) as failed:
        asyncio.run(
            run_checked(
                sys.executable, "-c", code, cwd=tmp_path, environment=os.environ
            )
        )
    assert failed.value.detail.splitlines()[-1] == "line 99"
    assert "line 1\n" not in failed.value.detail
    assert sys.executable in failed.value.command


def test_slow_program_is_stopped(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, time\n"
        "pathlib.Path('pid').write_text(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    with pytest.raises(CheckFailure, match="It did not finish within 2 s"):
        asyncio.run(
            run(
                sys.executable,
                "-c",
                code,
                cwd=tmp_path,
                environment=os.environ,
                timeout=2,
            )
        )
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_interruption_ends_running_programs(service: Service) -> None:
    pids: list[int] = []

    async def interrupted(_: Service) -> str:
        process = await asyncio.create_subprocess_exec("sleep", "600")
        pids.append(process.pid)
        os.kill(os.getpid(), signal.SIGINT)
        try:
            await process.wait()
        finally:
            process.kill()
            await process.wait()
        return ""

    with pytest.raises(KeyboardInterrupt):
        run_checks(service, [Check(name="slow", run=interrupted)], 1, lambda _: None)
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)
