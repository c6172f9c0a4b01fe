"""A passed check runs again if anything changes that determines its result."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from fastapi_forge.interpreters import RUNNING, find_interpreter
from fastapi_forge.matrix.versions import checking_files
from fastapi_forge.verify.environments import uv
from tests.support.environments import forge_without_extra
from tests.support.generated import ROOT
from tests.support.matrices import matrix
from tests.support.mysql_server import missing_programs, own_server
from tests.support.processes import clean_environment, run
from tests.support.templates import write_files

FILES = {
    "copier.yml": """\
_subdirectory: project
flavour: {type: str, help: Flavour, choices: [sweet, sour], default: sweet}
""",
    "verify.yml": """\
install: python --version
checks:
  lint: python check.py
""",
    "project/check.py": "open('DONE', 'a').write('x')\n",
}
DATABASE = "DATABASE_URL=mysql+aiomysql://root@127.0.0.1/shop\n"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = write_files(tmp_path / "template", FILES)
    check = path / "project/check.py"
    check.write_text(check.read_text().replace("DONE", str(tmp_path / "done")))
    return path


@pytest.fixture
def times(template: Path, tmp_path: Path) -> Callable[..., int]:
    """Run the checks, and return how often they ran so far."""

    def check(*forge: str | Path, **variables: str) -> int:
        words = (f"--template={template}", "--row=sour")
        forge = (*(forge or (forge_without_extra(),)), "-m", "fastapi_forge")
        matrix(tmp_path, *words, code=0, forge=forge, **variables)
        return len((tmp_path / "done").read_text())

    return check


def test_every_input_of_a_check_changes_its_key(
    times: Callable[..., int], tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """Changes accumulate."""
    programs, packages = tmp_path / "bin", tmp_path / "packages"
    path = f"{programs}:{Path(uv()).parent}:{clean_environment()['PATH']}"
    given = {"PATH": path, "PYTHONPATH": f"{ROOT}:{packages}"}
    assert [times(**given), times(**given)] == [1, 1]

    expected = 1
    for what, change in changes(tmp_path, programs, packages):
        with subtests.test(what):
            change()
            expected += 1
            assert times(**given) == expected
    assert times(**given) == expected
    old = ("setarch", "--uname-2.6", forge_without_extra())
    with subtests.test("operating system"):
        assert times(*old, **given) == expected + 1


def changes(
    tmp_path: Path, programs: Path, packages: Path
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Change the version of something."""
    for name in ("schemathesis", "zizmor"):
        yield f"package {name}", partial(package, packages, name, "9.9")
    yield "another version", partial(package, packages, "zizmor", "9.10")
    for name in ("hadolint", "git", "uv", "docker"):
        yield f"program {name}", partial(program, programs, name)
    [place] = tmp_path.glob("cache/forge/service-*/lib/python*/site-packages")
    yield "package of the service", partial(package, place, "mypy", "9.9")


def package(place: Path, name: str, version: str) -> None:
    for old in place.glob(f"{name}-*.dist-info"):
        shutil.rmtree(old)
    metadata = place / f"{name}-{version}.dist-info" / "METADATA"
    metadata.parent.mkdir(parents=True)
    metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")


def program(place: Path, name: str) -> None:
    """The same program, reporting another version."""
    usual = uv() if name == "uv" else shutil.which(name) or "false"
    place.mkdir(exist_ok=True)
    (place / name).write_text(
        f'#!/bin/sh\ncase "$*" in *version) echo 9.9;; *) exec {usual} "$@";; esac\n'
    )
    (place / name).chmod(0o755)


def test_another_python_invalidates_the_cache(times: Callable[..., int]) -> None:
    others = {"3.11", "3.12", "3.13"} - {RUNNING}
    python = next(filter(None, map(find_interpreter, sorted(others))), None)
    if python is None:
        pytest.skip(f"There is no other Python than {RUNNING}")
    assert times() == 1
    assert [times(forge_without_extra(python)) for _ in range(2)] == [2, 2]


def test_another_database_server_invalidates_the_cache(
    template: Path, times: Callable[..., int]
) -> None:
    if missing := missing_programs():
        pytest.skip(f"{' and '.join(missing)} is missing")
    (template / "project/.env.example").write_text(DATABASE)
    plan = template / "verify.yml"
    installed = "install: uv pip install --quiet --python python pymysql"
    plan.write_text(plan.read_text().replace("install: python --version", installed))
    for number, options in enumerate(((), ("--version=9.9.9-other",)), 1):
        with own_server(*options) as url:
            for _ in range(2):
                assert times(TEST_DATABASE_URL=url) == number


def test_key_covers_all_code_of_the_checks() -> None:
    code = (
        "import sys, fastapi_forge.verify.registry, fastapi_forge.verify.working_copy,"
        " fastapi_forge.verify.runner\n"
        "for name, it in sys.modules.items():\n"
        "    if name.startswith('fastapi_forge.'): print(it.__file__)"
    )
    loaded = {Path(path) for path in run(sys.executable, "-c", code, cwd=ROOT).split()}
    packages = {path for path in loaded if path.name == "__init__.py"}
    assert len(loaded) > len(packages)
    assert loaded - packages <= set(checking_files())
