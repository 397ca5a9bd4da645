"""`content/cases/*.md` → `Case`: front matter, and the body cut into its blocks."""

from __future__ import annotations

from pathlib import Path

from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.folders import files_of
from leitai.read.records.context import Context
from leitai.read.records.prose import FrontMatter, check_slug, read_front_matter, read_text
from leitai.schema.texts.cases import BLOCKS, Case


def read_cases(root: Path, context: Context) -> dict[str, Case]:
    """All write-ups by slug, in the order of their file names; one with errors is left out."""
    cases = {}
    for path in files_of(root, "content/cases", ".md", context.problems):
        place, before = Place(path.relative_to(root).as_posix()), len(context.problems)
        check_slug(path.stem, path.name, place, context)
        front = read_front_matter(path, place, context)
        if front is None:
            continue
        case = read_text(front, Case, context, slug=path.stem, blocks=_blocks(front, context.problems))
        if case is not None and not errors_of(context.problems[before:]):
            cases[path.stem] = case
    return cases


def _blocks(front: FrontMatter, problems: list[Problem]) -> dict[str, str]:
    """The text under each `## 块名`; unknown, repeated or misplaced headings are reported."""
    blocks: dict[str, list[str]] = {}
    current: list[str] = []
    for number, line in enumerate(front.lines[front.body_line - 1 :], start=front.body_line):
        if not line.startswith("## "):
            current.append(line)
            continue
        name = line.removeprefix("## ").strip()
        where = Place(front.place.path, row=number)
        fix = f"正文的小标题按顺序用：{'、'.join(BLOCKS)}。"
        if name not in BLOCKS:
            problems.append(Problem("C03", where, name, "不认识的小标题。", fix))
        elif name in blocks or [b for b in BLOCKS if b in (*blocks, name)][-1] != name:
            problems.append(Problem("C03", where, name, "小标题重复或顺序不对。", fix))
        current = blocks.setdefault(name, [])
    return {name: "\n".join(lines).strip() for name, lines in blocks.items()}
