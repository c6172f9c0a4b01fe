"""Answers to Copier templates keep their types."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import copier
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fastapi_forge.answers.files import read_answers
from fastapi_forge.answers.resolution import resolve
from fastapi_forge.answers.sources import Raw, Source, merge
from fastapi_forge.errors import InvalidAnswerError
from fastapi_forge.rendering.engine import render
from fastapi_forge.rendering.state import state_of
from fastapi_forge.template.schema import read_schema
from tests.support.templates import write_files

SHOWN = "{{ [key] }}"  # as Python writes it: with its type
WORDS = st.text("abcxyz Zoë-_/:#'\"{}[]!&*%@`0129.,\\", max_size=8)
SPELLINGS = st.sampled_from(
    ["1.0", "010", "yes", "off", "null", "~", "2026-01-31", "12:30:45", "1e3", "0x1F"]
)
SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6),
    WORDS,
    SPELLINGS,
)
DATES = st.one_of(
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
    st.datetimes().map(lambda moment: moment.replace(fold=0)),
)


def nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
        ),
        max_leaves=6,
    )


DATA = nested(SCALARS).filter(lambda value: not isinstance(value, str))
RICH_DATA = nested(st.one_of(SCALARS, DATES)).filter(
    lambda value: not isinstance(value, str)
)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - as PyYAML has it
        del data
        return True


def in_yaml(value: object) -> str:
    return str(yaml.dump({"key": value}, Dumper=_Dumper, sort_keys=False))


def in_toml(value: object) -> str:
    return f"key = {_toml(value)}\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def by_copier(question: Mapping[str, Any], value: object) -> str:
    with TemporaryDirectory() as directory:
        root = write_files(Path(directory, "tpl"), _files(question))
        copier.run_copy(
            str(root), Path(directory, "out"), {"key": value}, defaults=True, quiet=True
        )
        return Path(directory, "out/shown").read_text()


def by_file(question: Mapping[str, Any], name: str, text: str) -> str:
    with TemporaryDirectory() as directory:
        path = Path(directory, name)
        path.write_text(text, encoding="utf-8", newline="")
        return by_forge(question, *read_answers(str(path), "file"))


def by_text(question: Mapping[str, Any], source: Source, text: str) -> str:
    return by_forge(question, Raw(key="key", value=text, source=source, detail=source))


def by_forge(question: Mapping[str, Any], *raws: Raw) -> str:
    with TemporaryDirectory() as directory:
        root = write_files(Path(directory, "tpl"), _files(question))
        schema = read_schema(root)
        answers = resolve(schema, merge(schema, raws), {})
        return render(state_of(schema, answers, ()), root)["shown"].content.decode()


def _files(question: Mapping[str, Any]) -> dict[str, str]:
    written = yaml.safe_dump({"key": {**question}}, sort_keys=False)
    return {"copier.yml": written, "shown.jinja": SHOWN}


@given(value=RICH_DATA, kind=st.sampled_from(["yaml", "json"]))
@settings(max_examples=15, deadline=None)
def test_data_of_a_yaml_file(value: object, kind: str) -> None:
    question = {"type": kind, "default": "[]"}

    assert by_file(question, "a.yml", in_yaml(value)) == by_copier(question, value)


@given(value=DATA, kind=st.sampled_from(["yaml", "json"]))
@settings(max_examples=15, deadline=None)
def test_data_of_a_json_file(value: object, kind: str) -> None:
    question = {"type": kind, "default": "[]"}
    text = json.dumps({"key": value})

    assert by_file(question, "a.json", text) == by_copier(question, value)


@given(value=nested(st.one_of(SCALARS, DATES).filter(lambda value: value is not None)))
@settings(max_examples=15, deadline=None)
def test_data_of_a_toml_file(value: object) -> None:
    question = {"type": "yaml", "default": "[]"}
    given = [value]  # a text alone would be parsed once more

    assert by_file(question, "a.toml", in_toml(given)) == by_copier(question, given)


@given(
    value=nested(SCALARS),
    kind=st.sampled_from(["yaml", "json"]),
    source=st.sampled_from(["flag", "set", "env"]),
)
@settings(max_examples=15, deadline=None)
def test_data_that_is_typed(value: object, kind: str, source: Source) -> None:
    question = {"type": kind, "default": "[]"}
    text = json.dumps(value)

    assert by_text(question, source, text) == by_copier(question, text)


@given(data=st.data(), kind=st.sampled_from(["str", "path", "int", "float", "bool"]))
@settings(max_examples=20, deadline=None)
def test_a_plain_value_from_every_source(data: st.DataObject, kind: str) -> None:
    value: Any = data.draw(
        {
            "str": st.one_of(WORDS, SPELLINGS).filter(bool),
            "path": WORDS.filter(bool),
            "int": st.integers(-(10**9), 10**9),
            "float": st.floats(-1e9, 1e9),
            "bool": st.booleans(),
        }[kind]
    )
    question = {"type": kind, "default": {"bool": False}.get(kind, 0)}
    expected = by_copier(question, value)

    assert by_file(question, "a.yml", in_yaml(value)) == expected
    assert by_file(question, "a.json", json.dumps({"key": value})) == expected
    assert by_file(question, "a.toml", in_toml(value)) == expected
    assert by_text(question, "flag", str(value)) == expected


CHOICES: dict[str, list[Any]] = {
    "str": ["a", "1", "yes", "1.0"],
    "int": [80, 443, 0],
    "float": [0.5, 1.0, 2],
    "yaml": [80, "443", True, [1, "2"], {"a": False}, "yes", "text"],
    "json": [80, "443", [1, "2"], {"a": False}],
}


@given(data=st.data(), kind=st.sampled_from(sorted(CHOICES)), computed=st.booleans())
@settings(max_examples=25, deadline=None)
def test_choices_have_their_types(
    data: st.DataObject, kind: str, computed: bool
) -> None:
    choices = [
        [str(number), {"value": value}] for number, value in enumerate(CHOICES[kind])
    ]
    written = f"{{{{ {json.dumps(json.dumps(choices))} }}}}" if computed else choices
    several = data.draw(st.booleans())
    chosen = st.sampled_from(CHOICES[kind])
    value: Any = data.draw(st.lists(chosen, max_size=3) if several else chosen)
    question = {
        "type": kind,
        "choices": written,
        "multiselect": several,
        "default": [] if several else CHOICES[kind][1],
    }
    expected = by_copier(question, value)

    assert by_file(question, "a.yml", in_yaml(value)) == expected
    assert by_file(question, "a.json", json.dumps({"key": value})) == expected


@given(default=nested(SCALARS), kind=st.sampled_from(["yaml", "json", "str", ""]))
@settings(max_examples=20, deadline=None)
def test_defaults_have_their_types(default: object, kind: str) -> None:
    if kind == "str" and not isinstance(default, str | int | float):
        default = "x"
    if isinstance(default, str):
        default = json.dumps(default) if kind in {"yaml", "json"} else "x"
    assume("{" not in json.dumps(default).replace('{"', ""))  # Jinja
    question = {"default": default, **({"type": kind} if kind else {})}

    assert by_forge(question) == by_copier(question, default)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yml", "key: [80, 443, false, ~, 2026-01-31, '80']"),
        ("a.json", '{"key": [80, 443, false, null, "2026-01-31", "80"]}'),
        ("a.yml", "key: {80: web, on: true}"),
        ("a.yml", "key: 010"),
        ("a.yml", "key: '\"1.0\"'"),
        ("a.yml", "key: |\n  ports: [80]\n  tls: no\n"),
        ("a.yml", "key: 🦊"),
    ],
)
def test_the_same_file_read_by_copier(name: str, text: str) -> None:
    question = {"type": "yaml", "default": "[]"}
    value = yaml.safe_load(text)["key"]

    assert by_file(question, name, text) == by_copier(question, value)


def test_several_choices_as_one_list_of_yaml() -> None:
    question = {
        "type": "int",
        "choices": [80, 443, 8080],
        "multiselect": True,
        "default": [],
    }

    for text in ("[443, 80]", "443,80", " 443 , 80 "):
        assert by_text(question, "set", text) == "[[80, 443]]"


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("int", "a.yml", "key: 1.5"),
        ("int", "a.json", '{"key": true}'),
        ("int", "a.yml", "key: seven"),
        ("float", "a.toml", "key = 2026-01-31"),
        ("bool", "a.yml", "key: ture"),
        ("str", "a.yml", "key: [a]"),
        ("str", "a.yml", "key: ~"),
        ("json", "a.yml", "key: '{'"),
        ("yaml", "a.yml", "key: '{'"),
        ("yaml", "a.yml", "key: !!set {a, b}"),
    ],
)
def test_value_of_another_type_is_refused(kind: str, name: str, text: str) -> None:
    question = {"type": kind, "default": {"bool": False}.get(kind, "0")}

    with pytest.raises(InvalidAnswerError, match=", line 1"):
        by_file(question, name, text)
