"""The words that stand plainly in bytes that no parser of ours knows: old office files, metadata, fonts, films."""

from __future__ import annotations

import re

from leitai.read.files.findings import Findings

PLAINLY = "文件里直接可见的文字"
_LOOKED_AT = 16 << 20  # bytes at either end: films keep their metadata there
_RUNS = (  # of ASCII and Chinese characters; chance makes none that look like anything
    ("utf-8", re.compile(rb"(?:[\x20-\x7e]|[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]){8,}")),
    ("utf-16-le", re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x4e-\x9f\xff]){8,}")),
    ("utf-16-be", re.compile(rb"(?:\x00[\x20-\x7e]|[\x4e-\x9f\xff][\x00-\xff]){8,}")),
)
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def plain_words(data: bytes, where: str, found: Findings) -> None:
    """Add every run of words in UTF-8 or UTF-16; the digits of other encodings are ASCII."""
    ends = [data] if len(data) <= 2 * _LOOKED_AT else [data[:_LOOKED_AT], data[-_LOOKED_AT:]]
    for part in ends:
        for codec, run in _RUNS:
            for match in run.finditer(part):
                if codec == "utf-8" or b"\0" in match[0]:  # ASCII read as UTF-16 looks like Chinese
                    found.add_text(where, match[0].decode(codec, "replace"))


def decode_xml(data: bytes) -> str:
    """XML as text, enough to look for marks."""
    return data.decode("utf-16" if data.startswith(_MARKS) else "utf-8", "replace")
