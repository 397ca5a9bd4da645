"""What a Word document holds, as far as a written text can hold it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WordPicture:
    """An embedded picture as it is stored; `alt` is what its writer said it shows."""

    file: str
    data: bytes
    alt: str


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph; `url` of a link, else ""."""

    text: str = ""
    is_bold: bool = False
    url: str = ""
    picture: WordPicture | None = None


@dataclass(frozen=True)
class Paragraph:
    """`level` is 1 and more of a heading by style, 0 of anything else; `label` the number that Word puts before it (一、 2. •).

    `depth` is the depth of a list item, from 0; -1 of what is none. `centred_size` is the size of its letters in half points where it
    stands in the middle, as a title does; 0 of any other.
    """

    runs: tuple[Run, ...]
    level: int = 0
    label: str = ""
    is_bullet: bool = False
    depth: int = -1
    is_title: bool = False
    centred_size: int = 0

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    @property
    def is_bold(self) -> bool:
        """Whether all its words are."""
        return bool(self.words) and all(run.is_bold for run in self.runs if run.text.strip())


@dataclass(frozen=True)
class WordTable:
    """Rows of cells of paragraphs, all rows equally long; a merged cell is repeated in every place that it covers."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


Block = Paragraph | WordTable


@dataclass(frozen=True)
class WordDocument:
    """`left_out`: what a reader of the document sees, or its writer wrote, and the text doesn't have, a sentence each."""

    blocks: tuple[Block, ...]
    left_out: tuple[str, ...]
