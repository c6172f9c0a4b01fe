"""`python -m fastapi_forge` is `forge`."""

from __future__ import annotations

from fastapi_forge.cli.app import main

if __name__ == "__main__":
    main()
