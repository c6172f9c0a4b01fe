"""Run a command and print its seconds, its peak memory in KiB and its exit code.

This is a separate program, because the peak memory of a child starts with its parent's.
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
