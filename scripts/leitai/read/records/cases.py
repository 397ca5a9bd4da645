"""`content/cases/<slug>.md` or `<slug>/index.md` → `Case`: front matter, and the body cut into its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from leitai.model.urls import case_url
from leitai.problems import Place, Problem
from leitai.read.documents.folders import folder_entries
from leitai.read.records.context import Context
from leitai.read.records.prose import (
    FrontMatter,
    addresses_beside,
    check_slug,
    read_beside,
    read_front_matter,
    sound_texts,
    text_record,
)
from leitai.schema.markdown.lines import ENUMERATION
from leitai.schema.markdown.text import Part, Text
from leitai.schema.texts.cases import BLOCKS, Case
from leitai.schema.texts.materials import Material

_NOT_MATERIALS = ("index.md",)
_BLOCK_LEVEL = 2  # `#` and `##`; deeper headings stand inside a block
_BLOCK = re.compile(rf"[#＃]?\s*(?:{ENUMERATION})?\s*[【〔]?(?P<name>{'|'.join(BLOCKS)})[】〕]?\s*[:：]?")


def read_cases(root: Path, context: Context) -> dict[str, Case]:
    """All write-ups by slug, in the order of their file names; one with errors is left out."""
    cases = dict[str, Case]()
    paths = folder_entries(root, "content/cases", ".md", context.problems, with_folders=True)
    for case in sound_texts(
        root, partial(_read_case, root, context), paths, _NOT_MATERIALS, case_url, context
    ):
        if case.slug in cases:
            what = f"编号“{case.slug}”用了两次（{cases[case.slug].place.path} 也是）。"
            fix = "请改名，或把 .md 文件移进目录，命名为 index.md。"
            written = case.place.path.removesuffix("/index.md").rpartition("/")[2]
            context.problems.append(Problem("S04", case.place, written, what, fix))
        cases[case.slug] = case
    return cases


def _read_case(root: Path, context: Context, path: Path) -> Case | None:
    """One write-up, alone or in a folder with its pictures and attachments."""
    slug, file, materials = path.stem, path, tuple[Material, ...]()
    shown = Place(path.relative_to(root).as_posix())
    if path.is_dir():
        slug, file = path.name, path / "index.md"
        if not file.exists():
            fix = "经验做法的目录里要有 index.md；没有图片和附件的，写成 content/cases/编号.md。"
            place = Place(f"{shown.path}/index.md")
            context.problems.append(Problem("F01", place, None, "没有这个文件。", fix))
            return None
        materials = read_beside(root, path, _NOT_MATERIALS, context)
    check_slug(case_url(slug), slug, path.name, shown, context)
    place = Place(file.relative_to(root).as_posix())
    front = read_front_matter(file, place, context, addresses_beside(slug, materials))
    if front is None:
        return None
    lead, blocks = _cut(front, context.problems)
    return text_record(front, Case, context, slug=slug, lead=lead, blocks=blocks, materials=materials)


def _cut(front: FrontMatter, problems: list[Problem]) -> tuple[Text, dict[str, Text]]:
    """What stands before the first block, and the text of each; unknown, repeated or misplaced headings are reported."""
    lead: list[Part] = []
    blocks: dict[str, list[Part]] = {}
    current = lead
    for part in front.body.parts:
        name = _block_name(part)
        if name is None:
            current.append(part)
            continue
        problems.extend(_misplaced(name, blocks, Place(front.place.path, row=part.row)))
        current = blocks.setdefault(name, [])
    return Text(tuple(lead)), {name: Text(tuple(parts)) for name, parts in blocks.items()}


def _block_name(part: Part) -> str | None:
    """The block that a part is the heading of: by its level, or as a line that says nothing but 一、背景; None of any other."""
    match = _BLOCK.fullmatch(part.words.strip())
    if match is not None and part.level <= _BLOCK_LEVEL:
        return match["name"]
    return part.words.strip() if 0 < part.level <= _BLOCK_LEVEL else None


def _misplaced(name: str, before: dict[str, list[Part]], where: Place) -> Iterator[Problem]:
    fix = f"正文的小标题按顺序用：{'、'.join(BLOCKS)}；块里面的小标题用 ###。"
    if name not in BLOCKS:
        yield Problem("C03", where, name, "不认识的小标题。", fix)
    elif name in before or [b for b in BLOCKS if b in (*before, name)][-1] != name:
        yield Problem("C03", where, name, "小标题重复或顺序不对。", fix)
