"""`leitai build` on the sample: whole, repeatable, and never at the expense of the live site."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from sample import LEITAI, Site, run

from leitai.publish.site.check import read_site
from leitai.publish.site.tree import file_paths
from portals import copy_sample

NAMED_BY_NO_PAGE = {
    "assets/search-box.js": "search.js loads it when somebody searches",
    "assets/search-find.js": "search.js loads it when somebody searches",
    "assets/search-near.js": "the same",
    "assets/search-words.js": "the same",
    "assets/sortable.LICENSE.txt": "travels with the library",
    "assets/VENDORED.txt": "says where the library is from",
    "assets/licences.txt": "what others made comes with its terms",
    "assets/sbom.cdx.json": "the same for machines; 关于 leads to both",
}
NO_NETWORK = ["unshare", "--map-root-user", "--net", "--"]
LATER = Path(__file__).parent / "later"  # its sitecustomize.py sets the clock of every process 400 days ahead


def manifest(root: Path) -> dict[str, str]:
    files: dict[str, str] = json.loads((root / "build/site/manifest.json").read_text(encoding="utf-8"))[
        "files"
    ]
    return files


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_says_where_to_open_it(site: Site) -> None:
    said = (site.root / "said.txt").read_text(encoding="utf-8")
    assert site.folder.joinpath("index.html").as_uri() in said
    assert "serve" in said


def has_namespaces() -> bool:
    return (
        shutil.which("unshare") is not None
        and subprocess.run([*NO_NETWORK, "true"], check=False).returncode == 0
    )


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample built in another directory, user, day, time zone, locale, hash seed, order and age of files, without network."""
    folder = tmp_path_factory.mktemp("elsewhere")
    root = folder / "一个 其他目录"
    for path in sorted(copy_sample(folder / "copy").rglob("*"), reverse=True):
        if path.is_file():
            target = root / path.relative_to(folder / "copy")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            os.utime(target, (86_400, 86_400))
    settings = {
        "TZ": "Pacific/Apia",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "HOME": str(folder),
        "USER": "other",
        "PYTHONPATH": str(LATER),
        "SOURCE_DATE_EPOCH": "1",
    }
    command = [*(NO_NETWORK if has_namespaces() else []), LEITAI, "build", "--root", str(root)]
    before = os.umask(0o077)
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", env={**os.environ, **settings}, check=False
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    return root


def test_same_bytes_elsewhere_and_under_other_settings(site: Site, elsewhere: Path) -> None:
    """The same tree, downloads included."""
    assert tree(elsewhere / "build/site") == tree(site.folder)


def test_what_is_kept_is_found_again_by_another_process(site: Site, elsewhere: Path) -> None:
    """Nothing that a build asks for has another key there, but what was read of the folder itself."""
    keys = [set(file_paths(root / "build/.cache/made")) for root in (site.root, elsewhere)]
    assert [len(one - other) for one, other in (keys, reversed(keys))] == [1, 1]


@pytest.mark.skipif(not has_namespaces(), reason="no network namespaces on this machine")
def test_a_build_needs_no_network(elsewhere: Path) -> None:
    """It was made where not even a loopback interface is up."""
    assert (elsewhere / "build/site/index.html").exists()


def test_no_file_travels_unused(site: Site) -> None:
    """Of Material only one style sheet is used; search, workers and source maps would be a fifth of the site."""
    facts = read_site(site.folder)
    assets = {path for path in facts.files if path.startswith("assets/")}
    compared = (site.folder / "assets/compare-data.js").read_text("utf-8")
    chosen = {path for path in assets if path in compared}  # loaded with the period that a reader chooses
    assert assets - facts.loaded - chosen == set(NAMED_BY_NO_PAGE)


def test_problems_leave_the_live_site_alone(office: Path) -> None:
    before = tree(office / "build/site")
    path = office / "content/results/2019Q3/隐患整改.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("婺城区", "婺成区"), encoding="utf-8-sig")
    done = run(office, "build", code=1)
    assert "N01 第 2 行 “单位”列：写的是“婺成区”。不认识这个单位。" in done.stderr
    assert "是不是“婺城区”" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(office / "build/site") == before


@pytest.mark.parametrize(
    "links",
    [["missing.md"], ["rankings/2031Q1/county.html", "units/yi.html#nowhere"]],
    ids=["by check", "in the built site"],
)
def test_dead_links_in_a_text_leave_the_live_site_alone(small_office: Path, links: list[str]) -> None:
    before = tree(small_office / "build/site")
    page = small_office / "content/pages/evil.md"
    text = page.read_text("utf-8")
    page.write_text(text + "".join(f"\n[坏链接]({link})\n" for link in links), "utf-8")
    done = run(small_office, "build", code=1)
    first = text.count("\n") + 2
    told = [f"  错误 K01 第 {first + 2 * n} 行：写的是“{link}”。" for n, link in enumerate(links)]
    assert [line for line in told if line not in done.stderr] == []
    assert f"content/pages/evil.md\n{told[0]}" in done.stderr
    assert tree(small_office / "build/site") == before
    assert not list((small_office / "build").glob(".site*"))


def test_release_refuses_demo_data(tmp_path: Path) -> None:
    done = run(copy_sample(tmp_path), "build", "--release", code=1)
    periods = len(list((tmp_path / "content/results").iterdir()))
    assert "site_config/portal.yml\n  错误 P01" in done.stderr
    report = (tmp_path / "build/check.html").read_text("utf-8")
    assert report.count("是演示数据") > periods
    for path in ("site_config/portal.yml", "content/benchmarks.csv", "content/ledgers/problems.csv"):
        assert f"<caption>{path}</caption>" in report
    assert not (tmp_path / "build/site").exists()


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    from filelock import FileLock

    root = copy_sample(tmp_path)
    (root / "build").mkdir()
    with FileLock(root / "build/.lock"):
        done = run(root, "build", code=3)
    assert "另一个构建正在进行" in done.stderr


def test_one_description_names_every_download(site: Site) -> None:
    """`datapackage.json` lists each CSV with its columns (but those of sealed versions) and the database, and says that the data are demo data."""
    package = json.loads((site.folder / "datapackage.json").read_text(encoding="utf-8"))
    files = {
        path for path in file_paths(site.folder) if path.endswith((".csv", ".sqlite")) and "/v" not in path
    }
    assert {resource["path"] for resource in package["resources"]} == files
    assert "演示数据" in package["description"]
    for resource in (one for one in package["resources"] if one["format"] == "csv"):
        header = (site.folder / resource["path"]).read_text(encoding="utf-8-sig").splitlines()[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header.split(",")
