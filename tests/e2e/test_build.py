"""`leitai build` on the sample: whole, repeatable, and never at the expense of the live site."""

from __future__ import annotations

import json
import os
from pathlib import Path

from sample import Site, leitai

from leitai.publish.site.check import read_site
from leitai.publish.site.tree import file_paths
from portals import copy_sample

NAMED_BY_NO_PAGE = {
    "assets/search-box.js": "search.js loads it when somebody searches",
    "assets/search-find.js": "search.js loads it when somebody searches",
    "assets/sortable.LICENSE.txt": "travels with the library",
    "assets/VENDORED.txt": "says where the library is from",
}
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
    done = leitai("build", root=site.root)
    assert site.folder.joinpath("index.html").as_uri() in done.stdout
    assert "serve" in done.stdout


def test_same_bytes_elsewhere_and_under_other_settings(site: Site, tmp_path: Path) -> None:
    """Other directory, user, day, time zone, locale, hash seed, order and age of files: the same tree, downloads included."""
    other = tmp_path / "一个 其他目录"
    for path in sorted(copy_sample(tmp_path / "copy").rglob("*"), reverse=True):
        if path.is_file():
            target = other / path.relative_to(tmp_path / "copy")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            os.utime(target, (86_400, 86_400))
    settings = {
        "TZ": "Pacific/Apia",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "HOME": str(tmp_path),
        "USER": "other",
        "PYTHONPATH": str(LATER),
    }
    before = os.umask(0o077)
    try:
        done = leitai("build", root=other, SOURCE_DATE_EPOCH="1", **settings)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert tree(other / "build/site") == tree(site.folder)


def test_no_file_travels_unused(site: Site) -> None:
    """Of Material only one style sheet is used; search, workers and source maps would be a fifth of the site."""
    facts = read_site(site.folder)
    assets = {path for path in facts.files if path.startswith("assets/")}
    assert assets - facts.loaded == set(NAMED_BY_NO_PAGE)


def test_a_changed_cell_moves_the_rank(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    before = json.loads(leitai("rank", "2019Q3", "--format", "json", root=root).stdout)["rankings"][0]["rows"]
    path = root / "content/results/2019Q3/隐患整改.csv"
    text = path.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith("永康市"))
    path.write_text(text.replace(row, "永康市,安全隐患按期整改率,40,%,98,演示"), encoding="utf-8-sig")
    assert leitai("build", root=root).returncode == 0
    after = json.loads(leitai("rank", "2019Q3", "--format", "json", root=root).stdout)["rankings"][0]["rows"]
    assert (before[0]["unit"], before[0]["rank"]) == ("yongkang", 1)
    assert next(row["rank"] for row in after if row["unit"] == "yongkang") > 1


def test_problems_leave_the_live_site_alone(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    assert leitai("build", root=root).returncode == 0
    before = tree(root / "build/site")
    path = root / "content/results/2019Q3/隐患整改.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("婺城区", "婺成区"), encoding="utf-8-sig")
    done = leitai("build", root=root)
    assert done.returncode == 1
    assert "N01 第 2 行 “单位”列：写的是“婺成区”。不认识这个单位。" in done.stderr
    assert "是不是“婺城区”" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root / "build/site") == before


def test_a_dead_link_in_a_text_leaves_the_live_site_alone(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    assert leitai("build", root=root).returncode == 0
    before = tree(root / "build/site")
    about = root / "content/pages/about.md"
    text = about.read_text(encoding="utf-8")
    for link in ("rankings/2031Q1/county.html", "units/yiwu.html#nowhere", "missing.md"):
        about.write_text(text + f"\n[坏链接]({link})\n", encoding="utf-8")
        done = leitai("build", root=root)
        assert done.returncode == 1, link
        assert link in done.stderr
        assert tree(root / "build/site") == before
    assert not list((root / "build").glob(".site*"))


def test_restricted_display_leaks_nothing(tmp_path: Path) -> None:
    """`top_n: 3`: pages and downloads hold no rank, score or points of the others."""
    root = copy_sample(tmp_path)
    path = root / "site_config/methods/county.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("display: full", "display: {top_n: 3}"), encoding="utf-8")
    full = json.loads(leitai("rank", "2019Q3", "--format", "json", root=root).stdout)["rankings"][0]["rows"]
    assert leitai("build", root=root).returncode == 0
    hidden = {f"{row['score']:.2f}" for row in full if row["rank"] > 3}
    for path in sorted((root / "build/site/rankings/2019Q3").iterdir()):
        if path.suffix != ".xlsx":
            text = path.read_text(encoding="utf-8-sig")
            assert not [score for score in hidden if score in text], path
    public = json.loads((root / "build/site/rankings/2019Q3/county.json").read_text(encoding="utf-8"))
    assert [row["rank"] for row in public["rankings"][0]["rows"]] == [1, 2, 2] + [None] * 7


def test_release_refuses_demo_data(tmp_path: Path) -> None:
    done = leitai("build", "--release", root=copy_sample(tmp_path))
    assert done.returncode == 1
    periods = len(list((tmp_path / "content/results").iterdir()))
    assert done.stderr.count("是演示数据") > periods
    for path in ("site_config/portal.yml", "content/benchmarks.csv", "content/ledgers/problems.csv"):
        assert f"{path}\n  错误 P01" in done.stderr
    assert not (tmp_path / "build/site").exists()


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    from filelock import FileLock

    root = copy_sample(tmp_path)
    (root / "build").mkdir()
    with FileLock(root / "build/.lock"):
        done = leitai("build", root=root)
    assert done.returncode == 3
    assert "另一个构建正在进行" in done.stderr


def test_one_description_names_every_download(site: Site) -> None:
    """`datapackage.json` lists each CSV with its columns and the database, and says that the data are demo data."""
    package = json.loads((site.folder / "datapackage.json").read_text(encoding="utf-8"))
    files = {path for path in file_paths(site.folder) if path.endswith((".csv", ".sqlite"))}
    assert {resource["path"] for resource in package["resources"]} == files
    assert "演示数据" in package["description"]
    for resource in (one for one in package["resources"] if one["format"] == "csv"):
        header = (site.folder / resource["path"]).read_text(encoding="utf-8-sig").splitlines()[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header.split(",")
