"""The parts of a `_forge` block become one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_forge.template.documents import read_documents
from fastapi_forge.template.merging import merge
from tests.support.templates import write_files


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ({"a": 1, "b": 1}, {"b": 2, "c": 2}, {"a": 1, "b": 2, "c": 2}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ([1, 2], [2, 3], [1, 2, 2, 3]),
        (
            [{"key": "a", "of": [1]}, {"key": "b", "of": [2]}],
            [{"key": "a", "of": [3]}, {"key": "c"}, {"if": 4}],
            [
                {"key": "a", "of": [1, 3]},
                {"key": "b", "of": [2]},
                {"key": "c"},
                {"if": 4},
            ],
        ),
        ({"a": [1]}, {"a": 2}, {"a": 2}),
        (None, {"a": 1}, {"a": 1}),
    ],
)
def test_merge(first: object, second: object, both: object) -> None:
    assert merge(first, second) == both


def test_included_files_add_to_the_block(tmp_path: Path) -> None:
    files = {
        "copier.yml": "_forge: {name: a, secrets: [A]}\n---\n!include cache.yml\n",
        "cache.yml": "cache: {type: bool}\n_forge: {secrets: [B]}\n",
    }

    documents = read_documents(write_files(tmp_path, files))

    assert documents["_forge"] == {"name": "a", "secrets": ["A", "B"]}
