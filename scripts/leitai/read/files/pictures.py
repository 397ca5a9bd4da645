"""What a picture or film says about itself: who took it and where, and any words. The metadata are found by their marks, wherever the
format puts them."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from leitai.read.files.findings import Findings
from leitai.read.files.plain_words import plain_words

_TIFF = re.compile(rb"II\*\x00|MM\x00\*")
_GPS_TAG, _BELOW, _XP_AUTHOR = 0x8825, 0x8769, 0x9C9D  # directories; XPAuthor is UTF-16
_AUTHOR_TAGS = (0x013B, _XP_AUTHOR, 0xA430)  # Artist, CameraOwnerName
_PLACE = re.compile(
    rb"exif:GPSL(?:atitude|ongitude)|\xa9xyz|location\.ISO6709|Iptc4xmp(?:Core:Location|Ext:LocationCreated)\b"
)
_AUTHORS = (
    re.compile(rb"<dc:creator>.*?<rdf:li[^>]*>([^<]+)<", re.DOTALL),
    re.compile(rb"(?:tiff:Artist|aux:OwnerName|exifEX:CameraOwnerName)(?:=[\"']|>)([^\"'<]+)"),
    re.compile(rb"(?:tEXt|iTXt)Author\x00+([^\x00]{1,100}?)(?=[\x00-\x08]|$)", re.DOTALL),
    re.compile(rb"\x1c\x02\x50\x00[\x01-\x40]([^\x00-\x1f]{1,64})"),  # IPTC: by-line
    re.compile(rb"\xa9(?:ART|aut)....data.{8}([^\x00]{1,100})", re.DOTALL),  # QuickTime
)
_PACKED = re.compile(rb"zTXt[^\x00]{1,79}\x00\x00|iTXt[^\x00]{1,79}\x00\x01\x00[^\x00]*\x00[^\x00]*\x00")
_MOST_ENTRIES = 500
_MOST_UNPACKED = 1 << 20


def look_at_picture(data: bytes, where: str, found: Findings) -> None:
    """The author and whether a place is told, after Exif (TIFF directories), XMP, IPTC, PNG's own texts and QuickTime; all words."""
    data += b"".join(_unpacked(data))
    tells_place = _PLACE.search(data) is not None
    for start in (match.start() for match in _TIFF.finditer(data)):
        for tag, value in _directory(data[start:]):
            tells_place = tells_place or tag == _GPS_TAG
            if tag in _AUTHOR_TAGS:
                text = value.decode("utf-16-le" if tag == _XP_AUTHOR else "utf-8", "replace")
                found.add_author(text.strip("\x00 "))
    for shape in _AUTHORS:
        for match in shape.finditer(data):
            found.add_author(match[1].decode("utf-8", "replace"))
    plain_words(data, where, found)
    if tells_place:
        found.places.append(f"{found.inside}{where}")


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The compressed texts of a PNG."""
    for match in _PACKED.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], _MOST_UNPACKED)
        except zlib.error:
            continue


def _directory(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The tags of the first directory and of the one below it with their bytes; nothing where it is no directory."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        starts = [*struct.unpack_from(f"{order}I", data, 4)]
        for start in starts:
            (count,) = struct.unpack_from(f"{order}H", data, start)
            for number in range(min(count, _MOST_ENTRIES)):
                tag, kind, size, place = struct.unpack_from(f"{order}HHII", data, start + 2 + 12 * number)
                length = size * (1 if kind in (1, 2, 7) else 0)
                at = place if length > 4 else start + 2 + 12 * number + 8
                if tag == _BELOW and place not in starts:
                    starts.append(place)
                yield tag, data[at : at + length]
    except struct.error:
        return
