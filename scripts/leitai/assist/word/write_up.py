"""`leitai new case --from`: a Word write-up as a draft folder, cut into the blocks of a write-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from leitai.assist.forms.created import Created, write_new
from leitai.assist.forms.new import FACTS_HINT, FIRST_LINES, TO_FILL_IN, case_front_matter
from leitai.assist.forms.templates import checked_slug
from leitai.assist.word.headings import block_of
from leitai.assist.word.markdown import Pictures, Piece, pieces_of
from leitai.assist.word.run_in import opened
from leitai.assist.word.source import WordSource, refuse_personal_data, told_of
from leitai.assist.word.steps import numbered
from leitai.model.writings.standing import missing_for_complete, missing_for_partial
from leitai.pipeline.load import load_library, load_settings
from leitai.problems import Problem, RequestRefused
from leitai.schema.texts.cases import BLOCKS

_INNER = 3  # the level of the highest heading inside a block


def case_from_word(root: Path, file: Path, slug: str, title: str | None, year: int | None) -> Created:
    """A draft `content/cases/<slug>/index.md` with its pictures; nothing is written where personal data would be."""
    settings = load_settings(root)
    source = WordSource.of(file, with_title=True)
    folder = f"content/cases/{checked_slug(slug)}"
    if (root / f"{folder}.md").exists():
        raise RequestRefused(f"{folder}.md 已经存在；请换一个编号，或先把它移走。")
    title = title or source.title
    if not title:
        raise RequestRefused(f"{file.name} 里没有找到标题；请用 --title 写上标题。")
    pictures = Pictures(f"{slug}-")
    text, moved = _draft(pieces_of(opened(source.body_without(title)), pictures))
    text = case_front_matter(settings, title, year) + text
    refuse_personal_data(source, text, settings.privacy)
    files = {f"{folder}/index.md": text.encode()}
    files |= {f"{folder}/{name}": data for name, data in pictures.files.items()}
    write_new(root, files)
    told = told_of(source, [*pictures.told, *moved], settings.privacy)
    return Created(tuple(files), (*told, *_what_is_missing(root, slug), TO_FILL_IN, FACTS_HINT))


def _draft(pieces: Iterable[Piece]) -> tuple[str, list[str]]:
    """The text below the front matter, and what the editor should know of headings that are no block's."""
    pieces = tuple(pieces)
    base = min((p.level for p in pieces if p.level and block_of(p.words)), default=0)
    lead, blocks, told = list[str](), dict[str, list[str]](), list[str]()
    current = lead
    for piece in pieces:
        block = block_of(piece.words) if piece.level and piece.level <= base else ""
        if block:
            current = blocks.setdefault(block, [])
        elif piece.level:
            depth = _INNER + max(0, piece.level - (base or 1) - (1 if base else 0))
            current.append(f"{'#' * min(depth, 6)} {piece.markdown}")
            if piece.level <= base or not base:
                where = next((name for name, parts in blocks.items() if parts is current), "开头")
                told.append(f"小标题“{piece.words}”不是五块里的，连同下面的文字留在“{where}”，请看要不要移动")
        else:
            current.append(piece.markdown)
    if "做法" in blocks:
        blocks["做法"], steps = numbered(blocks["做法"])
        told += [f"做法里用（一）、一是、①等数着写的 {steps} 段改成了编号的步骤，请核对"] if steps else []
    parts = list(lead)
    for block in BLOCKS:
        parts += [f"## {block}", *(blocks.get(block) or [FIRST_LINES[block]])]
    return "\n\n".join(parts) + "\n", told


def _what_is_missing(root: Path, slug: str) -> Sequence[str]:
    """What `check` says of the draft, and what it lacks for each status."""
    problems: list[Problem] = []
    library = load_library(root, problems)
    case = library.cases.get(slug)
    if case is None:
        ours = [p for p in problems if f"/{slug}/" in p.place.path and p.severity == "error"]
        return [f"请先改：{problem.place}：{problem.what}{problem.fix}" for problem in ours]
    facts = library.facts
    lacks = {"部分": missing_for_partial(case, facts), "完整": missing_for_complete(case, facts)}
    texts = {status: "；".join(missing) for status, missing in lacks.items()}
    return [f"到“{status}”还缺：{text}。" for status, text in texts.items() if text]
