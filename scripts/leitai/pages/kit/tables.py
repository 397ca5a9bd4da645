"""Data tables as HTML: caption, header scopes, row ids, every cell escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import compress

from markupsafe import Markup, escape

from leitai.pages.kit.page import linked
from leitai.pages.kit.words import NOTHING
from leitai.schema.period import Period

FEW = 4  # columns
SHORT = range(5, 12)  # characters of a date, a name, a state: not worth a second line
ROOMY = "lt-roomy"
SHARED = ("lt-number", "lt-rank", "lt-change")  # classes that a head gives to the cells below it
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Cell:
    """`href` is an address of the portal. `note` is a smaller second line; `css` lists class names.

    `key` names a column in the address (`?sort=score`) and makes the table sortable by it; `name` is what a column is
    called where its text alone isn't enough; `sort` is what a cell is ordered by where that is not its number or text
    ("" is last, always). `is_to_fill` keeps a column that is empty on purpose: somebody writes in it.
    """

    text: str
    href: str = ""
    css: str = ""
    note: str = ""
    is_header: bool = False
    key: str = ""
    name: str = ""
    sort: str | None = None
    is_to_fill: bool = False


Cells = Sequence[Cell | str]  # a text is a cell without a note; Markup, one of several links


@dataclass(frozen=True)
class Row:
    """Cells with more to say of them together. `anchor` becomes the row's id, the target of shared links.

    `below` is shown under the row while an address names it. `unit` marks what the page greys or keeps with a chosen unit.
    """

    cells: Cells
    anchor: str = ""
    css: str = ""
    below: Markup | None = None
    unit: str = ""


def table(caption: str, header: Cells, rows: Iterable[Row | Cells], css: str = "", note: str = "") -> Markup:
    """A whole table in a box of its own that scrolls sideways when it must; of no rows there is none.

    `css`: `lt-titled` where the heading above says what the caption says; `lt-matrix` for many narrow columns of numbers;
    `lt-stack` for texts, which a phone shows as a card per row (each cell carries its column's name), with `lt-run` the cells of a card
    follow one another like words.
    Columns whose head is `lt-roomy` are left out on a phone: what the row's own page says, too. The table says which they are, once.
    A column in which no row says anything is left out; few columns that aren't texts stay within the measure of prose.
    """
    head, lines = _filled(
        [_cell(cell) for cell in header], [row if isinstance(row, Row) else Row(row) for row in rows]
    )
    css += " lt-few" if len(head) <= FEW and "lt-stack" not in css else ""
    columns = [_Column(cell.name or cell.text if "lt-stack" in css else "", _shared(cell)) for cell in head]
    css += "".join(f" lt-roomy-{at}" for at, cell in enumerate(head, 1) if ROOMY in cell.css)
    sortable = any(cell.key for cell in head)
    body = "\n".join(_row(row, columns, sortable) for row in lines)
    if not body:
        return Markup("")
    foot = Markup('<p class="lt-note">{}</p>').format(note) if note else Markup("")
    label = Markup('role="region" aria-label="{}" tabindex="0"').format(caption)
    return Markup(
        f'<div class="lt-table {css}"><div class="lt-scroll" {label}>\n'
        f'<table class="lt-data{" sortable n-last" if sortable else ""}"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{''.join(map(_column_head, head))}</tr></thead>\n<tbody>\n{body}\n</tbody></table>\n</div>{foot}</div>"
    )


def row_count(shown: Markup) -> int:
    """How many rows a table has, sums left out: each begins a line."""
    return shown.count("\n<tr") - shown.count('\n<tr class="lt-sum"')


@dataclass(frozen=True)
class _Column:
    """What a column says of its cells; `name` only where each of them carries it."""

    name: str
    css: str


def _cell(shown: Cell | str) -> Cell:
    return shown if isinstance(shown, Cell) else Cell(shown)


def _shared(head: Cell) -> str:
    return " ".join(name for name in head.css.split() if name in SHARED)


def _filled(header: Sequence[Cell], rows: Sequence[Row]) -> tuple[Sequence[Cell], Sequence[Row]]:
    """Without the columns that are empty all the way down; the first says what a row is about, and stays."""
    filled = [
        at == 0 or header[at].is_to_fill or any(map(_says_something, column))
        for at, column in enumerate(_columns(rows))
    ]
    if all(filled):
        return header, rows
    return list(compress(header, filled)), [
        replace(row, cells=list(compress(row.cells, filled))) for row in rows
    ]


def _columns(rows: Sequence[Row]) -> Iterator[tuple[Cell | str, ...]]:
    return zip(*(row.cells for row in rows), strict=True)


def _says_something(cell: Cell | str) -> bool:
    if isinstance(cell, Markup):
        return bool(cell)
    return _cell(cell).text not in ("", NOTHING) or bool(_cell(cell).note)


def _column_head(cell: Cell) -> str:
    key = Markup(' data-key="{}" data-name="{}"').format(cell.key, cell.name or cell.text) if cell.key else ""
    return f'<th scope="col"{_class(cell.css)}{key}>{_content(cell)}</th>'


def _row(row: Row, columns: Sequence[_Column], sortable: bool) -> str:
    attributes = f' id="{escape(row.anchor)}"' if row.anchor else ""
    attributes += f' class="{escape(row.css)}"' if row.css else ""
    attributes += f' data-unit="{escape(row.unit)}"' if row.unit else ""
    cells = "".join(
        _body_cell(cell, column, sortable) for cell, column in zip(row.cells, columns, strict=True)
    )
    return f"<tr{attributes}>{cells}</tr>{_below(row)}"


def _below(row: Row) -> str:
    """A row of its own on the same line: whoever takes lines for rows keeps the two together."""
    if not row.below:
        return ""
    return f'<tr class="lt-below"><td colspan="{len(row.cells)}">{row.below}</td></tr>'


def _body_cell(shown: Cell | str, column: _Column, sortable: bool) -> str:
    label = f' data-name="{escape(column.name)}"' if column.name else ""
    if isinstance(shown, Markup):
        return f"<td{label}>{shown}</td>"
    cell = _cell(shown)
    css = f"{column.css} {cell.css}".strip() if column.css and cell.text else cell.css
    if column.name and "lt-number" not in css and len(cell.text) in SHORT:
        css = f"{css} lt-whole".strip()
    attributes = label + _class(css) + (_sort_value(cell) if sortable else "")
    if cell.is_header:
        return f'<th scope="row"{attributes}>{_content(cell)}</th>'
    return f"<td{attributes}>{_content(cell)}</td>"


def _class(css: str) -> str:
    return f' class="{escape(css)}"' if css else ""


def _sort_value(cell: Cell) -> str:
    """What the browser orders by, only where it can't take that from the cell's own text (`tables.js`)."""
    if cell.sort is None or cell.sort == cell.text:
        return ""
    number = _number(cell.sort)
    is_read = number is not None and number == _number(cell.text)
    return "" if is_read else f' data-sort="{escape(cell.sort)}"'


def _number(text: str) -> Decimal | None:
    plain = text.replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def _content(cell: Cell) -> str:
    text = linked(cell.text, cell.href) if cell.href else escape(cell.text)
    return f"{text}<small>{escape(cell.note)}</small>" if cell.note else str(text)


def numeric(name: str, note: str = "", key: str = "", css: str = "") -> Cell:
    """The head of a column of numbers."""
    return Cell(name, css=f"lt-number {css}".strip(), note=note, key=key)


def period_head(period: Period, key: str = "") -> Cell:
    """A period above a column of numbers, its year on a line of its own, so that several stand side by side on a phone."""
    return Cell(f"{period.year}年", css="lt-number lt-period", note=period.part, key=key, name=period.title)


def definitions(pairs: Iterable[tuple[str, Cell | str]]) -> Markup:
    """Facts as a definition list; what nobody has said is left out."""
    lines = "\n".join(
        f"<div><dt>{escape(term)}</dt><dd>{cell if isinstance(cell, Markup) else _content(_cell(cell))}</dd></div>"
        for term, cell in pairs
        if cell
    )
    return Markup(f'<dl class="lt-facts">\n{lines}\n</dl>')
