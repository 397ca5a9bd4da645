"""The zip of a sealed version: its bytes follow from what was sealed, whatever the product has become since."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from leitai.model.seals.seal import Seal, Snapshot
from leitai.pipeline.build import sealed_archive
from leitai.problems import Place
from leitai.publish.site.archive import make_archive
from leitai.publish.site.tree import file_hashes
from leitai.publish.target.archives import archives_unlike_the_seals
from leitai.publish.target.sealed import files_of_seals

PAGE = (
    b'<!doctype html><html><head><title>x</title></head><body><a href="../county.html">now</a></body></html>'
)
SEALED = Snapshot("2019Q2", 1, date(2019, 7, 15), {}, {}, {}, {}, files={"county.html": "", "frozen.css": ""})
FILES = {"rankings/2019Q2/v1/county.html": PAGE, "rankings/2019Q2/v1/frozen.css": b"p {}"}
BYTES = "ba96923f515d0bd25ee8d2da2e9d5fc5d921fa54dccc93c2f48068d7b5983e58"


def test_it_has_the_bytes_that_were_published_first() -> None:
    """If this fails, zips that offices have registered by their hash would change: keep what makes them as it was."""
    made = make_archive(sealed_archive(SEALED), FILES, "https://example.gov.cn/")
    assert sha256(made.zip).hexdigest() == BYTES
    assert made.hashes["leitai-2019Q2-v1/rankings/2019Q2/v1/county.html"] == sha256(PAGE).hexdigest()


MEETING = replace(SEALED, period_id="2019-08-yiwu", files={"2019-08-yiwu.html": "", "frozen.css": ""})
HELD = {
    "meetings/2019-08-yiwu/v1/2019-08-yiwu.html": PAGE.replace(b"../county", b"../../2019-08-yiwu"),
    "meetings/2019-08-yiwu/v1/frozen.css": b"p {}",
}
BYTES_HELD = "43e267476b3e933373091f5edeedf379c616289c6b07cd430967dc28c0cc5d73"


def test_so_has_that_of_a_meeting() -> None:
    made = make_archive(sealed_archive(MEETING), HELD, "https://example.gov.cn/")
    assert sha256(made.zip).hexdigest() == BYTES_HELD
    assert "leitai-2019-08-yiwu-v1/meetings/2019-08-yiwu.html" in made.hashes


def test_another_version_is_another_zip() -> None:
    second = {path.replace("/v1/", "/v2/"): data for path, data in FILES.items()}
    assert make_archive(sealed_archive(replace(SEALED, version=2)), second, None).hashes.keys() >= {
        "leitai-2019Q2-v2/index.html"
    }


FIRST, VERSION, TABLE = "index.html", "rankings/2019Q2/v1/county.html", "archive/2019Q2-v1.sha256"
ZIP = "archive/2019Q2-v1.zip"


@pytest.mark.parametrize(
    ("forged", "is_listed", "found"),
    [
        ("", True, set()),
        (VERSION, False, {TABLE, f"{ZIP} 里的 {VERSION}"}),
        (VERSION, True, {f"{ZIP} 里的 {VERSION}"}),
        (FIRST, True, {f"{ZIP} 里的 {FIRST}"}),
        ("more.html", True, {f"{ZIP} 里的 more.html"}),
    ],
)
def test_what_is_forged_in_it_with_every_list_of_hashes_is_found(
    tmp_path: Path, forged: str, is_listed: bool, found: set[str]
) -> None:
    names = {path.rpartition("/")[2]: sha256(data).hexdigest() for path, data in FILES.items()}
    sealed = replace(SEALED, files=names)
    archive = sealed_archive(sealed)
    with zipfile.ZipFile(io.BytesIO(make_archive(archive, FILES, None).zip)) as whole:
        files = {entry.partition("/")[2]: whole.read(entry) for entry in whole.namelist()}
    if forged:
        files[forged] = b"forged"
        hashes = {path: sha256(data).hexdigest() for path, data in files.items() if path != "manifest.json"}
        files["manifest.json"] = json.dumps({"files": hashes}).encode()
    (tmp_path / "archive").mkdir()
    with zipfile.ZipFile(tmp_path / ZIP, "w") as target:
        for path, data in files.items():
            target.writestr(f"leitai-2019Q2-v1/{path}", data)
    held = {"2019Q2-v1.zip": (tmp_path / ZIP).read_bytes()}
    held |= {f"leitai-2019Q2-v1/{path}": data for path, data in files.items()} if is_listed else {}
    lines = "".join(f"{sha256(data).hexdigest()}  {path}\n" for path, data in held.items())
    (tmp_path / TABLE).write_text(lines, encoding="utf-8")
    seal = Seal(1, sealed, "", Place("content/ledgers/seals.csv"))
    unlike = archives_unlike_the_seals(
        file_hashes(tmp_path), tmp_path, files_of_seals([seal], None), [archive]
    )
    assert set(unlike) == found


def test_what_is_no_zip_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / ZIP).write_bytes(b"no zip")
    assert list(archives_unlike_the_seals(file_hashes(tmp_path), tmp_path, files_of_seals([], None), [])) == [
        ZIP
    ]


def test_another_file_beside_a_sealed_meeting_is_named() -> None:
    """As any version sealed it; pictures are published in other bytes, and what a correction took away may be a notice."""
    first = replace(
        MEETING, files={}, inputs={"材料/清单.docx": "a", "材料/旧稿.docx": "b", "材料/照片.jpg": "c"}
    )
    second = replace(first, version=2, inputs={"材料/清单.docx": "d", "材料/照片.jpg": "c"})
    seals = [Seal(n, one, "", Place("content/ledgers/seals.csv")) for n, one in enumerate((first, second), 1)]
    folder = "meetings/2019-08-yiwu"
    for digest, unlike in (("a", []), ("d", []), ("x", [f"{folder}/清单.docx"])):
        found = {f"{folder}/清单.docx": digest, f"{folder}/旧稿.docx": "x", f"{folder}/照片.jpg": "x"}
        assert list(files_of_seals(seals, None).unlike(found, lambda path: None)) == unlike
