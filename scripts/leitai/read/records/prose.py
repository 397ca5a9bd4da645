"""Markdown files with front matter: `content/pages/*.md`. Content is data, never code (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leitai.model.formats import PROSE
from leitai.model.prose import Prose
from leitai.model.settings import SLUG_RULE, is_slug
from leitai.problems import Place, Problem
from leitai.read.documents.folders import files_of
from leitai.read.documents.prose_safety import unsafe_lines
from leitai.read.documents.tables import is_plain_file, read_text
from leitai.read.documents.yaml_tree import Node, parse_yaml

RESERVED_SLUGS = ("index", "facts", "404")
_FENCE = "---"


def read_prose(root: Path, problems: list[Problem]) -> tuple[Prose, ...]:
    """All editor's pages, by file name."""
    pages = []
    for path in files_of(root, "content/pages", ".md", problems):
        place = Place(path.relative_to(root).as_posix())
        written = read_front_matter(path, place, problems)
        if written is None:
            continue
        keys = written.node.mapping(PROSE.required)
        check_slug(path.stem, path.name, place, problems)
        if "title" in keys:
            pages.append(Prose(path.stem, keys["title"].text(), written.body, written.lines, place))
    return tuple(pages)


def check_slug(slug: str, shown: str, place: Place, problems: list[Problem]) -> None:
    """File and folder names of written content become permanent addresses."""
    if slug in RESERVED_SLUGS:
        fix = f"{'、'.join(RESERVED_SLUGS)} 是门户自己的页面，请换一个名称。"
        problems.append(Problem("S06", place, shown, "这个名称不能用。", fix))
    if not is_slug(slug):
        fix = f"{SLUG_RULE}，例如 about.md。"
        problems.append(Problem("S06", place, shown, "名称用作网址，写法不对。", fix))


@dataclass(frozen=True)
class Written:
    """A Markdown file: its front matter as a node with line numbers, the text below it, all its lines."""

    node: Node
    body: str
    body_line: int
    lines: tuple[str, ...]


def read_front_matter(path: Path, place: Place, problems: list[Problem]) -> Written | None:
    """A Markdown file with front matter; None if it can't be used (reported)."""
    if not is_plain_file(path, place, problems):
        return None
    decoded = read_text(path, place, problems)
    if decoded is None:
        return None
    lines = decoded[0].splitlines()
    if not lines or lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        fix = "请在文件开头写：--- 换行 title: 标题 换行 ---"
        problems.append(
            Problem("S05", Place(place.path, row=1), None, "文件开头缺少以 --- 围住的说明。", fix)
        )
        return None
    end = next(i for i, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    problems.extend(unsafe_lines(lines[end + 1 :], end + 2, place))
    node = parse_yaml("\n".join(lines[1:end]) + "\n", place, problems, first_line=2)
    if node is None:
        return None
    return Written(node, "\n".join(lines[end + 1 :]).strip("\n") + "\n", end + 2, tuple(lines))
