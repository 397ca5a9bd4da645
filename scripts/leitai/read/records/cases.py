"""`content/cases/*.md` → `Case`: front matter, and the body cut into its blocks."""

from __future__ import annotations

from pathlib import Path

from leitai.model.case import (
    ADOPTION_STATUSES,
    BLOCKS,
    CASE_STATUSES,
    LEVELS,
    MATURITIES,
    Adoption,
    Case,
    Endorsement,
)
from leitai.model.formats import CASE
from leitai.model.period import Period
from leitai.problems import Place, Problem
from leitai.read.documents.folders import files_of
from leitai.read.documents.yaml_tree import Node, items_of, texts_of
from leitai.read.records.prose import Written, check_slug, read_front_matter
from leitai.read.records.settings import read_review


def read_cases(root: Path, problems: list[Problem]) -> dict[str, Case]:
    """All write-ups by slug, in the order of their file names; one with problems is left out."""
    cases = {}
    for path in files_of(root, "content/cases", ".md", problems):
        place, before = Place(path.relative_to(root).as_posix()), len(problems)
        check_slug(path.stem, path.name, place, problems)
        written = read_front_matter(path, place, problems)
        if written is None:
            continue
        keys = written.node.mapping(CASE.required, CASE.optional)
        blocks = _blocks(written, place, problems)
        if len(problems) == before:
            case = _case(path.stem, keys, blocks, written.lines, place)
            if len(problems) == before:
                cases[path.stem] = case
    return cases


def _case(
    slug: str, keys: dict[str, Node], blocks: dict[str, str], lines: tuple[str, ...], place: Place
) -> Case:
    return Case(
        slug=slug,
        title=keys["title"].text(),
        units=keys["units"].texts(),
        themes=keys["themes"].texts(),
        level=keys["level"].choice(LEVELS),
        year=keys["year"].integer() or 0,
        status=keys["status"].choice(CASE_STATUSES),
        maturity=keys["maturity"].choice(MATURITIES) if "maturity" in keys else "",
        since=_since(keys["since"]) if "since" in keys else None,
        indicators=texts_of(keys, "indicators"),
        sources=texts_of(keys, "sources"),
        summary=keys["summary"].text(),
        adopted_by=tuple(map(_adoption, items_of(keys, "adopted_by"))),
        endorsements=tuple(map(_endorsement, items_of(keys, "endorsements"))),
        contact=keys["contact"].text(),
        review=read_review(keys),
        is_demo="data_status" in keys and keys["data_status"].choice(("demo",)) == "demo",
        blocks=blocks,
        lines=lines,
        place=place,
    )


def _since(node: Node) -> Period | None:
    period = Period.parse(node.text())
    if period is None:
        node.report("S03", "不是期间。", "写成 2019Q3、2019-08 或 2019；不知道从哪一期开始就删去 since。")
    return period


def _adoption(node: Node) -> Adoption:
    keys = node.mapping(("unit", "date", "status"))
    if len(keys) < 3:
        return Adoption("", "", "")
    return Adoption(keys["unit"].text(), keys["date"].known_date(), keys["status"].choice(ADOPTION_STATUSES))


def _endorsement(node: Node) -> Endorsement:
    keys = node.mapping(("text", "level", "source"))
    if len(keys) < 3:
        return Endorsement("", "", "")
    return Endorsement(keys["text"].text(), keys["level"].text(), keys["source"].text())


def _blocks(written: Written, place: Place, problems: list[Problem]) -> dict[str, str]:
    """The text under each `## 块名`; unknown, repeated or misplaced headings are reported."""
    blocks: dict[str, list[str]] = {}
    current: list[str] = []
    for number, line in enumerate(written.lines[written.body_line - 1 :], start=written.body_line):
        if not line.startswith("## "):
            current.append(line)
            continue
        name = line.removeprefix("## ").strip()
        where = Place(place.path, row=number)
        fix = f"正文的小标题按顺序用：{'、'.join(BLOCKS)}。"
        if name not in BLOCKS:
            problems.append(Problem("C03", where, name, "不认识的小标题。", fix))
        elif name in blocks or [b for b in BLOCKS if b in (*blocks, name)][-1] != name:
            problems.append(Problem("C03", where, name, "小标题重复或顺序不对。", fix))
        current = blocks.setdefault(name, [])
    return {name: "\n".join(lines).strip() for name, lines in blocks.items()}
