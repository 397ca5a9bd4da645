"""The zip of a sealed version: its bytes follow from what was sealed, whatever the product has become since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from leitai.model.seals.seal import Snapshot
from leitai.pipeline.build import sealed_archive
from leitai.publish.site.archive import make_archive

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
