"""Run forge as `python -m fastapi_forge`."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the console script."""
    try:
        # Importing the application takes long enough to be interrupted.
        from fastapi_forge.cli.app import app  # noqa: PLC0415

        app(prog_name="forge")
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
