"""Photographs are published byte for byte, so one that says where, when and with what it was taken is refused.

Only the containers are walked, nothing is decoded: JPEG segments (ITU-T T.81 B.1), PNG chunks (ISO/IEC 15948), RIFF chunks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

_JPEG, _PNG, _RIFF = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF"
_START_OF_SCAN, _WITHOUT_LENGTH = 0xDA, (0x01, *range(0xD0, 0xD8))
_JPEG_TELLING = (0xE1, 0xED, 0xFE)  # APP1: Exif, XMP; APP13: IPTC; COM
_PNG_TELLING = (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
_WEBP_TELLING = (b"EXIF", b"XMP ")


def photo_fault(name: str, data: bytes) -> str:
    """What stands against publishing a picture; empty for none. A broken container counts as not what its name says."""
    suffix = name.rpartition(".")[2].lower()
    start, telling = _KINDS[suffix]
    try:
        if not data.startswith(start):
            raise ValueError(name)
        return "照片里带着拍摄信息，可能有位置、时间、作者和设备。" if telling(data) else ""
    except (ValueError, IndexError):
        return f"这个文件不是 {suffix} 图片，或已经损坏。"


def _jpeg_tells(data: bytes) -> bool:
    return any(marker in _JPEG_TELLING for marker in _jpeg_markers(data))


def _jpeg_markers(data: bytes) -> Iterator[int]:
    """The markers before the picture itself."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError(at)
        marker = data[at + 1]
        if marker == _START_OF_SCAN:
            return
        yield marker
        at += 2 if marker in _WITHOUT_LENGTH else 2 + int.from_bytes(data[at + 2 : at + 4])


def _png_tells(data: bytes) -> bool:
    at = len(_PNG)
    while data[at + 4 : at + 8] != b"IEND":
        kind = data[at + 4 : at + 8]
        if len(kind) < 4:
            raise ValueError(at)
        if kind in _PNG_TELLING:
            return True
        at += 12 + int.from_bytes(data[at : at + 4])
    return False


def _webp_tells(data: bytes) -> bool:
    if data[8:12] != b"WEBP":
        raise ValueError(8)
    at = 12
    while at + 8 <= len(data):
        if data[at : at + 4] in _WEBP_TELLING:
            return True
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return False


_KINDS: dict[str, tuple[bytes, Callable[[bytes], bool]]] = {
    "jpg": (_JPEG, _jpeg_tells),
    "jpeg": (_JPEG, _jpeg_tells),
    "png": (_PNG, _png_tells),
    "webp": (_RIFF, _webp_tells),
}
PHOTO_TYPES = tuple(f".{suffix}" for suffix in _KINDS)
