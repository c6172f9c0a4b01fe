"""Find the shapes of values that match a regular expression.

Only constructs that Python's and Rust's engines share are supported, because Pydantic
uses the latter. Others raise `UnreadableError` with the construct.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from fastapi_forge.resources.kinds.spelling import Shape

LONGEST = 400
_PREFERRED = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
_PRINTABLE = string.ascii_letters + string.digits + string.punctuation + " "
_CLASSES = {
    "d": string.digits,
    "w": string.ascii_letters + string.digits + "_",
    "s": " ",
}

Shapes = Callable[[], Iterator[Shape]]


class UnreadableError(ValueError):
    """A construct that the two engines do not share."""


def _refuse(construct: str) -> NoReturn:
    raise UnreadableError(construct)


def shapes(pattern: str) -> Iterator[Shape]:
    """Return shapes of matching values, short repetitions first."""
    return _Reader(pattern).read()()


@dataclass(slots=True)
class _Reader:
    pattern: str
    at: int = field(default=0)

    def read(self) -> Shapes:
        found = self._alternatives()
        if self.at < len(self.pattern):
            _refuse("an unbalanced ')'")
        return found

    def _alternatives(self) -> Shapes:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        return lambda: (shape for branch in branches for shape in branch())

    def _sequence(self) -> Shapes:
        parts: list[Shapes] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated(self._atom()))
        return lambda: _joined(parts)

    def _repeated(self, atom: Shapes) -> Shapes:
        low, high = self._counts()
        if (low, high) == (1, 1):
            return atom
        if self._take("+"):
            _refuse("a possessive repetition")
        self._take("?")
        return lambda: _repetitions(atom, low, high)

    def _counts(self) -> tuple[int, int]:
        for sign, counts in (("?", (0, 1)), ("*", (0, LONGEST)), ("+", (1, LONGEST))):
            if self._take(sign):
                return counts
        if not self._take("{"):
            return 1, 1
        inside = self._until("}")
        low, comma, high = inside.partition(",")
        if not low.isdecimal() or not (high.isdecimal() or not high):
            _refuse(f"the repetition {{{inside}}}")
        if int(high or low) > LONGEST:
            _refuse(f"a repetition of more than {LONGEST}")
        return int(low), int(high) if high else LONGEST if comma else int(low)

    def _atom(self) -> Shapes:
        letter = self._next()
        if letter == "(":
            return self._group()
        if letter == "[":
            return _letter(self._set())
        if letter == "\\":
            return self._escape()
        if letter == ".":
            return _letter(_PRINTABLE)
        if letter in "^$":
            return lambda: iter([()])
        if letter in "*+?{}]":
            _refuse(f"a bare '{letter}'")
        return _letter(letter)

    def _group(self) -> Shapes:
        if self._take("?"):
            if self._take("P<"):
                self._until(">")
            elif not self._take(":"):
                _refuse(f"the group (?{self._next()}...)")
        inner = self._alternatives()
        if not self._take(")"):
            _refuse("an unclosed group")
        return inner

    def _escape(self) -> Shapes:
        letter = self._next()
        if letter in "bBAz":
            return lambda: iter([()])
        return _letter(self._escaped(letter))

    def _escaped(self, letter: str) -> str:
        if letter.lower() in _CLASSES:
            inside = _CLASSES[letter.lower()]
            return inside if letter.islower() else _without(inside)
        if letter.isalnum():
            _refuse(f"the escape \\{letter}")
        return letter

    def _set(self) -> str:
        negated = self._take("^")
        found = "]" if self._take("]") else ""
        while not self._take("]"):
            letter = self._next()
            if letter == "[":
                _refuse("a '[' inside a set")
            low = self._escaped(self._next()) if letter == "\\" else letter
            if len(low) == 1 and self._is_range():
                self.at += 1
                letter = self._next()
                high = self._escaped(self._next()) if letter == "\\" else letter
                low = "".join(map(chr, range(ord(low), ord(high) + 1)))
            found += low
        return _without(found) if negated else found

    def _is_range(self) -> bool:
        return self.pattern.startswith("-", self.at) and not self.pattern.startswith(
            "-]", self.at
        )

    def _take(self, text: str) -> bool:
        if not self.pattern.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def _next(self) -> str:
        if self.at >= len(self.pattern):
            _refuse("an early end")
        self.at += 1
        return self.pattern[self.at - 1]

    def _until(self, end: str) -> str:
        start = self.at
        while self._next() != end:
            pass
        return self.pattern[start : self.at - 1]


def _letter(alphabet: str) -> Shapes:
    preferred = next(
        (letters for letters in _PREFERRED if set(letters) <= set(alphabet)), None
    )
    plain = "".join(sorted(letter for letter in set(alphabet) if letter.isalnum()))
    chosen = preferred or plain or "".join(sorted(set(alphabet)))
    if not chosen:
        _refuse("a set that excludes every printable character")
    return lambda: iter([(chosen,)])


def _without(letters: str) -> str:
    return "".join(letter for letter in _PRINTABLE if letter not in letters)


def _repetitions(atom: Shapes, low: int, high: int) -> Iterator[Shape]:
    for shape in atom():
        for count in range(low, high + 1):
            if len(shape) * count > LONGEST:
                break
            yield shape * count


def _joined(parts: list[Shapes]) -> Iterator[Shape]:
    """Return all combinations; the last part varies first."""
    if not parts:
        yield ()
        return
    for start in _joined(parts[:-1]):
        for end in parts[-1]():
            yield start + end
