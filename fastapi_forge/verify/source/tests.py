"""Recognize tests."""

from __future__ import annotations

import re

_TEST = re.compile(r"(.*/)?(tests?/.*|test_[^/]*\.py|[^/]*_test\.py|conftest\.py)")


def is_test(path: str) -> bool:
    return bool(_TEST.fullmatch(path))
