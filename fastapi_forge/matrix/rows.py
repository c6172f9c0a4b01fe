"""Name the combinations of a matrix by the values that differ from the defaults."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi_forge.errors import UsageError
from fastapi_forge.matrix.array import Progress, covering_array
from fastapi_forge.matrix.factors import Factors, Level, Row

_DEFAULTS = "defaults"
_LONGEST = 200
_SHARD = re.compile(r"([1-9]\d*)/([1-9]\d*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    name: str
    answers: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    rows: Sequence[MatrixRow]
    tuples: int
    """The number of sets of `strength` values that the combinations cover."""
    strength: int
    seed: int


def matrix_of(
    factors: Factors,
    together: Sequence[str],
    *,
    strength: int,
    seed: int,
    progress: Progress = lambda _: None,
) -> Matrix:
    """Return the defaults, all combinations of `together`, and required values."""
    if strength < 1:
        raise UsageError(
            f"{strength} is not a valid value for --strength.",
            hint="Use 2 to cover all pairs of values, or 3 to cover all triples.",
        )
    # With this many options or fewer, the combinations are all possible ones.
    strength = min(strength, len(factors.levels))
    first = [factors.defaults, *factors.every_row(together)]
    covering = covering_array(
        factors, strength=strength, seed=seed, first=first, progress=progress
    )
    names = Namer(factors)
    # Different starts can lead to the same combination.
    rows = {names.name(row): row for row in covering.rows}
    return Matrix(
        rows=[MatrixRow(name=name, answers=row) for name, row in rows.items()],
        tuples=covering.tuples,
        strength=strength,
        seed=seed,
    )


def shard_of(rows: Sequence[MatrixRow], text: str) -> Sequence[MatrixRow]:
    """Return every N-th combination, starting with the I-th; raise UsageError."""
    found = _SHARD.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        raise UsageError(
            f"{text!r} is not a valid value for --shard.",
            hint="For example, use 2/4 for the second of four shards.",
        )
    return rows[int(found[1]) - 1 :: int(found[2])]


class Namer:
    """Return labels of values: the value itself unless another option has it too."""

    def __init__(self, factors: Factors) -> None:
        self._factors = factors
        labels = Counter(self._labels())
        self._unambiguous = {label for label, times in labels.items() if times == 1}

    def name(self, row: Mapping[str, Level]) -> str:
        """Return the labels joined by hyphens, without those of options that do not
        apply.
        """
        defaults = self._factors.defaults
        labels = [
            self._label(key, value)
            for key, value in row.items()
            if value != defaults.get(key)
        ]
        return _short("-".join(labels)) or _DEFAULTS

    def _label(self, key: str, value: Level) -> str:
        if isinstance(value, bool):
            return key if value else f"no_{key}"
        label = self._factors.labels.get((key, value), _plain(value))
        return label if label in self._unambiguous else f"{key}_{label}"

    def _labels(self) -> Iterator[str]:
        for key, values in self._factors.levels.items():
            yield key
            for value in values:
                if not isinstance(value, bool):
                    yield self._factors.labels.get((key, value), _plain(value))


def _short(name: str) -> str:
    """Shorten a name to that of a directory; the same name stays the same."""
    if len(name) <= _LONGEST:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST - len(digest) - 1].rstrip('-')}-{digest}"


def _plain(value: Level) -> str:
    """Return the text as part of a directory name."""
    text = "+".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return re.sub(r"[^\w.+-]+", "_", text) or "empty"
