"""A license, a pipeline or hooks add the right files to a project."""

from __future__ import annotations

import hashlib
import tomllib

import pytest

from fastapi_forge.template.schema import Value
from tests.support.renders import rendered

PLAIN: dict[str, Value] = {"license": "none", "ci": "none", "pre_commit": False}
LICENSED = ["LICENSE", "tests/api/test_license.py"]
ADDED: tuple[tuple[str, Value, list[str]], ...] = (
    ("ci", "github", [".github/dependabot.yml", ".github/workflows/ci.yml"]),
    ("ci", "gitlab", [".gitlab-ci.yml", "renovate.json"]),
    ("pre_commit", True, [".pre-commit-config.yaml"]),
    ("license", "MIT", LICENSED),
    ("license", "Apache-2.0", LICENSED),
    ("license", "BSD-3-Clause", LICENSED),
    ("license", "proprietary", LICENSED),
)
# From the text published by the Apache Software Foundation.
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


@pytest.mark.parametrize(("key", "value", "added"), ADDED, ids=str)
def test_choice_adds_its_files(key: str, value: Value, added: list[str]) -> None:
    plain, chosen = rendered(**PLAIN), rendered(**PLAIN | {key: value})

    assert sorted(chosen.keys() - plain.keys()) == added
    assert plain.keys() <= chosen.keys()
    assert plain["README.md"] != chosen["README.md"]


@pytest.mark.parametrize("manager", ["uv", "pip"])
def test_hooks_come_with_their_runner(manager: str) -> None:
    plain = rendered(**PLAIN, package_manager=manager)
    chosen = rendered(**PLAIN | {"pre_commit": True}, package_manager=manager)

    holder = "pyproject.toml" if manager == "uv" else "requirements-dev.txt"
    assert b"prek" not in plain[holder].content
    assert b"prek" in chosen[holder].content


@pytest.mark.parametrize(
    ("license_", "identifier", "words"),
    [
        ("MIT", "MIT", "MIT License\n\nCopyright (c) 2026 Ann\n\nPermission"),
        ("BSD-3-Clause", "BSD-3-Clause", "Copyright (c) 2026 Ann\n\nRedistribution"),
        ("proprietary", "LicenseRef-Proprietary", "2026 Ann. All rights reserved."),
        ("Apache-2.0", "Apache-2.0", "TERMS AND CONDITIONS FOR USE"),
    ],
)
def test_license_metadata_matches_the_text(
    license_: str, identifier: str, words: str
) -> None:
    tree = rendered(license=license_, author="Ann")
    project = tomllib.loads(tree["pyproject.toml"].content.decode())["project"]

    assert (project["license"], project["license-files"]) == (identifier, ["LICENSE"])
    assert words in tree["LICENSE"].content.decode()
    assert f'"identifier": "{identifier}"' in tree["app/factory.py"].content.decode()
    assert "Copyright (c) 2026 Ann" in tree["README.md"].content.decode()


def test_apache_license_is_complete() -> None:
    text = rendered(license="Apache-2.0")["LICENSE"].content

    # Theirs starts with an empty line.
    assert hashlib.sha256(b"\n" + text).hexdigest() == APACHE


def test_project_holds_the_copyright_without_an_author() -> None:
    text = rendered(license="MIT", author="")["LICENSE"].content.decode()

    assert "Copyright (c) 2026 Shop\n" in text
