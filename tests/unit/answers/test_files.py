from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

import pytest

from fastapi_forge.answers.files import LARGEST, read_answers
from fastapi_forge.errors import AnswersFileError, EnvironmentRefusalError

ANSWERS = {
    "python": "3.10",
    "versioning": "no",
    "origins": ["http://a", "http://b"],
}
YAML = "python: 3.10\nversioning: no\norigins:\n  - http://a\n  - http://b\n"
JSON = '{"python": 3.10, "versioning": "no", "origins": ["http://a", "http://b"]}'
TOML = 'python = 3.10\nversioning = "no"\norigins = ["http://a", "http://b"]\n'


def read(path: Path) -> dict[str, object]:
    return {raw.key: raw.value for raw in read_answers(str(path), "file")}


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yml", YAML),
        (".yaml", f"---\n{YAML}"),
        (".json", JSON),
        (".toml", TOML),
        ("", YAML),
        ("", JSON),
        ("", f"# made by hand: yes\n\n{TOML}"),
        (".txt", f"\ufeff{YAML}"),
        (".yml", YAML.replace("\n", "\r\n")),
    ],
)
def test_format_is_found_by_suffix_or_content(
    tmp_path: Path, suffix: str, text: str
) -> None:
    path = tmp_path / f"answers{suffix}"
    path.write_text(text, encoding="utf-8", newline="")

    assert read(path) == ANSWERS


@pytest.mark.parametrize(
    ("name", "text", "key", "value"),
    [
        ("a.json", '{"a": true}', "a", True),
        ("a.toml", "a = true", "a", True),
        ("a.yml", "a: true", "a", "true"),
        ("a.yml", "a: ~", "a", None),
        ("a.yml", "a:", "a", None),
        ("a.json", '{"a": null}', "a", None),
        ("a.toml", "a = 2026-01-31", "a", "2026-01-31"),
        ("a.json", '{"a": NaN}', "a", "NaN"),
        ("a.yml", "a: 'null'", "a", "null"),
    ],
)
def test_plain_values(
    tmp_path: Path, name: str, text: str, key: str, value: object
) -> None:
    (tmp_path / name).write_text(text)

    assert read(tmp_path / name) == {key: value}


@pytest.mark.parametrize("name", ["a.yml", "a.toml", "a"])
def test_empty_file_contains_no_answers(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# nothing\n")

    assert read(tmp_path / name) == {}


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.yml", "a: 1\nb: [\n", "a.yml, line 3"),
        ("a.yml", "a: 1\na: 2\n", "a.yml, line 2: 'a' is set more than once"),
        ("a.yml", "a: &x [1]\nb: *x\n", "a.yml, line 2: aliases are not allowed"),
        ("a.yml", "a: !!python/name:os.system x", "a.yml, line 1"),
        ("a.yml", "? [a]\n: b\n", "line 1: a key must be plain text"),
        ("a.yml", "- a\n- b\n", "does not contain a mapping"),
        ("a.yml", "just text", "does not contain a mapping"),
        ("a.yml", "a: 1\n---\nb: 2\n", "line 2"),
        ("a.yml", "a: \x00", "a.yml"),
        ("a.yml", "[" * 5000, "nested too deeply"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.json", '{"a": 1,\n"b" 2}', "a.json, line 2"),
        ("a.json", '{"a": 1, "a": 2}', "'a' is set more than once"),
        ("a.json", "[]", "does not contain a mapping"),
        ("a.toml", "a = 1\nb = \n", "a.toml, line 2"),
        ("a.toml", "a = 1\na = 2\n", "a.toml, line 2"),
        ("a.toml", "a." * 20_000 + "b = 1", "more than 100 dots"),
        ("a.toml", "a = " + "[" * 50_000, "nested too deeply"),
        ("a.json", '{"k": 1, "a": 1, "a": 2}', "'a' is set more than once"),
        ("a.yml", "a: !foo b", "a.yml, line 1"),
        ("a.yml", "a:\n\t- b\n", "a.yml, line 2"),
    ],
)
def test_malformed_file_is_refused_with_its_line(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    (tmp_path / name).write_text(text)

    with pytest.raises(AnswersFileError) as raised:
        read(tmp_path / name)

    assert complaint in raised.value.message


def test_detail_names_file_and_line(tmp_path: Path) -> None:
    for name, text in {"a.yml": YAML, "a.toml": TOML}.items():
        (tmp_path / name).write_text(text)
        raws = read_answers(str(tmp_path / name), "file")
        assert raws[1].detail == f"{tmp_path / name}, line 2"

    (tmp_path / "a.json").write_text('{\n  "python": 1,\n  "origins": []}')
    raws = read_answers(str(tmp_path / "a.json"), "preset", prefix="preset ")
    assert raws[1].detail == f"preset {tmp_path / 'a.json'}, line 3"
    assert raws[1].source == "preset"


def test_large_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("#" * (LARGEST + 1))

    with pytest.raises(AnswersFileError, match="larger than 1024 KiB"):
        read(tmp_path / "a.yml")


def test_endless_file_is_refused() -> None:
    if not os.path.exists("/dev/zero"):
        pytest.skip("no such device here")

    with pytest.raises(AnswersFileError, match="larger than"):
        read(Path("/dev/zero"))


def test_other_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes("a: 1\nauthor: Zoë\n".encode("latin-1"))

    with pytest.raises(AnswersFileError, match="line 2: not UTF-8"):
        read(tmp_path / "a.yml")


@pytest.mark.parametrize("name", ["missing.yml", ".", "nul\0"])
def test_unreadable_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AnswersFileError, match="Cannot read answers"):
        read_answers(f"{tmp_path}/{name}", "file")


def test_forbidden_file_is_an_environment_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> io.BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(EnvironmentRefusalError):
        read(tmp_path / "a.yml")


def test_stdin_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(YAML.encode())))

    raws = read_answers("-", "file")

    assert {raw.key: raw.value for raw in raws} == ANSWERS
    assert raws[0].detail == "stdin, line 1"


def test_closed_stdin_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    with pytest.raises(AnswersFileError, match="stdin: it is closed"):
        read_answers("-", "file")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yml", "".join(f"k{number}: 1\n" for number in range(5_000))),
        ("a.toml", "".join(f"k{number} = 1\n" for number in range(5_000))),
        ("a.json", '{"k": ' + " " * 100_000 + "1}"),
    ],
)
def test_long_file_is_read_quickly(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    start = time.process_time()

    raws = read_answers(str(tmp_path / name), "file")

    assert time.process_time() - start < 5
    assert raws[-1].detail.endswith(f"line {len(raws)}")
