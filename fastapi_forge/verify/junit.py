"""Write outcomes as JUnit XML, for CI servers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement

from fastapi_forge.errors import EnvironmentRefusalError
from fastapi_forge.verify.outcome import Outcome

# XML 1.0, 2.2: characters that are not allowed.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(path: Path, suites: Mapping[str, Sequence[Outcome]]) -> None:
    """Write one suite per service, and one case per check."""
    outcomes_of_all = list(chain.from_iterable(suites.values()))
    root = Element("testsuites", _counts(outcomes_of_all))
    for name, outcomes in suites.items():
        suite = SubElement(root, "testsuite", {"name": name, **_counts(outcomes)})
        for outcome in outcomes:
            _case(suite, name, outcome)
    try:
        ElementTree(root).write(path, "utf-8", xml_declaration=True)
    except OSError as error:
        raise EnvironmentRefusalError(f"{path}: {error.strerror}.") from error


def _counts(outcomes: Sequence[Outcome]) -> dict[str, str]:
    return {
        "tests": str(len(outcomes)),
        "failures": str(sum(outcome.status == "failed" for outcome in outcomes)),
        "errors": "0",
        "skipped": str(sum(outcome.status == "skipped" for outcome in outcomes)),
        "time": f"{sum(outcome.seconds for outcome in outcomes):.3f}",
    }


def _case(suite: Element, name: str, outcome: Outcome) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=name,
        name=outcome.name,
        time=f"{outcome.seconds:.3f}",
    )
    detail = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", outcome.detail)
    if outcome.status == "failed":
        failure = SubElement(case, "failure", message=detail.partition("\n")[0])
        failure.text = f"$ {outcome.command}\n{detail}" if outcome.command else detail
    elif outcome.status == "skipped":
        SubElement(case, "skipped", message=detail)
