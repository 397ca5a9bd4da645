"""Pictures are published small and hold nothing but the picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from leitai.model.writings.pictures import (
    MOST_BYTES,
    WIDEST,
    PictureRefused,
    check_picture,
    published_bytes,
    taken_over,
)
from word_files import plain_picture, telling_picture

KINDS = ("jpg", "png", "webp")


@pytest.mark.parametrize("kind", KINDS)
def test_place_author_and_device_are_gone(kind: str) -> None:
    data = telling_picture(kind)
    assert b"camera" in data
    made = published_bytes(f".{kind}", data)
    assert b"camera" not in made and b"Zhang" not in made
    assert not Image.open(io.BytesIO(made)).getexif()
    assert made == published_bytes(f".{kind}", data), "the same bytes each time"
    assert made == published_bytes(f".{kind}", made), "what is clean stays as it is"


@pytest.mark.parametrize("kind", KINDS)
def test_a_plain_picture_is_published_byte_for_byte(kind: str) -> None:
    assert published_bytes(f".{kind}", plain_picture(kind)) == plain_picture(kind)


@pytest.mark.parametrize(
    ("kind", "behind"), [("jpg", b"\x00ftypmp4 film"), ("png", b"more"), ("webp", b"JUNK\x02\x00\x00\x00ab")]
)
def test_what_hangs_behind_a_picture_is_gone(kind: str, behind: bytes) -> None:
    assert not published_bytes(f".{kind}", plain_picture(kind) + behind).endswith(behind)


def test_a_wide_picture_is_made_smaller() -> None:
    made = Image.open(io.BytesIO(published_bytes(".jpg", plain_picture("jpg", (3200, 1000)))))
    assert made.size == (WIDEST, 500)


def test_a_picture_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(published_bytes(".jpg", file.getvalue()))).size == (30, 40)


@pytest.mark.parametrize(
    ("mode", "kind"), [("P", "png"), ("I;16", "png"), ("CMYK", "jpg"), ("1", "png"), ("LA", "png")]
)
def test_every_mode_is_published(mode: str, kind: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (WIDEST + 1, 2)).save(file, {"jpg": "JPEG", "png": "PNG"}[kind])
    assert Image.open(io.BytesIO(published_bytes(f".{kind}", file.getvalue()))).width == WIDEST


def test_what_cannot_be_published_is_refused_in_words() -> None:
    with pytest.raises(PictureRefused, match="图片有 20 MB，太大。"):
        check_picture(".jpg", plain_picture("jpg") + bytes(20 << 20))
    with pytest.raises(PictureRefused, match="这个文件不是 jpg 图片，或已经损坏。"):
        check_picture(".jpg", plain_picture("png"))
    huge = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    with pytest.raises(PictureRefused, match="图片超过 8000 万点，太大。"):
        check_picture(".png", huge.getvalue())


def test_a_picture_from_word_may_be_of_any_size_and_kind() -> None:
    assert taken_over(plain_picture("png")) == (".png", plain_picture("png"))
    suffix, made = taken_over(telling_picture("jpg", (2000, 10)) + bytes(MOST_BYTES))
    assert (suffix, len(made) < 10_000) == (".jpg", True)
    file = io.BytesIO()
    Image.new("P", (9, 9)).save(file, "GIF")
    assert taken_over(file.getvalue())[0] == ".png"
    with pytest.raises(PictureRefused):
        taken_over(b"\x01\x00\x00\x00 a metafile")
