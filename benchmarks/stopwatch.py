"""Run a command to its end: its seconds, its peak memory in KiB and its exit code.

A program of its own, because the peak of a child begins at what its parent uses.
"""

import os
import sys
import time


def main(command: list[str]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    silenced = [(os.POSIX_SPAWN_DUP2, null, stream) for stream in range(3)]
    started = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=silenced)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"{seconds} {usage.ru_maxrss} {code}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
