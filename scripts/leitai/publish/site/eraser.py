"""Takes a text out of files, however the kind of file spells it; tells where only a person can."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from string import ascii_letters, digits
from urllib.parse import quote

from leitai.model.seals.redaction import MARK
from leitai.publish.downloads.spreadsheets import stored_zip

TEXT_FILES = (".csv", ".md", ".yml", ".json", ".html", ".txt", ".ics", ".xml")
_TAG = r"</?(?:a|abbr|b|br|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)\b[^>]*>"  # within a line
_UNSEEN = re.compile(r"[*_`~\\\u200b-\u200f\u2060\ufeff]|<[^>]*>|(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])")


def is_opaque(path: str, data: bytes) -> bool:
    """Whether a file may hold a text that isn't found in it: pictures, PDF and old binary formats, which pack or draw letters."""
    return PurePosixPath(path).suffix.lower() not in TEXT_FILES and not zipfile.is_zipfile(io.BytesIO(data))


class CannotErase(Exception):
    """A file holds the text in a place that no program should rewrite."""


class Eraser:
    """`text`: what goes, in capital or small letters; where it begins or ends with a letter or digit, the word or number must
    begin or end there, too. `mark`: what comes in its place.
    """

    def __init__(self, text: str, mark: str = MARK) -> None:
        spellings = {
            text,
            html.escape(text),
            html.escape(text, quote=False),
            text.replace('"', '""'),
            quote(text),
        }
        spellings |= {html.escape(text).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")}
        spellings |= {json.dumps(text, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False)}
        before = "(?<![0-9])" if text[0] in digits else "(?<![A-Za-z0-9])" if text[0] in ascii_letters else ""
        after = "(?![0-9])" if text[-1] in digits else "(?![A-Za-z])" if text[-1] in ascii_letters else ""
        longest_first = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
        written = "|".join(map(re.escape, longest_first))
        drawn = f"(?:{_TAG})*".join(map(_as_character, text))
        self._pattern = re.compile(f"{before}(?:{written}){after}", re.IGNORECASE)
        self._in_markup = re.compile(f"{before}{drawn}{after}", re.IGNORECASE)
        self._mark = mark

    def is_in(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    def is_all(self, text: str) -> bool:
        return self._pattern.fullmatch(text) is not None

    def erased(self, text: str) -> str:
        return self._pattern.sub(self._marked, text)

    def taken_out(self, sealed: str, now: str) -> str:
        """What a person made of an entry, if it held the text and nothing but that was changed; else the entry."""
        around = self._pattern.split(_as_read(sealed))
        is_kept = re.fullmatch(".*".join(map(re.escape, around)), _as_read(now), re.DOTALL)
        return now if len(around) > 1 and is_kept and not self.is_in(_as_read(now)) else sealed

    def _marked(self, found: re.Match[str]) -> str:
        """An identifier is an anchor in small letters; the tags within a text stay, so that each is closed."""
        mark = self._mark.lower() if found[0].islower() else self._mark
        return mark + "".join(re.findall(_TAG, found[0]))

    def erased_entries(self, entries: Mapping[str, str]) -> dict[str, str]:
        return {self.erased(key): self.erased(text) for key, text in entries.items()}

    def erased_file(self, path: str, data: bytes) -> bytes:
        """The file without the text, the same bytes where it isn't there; `CannotErase` where it is out of reach."""
        if PurePosixPath(path).suffix.lower() not in TEXT_FILES:
            if self._is_in_bytes(data):
                raise CannotErase(path)
            return data
        text, encoding = _decoded(data)
        found = self.erased(text)
        if path.endswith((".html", ".xml")):
            found = self._in_markup.sub(self._marked, found)
        elif path.endswith(".md") and self.is_in(_as_read(found)):
            raise CannotErase(path)  # marks, references or the end of a line stand between its letters
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
                return any(
                    self.is_in(name) or self._is_in_bytes(parts.read(name)) for name in parts.namelist()
                )
        encodings = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
        decoded = (data.decode(encoding, "ignore") for encoding in encodings)
        return any(self.is_in(text) or self.is_in(re.sub(r"<[^>]*>", "", text)) for text in decoded)


def _as_read(written: str) -> str:
    return _UNSEEN.sub("", html.unescape(written))


def _as_character(character: str) -> str:
    """A letter as HTML may write it."""
    number = ord(character)
    return f"(?:{re.escape(character)}|{re.escape(html.escape(character))}|&#0*{number};|&#x0*{number:x};)"


def _decoded(data: bytes) -> tuple[str, str]:
    """Text with its byte order mark and line ends, and its encoding."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("gb18030"), "gb18030"
