"""Names that every system can hold and tell apart: one rule for ids, which become addresses, and for the files that people send."""

from __future__ import annotations

import os
import re

LONGEST_ID, LONGEST_NAME = 60, 80
SLUG_RULE = (
    f"只用英文字母、数字、连字符和下划线，最多 {LONGEST_ID} 个字符，con、aux、nul、com1 等系统占用的名称除外"
)
FILE_NAME_RULE = f'不用 \\ / : * ? " < > |，末尾不用点和空格，最多 {LONGEST_NAME} 个字，con、aux、nul、com1 等系统占用的名称除外'
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
_GBK = re.compile(
    "(?:[\udc81-\udcfe][\udc80-\udcfe@-~])+"
)  # two bytes a character, read as if they were UTF-8
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]|[. ]$')


def is_slug(text: str) -> bool:
    """Whether an id can be part of a permanent address; `index` is the list's own."""
    is_plain = _SLUG.fullmatch(text) is not None and text.lower() != "index"
    return is_plain and len(text) <= LONGEST_ID and _RESERVED.match(text) is None


def is_portable(name: str) -> bool:
    """Whether Windows can hold a file of this name."""
    return len(name) <= LONGEST_NAME and not _FORBIDDEN.search(name) and not _RESERVED.match(name)


def readable(text: str) -> str:
    """A text with file names in it as a person may read it: bytes that aren't UTF-8 are most likely GBK, out of an old zip."""
    read = _GBK.sub(lambda match: os.fsencode(match[0]).decode("gb18030", "surrogateescape"), text)
    return read.encode("utf-8", "backslashreplace").decode("utf-8")
