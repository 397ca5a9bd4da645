"""The engine (MkDocs or a fork of it) in a process of its own, which ends with the build that started it.

    python -m leitai.publish.engine.mkdocs_child ENGINE build …

Its standard input is a pipe that nobody writes to: when the build dies, by whatever cause, the pipe
closes, and no orphan goes on writing. A fault of the machine leaves its number on the last line.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading

MACHINE_FAULT = 3


def _end_with_the_build() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(MACHINE_FAULT)


def main() -> None:
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    engine = importlib.import_module(f"{sys.argv[1]}.__main__")
    try:
        engine.cli(sys.argv[2:])
    except OSError as fault:
        print(f"{fault.errno}\t{fault.filename or ''}", file=sys.stderr)
        sys.exit(MACHINE_FAULT)


if __name__ == "__main__":
    main()
