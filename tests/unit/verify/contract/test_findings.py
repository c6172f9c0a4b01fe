from __future__ import annotations

from pathlib import Path

from fastapi_forge.verify.contract.findings import Finding, read_findings

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="schemathesis">
  <testcase name="GET /tasks" time="1" />
  <testcase name="POST /tasks" time="1">
    <failure type="failure" message="ST202">1. Test Case ID: 2eqb9I

- ST202 Schema-valid request rejected

    Valid data should have been accepted

[422] Unprocessable Content:

    `{"status":422,"errors":[{"type":"value_error"}]}`

Reproduce with:

    curl -X POST -H 'Authorization: Bearer abc.def' -d '{"a": 1}' http://x/tasks
2. Test Case ID: 2eqb9J

- ST101 Server error

[500] Internal Server Error:

    `{"status":500}`

Reproduce with:

    curl -X POST http://x/tasks</failure>
    <error type="error" message="Connection refused" />
  </testcase>
</testsuite></testsuites>
"""


def test_every_failure_is_a_finding(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert read_findings(report) == [
        Finding(
            operation="POST /tasks",
            problem="ST202 Schema-valid request rejected"
            ' (422: {"status":422,"errors":[{"type":"value_error"}]})',
            curl='curl -X POST -H "Authorization: Bearer $TOKEN"'
            " -d '{\"a\": 1}' http://x/tasks",
        ),
        Finding(
            operation="POST /tasks",
            problem='ST101 Server error (500: {"status":500})',
            curl="curl -X POST http://x/tasks",
        ),
        Finding(operation="POST /tasks", problem="Connection refused", curl=""),
    ]


def test_finding_shows_problem_and_command() -> None:
    finding = Finding(operation="GET /", problem="ST101 Server error", curl="curl /")

    assert str(finding) == "GET /: ST101 Server error\n  curl /"


def test_missing_report_has_no_findings(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.touch()

    assert read_findings(report) == []
    assert read_findings(tmp_path / "missing.xml") == []
