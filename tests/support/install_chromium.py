"""Install Chromium, a Chinese font, a PDF reader and nginx for the end-to-end tests, where this machine lets us.

Without them those tests are skipped, and pytest's summary says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

HEADLESS = "chromium-headless-shell"  # the same engine without windows: a page costs a quarter of the time
BROWSERS = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PACKAGES = [HEADLESS, "fonts-noto-cjk", "poppler-utils", "nginx-light"]


def find_chromium() -> str | None:
    """The path of a browser that is already here."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def find_nginx() -> str | None:
    """The path of nginx, which Debian keeps outside an ordinary user's PATH."""
    return shutil.which("nginx", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin")))


def main() -> int:
    if shutil.which(HEADLESS) and shutil.which("pdftotext") and find_nginx():
        return 0
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print(
            "Nothing can be installed here (needs apt-get and root): tests without their programme are skipped."
        )
        return 0
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(
            ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode != 0:
            print("Not everything could be installed: tests without their programme are skipped.")
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
