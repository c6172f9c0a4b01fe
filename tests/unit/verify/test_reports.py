"""What `forge verify` says of outcomes: to people, to scripts and to CI servers."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

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
LACKING = Outcome(name="boot", status="skipped", seconds=0, detail="no server")
NOTHING = Outcome(
    name="migrations", status="skipped", seconds=0, detail="none", applies=False
)


@pytest.mark.parametrize(
    ("outcomes", "strict", "code"),
    [
        ([PASSED, LACKING, NOTHING], False, 0),
        ([PASSED, NOTHING], True, 0),
        ([PASSED, LACKING], True, 1),
        ([PASSED, FAILED], False, 1),
    ],
)
def test_the_answer(outcomes: list[Outcome], strict: bool, code: int) -> None:
    report = Verification(path=Path("/shop"), outcomes=outcomes, strict=strict)
    assert report.exit_code == code
    assert report.document()["ok"] is (code == 0)


def test_people_read_what_failed_and_what_repeats_it() -> None:
    text = "\n".join(
        Verification(path=Path("/shop"), outcomes=[PASSED, FAILED]).lines()
    )
    assert "tests failed in /shop:" in text
    assert "Again: pytest" in text
    assert text.endswith("1 of 2 checks did not pass.")


def test_the_document() -> None:
    document = Verification(path=Path("/shop"), outcomes=[LACKING]).document()
    assert document["checks"] == [
        {
            "name": "boot",
            "status": "skipped",
            "seconds": 0,
            "detail": "no server",
            "command": "",
        }
    ]


def test_junit(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    write_junit(path, {"shop": [PASSED, FAILED, LACKING]})
    suite = ET.parse(path).getroot()[0]  # noqa: S314 - forge's own
    assert suite.attrib == {
        "name": "shop",
        "tests": "3",
        "failures": "1",
        "skipped": "1",
        "time": "2.250",
    }
    passed, failed, skipped = suite
    assert list(passed) == []
    assert failed[0].tag == "failure"
    assert failed[0].attrib["message"].startswith("E  1 == 2")
    assert (failed[0].text or "").startswith("$ pytest\n")
    assert skipped[0].attrib == {"message": "no server"}


def test_junit_without_a_place(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusalError):
        write_junit(tmp_path / "none" / "report.xml", {})
