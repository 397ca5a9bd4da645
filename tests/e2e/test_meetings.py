"""A meeting with everything: speeches, ballots that count in the ranking, materials, promises carried on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from sample import run

from leitai.schema.ledgers.urls import URLS
from meetings import section
from portals import Once, Portal, as_verified, copy_sample, unseal

SPEECH = """\
---
type: 表态
unit: yiwu
problems: [网格巡查不到位]
commitments: [{id: K1, text: 年底前完成整改, due: 2019-12-31, indicator: grid_patrol}]
---
围绕年底目标作表态。
"""
BALLOTS = "单位,评价人,优秀,良好,一般,弃权\n义乌市,市级单位,3,1,0,1\n义乌市,县级单位,2,2,0,0\n"


def with_meeting(root: Path) -> Path:
    folder = root / "content/meetings/2019-08-yiwu"
    (folder / "speeches").mkdir()
    (folder / "speeches/01-yiwu.md").write_text(SPEECH, encoding="utf-8")
    (folder / "evaluation.csv").write_text(BALLOTS, encoding="utf-8")
    (folder / "材料 清单.txt").write_text("会议材料清单", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def held(once: Once, sample: Path) -> Path:
    """The built sample, in which the day of a meeting has become known, and what was said there."""

    def make(root: Path) -> None:
        shutil.copytree(sample, root)
        folder = with_meeting(root).rename(root / "content/meetings/2019-08-15-yiwu")
        index = folder / "index.md"
        text = index.read_text(encoding="utf-8").replace("date: 2019-08\n", "date: 2019-08-15\n")
        index.write_text(text, encoding="utf-8")
        (root / URLS.path).unlink()  # nobody was promised the old address
        run(root, "build")

    return once("held", make) / "build/site"


def test_speeches_ballots_and_materials_are_published(held: Path) -> None:
    page = (held / "meetings/2019-08-15-yiwu.html").read_text(encoding="utf-8")
    for text in (
        "围绕年底目标作表态",
        "网格巡查不到位",
        "年底前完成整改（2019年12月31日）",
        "现场测评票数",
        "材料 清单.txt",
    ):
        assert text in page
    assert (held / "meetings/2019-08-15-yiwu/材料 清单.txt").read_text(encoding="utf-8") == "会议材料清单"
    for unit_page in ("units/yiwu.html", "units/briefs/yiwu.html"):
        shown = (held / unit_page).read_text(encoding="utf-8")
        assert "年底前完成整改" in shown and "未反馈，逾期15天" in shown
    november = (held / "meetings/2019-11-plenary.html").read_text(encoding="utf-8")
    assert "第1次带到会上" in november and "没有新的反馈，逾期15天" in november


def test_ballots_count_where_the_method_says_so(tmp_path: Path) -> None:
    """(3 + 2) · 100 + (1 + 2) · 80, over 8 ballots: 92.5; its score is the average itself."""
    root = unseal(copy_sample(tmp_path))
    folder = with_meeting(root)
    names = ("婺城区", "金东区", "金华开发区", "兰溪市", "东阳市", "永康市", "浦江县", "武义县", "磐安县")
    others = "".join(f"{name},市级单位,4,0,0,1\n{name},县级单位,4,0,0,0\n" for name in names)
    (folder / "evaluation.csv").write_text(BALLOTS + others, encoding="utf-8")
    index = folder / "index.md"
    index.write_text(
        index.read_text(encoding="utf-8").replace("reviews: []", "reviews: [2019-08]"), encoding="utf-8"
    )
    method = root / "site_config/methods/county-monthly.yml"
    text = method.read_text(encoding="utf-8")
    grades = "evaluation: {优秀: 100, 良好: 80, 一般: 60}"
    method.write_text(text.replace("{kind: as_given}", "{kind: as_given, " + grades + "}"), encoding="utf-8")
    for month in ("2019-07", "2019-08", "2019-09"):
        (root / f"content/results/{month}/月度评定.csv").unlink()
        (root / f"content/results/{month}").rmdir()
    (root / "content/results/2019-08").mkdir()
    done = run(root, "rank", "2019-08", "--format", "json")
    rows = {row["unit"]: row for row in json.loads(done.stdout)["rankings"][0]["rows"]}
    assert rows["yiwu"]["score"] == 92.5
    assert rows["yiwu"]["rank"] == 10
    safety = rows["yiwu"]["scores"]["monthly_safety"]
    assert safety["source"]["path"].endswith("2019-08-yiwu/evaluation.csv")
    assert safety["basis"] == "优秀 5 票、良好 3 票：（5 × 100 + 3 × 80）÷ 8 = 92.5"


def test_a_known_day_gives_a_calendar_file_and_an_unknown_one_none(held: Path) -> None:
    calendars = {path.name for path in held.glob("meetings/2019-*.ics")}
    assert calendars == {"2019-08-15-yiwu.ics", "2019-10-15-towns.ics"}
    lasting = (held / "meetings/2020-01-13-towns.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20200113" in lasting and "DTEND;VALUE=DATE:20200115" in lasting
    calendar = (held / "meetings/2019-08-15-yiwu.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20190815" in calendar and "SUMMARY:义乌现场会" in calendar
    assert 'href="2019-08-15-yiwu.ics"' in (held / "meetings/2019-08-15-yiwu.html").read_text(
        encoding="utf-8"
    )


def test_the_ranking_as_it_stood_is_what_was_public_before(tmp_path: Path) -> None:
    """In August 2019 the second quarter was public (15 July), the third was not; a demo ranking names nobody."""
    portal = Portal(copy_sample(tmp_path))
    page = portal.page("meetings/2019-08-yiwu")
    standing = section(page, "standing")
    assert "rankings/2019Q2/county.html" in standing and "2019年7月15日公布" in standing
    assert "2019Q3" not in standing
    assert "演示数据，非真实考核结果" in standing and "第1名" not in standing
    as_verified(portal.root, "2019Q2")
    page = portal.page("meetings/2019-08-yiwu")
    assert re.search(r"第1名\S+市", section(page, "standing"))
