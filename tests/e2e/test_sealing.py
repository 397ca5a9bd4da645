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
