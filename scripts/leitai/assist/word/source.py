"""The Word file that a draft is made of: its title, all its texts for the privacy screen, what wasn't taken over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from leitai.assist.word.headings import bare, full_words
from leitai.model.privacy.screen import PrivacyScreen
from leitai.pipeline.tools import (
    Block,
    Findings,
    NotLookedInto,
    Paragraph,
    Run,
    WordDocument,
    WordRefused,
    look_into,
    read_word,
)
from leitai.problems import Place, ProblemsFound, RequestRefused, errors_of
from leitai.schema.texts.cases import BLOCKS

_LONGEST_TITLE = 40
_LARGE = 36  # half points: a title has 二号 (44) or 小二 (36), the text 三号 (32)


@dataclass(frozen=True)
class WordSource:
    """`title` "" where none was found; `parts`: every text of the file with its place, deletions, comments and properties too."""

    file: Path
    document: WordDocument
    title: str
    parts: tuple[tuple[str, str], ...]

    @staticmethod
    def of(file: Path, with_title: bool) -> WordSource:
        if not file.is_file():
            raise RequestRefused(f"没有这个文件：{file.name}。")
        found = Findings()
        try:
            document = read_word(file)
            look_into(file.read_bytes(), found)
        except (WordRefused, NotLookedInto) as refused:
            raise RequestRefused(str(refused)) from None
        if not document.blocks:
            raise RequestRefused(f"{file.name} 里没有文字。")
        return WordSource(file, document, _title(document.blocks) if with_title else "", tuple(found.texts))

    def body_without(self, title: str) -> Sequence[Block]:
        """The blocks without the file's own title; where another is wanted, that one is a line of text, and begins no block."""
        if not self.title:
            return self.document.blocks
        line = () if self.title == title else (Paragraph((Run(self.title),)),)
        return (*line, *self.document.blocks[_lines_of_title(self.document.blocks) :])


def _title(blocks: Sequence[Block]) -> str:
    """The first paragraph, by its style or because it is short, is no sentence, has no number and begins no block."""
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return ""
    words = "".join(
        _joined(line) for line in blocks[: _lines_of_title(blocks)] if isinstance(line, Paragraph)
    )
    if first.is_title:
        return words
    is_short = 0 < len(words) <= _LONGEST_TITLE and words[-1] not in "。；！？：:，"
    is_section = bare(words) != words or bare(words) in BLOCKS
    return words if is_short and not is_section else ""


def _lines_of_title(blocks: Sequence[Block]) -> int:
    """How many of the first blocks are the title: the first, and those after it that are centred in the same large letters."""
    first = blocks[0]
    size = first.centred_size if isinstance(first, Paragraph) else 0
    goes_on = (isinstance(block, Paragraph) and block.centred_size == size for block in blocks[1:])
    return 1 + sum(takewhile(bool, goes_on)) if size >= _LARGE else 1


def _joined(paragraph: Paragraph) -> str:
    return " ".join(full_words(paragraph).split())


def refuse_personal_data(source: WordSource, draft: str, privacy: PrivacyScreen) -> None:
    """Raise `ProblemsFound` where personal data would stand in the draft."""
    texts = [(text, Place(source.file.name, row=row)) for row, text in enumerate(draft.splitlines(), start=1)]
    found = errors_of(privacy.problems(texts))
    if found:
        raise ProblemsFound(found)


def told_of(source: WordSource, others: Iterable[str], privacy: PrivacyScreen) -> list[str]:
    """What didn't fit or was changed, and personal data in what was left out, each once."""
    told = dict.fromkeys((*source.document.left_out, *others))
    for where, text in source.parts:
        for problem in errors_of(privacy.problems([(text, Place(source.file.name))])):
            told[f"没有带过来的部分（{where}）里有个人信息：{problem.what}原件不要放进 content/"] = None
    return [f"· {line}。" if not line.endswith("。") else f"· {line}" for line in told]
