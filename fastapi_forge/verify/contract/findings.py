"""Extract the findings from a report, a few lines for each operation and failure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_CASE = re.compile(r"^\d+\. Test Case ID: .*$", re.MULTILINE)
_FAILED = re.compile(r"^- (ST\d+ .+|.+)$", re.MULTILINE)
_RESPONSE = re.compile(r"^\[(\d{3})\] .*?:\n\n\s*`(.*?)`$", re.MULTILINE | re.DOTALL)
_CURL = re.compile(r"^\s*(curl .*)$", re.MULTILINE)
_TOKEN = re.compile(r"'(Authorization: Bearer )[^']+'")
_SHOWN = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    operation: str
    problem: str
    """The problem, in several lines if the response says more."""
    curl: str
    """The command that repeats it, with `$TOKEN` instead of the token."""

    def __str__(self) -> str:
        parts = [f"{self.operation}: {self.problem}", self.curl]
        return "\n  ".join(part for part in parts if part)


def read_findings(report: Path) -> list[Finding]:
    """Return all failures and errors of a JUnit report, in order; none of an incomplete
    one.
    """
    try:
        # Safe: written by the process that was started here.
        root = ET.parse(report).getroot()  # noqa: S314
    except (OSError, ET.ParseError):
        return []
    return [
        finding
        for case in root.iter("testcase")
        for outcome in (*case.findall("failure"), *case.findall("error"))
        for finding in _findings(case.get("name", ""), outcome)
    ]


def _findings(operation: str, outcome: ET.Element) -> Iterator[Finding]:
    text = outcome.text or str(outcome.get("message"))
    for part in [case for case in _CASE.split(text) if case.strip()] or [text]:
        failed = [line.strip() for line in _FAILED.findall(part)]
        found = _RESPONSE.search(part)
        response = f" ({found[1]}: {found[2][:_SHOWN]})" if found else ""
        curl = _CURL.findall(part)
        yield Finding(
            operation=operation,
            problem=("; ".join(failed) or _first_line(part)) + response,
            curl=_shell(curl[-1]) if curl else "",
        )


def _shell(curl: str) -> str:
    return _TOKEN.sub(r'"\1$TOKEN"', curl)


def _first_line(text: str) -> str:
    return next((line for line in text.strip().splitlines() if line.strip()), "")
