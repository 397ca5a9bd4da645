"""Pairs of neighbouring characters and where they stand, as texts that a browser reads.

Numbers are written as differences, in digits of five bits, the lowest first: `(`…`G` are digits that
go on, `]`…`|` the last digit of a number, so that no character needs an escape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

GLOBAL = "leitaiSearchData"
NAME_BYTES = 12  # of a pair and what stands around it and its numbers
GOING_ON, LAST, BITS = 40, 93, 5
_SOME = 1 << 18  # numbers that are written at a time

Codes = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint32]  # two characters in one number
Numbers = npt.NDArray[np.int64]


def script(name: str, data: object) -> bytes:
    """One file: JSON assigned to a place of the one global. Halves of a character are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    line = f'(window.{GLOBAL}=window.{GLOBAL}||{{}})["{name}"]={text};\n'
    return line.encode("utf-8", "backslashreplace")


def data_of(file: bytes) -> Any:
    """What `script` wrote."""
    return json.loads(file.decode().partition("]=")[2].rstrip(";\n"))


def scripts(parts: Mapping[str, object]) -> dict[str, bytes]:
    """Each part as a file of its name, in the order of names."""
    return {name: script(name, part) for name, part in sorted(parts.items())}


def codes_of(text: str) -> Codes:
    """A text as UTF-16 units, as the browser counts it."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def text_from_codes(codes: Codes) -> str:
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


def fold_codes(codes: Codes) -> Codes:
    """The form in which texts and queries are compared."""
    return _FOLDED[codes]


def folded(text: str) -> str:
    """A text in the form in which it is compared."""
    return text_from_codes(fold_codes(codes_of(text)))


def pair_keys(codes: Codes) -> Keys:
    """Each two neighbouring units as one number."""
    wide = codes.astype(np.uint32)
    return (wide[:-1] << np.uint32(16)) | wide[1:]


def pairs_in(text: str) -> tuple[Keys, Numbers]:
    """Every pair of a text that holds no blank, and where it stands."""
    folded = fold_codes(codes_of(text))
    filled = folded > 0x20
    positions = np.flatnonzero(filled[:-1] & filled[1:])
    return pair_keys(folded)[positions], positions


def pair_files(keys: Keys, numbers: Numbers, size: int, first: int = 0) -> tuple[str, dict[str, Any]]:
    """The first pair of each file as one string, and the files, pair → its numbers; a file ends after some `size` bytes.

    The numbers of a pair come in ascending order; those of the files begin with `first`.
    """
    in_order = keys.astype(np.uint64) << np.uint64(32) | numbers.astype(np.uint64)
    in_order.sort()
    keys = (in_order >> np.uint64(32)).astype(np.uint32)
    numbers = (in_order & np.uint64(0xFFFFFFFF)).view(np.int64)
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]][: len(keys)])
    differences = np.diff(numbers, prepend=0)
    differences[starts] = numbers[starts]
    written, digits = _write_numbers(differences)
    cuts = np.r_[0, np.cumsum(np.add.reduceat(digits, starts, dtype=np.int64) if len(starts) else starts)]
    names = [chr(key >> 16) + chr(key & 0xFFFF) for key in keys[starts].tolist()]
    sizes = cuts[:-1] + NAME_BYTES * np.arange(len(names))
    _, file_of = np.unique(sizes // size, return_inverse=True)
    files: dict[str, dict[str, str]] = {}
    for name, number, start, end in zip(names, file_of.tolist(), cuts[:-1], cuts[1:], strict=True):
        files.setdefault(f"pairs/{first + number}", {})[name] = written[start:end]
    return "".join(next(iter(pairs)) for pairs in files.values()), dict(files)


def encode(numbers: Sequence[int]) -> str:
    """Numbers as text, a few characters each."""
    return _write_numbers(np.array(numbers, np.int64))[0]


def _write_numbers(numbers: Numbers) -> tuple[str, npt.NDArray[np.uint8]]:
    """The numbers as text, some at a time, and how many digits each one has."""
    parts = [_write_some(numbers[start : start + _SOME]) for start in range(0, len(numbers), _SOME)]
    digits = [np.empty(0, np.uint8), *(digits for _, digits in parts)]
    return "".join(text for text, _ in parts), np.concatenate(digits)


def _write_some(numbers: Numbers) -> tuple[str, npt.NDArray[np.uint8]]:
    digits = np.ones(len(numbers), np.uint8)
    rest = numbers >> BITS
    while rest.any():
        digits += rest > 0
        rest >>= BITS
    starts = np.cumsum(digits, dtype=np.int64) - digits
    out = np.empty(int(digits.sum()), np.uint8)
    for place in range(int(digits.max(initial=0))):
        has = digits > place
        digit = (numbers[has] >> (BITS * place)) & 31
        out[starts[has] + place] = digit + np.where(digits[has] == place + 1, LAST, GOING_ON)
    return out.tobytes().decode("ascii"), digits


def decode_numbers(text: str, differences: bool = False) -> Numbers:
    """What `encode` wrote, or the numbers whose differences were written."""
    if not text:
        return np.empty(0, np.int64)
    digits = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int64)
    last = digits >= LAST
    starts = np.r_[0, np.flatnonzero(last)[:-1] + 1]
    place = np.arange(len(digits)) - np.repeat(starts, np.diff(np.r_[starts, len(digits)]))
    values = np.where(last, digits - LAST, digits - GOING_ON) << (BITS * place)
    numbers: Numbers = np.add.reduceat(values, starts)
    return np.cumsum(numbers) if differences else numbers
