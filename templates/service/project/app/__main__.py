"""Start the server from the settings: ``python -m app``."""

import signal
import sys

if __name__ == "__main__":
    # The first process of a container ignores SIGTERM until something handles it,
    # and the server only does so once all is imported.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

import uvicorn

from app.core.config import get_settings

# Less than what container engines wait before they kill.
SHUTDOWN_SECONDS = 8


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
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )


if __name__ == "__main__":
    main()
