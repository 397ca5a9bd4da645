"""The way of a period in six steps: how far it is, and what is missing for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leitai.assist.desk import compare, periods
from leitai.assist.desk.state import Desk
from leitai.assist.live import Reading
from leitai.pipeline.load import Loaded
from leitai.pipeline.tools import MANIFEST
from leitai.pipeline.unchanged import is_site_of_this
from leitai.problems import errors_of


@dataclass(frozen=True)
class DeskStep:
    """`state` says how far it is; `page` and `verb` where to go on, and what is done there."""

    title: str
    is_done: bool
    state: str
    page: str
    verb: str


def desk_steps(desk: Desk, reading: Reading, period_id: str) -> list[DeskStep]:
    """The steps of a quarter in their order, each with what is still open in it."""
    return [
        _collect(desk.root, reading, period_id),
        _mend(reading),
        _compare(desk, reading.loaded, period_id),
        *_go_out(desk.root, reading.loaded, period_id),
    ]


def _collect(root: Path, reading: Reading, period_id: str) -> DeskStep:
    page, groups = f"/reports/{period_id}", periods.groups_of(root, reading, period_id)
    units = [unit for group in groups for unit in group.units]
    missing = [unit.unit.short or unit.unit.name for unit in units if unit.state == periods.MISSING]
    if not units:
        return DeskStep("收表", False, "这一期还没有准备好：没有单位要报。", page, "准备这一期")
    if missing:
        state = f"{len(units)} 个单位报了 {len(units) - len(missing)} 个；还没有报：{'、'.join(missing)}。"
        return DeskStep("收表", False, state, page, "放入收到的表")
    return DeskStep("收表", True, f"{len(units)} 个单位都报了。", page, "看收到的表")


def _mend(reading: Reading) -> DeskStep:
    errors = errors_of(reading.checked.problems)
    if errors:
        files = len({problem.place.path for problem in errors})
        return DeskStep(
            "改错", False, f"{files} 个文件里有 {len(errors)} 处错误。", "/problems", "看错误在哪一格"
        )
    warnings = sum(problem.severity == "warning" for problem in reading.checked.problems)
    state = f"没有错误；有 {warnings} 处警告要看一眼。" if warnings else "没有错误。"
    return DeskStep("改错", True, state, "/problems", "看警告和提示")


def _compare(desk: Desk, loaded: Loaded | None, period_id: str) -> DeskStep:
    page = f"/compare/{period_id}"
    if loaded is None:
        return DeskStep("核对", False, "改完错误才能核对。", page, "核对变化")
    if period_id not in {period.id for period in loaded.content.results.periods}:
        return DeskStep("核对", False, "还没有收到数。", page, "核对变化")
    count = compare.open_looks(desk, loaded, period_id)
    if count:
        return DeskStep("核对", False, f"有 {count} 处变化要看一眼。", page, "核对变化")
    return DeskStep("核对", True, "变化都看过了。", page, "看看变化")


def _go_out(root: Path, loaded: Loaded | None, period_id: str) -> Iterator[DeskStep]:
    """The steps 生成, 公布 and 封存; each is done if it was done with the content as it is now."""
    page = "/publish"
    if loaded is None:
        yield from (
            DeskStep(title, False, "改完错误再做。", page, title) for title in ("生成", "公布", "封存")
        )
        return
    is_new = is_site_of_this(root)
    yield DeskStep("生成", is_new, "网站是最新的。" if is_new else "内容改过，还没有生成。", page, "生成网站")
    target = loaded.content.settings.portal.publish_to
    if target is None:
        yield DeskStep("公布", False, "还没有写公布到哪个文件夹（portal.yml 的 publish_to）。", page, "公布")
    else:
        is_shown = is_new and _is_same(root / "build/site" / MANIFEST, root / target / MANIFEST)
        yield DeskStep("公布", is_shown, f"{target} {'是' if is_shown else '还不是'}这一版。", page, "公布")
    seals = loaded.content.library.seals_of(period_id)
    state = f"已封存，第 {len(seals)} 版。" if seals else "公布以后再封存。"
    yield DeskStep("封存", bool(seals), state, page, "封存")


def _is_same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
