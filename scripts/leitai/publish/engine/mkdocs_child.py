"""The engine (MkDocs or a fork of it) in a process of its own, which ends with the build that started it.

    python -m leitai.publish.engine.mkdocs_child ENGINE CONFIG_FILE SITE

Its standard input is a pipe that nobody writes to: when the build dies, by whatever cause, the pipe
closes, and no orphan goes on writing. A fault of the machine leaves its number on the last line.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
from pathlib import Path

from leitai.publish.engine.renderer import Renderer, can_render

MACHINE_FAULT = 3


def _end_with_the_build() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(MACHINE_FAULT)


def main() -> None:
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    engine, config_file, site = sys.argv[1:]
    try:
        build(engine, config_file, site)
    except OSError as fault:
        print(f"{fault.errno}\t{fault.filename or ''}", file=sys.stderr)
        sys.exit(MACHINE_FAULT)


def build(engine: str, config_file: str, site: str) -> None:
    """Build a site where none is; a warning fails it, as `strict` does."""
    part = importlib.import_module
    warnings = part(f"{engine}.utils").CountHandler(level=logging.WARNING)
    logging.getLogger(engine).addHandler(warnings)
    exceptions = part(f"{engine}.exceptions")
    try:
        config = part(f"{engine}.config").load_config(config_file, site_dir=site, strict=True)
        if can_render(config):
            write_site(Renderer(engine, config))
        else:
            part(f"{engine}.commands.build").build(config)
    except exceptions.MkDocsException as refused:
        sys.exit(refused.format_message())
    if warnings.get_counts():
        sys.exit(1)


def write_site(renderer: Renderer) -> None:
    """Every file of a site; what can't be encoded is written as a character reference, as the engine does."""
    renderer.write_rest()
    for page in renderer.pages:
        path = Path(page.file.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(renderer.render(page).encode("utf-8", "xmlcharrefreplace"))


if __name__ == "__main__":
    main()
