"""Print which of the given attributes, as `module.Class.name`, exist.

The service's own Python runs this, because it has the packages. What cannot be imported
may have any attribute.
"""

from __future__ import annotations

import sys
from pkgutil import resolve_name


def main(attributes: list[str]) -> None:
    for attribute in attributes:
        owner, _, name = attribute.rpartition(".")
        try:
            found = hasattr(resolve_name(owner), name)
        except (ImportError, AttributeError, ValueError):
            found = True
        if found:
            sys.stdout.write(f"{attribute}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
