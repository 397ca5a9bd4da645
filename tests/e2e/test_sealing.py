"""The sample, sealed and corrected, really built; its versions and its archive, byte for byte."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_corrected_quarter_keeps_its_address_and_its_first_version(corrected: Path) -> None:
    site = corrected / "build/site/rankings/2019Q3"
    assert tree(site / "v1") == tree(corrected / "first")
    live = (site / "county.html").read_text(encoding="utf-8")
    assert "<title>2019年第三季度县（市、区）和开发区排名（更正）" in live
    assert 'property="og:description" content="更正：义乌市 预警见面劝阻率由 91.4 更正为 99.4' in live
    assert 'href="v1/county.html"' in live
    assert "91.4" in (corrected / "build/site/ledgers/corrections.csv").read_text(encoding="utf-8-sig")


def test_a_corrected_quarter_is_archived_with_its_first_version(corrected: Path) -> None:
    first = tree(corrected / "first")
    with zipfile.ZipFile(corrected / "a.zip") as archive:
        files = {name.removeprefix("leitai-2019Q3/"): archive.read(name) for name in archive.namelist()}
    hashes = json.loads(files.pop("manifest.json"))["files"]
    assert hashes == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert {"index.html", "archive/2019Q3.html", "rankings/2019Q3/county.html"} <= set(files)
    assert "义乌市 预警见面劝阻率" in files["ledgers/corrections.csv"].decode("utf-8-sig")
    assert "ledgers/corrections.html" in files
    assert {f"rankings/2019Q3/v1/{name}": data for name, data in first.items()}.items() <= files.items()
    assert b'href="../../units/yiwu.html"' not in files["rankings/2019Q3/county.html"]


def test_an_archive_has_the_same_bytes_when_it_is_made_again(corrected: Path) -> None:
    assert (corrected / "a.zip").read_bytes() == (corrected / "b.zip").read_bytes()


def test_the_archive_lies_beside_its_page_with_the_hash_of_all_that_is_in_it(corrected: Path) -> None:
    laid = corrected / "build/site/archive"
    data = (laid / "2019Q3.zip").read_bytes()
    assert data == (corrected / "a.zip").read_bytes()
    listed = dict(line.split("  ")[::-1] for line in (laid / "2019Q3.sha256").read_text("utf-8").splitlines())
    assert listed.pop("2019Q3.zip") == hashlib.sha256(data).hexdigest()
    with zipfile.ZipFile(laid / "2019Q3.zip") as archive:
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert listed == found
    assert {path.stem for path in laid.glob("*.zip")} == {
        "2019Q2", "2019Q2-v1", "2019Q2-v2", "2019Q3", "2019Q3-v1", "2019Q3-v2", "2019-01-yongkang", "2019-04-pujiang", "2019-08-yiwu", "2019-10-15-towns",
        "2019-11-plenary", "2020-01-13-towns",
    }  # fmt: skip


def test_the_zip_of_a_sealed_version_never_changes(sample: Path, corrected: Path) -> None:
    """Neither a correction, nor an address, nor other pages; what is in it is what was sealed, byte for byte."""
    earlier = "build/site/archive/2019Q2-v1.zip"
    assert (corrected / earlier).read_bytes() == (sample / earlier).read_bytes(), "the sample has no address"
    data = (corrected / "build/site/archive/2019Q3-v1.zip").read_bytes()
    assert data == (corrected / "first.zip").read_bytes()
    folder = "leitai-2019Q3-v1/rankings/2019Q3/v1/"
    with zipfile.ZipFile(corrected / "first.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith(folder)]
        held = {name.removeprefix(folder): archive.read(name) for name in names}
    assert held == tree(corrected / "first")


def test_an_archive_that_would_be_the_same_is_not_made_again(corrected: Path) -> None:
    """It is known by the hashes of its files and taken from the live site: the very same file on the disk."""
    assert (corrected / "kept").read_text("utf-8") == "True"
