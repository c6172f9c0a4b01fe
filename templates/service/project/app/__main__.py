"""Start the server from the settings: ``python -m app``."""

import signal
import sys

if __name__ == "__main__":
    # The first process of a container ignores SIGTERM until something handles it,
    # and the server only does so once all is imported.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

import uvicorn

from app.core.config import get_settings


def main() -> None:
    settings = get_settings()
    uvicorn.run(
        "app.main:app",
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        reload=settings.reload,
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    main()
