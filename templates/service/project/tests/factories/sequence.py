from itertools import count

_numbers = count(1)


def number() -> int:
    """Return a number that no other call in this process returns."""
    return next(_numbers)
