"""What a picture says about itself: who took it and where. The metadata are found by their marks, wherever the format puts them."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from leitai.read.files.findings import Findings

PICTURES = (
    ".jpg",
    ".jpeg",
    ".png",
    ".webp",
    ".gif",
    ".tif",
    ".tiff",
    ".bmp",
    ".emf",
    ".wmf",
    ".svg",
    ".heic",
)
_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
_GPS_TAG, _AUTHOR_TAGS = 0x8825, (0x013B, 0x9C9D)  # Artist, XPAuthor (UTF-16)
_XP_AUTHOR = 0x9C9D
_XMP_GPS = re.compile(rb"exif:GPSL(?:atitude|ongitude)")
_XMP_AUTHOR = re.compile(rb"<dc:creator>.*?<rdf:li[^>]*>([^<]+)<", re.DOTALL)
_PNG_AUTHOR = re.compile(rb"(?:tEXt|iTXt)Author\x00+([^\x00]{1,100}?)(?=[\x00-\x08]|$)", re.DOTALL)
_MOST_ENTRIES = 500


def look_at_picture(data: bytes, where: str, found: Findings) -> None:
    """The author and whether a place is told, after Exif (TIFF directories), XMP and PNG's own texts."""
    tells_place = _XMP_GPS.search(data) is not None
    for start in (match.start() for match in _TIFF.finditer(data)):
        for tag, value in _directory(data[start:]):
            tells_place = tells_place or tag == _GPS_TAG
            if tag in _AUTHOR_TAGS:
                text = value.decode("utf-16-le" if tag == _XP_AUTHOR else "utf-8", "replace")
                found.add_author(text.strip("\x00 "))
    for match in (*_XMP_AUTHOR.finditer(data), *_PNG_AUTHOR.finditer(data)):
        found.add_author(match[1].decode("utf-8", "replace"))
    if tells_place:
        found.places.append(where)


def _directory(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tags of the first directory with their bytes; nothing where it is no directory."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        for number in range(min(count, _MOST_ENTRIES)):
            tag, kind, size, place = struct.unpack_from(f"{order}HHII", data, start + 2 + 12 * number)
            length = size * (1 if kind in (1, 2, 7) else 0)
            at = place if length > 4 else start + 2 + 12 * number + 8
            yield tag, data[at : at + length]
    except struct.error:
        return
