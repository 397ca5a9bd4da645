"""Sealed meetings, and what lies beside the seals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leitai.model.content import Content
from leitai.model.seals.sealed_meeting import sealed_meetings
from leitai.model.seals.sealed_period import SealedPeriod
from leitai.problems import Place, Problem
from leitai.schema.ledgers.seals import SEALS

_MOST_QUOTED = 60
_VERSION = re.compile(r"content/ledgers/seals/([^/]+)/v(\d+)(?:\.json|/.+)")


def check_sealed_meetings(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存的会议和到那时的问题台账、跟进记录都与封存时一样：会议的改动登记在 corrections，台账只往后加。"""
    for found in sealed_meetings(content.library):
        slug = found.sealed.period_id
        folder = Place(f"content/meetings/{slug}")
        if found.meeting is None:
            what = f"会议 {slug} 已封存，但它的目录不见了，或读不出来。"
            yield Problem("L12", folder, None, what, "请从版本库或备份恢复这个目录。")
        elif not found.keeps_old_corrections:
            what, fix = "封存过的更正被改过、删过或换了位置。", "请从版本库恢复；新的更正写在最后。"
            yield Problem("L12", found.meeting.place_of("corrections"), None, what, fix)
        elif found.is_corrected and not found.unexplained:
            place, what = found.meeting.place_of("corrections"), f"{slug} 的更正还没有封存成新的一版。"
            yield Problem("L07", place, None, what, f"请运行 leitai seal {slug}。")
        for change in found.unexplained if found.meeting is not None else ():
            what = f"{slug} 封存时{change.key}是“{_short(change.old)}”，现在是“{_short(change.new)}”。"
            fix = "请改回原样；会议确要更正的，在 index.md 的 corrections 里写明，再运行 leitai seal；台账写错的，在最后加一行说明。"
            yield Problem("L12", found.places.get(change.key, folder), _short(change.new), what, fix)


def _short(text: str) -> str:
    """A text as a message quotes it."""
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED] + "…"


def check_no_stray_seals(content: Content, periods: Sequence[SealedPeriod]) -> Iterator[Problem]:
    """封存文件夹里的每个文件，封存账里都有对应的一行。"""
    known = {(seal.snapshot.period_id, str(seal.snapshot.version)) for seal in content.library.seals}
    lost: dict[str, set[str]] = {}
    for path in content.library.stray_seal_files:
        version = _VERSION.fullmatch(path)
        if version is None or version.groups() in known:
            what, fix = "这里只放程序封存的文件，这个文件不是。", "请移到别处。"
            yield Problem("L09", Place(path), None, what, fix)
        else:
            lost.setdefault(version[1], set()).add(version[2])
    for name, versions in lost.items():
        what = f"封存账里没有第 {'、'.join(sorted(versions, key=int))} 版：多半是封存账退回到了旧的一版（git checkout、git revert、旧备份）。"
        fix = f"请从版本库或备份恢复 {SEALS.path} 和同时的内容；内容与封存时相同的，运行 leitai seal {name} 会补上这一行。不要删去这些文件：公布过的版本要一直在。"
        yield Problem("L09", Place(f"content/ledgers/seals/{name}"), None, what, fix)
