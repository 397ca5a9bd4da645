"""`make tasks`: taps, scrolls and words to the answer for four readers, on the sample portal as it is built now.

Each task begins with what the reader has: a shared link, or the home page. A tap opens what it is on; a scroll is one screen of a
phone (360 × 740). Words are the characters of the text that is in sight on the way, the last screen included.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, sync_playwright

sys.path.append(str(Path(__file__).parents[1] / "support"))
from install_chromium import BROWSER_FLAGS, find_chromium

PHONE = {"width": 360, "height": 740}
ROW = "rankings/2019Q3/county.html#yiwu"
MOST_SCROLLS = 40
SEEN = """() => { const found = []; const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) { const range = document.createRange(); range.selectNodeContents(walk.currentNode);
    const box = range.getBoundingClientRect(); if (box.height && box.bottom > 0 && box.top < innerHeight)
    found.push(walk.currentNode.textContent.trim()); } return found.join("").length; }"""

# Where something begins, and whether that is in sight: what lies under the strip that stays above isn't.
BEGINNING = """e => { const b = e.getClientRects()[0], hit = document.elementFromPoint(b.left + 4, b.top + Math.min(b.height / 2, 12));
    return [b.top, b.top >= 0 && !!hit && (e.contains(hit) || hit.contains(e)), b.left < 0 || b.left > innerWidth]; }"""
ASIDE = "e => e.scrollIntoView({block: 'nearest', inline: 'center'})"  # as the strip of sections is swiped


@dataclass
class Walk:
    """A reader's way: what it has cost so far."""

    page: Page
    site: str
    taps: int = 0
    scrolls: int = 0
    words: int = 0
    start: str = field(default="")

    def open(self, url: str) -> None:
        self.start = url
        self.page.goto(self.site + url)
        self.page.wait_for_timeout(200)
        self.words += self.page.evaluate(SEEN)

    def find(self, wanted: Locator) -> None:
        """Scroll, down and then up again, until it is in sight."""
        for _ in range(MOST_SCROLLS):
            top, is_seen, is_aside = wanted.first.evaluate(BEGINNING)
            if is_seen and top < PHONE["height"] - 20:
                return
            if is_aside:
                wanted.first.evaluate(ASIDE)
            else:
                way = "-" if top < PHONE["height"] / 2 else ""
                self.page.evaluate(f"scrollBy(0, {way}innerHeight * 0.9)")
            self.scrolls += 1
            self.words += self.page.evaluate(SEEN)
        raise LookupError(wanted)

    def tap(self, wanted: Locator) -> None:
        self.find(wanted)
        wanted.first.click()
        self.page.wait_for_timeout(300)
        self.taps += 1
        self.words += self.page.evaluate(SEEN)

    def text(self, words: str) -> Locator:
        return self.page.locator("article").get_by_text(words)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)


def who_when_real(walk: Walk) -> None:
    walk.open(ROW)
    walk.find(walk.text("义乌市").filter(visible=True))
    walk.find(walk.text("2019年第三季度").filter(visible=True))
    walk.find(walk.text("演示").filter(visible=True))


def why_us(walk: Walk) -> None:
    walk.open(ROW)
    walk.find(walk.page.locator(".lt-quarter:visible").get_by_text("失分较多的是"))


def to_third(walk: Walk) -> None:
    walk.open(ROW)
    walk.tap(walk.page.locator(".lt-quarter:visible summary", has_text="名至第"))
    walk.find(walk.page.locator(".lt-quarter:visible details[open] p"))


def whom_to_learn_from(walk: Walk) -> None:
    walk.open(ROW)
    walk.find(walk.page.locator(".lt-quarter:visible li a[href*='/cases/']"))


def send_on(walk: Walk) -> None:
    walk.open(ROW)
    walk.find(walk.page.locator(".lt-send:visible"))


def brief_of_the_quarter(walk: Walk) -> None:
    walk.open(ROW)
    walk.tap(walk.page.locator(".lt-quarter:visible").get_by_role("link", name="本期简报"))
    walk.find(walk.page.locator("#yiwu:visible"))


def practice_for_a_weak_indicator(walk: Walk) -> None:
    walk.open("units/yiwu.html")
    walk.tap(walk.page.locator(".lt-switch").get_by_role("link", name="短板向谁学"))
    walk.find(walk.page.locator(".lt-lessons a[href*='/cases/']"))


def the_whole_period(walk: Walk) -> None:
    walk.open("index.html")
    walk.tap(walk.page.locator(".lt-tabs").get_by_role("link", name="归档"))
    walk.tap(walk.link("2019年第三季度"))
    walk.find(walk.link("XLSX"))


def newest_ranking(walk: Walk) -> None:
    walk.open(ROW.partition("#")[0])
    walk.tap(walk.page.locator(".lt-state a"))
    walk.find(walk.page.locator(".lt-ranking tbody tr"))


def what_is_this(walk: Walk) -> None:
    walk.open("index.html")
    walk.tap(walk.page.locator(".lt-tabs").get_by_role("link", name="排名"))
    walk.tap(walk.link("2019年第三季度"))
    walk.find(walk.page.locator(".lt-ranking tbody tr"))


TASKS: tuple[tuple[str, str, Callable[[Walk], None]], ...] = (
    ("县领导", "这是谁、什么时候、是不是真的", who_when_real),
    ("县领导", "这一季度我们为什么变了", why_us),
    ("县领导", "怎样追到前三名", to_third),
    ("县领导", "把这一行发给别人", send_on),
    ("县领导", "本期一页简报", brief_of_the_quarter),
    ("县领导", "最新一期", newest_ranking),
    ("业务员", "短板向谁学", whom_to_learn_from),
    ("业务员", "单位页上短板的做法", practice_for_a_weak_indicator),
    ("档案员", "一期的全部材料", the_whole_period),
    ("初次来", "谁排在哪里", what_is_this),
)


def main() -> int:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "build/site").resolve().as_uri() + "/"
    print("读者    点击  滚动   字数  任务")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=BROWSER_FLAGS)
        for reader, title, task in TASKS:
            walk = Walk(browser.new_context(viewport=PHONE).new_page(), site)  # type: ignore[arg-type]
            walk.page.set_default_timeout(3000)
            try:
                task(walk)
                print(f"{reader}  {walk.taps:>4}  {walk.scrolls:>4}  {walk.words:>5}  {title}", flush=True)
            except (Error, LookupError) as failed:
                print(f"{reader}     —     —      —  {title}：找不到（{type(failed).__name__}）", flush=True)
            walk.page.context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
