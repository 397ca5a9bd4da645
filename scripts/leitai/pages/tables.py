"""Data tables as HTML: caption, header scopes, row ids, every cell escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True)
class Cell:
    """`href` is relative to the page. `note` is a smaller second line; `css` lists class names."""

    text: str
    href: str = ""
    css: str = ""
    note: str = ""
    is_header: bool = False


@dataclass(frozen=True)
class Row:
    """`anchor` becomes the row's id, the target of shared links. Markup is a cell of several links."""

    cells: Sequence[Cell | Markup]
    anchor: str = ""
    css: str = ""


def table(caption: str, header: Sequence[Cell], rows: Iterable[Row], css: str = "", note: str = "") -> Markup:
    """A whole table in a box of its own that scrolls sideways when it must."""
    head = "".join(_header_cell(cell, "col") for cell in header)
    body = "\n".join(_row(row) for row in rows)
    foot = Markup('<p class="lt-note">{}</p>').format(note) if note else Markup("")
    label = Markup('role="region" aria-label="{}" tabindex="0"').format(caption)
    return Markup(
        f'<div class="lt-table {css}"><div class="lt-scroll" {label}>\n'
        f'<table class="lt-data"><caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>\n</div>{foot}</div>"
    )


def _row(row: Row) -> str:
    attributes = f' id="{escape(row.anchor)}"' if row.anchor else ""
    attributes += f' class="{escape(row.css)}"' if row.css else ""
    cells = "".join(_body_cell(cell) for cell in row.cells)
    return f"<tr{attributes}>{cells}</tr>"


def _body_cell(cell: Cell | Markup) -> str:
    if isinstance(cell, Markup):
        return f"<td>{cell}</td>"
    return _header_cell(cell, "row") if cell.is_header else f"<td{_attributes(cell)}>{_content(cell)}</td>"


def _header_cell(cell: Cell, scope: str) -> str:
    return f'<th scope="{scope}"{_attributes(cell)}>{_content(cell)}</th>'


def _attributes(cell: Cell) -> str:
    return f' class="{escape(cell.css)}"' if cell.css else ""


def _content(cell: Cell) -> str:
    text = f'<a href="{escape(cell.href)}">{escape(cell.text)}</a>' if cell.href else str(escape(cell.text))
    return f"{text}<small>{escape(cell.note)}</small>" if cell.note else text


def definitions(pairs: Iterable[tuple[str, Cell | Markup]]) -> Markup:
    """Facts as a definition list."""
    lines = "\n".join(
        f"<div><dt>{escape(term)}</dt><dd>{cell if isinstance(cell, Markup) else _content(cell)}</dd></div>"
        for term, cell in pairs
    )
    return Markup(f'<dl class="lt-facts">\n{lines}\n</dl>')
