"""Files of a period: take in what was sent, set one aside, put it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from flask import Request

from leitai.assist.desk import periods
from leitai.assist.desk.actions.action import Action, chosen, day_of, is_ticked
from leitai.assist.desk.actions.seals import UNRECORDED
from leitai.assist.desk.actions.uploads import uploads
from leitai.assist.desk.aside import names_aside, put_back, put_in, set_aside
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.model.names import units_named
from leitai.pipeline.build import Say
from leitai.pipeline.tools import one_writer, replace_file, with_lines
from leitai.problems import RequestRefused
from leitai.schema.results.receipts import RECEIPTS


def receive(desk: Desk, asked: Request) -> Work:
    """Files that were dropped into a period, and the day on which they came."""
    period = _period(desk, asked)
    day, is_replacing = day_of(asked, "day", "收到日期"), is_ticked(asked, "replace")
    files = uploads(asked, periods.NOT_SENT)
    earlier = earlier_files(desk, period, list(files))
    same = [name for name in earlier if name.casefold() in {new.casefold() for new in files}]
    if same and not is_replacing:
        raise RequestRefused(
            f"{period} 里已经有同名的文件：{'、'.join(same)}。没有放入；要换成新的，请勾上“换掉旧的”再放一次。"
        )

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            put_in(desk.root, f"{periods.RESULTS}/{period}", files, earlier if is_replacing else (), say)
            nameless = register(desk, period, list(files), day)
        say("正在读取和检查…")
        desk.live.look()
        if nameless:
            with one_writer(desk.root / "build"):
                nameless = register(desk, period, nameless, day)
            desk.live.look()
        return _received(desk, period, files, nameless)

    return work


def earlier_files(desk: Desk, period: str, names: Sequence[str]) -> list[str]:
    """The files of a period that new ones of these names would replace: of the same name, or of no other units than these."""
    reading = desk.live.reading
    groups = () if reading is None else periods.reporting_by_group(reading, period)
    units = {
        unit for group in groups for name in names for unit in units_named(Path(name).stem, group.roster)
    }
    known = {name.casefold() for name in names}
    found = list[str]()
    for path in periods.sent_paths(desk.root, period):
        shown = path.relative_to(desk.root).as_posix()
        own = {unit.unit_id for group in groups for unit in group.senders_of(shown)}
        if path.name.casefold() in known or (own and own <= units):
            found.append(path.name)
    return found


def _received(desk: Desk, period: str, files: Mapping[str, bytes], nameless: Sequence[str]) -> Done:
    """What came in, and what is wrong in these files."""
    own = desk.problems_in(f"{periods.RESULTS}/{period}/{name}" for name in files)
    words = [f"放入了 {len(files)} 个文件，收到日期记在 {_receipts(period)}。"]
    words += [f"没有认出是哪个单位的，没有登记收到日期：{'、'.join(nameless)}。"] if nameless else []
    words.append("这些文件里有下面这些问题。" if own else "这些文件里没有问题。")
    is_sealed = any(problem.code in UNRECORDED for problem in own)
    return Done(words, own, (("/publish", "登记更正"),) if is_sealed else _back(period))


def register(desk: Desk, period: str, names: Sequence[str], day: date) -> list[str]:
    """Note the day for each unit that has none yet; the files of which nobody knows whose they are."""
    reading, path = desk.live.reading, desk.root / _receipts(period)
    groups = () if reading is None else periods.reporting_by_group(reading, period)
    found = {
        name: [u for g in groups for u in g.senders_of(f"{periods.RESULTS}/{period}/{name}")]
        for name in names
    }
    known = {unit_id for group in groups for unit_id in group.received}
    new = {unit.name: None for units in found.values() for unit in units if unit.unit_id not in known}
    lines = [{"单位": name, "收到日期": day.isoformat()} for name in new]
    if lines:
        replace_file(path, with_lines(path, RECEIPTS, lines))
    return [name for name, units in found.items() if not units]


def _receipts(period: str) -> str:
    return RECEIPTS.path.replace("<期间>", period)


def put_aside(desk: Desk, asked: Request) -> Work:
    """The job that takes a sent file out of its period: it no longer counts, and is kept where it can be put back."""
    period = _period(desk, asked)
    name = chosen(asked, "file", [path.name for path in periods.sent_paths(desk.root, period)])

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            say(f"{name} 挪到 {set_aside(desk.root, f'{periods.RESULTS}/{period}', name)}")
        desk.live.look()
        return Done((f"{name} 已撤下，不再算数；文件还在，可以在收表页放回。",), links=_back(period))

    return work


def take_back(desk: Desk, asked: Request) -> Work:
    """The job that lays a file that was set aside into its period again, where no other has its name."""
    period = _period(desk, asked)
    folder = f"{periods.RESULTS}/{period}"
    name = chosen(asked, "file", names_aside(desk.root, folder))

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            back = put_back(desk.root, folder, name)
        desk.live.look()
        return Done((f"{back} 放回来了。",), links=_back(period))

    return work


def _back(period: str) -> tuple[tuple[str, str], ...]:
    return ((f"/reports/{period}", f"看 {period} 谁报了"),)


def _period(desk: Desk, asked: Request) -> str:
    reading = desk.live.reading
    return chosen(asked, "period", periods.known_periods(desk.root, reading) if reading else ())


FILES = (
    Action(
        "receive",
        "放入",
        "/reports",
        "选中的表原样存进这一期的文件夹，收到日期记进收文登记，然后马上检查一遍。",
        "在下面的文件列表里按“撤下”，文件就不再算数。",
        receive,
    ),
    Action(
        "set-aside",
        "撤下",
        "/reports",
        "这个文件挪出这一期，它的数不再算；文件不删。",
        "在“撤下的文件”里按“放回”。",
        put_aside,
    ),
    Action("put-back", "放回", "/reports", "文件回到这一期，它的数又算数。", "再按“撤下”。", take_back),
)
