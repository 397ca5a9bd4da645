"""Takes a text out of files, however the kind of file spells it; tells where only a person can."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from leitai.model.seals.redaction import MARK
from leitai.publish.downloads.spreadsheets import stored_zip

TEXT_FILES = (".csv", ".md", ".yml", ".json", ".html", ".txt", ".ics", ".xml")
_WORD = r"[A-Za-z0-9]"


def is_opaque(path: str, data: bytes) -> bool:
    """Whether a file may hold a text that isn't found in it: pictures, PDF and old binary formats, which pack or draw letters."""
    return PurePosixPath(path).suffix.lower() not in TEXT_FILES and not zipfile.is_zipfile(io.BytesIO(data))


class CannotErase(Exception):
    """A file holds the text in a place that no program should rewrite."""


class Eraser:
    """`text`: what goes; where it begins or ends with a letter or digit, the word or number must begin or end there, too."""

    def __init__(self, text: str) -> None:
        spellings = {
            text,
            html.escape(text),
            html.escape(text, quote=False),
            text.replace('"', '""'),
            quote(text),
        }
        spellings |= {html.escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")}
        spellings |= {json.dumps(text, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)}
        before = f"(?<!{_WORD})" if re.match(_WORD, text) else ""
        after = f"(?!{_WORD})" if re.match(_WORD, text[-1]) else ""
        longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
        self._pattern = re.compile(f"{before}(?:{'|'.join(map(re.escape, longest_first))}){after}")

    def is_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    def erased(self, text: str) -> str:
        return self._pattern.sub(MARK, text)

    def erased_entries(self, entries: Mapping[str, str]) -> dict[str, str]:
        """Keys stay: they are identifiers."""
        return {key: self.erased(text) for key, text in entries.items()}

    def erased_file(self, path: str, data: bytes) -> bytes:
        """The file without the text, the same bytes where it isn't there; `CannotErase` where it is out of reach."""
        if PurePosixPath(path).suffix.lower() not in TEXT_FILES:
            if self._is_in_bytes(data):
                raise CannotErase(path)
            return data
        text, encoding = _decoded(data)
        found = self.erased(text)
        if path.endswith(".html") and self.is_in(LexborHTMLParser(found).text()):
            raise CannotErase(path)  # its letters stand in several elements
        return data if found == text else found.encode(encoding)

    def erased_workbook(self, data: bytes) -> bytes:
        """A workbook that this program wrote."""
        if not self._is_in_bytes(data):
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
            for name in source.namelist():
                target.writestr(name, self.erased(source.read(name).decode()))
        return stored_zip(buffer.getvalue())

    def _is_in_bytes(self, data: bytes) -> bool:
        """Whether a file that is no text holds it: in a part of a container, or as any program writes letters."""
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                return any(self._is_in_bytes(parts.read(name)) for name in parts.namelist())
        decoded = (data.decode(encoding, "ignore") for encoding in ("utf-8", "gb18030", "utf-16-le"))
        return any(self.is_in(text) or self.is_in(re.sub(r"<[^>]*>", "", text)) for text in decoded)


def _decoded(data: bytes) -> tuple[str, str]:
    """Text with its byte order mark and line ends, and its encoding."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"
