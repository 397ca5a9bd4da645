"""The search index: for every two neighbouring characters, where they stand.

All pages are laid end to end as one long text. The index gives, for each pair of neighbouring
characters without a blank, its positions in that text; a word is found exactly where the pairs that
cover it stand side by side. No dictionary, no guess at word boundaries, and no text to look through:
what is found is a literal substring. `theme/assets/search-find.js` reads these files, and
`find.py` reads them again in Python to prove each build.

Files below `search/`, classic scripts that assign one global, each loaded only when needed:

- ``index.js``           sizes, where each page begins, the first pair of each file of pairs
- ``VERSION/pairs/N.js`` pair → its positions
- ``VERSION/pages/N.js`` address, title, period, other names, demo mark, answer of `PAGES` pages
- ``VERSION/names.js``   names as they may be typed (`names.py`), for questions that find little
- ``VERSION/text/N.js``  `TEXT` characters of the text as shown, and the anchors in them

The version is a hash of the files: a browser that kept an older one never mixes two builds.

Numbers are written as differences, in digits of five bits, the lowest first: `(`…`G` are digits that
go on, `]`…`|` the last digit of a number, so that no character needs an escape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from leitai.keep import Keep, make_anew
from leitai.publish.search.names import names_part
from leitai.publish.search.text import KIND_ORDER, SearchPage, utf16_length

PAGES = 16
TEXT = 2048
PAIRS_BYTES = 1 << 13
VERSION_DIGITS = 8
GLOBAL = "leitaiSearchData"
GOING_ON, LAST, BITS = 40, 93, 5

Codes = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int64]


def index_files(pages: Sequence[SearchPage], keep: Keep = make_anew) -> dict[str, bytes]:
    """Every file of the index, by its path in the site; the pages come in `SearchPage.order`."""
    heads = [(page.title, *page.names) for page in pages]
    texts = ["\n".join((*head, page.text, "")) for head, page in zip(heads, pages, strict=True)]
    bodies = [utf16_length("\n".join(head)) + 1 for head in heads]
    lengths = [utf16_length(text) for text in texts]
    corpus = "".join(texts)
    codes = codes_of(corpus)
    first_pairs, pairs = _pair_files(codes)
    names = names_part(pages, corpus, keep)
    parts = {**pairs, "names": names, **_page_files(pages), **_text_files(codes, pages, bodies, lengths)}
    files = {name: script(name, part) for name, part in sorted(parts.items())}
    version = hashlib.sha256(b"".join(files.values())).hexdigest()[:VERSION_DIGITS]
    index = {
        "version": version,
        "lengths": encode(lengths),
        "heads": encode([n for head in heads for n in (len(head), *map(utf16_length, head))]),
        "kinds": [[kind, sum(page.kind == kind for page in pages)] for kind in KIND_ORDER],
        "pairs": first_pairs,
        "pagesPerFile": PAGES,
        "textPerFile": TEXT,
    }
    found = {f"search/{version}/{name}.js": data for name, data in files.items()}
    return {"search/index.js": script("index", index), **found}


def script(name: str, data: object) -> bytes:
    """One file: JSON assigned to a place of the one global. Halves of a character are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    line = f'(window.{GLOBAL}=window.{GLOBAL}||{{}})["{name}"]={text};\n'
    return line.encode("utf-8", "backslashreplace")


def codes_of(text: str) -> Codes:
    """A text as UTF-16 units, as the browser counts it."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def text_of(codes: Codes) -> str:
    """The text again; half a character stays half a character."""
    return codes.tobytes().decode("utf-16-le", "surrogatepass")


def _folding() -> Codes:
    """Case of ASCII letters, width of ASCII, kinds of blanks, quotation marks, minus; one unit stays one unit."""
    table = np.arange(1 << 16, dtype=np.uint16)
    table[0xFF01:0xFF5F] = np.arange(0x21, 0x7F)
    table[ord("A") : ord("Z") + 1] += 32
    table[0xFF21:0xFF3B] = table[ord("A") : ord("Z") + 1]
    for plain, others in ((" ", "\u3000\xa0"), ("'", "‘’"), ('"', "“”"), ("-", "\u2212")):
        table[codes_of(others)] = ord(plain)
    return table


_FOLDED = _folding()


def fold(codes: Codes) -> Codes:
    """The form in which texts and queries are compared."""
    return _FOLDED[codes]


def pair_keys(codes: Codes) -> npt.NDArray[np.uint32]:
    """Each two neighbouring units as one number."""
    wide = codes.astype(np.uint32)
    return (wide[:-1] << np.uint32(16)) | wide[1:]


def _pair_files(codes: Codes) -> tuple[str, dict[str, Any]]:
    """The first pair of each file as one string, and the files; a file ends after some 8 KB."""
    folded = fold(codes)
    filled = folded > 0x20
    positions = np.flatnonzero(filled[:-1] & filled[1:])
    keys = pair_keys(folded)[positions]
    by_key = np.argsort(keys, kind="stable")
    keys, positions = keys[by_key], positions[by_key]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
    differences = np.diff(positions, prepend=0)
    differences[starts] = positions[starts]
    written, ends = _write_numbers(differences)
    cuts = np.r_[0, ends][np.r_[starts, len(keys)]]
    names = [chr(key >> 16) + chr(key & 0xFFFF) for key in keys[starts].tolist()]
    _, file_of = np.unique(cuts[:-1] // PAIRS_BYTES, return_inverse=True)
    files: dict[str, dict[str, str]] = {}
    for name, number, start, end in zip(names, file_of.tolist(), cuts[:-1], cuts[1:], strict=True):
        files.setdefault(f"pairs/{number}", {})[name] = written[start:end]
    return "".join(next(iter(pairs)) for pairs in files.values()), dict(files)


def encode(numbers: Sequence[int]) -> str:
    """Rising numbers as text: their differences, a few characters each."""
    return _write_numbers(np.array(numbers, np.int64))[0]


def _write_numbers(numbers: Numbers) -> tuple[str, Numbers]:
    """The numbers as text, and where each one ends."""
    digits = np.ones(len(numbers), np.int64)
    rest = numbers >> BITS
    while rest.any():
        digits += rest > 0
        rest >>= BITS
    ends = np.cumsum(digits)
    out = np.empty(int(digits.sum()), np.uint8)
    for place in range(int(digits.max(initial=0))):
        has = digits > place
        digit = (numbers[has] >> (BITS * place)) & 31
        out[(ends - digits)[has] + place] = digit + np.where(digits[has] == place + 1, LAST, GOING_ON)
    return out.tobytes().decode("ascii"), ends


def decode(text: str, differences: bool = False) -> Numbers:
    """What `encode` wrote, or the positions whose differences were written."""
    if not text:
        return np.empty(0, np.int64)
    digits = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int64)
    last = digits >= LAST
    starts = np.r_[0, np.flatnonzero(last)[:-1] + 1]
    place = np.arange(len(digits)) - np.repeat(starts, np.diff(np.r_[starts, len(digits)]))
    values = np.where(last, digits - LAST, digits - GOING_ON) << (BITS * place)
    numbers: Numbers = np.add.reduceat(values, starts)
    return np.cumsum(numbers) if differences else numbers


def _page_files(pages: Sequence[SearchPage]) -> dict[str, Any]:
    rows = [
        [p.url, p.title, p.period.title if p.period else "", list(p.names), p.is_demo, p.answer]
        for p in pages
    ]
    return {f"pages/{start // PAGES}": rows[start : start + PAGES] for start in range(0, len(rows), PAGES)}


def _text_files(
    codes: Codes, pages: Sequence[SearchPage], bodies: Sequence[int], lengths: Sequence[int]
) -> dict[str, Any]:
    """Texts cut at equal lengths, with the anchors of each; the one before the cut opens the next."""
    anchors = [
        (start + offset, anchor)
        for page, body, start in zip(pages, bodies, accumulate(lengths, initial=0), strict=False)
        for offset, anchor in ((0, ""), *((body + at, anchor) for at, anchor in page.anchors))
    ]
    files: dict[str, Any] = {}
    index = 0
    for start in range(0, len(codes), TEXT):
        shown = text_of(codes[start : start + TEXT])
        found = [[0, anchors[index - 1][1]]] if index else []
        while index < len(anchors) and anchors[index][0] < start + TEXT:
            found.append([anchors[index][0] - start, anchors[index][1]])
            index += 1
        files[f"text/{start // TEXT}"] = [shown, found]
    return files
