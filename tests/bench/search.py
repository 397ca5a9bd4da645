"""`make bench`, the search: ours beside Material's own, Pagefind, MiniSearch and FlexSearch.

Queries are drawn from the corpus by a script; the truth is the literal substring. Said for each size: what a
reader loads and waits for before the first answer, from disk; for some 1,000 pages: what each engine finds. Peers are installed for the run only (npm, pip); one that can't be had is left out, and said so.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generate import generate
from playwright.sync_api import Browser, sync_playwright

from install_chromium import BROWSER_FLAGS, find_chromium
from leitai.publish.search.postings import folded
from queries import draw_queries, recall_and_precision, search_pages, truth_of

HERE = Path(__file__).parent

SIZES = (1, 8, 20, 40)
COMPARED = 8
QUERIES = 250
TIMED = 20
NPM = ("minisearch@7.2.0", "flexsearch@0.8.212")
PIP = ("jieba==0.42.1", "pagefind_bin==1.5.2")
OWN = """async (queries) => {
  const found = [];
  for (const query of queries) {
    const result = await leitaiSearch.find(query);
    found.push([].concat(...result.groups.map((group) => group.hits.map((hit) => hit.page))));
  }
  return found;
}"""
FIRST_ANSWER = """async (query) => {
  const start = performance.now();
  document.querySelector("[data-search]").click();
  const until = async (test) => { while (!test()) await new Promise((done) => setTimeout(done, 1)); };
  await until(() => document.querySelector("[role=combobox]"));
  const field = document.querySelector("[role=combobox]");
  const list = document.querySelector("[role=listbox]");
  const answered = new Promise((done) => new MutationObserver(done).observe(list, { childList: true }));
  field.value = query;
  field.dispatchEvent(new Event("input"));
  await answered;
  return [performance.now() - start, [...document.head.querySelectorAll("script")].map((script) => script.src)];
}"""
PHONE = 4  # times as slow as this machine
MATERIAL = """async ([worker, queries]) => {
  const index = await (await fetch("search/search_index.json")).json();
  const ask = new Worker(worker);
  const answer = (type) => new Promise((done) => {
    ask.onmessage = (event) => { if (event.data.type === type) done(event.data.data); };
  });
  let ready = answer(1);
  ask.postMessage({ type: 0, data: Object.assign({ options: { suggest: false } }, index) });
  await ready;
  const found = [];
  for (const query of queries) {
    const result = answer(3);
    ask.postMessage({ type: 2, data: query });
    found.push((await result).items.map((pages) => pages[0].location.split("#")[0]));
  }
  return found;
}"""
PAGEFIND = """async ([queries]) => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href).href);
  const urls = {};
  const found = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    found.push(await Promise.all(results.map(async (result) => {
      urls[result.id] = urls[result.id] || (await result.data()).url;
      return urls[result.id];
    })));
  }
  return found;
}"""


@dataclass(frozen=True)
class Portal:
    """A built portal, its texts, and queries with their true answers."""

    root: Path
    urls: list[str]
    texts: list[str]
    queries: list[str]
    truths: list[set[int]]

    @property
    def site(self) -> Path:
        return self.root / "build/site"

    def numbers(self, found: Sequence[Sequence[str]]) -> list[set[int]]:
        """Answers given as addresses, as the numbers of pages."""
        number_of = {url: number for number, url in enumerate(self.urls)}
        return [{number_of[url] for url in urls if url in number_of} for urls in found]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        return


def main() -> int:
    path = find_chromium()
    if path is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        tools = install_peers(folder / "peers")
        sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
        for times in sizes:
            portal = build_portal(folder / str(times), times)
            grow(browser, portal)
            if times == COMPARED:
                compare(browser, portal, tools)
        browser.close()
    return 0


def install_peers(folder: Path) -> Path:
    """Node packages and Python packages of the peers, in a folder of this run."""
    folder.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--target", str(folder / "python"), *PIP]
    for command in (["npm", "install", "--silent", "--prefix", str(folder), *NPM], pip):
        if (
            not shutil.which(command[0])
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            print(f"left out, could not be installed: {' '.join(command[-2:])}")
    return folder


def build_portal(root: Path, times: int) -> Portal:
    generate(times, root)
    command = [str(Path(sys.executable).with_name("leitai")), "build", "--root", str(root)]
    subprocess.run(command, check=True, capture_output=True)
    pages = search_pages(root / "build/site")
    texts = ["\n".join((page.title, page.text)) for page in pages]
    queries = draw_queries(texts, QUERIES)
    folded_texts = [folded(text) for text in texts]
    truths = [truth_of(folded_texts, query) for query in queries]
    return Portal(root, [page.url for page in pages], texts, queries, truths)


def compare(browser: Browser, portal: Portal, tools: Path) -> None:
    print(f"{QUERIES} queries in {len(portal.urls)} pages        recall precision")
    peers: dict[str, Callable[[], list[set[int]]]] = {
        "leitai": lambda: own_answers(browser, portal),
        "Material": lambda: material_answers(browser, portal, None),
        "Material, jieba": lambda: material_answers(browser, portal, tools / "python"),
        "Pagefind": lambda: pagefind_answers(browser, portal, tools / "python"),
        "MiniSearch, pairs": lambda: node_answers(portal, tools, "MiniSearch"),
        "FlexSearch, pairs": lambda: node_answers(portal, tools, "FlexSearch"),
    }
    for name, answers in peers.items():
        try:
            recall, precision = recall_and_precision(portal.truths, answers())
            print(f"{name:<32} {recall:8.3f} {precision:9.3f}", flush=True)
        except Exception as error:  # a peer that can't run here is no reason to lose the other lines
            print(f"{name:<32} left out: {str(error).splitlines()[0][:80]}", flush=True)


def own_answers(browser: Browser, portal: Portal) -> list[set[int]]:
    page = browser.new_page()
    page.goto((portal.site / "search.html").as_uri())
    page.wait_for_function("window.leitaiSearch")
    return [set(numbers) for numbers in page.evaluate(OWN, portal.queries)]


def material_site(portal: Portal, jieba: Path | None) -> Path:
    """The same pages built with Material's search switched on; jieba is used where Python finds it."""
    text = (portal.root / "mkdocs.yml").read_text(encoding="utf-8")
    settings = portal.root / "material.yml"
    settings.write_text(text.replace("plugins: []", "plugins: [{search: {lang: zh}}]"), encoding="utf-8")
    target = portal.root / ("material-jieba" if jieba else "material")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(target)]
    path = {"PYTHONPATH": str(jieba)} if jieba else {}
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **path})
    return target


def material_answers(browser: Browser, portal: Portal, jieba: Path | None) -> list[set[int]]:
    site = material_site(portal, jieba)
    (worker,) = (site / "assets/javascripts/workers").glob("search.*.min.js")
    with served(site) as address:
        page = browser.new_page(bypass_csp=True)  # the policy of our pages stops whatever fetches
        page.goto(address + "about.html")
        found = page.evaluate(MATERIAL, [worker.relative_to(site).as_posix(), portal.queries])
    return portal.numbers(found)


def pagefind_answers(browser: Browser, portal: Portal, packages: Path) -> list[set[int]]:
    (binary,) = packages.rglob("pagefind_bin/pagefind*")
    site = portal.root / "pagefind"
    shutil.copytree(portal.site, site)
    command = [str(binary), "--site", str(site), "--root-selector", "article", "--force-language", "zh"]
    subprocess.run(command, check=True, capture_output=True)
    with served(site) as address:
        page = browser.new_page(bypass_csp=True)  # the policy of our pages stops whatever fetches
        page.goto(address + "about.html")
        found = page.evaluate(PAGEFIND, [portal.queries])
    return portal.numbers([[url.removeprefix("/") for url in urls] for urls in found])


def node_answers(portal: Portal, tools: Path, name: str) -> list[set[int]]:
    texts = [folded(text) for text in portal.texts]
    queries = [folded(query) for query in portal.queries]
    asked = json.dumps({"texts": texts, "queries": queries})
    command = ["node", str(HERE / "search_peers.js"), str(tools)]
    done = subprocess.run(command, input=asked, check=True, capture_output=True, encoding="utf-8")
    result = json.loads(done.stdout)[name]
    print(f"{name}: index of {result['bytes']:,} bytes, loaded whole")
    return [set(numbers) for numbers in result["found"]]


@contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def grow(browser: Browser, portal: Portal) -> None:
    """What a reader waits for and loads before the first answer, and the size of what Material loads for any."""
    times, raw, packed = zip(*(first_answer(browser, portal, q) for q in portal.queries[:TIMED]), strict=True)
    index = (material_site(portal, None) / "search/search_index.json").read_bytes()
    whole = sum(path.stat().st_size for path in (portal.site / "search").rglob("*.js"))
    print(
        f"{len(portal.urls)} pages, first answer of leitai: {statistics.median(times):.0f} ms"
        f" (most {max(times):.0f}), {statistics.median(raw) / 1000:.0f} KB (most {max(raw) / 1000:.0f}),"
        f" gzip {statistics.median(packed) / 1000:.0f} KB (most {max(packed) / 1000:.0f});"
        f" index of Material: {len(index) / 1000:.0f} KB, gzip {len(gzip.compress(index)) / 1000:.0f} KB;"
        f" whole index of leitai: {whole / 1000:.0f} KB",
        flush=True,
    )


def first_answer(browser: Browser, portal: Portal, query: str) -> tuple[float, int, int]:
    """From disk and with nothing loaded, on a slow processor: milliseconds from the click on 检索 to the list, bytes raw and gzipped."""
    page = browser.new_page()
    page.goto((portal.site / "about.html").as_uri())
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": PHONE})
    elapsed, loaded = page.evaluate(FIRST_ANSWER, query)
    searched = [url.partition("/build/site/")[2].partition("?")[0] for url in loaded if "search" in url]
    files = [portal.site / path for path in searched]
    page.close()
    data = [path.read_bytes() for path in files]
    return elapsed, sum(map(len, data)), sum(len(gzip.compress(each)) for each in data)


if __name__ == "__main__":
    sys.exit(main())
