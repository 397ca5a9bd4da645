"""Install Chromium, a Chinese font and a PDF reader for the browser tests, where this machine lets us.

Without them the browser tests are skipped, and pytest's summary says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PACKAGES = ["chromium", "fonts-noto-cjk", "poppler-utils"]


def find_chromium() -> str | None:
    """The path of a browser that is already here."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def main() -> int:
    if find_chromium() and shutil.which("pdftotext"):
        return 0
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print(
            "Chromium is not here and can't be installed (needs apt-get and root): browser tests will be skipped."
        )
        return 0
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode != 0:
            print("Chromium could not be installed: browser tests will be skipped.")
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
