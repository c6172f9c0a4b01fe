"""Reports of `forge verify` as text, JSON and JUnit XML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fastapi_forge.cli.verdict import Verdict, summary_of
from fastapi_forge.cli.verify import Verification
from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.verify.junit import write_junit
from fastapi_forge.verify.outcome import Outcome

PASSED = Outcome(name="lint", status="passed", seconds=0.25, detail="ruff")
FAILED = Outcome(
    name="tests",
    status="failed",
    seconds=2,
    detail="E  1 == 2\x1b\nlast",
    command="pytest",
)
LACKING = Outcome(
    name="boot", status="skipped", seconds=0, detail="no server", cause="unmet"
)
NOTHING = Outcome(
    name="migrations",
    status="skipped",
    seconds=0,
    detail="none",
    cause="not-applicable",
)
MISSING = Outcome(
    name="contract",
    status="skipped",
    seconds=0,
    detail="schemathesis is not installed",
    cause="missing-tool",
)


@pytest.mark.parametrize(
    ("outcomes", "named", "strict", "code"),
    [
        ([PASSED, LACKING, NOTHING, MISSING], (), False, 0),
        ([PASSED, NOTHING], (), True, 0),
        ([PASSED, LACKING], (), True, 1),
        ([PASSED, MISSING], (), True, 1),
        ([PASSED, FAILED], (), False, 1),
        ([PASSED, LACKING], ("lint", "boot"), False, 1),
        ([PASSED, NOTHING], ("lint", "migrations"), False, 1),
        ([PASSED, MISSING], ("lint", "contract"), False, 3),
        ([PASSED, MISSING, LACKING], ("lint", "contract", "boot"), False, 3),
        ([FAILED, MISSING], ("tests", "contract"), False, 1),
    ],
)
def test_the_answer(
    outcomes: list[Outcome], named: tuple[str, ...], strict: bool, code: int
) -> None:
    report = Verification(
        path=Path("/shop"), outcomes=outcomes, named=named, strict=strict
    )
    assert report.exit_code == code
    assert report.document()["ok"] is (code == 0)


def test_text_shows_failures_and_commands() -> None:
    text = "\n".join(
        Verification(path=Path("/shop"), outcomes=[PASSED, FAILED]).lines()
    )
    assert "tests failed in /shop:" in text
    assert "To repeat: pytest" in text
    assert text.endswith("\n2 checks: 1 passed, 1 failed.")


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ([], "0 checks"),
        ([PASSED], "1 check: 1 passed"),
        ([MISSING], "1 check: 1 skipped"),
        ([PASSED, MISSING, LACKING], "3 checks: 1 passed, 2 skipped"),
        ([PASSED] * 1200, "1,200 checks: 1,200 passed"),
    ],
)
def test_the_sum(outcomes: list[Outcome], said: str) -> None:
    assert summary_of(outcomes) == said


def test_text_shows_why_a_named_check_was_skipped() -> None:
    report = Verification(path=Path("/shop"), outcomes=[MISSING], named=["contract"])
    text = "\n".join(report.lines())
    assert "contract was skipped in /shop:\n  schemathesis is not installed\n" in text
    assert text.endswith("\n1 check: 1 skipped.")


def test_matrix_fails_if_a_named_check_never_ran() -> None:
    made = Outcome(name="migrations", status="passed", seconds=1)
    for outcomes, code in (([NOTHING, made], 0), ([NOTHING, NOTHING], 1)):
        assert Verdict(outcomes=outcomes, named=["migrations"]).exit_code == code


def test_the_document() -> None:
    document = Verification(path=Path("/shop"), outcomes=[LACKING]).document()
    assert document["counts"] == {"passed": 0, "failed": 0, "skipped": 1}
    assert document["checks"] == [
        {
            "name": "boot",
            "status": "skipped",
            "seconds": 0,
            "detail": "no server",
            "command": "",
            "cause": "unmet",
            "isolation": None,
        }
    ]


def test_junit(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    write_junit(path, {"shop": [PASSED, FAILED, LACKING], "options": [PASSED]})
    root = ET.parse(path).getroot()  # noqa: S314 - forge's own
    suite, other = root
    assert suite.attrib == {
        "name": "shop",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
        "time": "2.250",
    }
    assert root.attrib == {
        "tests": "4",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
        "time": "2.500",
    }
    assert other.attrib["name"] == "options"
    passed, failed, skipped = suite
    assert list(passed) == []
    assert failed[0].tag == "failure"
    assert failed[0].attrib["message"].startswith("E  1 == 2")
    assert (failed[0].text or "").startswith("$ pytest\n")
    assert skipped[0].attrib == {"message": "no server"}


def test_junit_path_must_be_writable(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusalError):
        write_junit(tmp_path / "none" / "report.xml", {})
