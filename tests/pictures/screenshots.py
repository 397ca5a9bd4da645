"""`make screenshots`: the pictures of the README, taken from the built sample portal."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from install_chromium import BROWSER_FLAGS, find_chromium

FOLDER = Path(__file__).parent
SITE = FOLDER.parents[1] / "build" / "site"
PICTURES = {
    "ranking": ("rankings/2019Q3/county.html", 1280, 900),
    "unit": ("units/dongyang.html", 1280, 1400),
    "cases": ("cases/index.html", 1280, 900),
    "phone": ("rankings/2019Q3/county.html#lanxi", 360, 720),
}


def main() -> int:
    path = find_chromium()
    if path is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 3
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        for name, (url, width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{SITE.as_uri()}/{url}")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
