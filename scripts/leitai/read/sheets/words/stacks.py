"""The lines of a header taken together: what stands above each column, from above to below, as one label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from leitai.read.documents.tables import SheetRow, TextCell
from leitai.read.sheets.words.labels import Label, RegisteredNames, read_label
from leitai.schema.folding import fold


@dataclass(frozen=True)
class Stack:
    """What stands above one column. `label` is what is understood of it; `unknown` what isn't and may change its meaning.

    `groups` are texts above the indicator's name that say nothing known (平安建设). `named` is the cell that names the column.
    `last` is what the lowest cell says alone. `measures` are the units of measure that are said, from above to below; they should be one.
    """

    index: int
    cells: tuple[TextCell, ...]
    label: Label
    unknown: tuple[TextCell, ...]
    groups: tuple[TextCell, ...]
    named: TextCell
    measures: tuple[str, ...] = ()
    last: Label = field(default_factory=Label)

    @property
    def text(self) -> str:
        """What messages and sources call the column."""
        return self.named.text.strip()

    @property
    def whole(self) -> str:
        return " ".join(dict.fromkeys(cell.text.strip() for cell in self.cells))


def stacks(head: Sequence[SheetRow], names: RegisteredNames, alone: Sequence[int]) -> list[Stack]:
    """A stack for each column that anything stands above; `alone` are columns whose text never holds for others (单位)."""
    above = merged_over(head, alone)
    width = max(len(line.cells) for line in head)
    columns = ([line[index] for line in above] for index in range(width))
    return [
        _stack(index, tuple(_distinct(cells)), names)
        for index, cells in enumerate(columns)
        if any(cell is not None for cell in cells)
    ]


def merged_over(head: Sequence[SheetRow], alone: Sequence[int]) -> list[list[TextCell | None]]:
    """The cell that holds for each place of a header: its own, or one to the left that is merged over it.

    A cell is merged over those to its right as long as these are blank, have something below, and nothing new begins above.
    """
    width = max(len(line.cells) for line in head)
    found: list[list[TextCell | None]] = []
    for number, line in enumerate(head):
        cells: list[TextCell | None] = []
        for index in range(width):
            cell: TextCell | None = line.cell(index) if line.text(index).strip() else None
            has_below = any(below.text(index).strip() for below in head[number + 1 :])
            is_same_group = all(upper[index] == (upper[index - 1] if index else None) for upper in found)
            if cell is None and has_below and is_same_group and index and index - 1 not in alone:
                cell = cells[index - 1]
            cells.append(cell)
        found.append(cells)
    return found


def _distinct(cells: Sequence[TextCell | None]) -> Iterator[TextCell]:
    seen = set()
    for cell in cells:
        if cell is not None and fold(cell.text) not in seen:
            seen.add(fold(cell.text))
            yield cell


def _stack(index: int, cells: tuple[TextCell, ...], names: RegisteredNames) -> Stack:
    labels = [read_label(cell.text, names) for cell in cells]
    joined = _named_together(labels, names)
    if joined is not None:
        indicator, parts = joined
        labels = [Label(measure=label.measure) if n in parts else label for n, label in enumerate(labels)]
        labels[parts[-1]] = replace(labels[parts[-1]], indicator=indicator)
    naming = [n for n, label in enumerate(labels) if label.indicator]
    first = naming[0] if naming else -1
    is_torn = len({labels[n].indicator for n in naming}) > 1
    strange = [n for n, label in enumerate(labels) if label.rest]
    said = Label()
    for label in labels:
        said = (Label(measure=label.measure) if label.rest else label).within(said)
    return Stack(
        index=index,
        cells=cells,
        label=said,
        unknown=cells if is_torn else tuple(cells[n] for n in strange if n > first),
        groups=tuple(cells[n] for n in strange if n < first),
        last=labels[-1],
        measures=tuple(dict.fromkeys(label.measure for label in labels if label.measure)),
        named=cells[first],
    )


def _named_together(labels: Sequence[Label], names: RegisteredNames) -> tuple[str, tuple[int, ...]] | None:
    """The indicator that several lines name together, 学前教育 over 学校数, with the lines that do; the more of them the better."""
    for size in range(len(labels), 1, -1):
        for parts in combinations(range(len(labels)), size):
            texts = [labels[n].stem for n in parts]
            for name in _joined(texts) if all(texts) else ():
                found = names.indicator_id(name)
                if found:
                    return found, parts
    return None


def _joined(texts: Sequence[str]) -> Iterator[str]:
    for ordered in (texts, texts[::-1]):
        for joint in ("", "-", "—", ":", "/", "的", "·"):
            yield joint.join(ordered)
        yield f"{''.join(ordered[:-1])}({ordered[-1]})"
