"""The engine (MkDocs or a fork of it) in a process of its own, which ends with the build that started it.

    python -m leitai.publish.engine.mkdocs_child ENGINE CONFIG_FILE SITE LIVE_SITE STORE

Its standard input is a pipe that nobody writes to: when the build dies, by whatever cause, the pipe
closes, and no orphan goes on writing. A fault of the machine leaves its number on the last line.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import threading
from hashlib import sha256
from pathlib import Path

from leitai.garbage import search_rarely
from leitai.on_disk import write_file
from leitai.publish.engine.renderer import Renderer, can_render
from leitai.publish.site.store import Store, store_key, take

MACHINE_FAULT = 3


def _end_with_the_build() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(MACHINE_FAULT)


def main() -> None:
    """Build as the arguments say; a fault of the machine ends it with a message, not a traceback."""
    search_rarely()
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    engine, config_file, site, live, store = sys.argv[1:]
    try:
        run_engine(engine, config_file, site, Path(live), Store(Path(store)))
    except OSError as fault:
        print(f"{fault.errno}\t{fault.filename2 or fault.filename or site}", file=sys.stderr)
        sys.exit(MACHINE_FAULT)


def run_engine(engine: str, config_file: str, site: str, live: Path, store: Store) -> None:
    """Build a site where none is; a warning fails it, as `strict` does."""
    part = importlib.import_module
    warnings = part(f"{engine}.utils").CountHandler(level=logging.WARNING)
    logging.getLogger(engine).addHandler(warnings)
    exceptions = part(f"{engine}.exceptions")
    try:
        config = part(f"{engine}.config").load_config(config_file, site_dir=site, strict=True)
        if can_render(config):
            write_site(Renderer(engine, config), live, store)
        else:
            part(f"{engine}.commands.build").build(config)
    except exceptions.MkDocsException as refused:
        sys.exit(refused.format_message())
    if warnings.get_counts():
        sys.exit(1)


def write_site(renderer: Renderer, live: Path, store: Store) -> None:
    """Every file of a site. A page that would come out as it stands in the live site is taken from there."""
    renderer.write_rest()
    all_digests, digests = store_key("digests of pages"), dict[str, str]()
    before = store.get(all_digests) or {}
    for page in renderer.pages:
        path, key = Path(page.file.abs_dest_path), renderer.key(page)
        if take(live / page.file.dest_uri, before.get(key), path):
            digests[key] = before[key]
        else:
            html = renderer.render(page).encode("utf-8", "xmlcharrefreplace")  # as the engine writes it
            write_file(path, html)
            digests[key] = sha256(html).hexdigest()
    store.put(all_digests, digests)
    store.sweep()


if __name__ == "__main__":
    main()
