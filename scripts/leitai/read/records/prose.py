"""Markdown files with front matter: `content/pages/*.md`. Content is data, never code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from leitai.model.privacy.digits import cut_numbers
from leitai.model.urls import OWN_PAGES, prose_url
from leitai.model.writings.folders import Folder
from leitai.problems import Place, Problem, errors_of
from leitai.read.documents.encodings import read_text_file
from leitai.read.documents.folders import folder_entries
from leitai.read.documents.materials import read_materials
from leitai.read.documents.prose_safety import unsafe_lines
from leitai.read.documents.tables import is_plain_file
from leitai.read.documents.yaml_tree import YamlNode, parse_yaml, texts_within
from leitai.read.records.context import Context
from leitai.read.records.keys import read_keys
from leitai.schema.file_names import SLUG_RULE, is_portable, is_slug
from leitai.schema.markdown.text import NOTHING_BESIDE, Text, parse
from leitai.schema.texts.materials import Material
from leitai.schema.texts.prose import Prose
from leitai.schema.texts.written import Written

W = TypeVar("W", bound=Written)
_FENCE = "---"


def read_prose(root: Path, context: Context) -> tuple[Prose, ...]:
    """All editor's pages, by file name."""
    return read_texts(root, "content/pages", Prose, prose_url, context)


def read_texts(
    root: Path, folder: str, row: type[W], url_of: Callable[[str], str], context: Context
) -> tuple[W, ...]:
    """All Markdown files of a folder, by file name, which is their slug (`url_of` gives its address); one with errors is left out."""
    found = []
    for path in folder_entries(root, folder, ".md", context.problems):
        place = Place(path.relative_to(root).as_posix())
        check_slug(url_of(path.stem), path.stem, path.name, place, context)
        front = read_front_matter(path, place, context)
        text = text_record(front, row, context, slug=path.stem) if front is not None else None
        found += [text] if text is not None else []
    return tuple(found)


def check_slug(url: str, slug: str, shown: str, place: Place, context: Context) -> None:
    """File and folder names of written content become permanent addresses; they may name nobody, and no page of the portal itself."""
    context.screen_name(place.path)
    if url.lower() in OWN_PAGES:
        fix = f"{url} 是门户自己的页面，请换一个名称。"
        context.problems.append(Problem("S06", place, shown, "这个名称不能用。", fix))
    if not is_slug(slug) and is_portable(shown):  # else it is told as a file
        fix = f"{SLUG_RULE}，例如 about.md。"
        context.problems.append(Problem("S06", place, shown, "名称用作网址，写法不对。", fix))


@dataclass(frozen=True)
class FrontMatter:
    """A Markdown file: its front matter as a node with line numbers, the text below it, all its lines."""

    node: YamlNode
    body: Text
    lines: tuple[str, ...]
    place: Place


def read_beside(
    root: Path, folder: Path, not_these: tuple[str, ...], context: Context
) -> tuple[Material, ...]:
    """The files that stand beside a text in its folder; their names go through the privacy screen, too."""
    materials = tuple(read_materials(root, folder, not_these, context.problems))
    for material in materials:
        context.screen_name((folder / material.name).relative_to(root).as_posix())
    return materials


def sound_texts(
    root: Path,
    read: Callable[[Path], W | None],
    paths: Iterable[Path],
    not_these: tuple[str, ...],
    page: Callable[[str], str],
    context: Context,
) -> Iterator[W]:
    """The texts of files and folders of which nothing is refused; what stands in the folders of the others is still to be looked into."""
    for path in paths:
        before = len(context.problems)
        found = read(path)
        if found is not None and not errors_of(context.problems[before:]):
            yield found
        elif path.is_dir():
            context.refused.append(_refused_folder(root, path, page(path.name), not_these))


def _refused_folder(root: Path, folder: Path, page: str, not_these: tuple[str, ...]) -> Folder:
    """The folder of a text that is left out: its pictures are those that a text in it names, all where there is none."""
    materials = tuple(read_materials(root, folder, not_these, []))
    plain = (path for path in sorted(folder.rglob("*.md")) if is_plain_file(path, Place(""), []))
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in plain)
    shown = frozenset(m.name for m in materials if not text or m.name in text)
    return Folder(page, folder.relative_to(root).as_posix(), materials, shown)


def addresses_beside(slug: str, materials: Iterable[Material]) -> dict[str, str]:
    """Where files of the folder `slug` stand on the site, seen from the page of the text: `现场.jpg` is `slug/现场.jpg`."""
    return {material.name: f"{slug}/{quote(material.name)}" for material in materials}


def text_record(front: FrontMatter, row: type[W], context: Context, **given: object) -> W | None:
    """A text as its schema says; None if any key of its front matter is refused (reported)."""
    return read_keys(front.node, row, context, place=front.place, body=front.body, lines=front.lines, **given)


def read_front_matter(
    path: Path, place: Place, context: Context, beside: Mapping[str, str] = NOTHING_BESIDE
) -> FrontMatter | None:
    """A Markdown file with front matter; None if it can't be used (reported). `beside` as for `parse`."""
    lines, problems = _screened_lines(path, place, context), context.problems
    if lines is None:
        return None
    fences = [number for number, line in enumerate(lines) if line.strip() == _FENCE][:2]
    if len(fences) < 2 or fences[0] != 0:
        what, fix = "文件开头缺少以 --- 围住的说明。", "请在文件开头写：--- 换行 title: 标题 换行 ---"
        problems.append(Problem("S05", Place(place.path, row=1), None, what, fix))
        return None
    end = fences[1]
    body = parse(lines[end + 1 :], end + 2, beside)
    problems.extend(unsafe_lines(lines[end + 1 :], end + 2, body, place))
    node = parse_yaml("\n".join(lines[1:end]) + "\n", place, problems, first_line=2)
    if node is None:
        return None
    meant = texts_within(node)  # which a line may spell otherwise
    context.screen((text, where) for text, where in meant if text not in lines[(where.row or 1) - 1])
    return FrontMatter(node, body, tuple(lines), place)


def _screened_lines(path: Path, place: Place, context: Context) -> list[str] | None:
    """The lines of a file, each of which goes through the privacy screen; None if it can't be read (reported)."""
    is_plain = is_plain_file(path, place, context.problems)
    decoded = read_text_file(path, place, context.problems) if is_plain else None
    if decoded is None:
        return None
    lines = decoded[0].splitlines()
    context.screen((line, Place(place.path, row=row)) for row, line in enumerate(lines, start=1))
    context.screen((text, Place(place.path, row=row)) for row, text in cut_numbers(lines))
    return lines
