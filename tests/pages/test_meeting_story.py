"""A story of three meetings: exposed, overdue, closed, looked at again; each page as of its own day, and what came since."""

from __future__ import annotations

import pytest

from meetings import TASKS, section, write_events, write_meeting, write_problems, write_speech
from portals import Portal

FIRST, SECOND, THIRD = "2019-04-20-jia", "2019-08-10-yi", "2019-12-05-bing"


@pytest.fixture
def story(portal: Portal) -> Portal:
    write_meeting(portal, FIRST, "2019-04-20", "resolutions: [{id: J1, text: 每月调度, owner: 综合处}]")
    write_speech(
        portal, FIRST, 1, "yi", "problems: [Q001]", "commitments: [{id: K1, text: 建清单, due: 2019-07}]"
    )
    write_meeting(portal, SECOND, "2019-08-10")
    write_meeting(portal, THIRD, "2019-12-05", "roster: [jia, yi]", "attendance: {jia: 到会}")
    write_problems(portal, f"Q001,会议,{FIRST},2019-04-20,乙县,安全,隐患整改率,通道堵塞,2019-06-30")
    write_events(
        portal,
        "Q001,2019-05-10,整改中,开工,,",
        "Q001,2019-09-01,已销号,清理完毕,抽查记录,",
        "K1,2019-09-02,已完成,,清单,",
        "Q001,2019-11-20,回头看,没有反弹,抽查记录,",
        "Q001,2019-12-20,退回重办,又堵上了,,",
    )
    return portal


def test_each_meeting_shows_what_was_open_on_its_day(story: Portal) -> None:
    pages = story.pages()
    first, second, third = (pages[f"meetings/{slug}"] for slug in (FIRST, SECOND, THIRD))
    assert "Q001" in section(first, "problems") and section(first, "carried") == ""
    carried = section(second, "carried")
    assert "整改中，逾期41天" in carried and "112天" in carried and "第1次带到会上" in carried
    assert "2019年12月20日　退回重办：又堵上了" in carried  # what became of it since
    assert "未反馈，逾期10天" in carried  # a promise that nobody spoke of is not called undone
    assert "J1" in carried and "综合处" in carried
    settled = section(third, "settled")
    assert "Q001" in settled and "2019年11月20日　回头看：没有反弹（佐证：抽查记录）" in settled
    assert "K1" in settled
    assert "Q001" not in section(third, "carried")


def test_unit_indicator_ledger_and_home_say_how_it_stands_now(story: Portal) -> None:
    pages = story.pages()
    late = "退回重办，逾期173天"
    for name in ("units/yi", "indicators/hazards", "ledgers/problems", "units/briefs/yi"):
        assert late in pages[name], name
    assert "逾期173天，现在退回重办" in pages["index"]
    assert "没有办结 1 件，其中逾期 1 件" in pages["units/yi"]
    assert "K1" not in section(pages["units/briefs/yi"], "due")
    assert "前后数值" in pages["ledgers/problems"] and "组内中位" in pages["ledgers/problems"]
    assert f"../meetings/{FIRST}.html&#35;speech-1" in pages["units/yi"]


def test_a_later_word_changes_nothing_of_an_earlier_state(story: Portal) -> None:
    """Only 后来怎样 may change; what the meeting's page says of its own day stays."""
    before = section(story.page(f"meetings/{SECOND}"), "carried")
    story.append("content/ledgers/events.csv", "Q001,2020-01-10,已销号,,抽查记录,\n")
    after = section(story.page(f"meetings/{SECOND}"), "carried")
    assert "整改中，逾期41天" in after
    assert (
        before.replace("2019年12月20日　退回重办：又堵上了", "2020年1月10日　已销号（佐证：抽查记录）")
        == after
    )


def test_a_roster_says_who_did_not_speak(story: Portal) -> None:
    roster = section(story.page(f"meetings/{THIRD}"), "roster")
    assert roster.count("未报送") == 2 and "没有登记" in roster
    assert section(story.page(f"meetings/{SECOND}"), "roster") == ""


def test_a_roster_bounds_what_is_carried(story: Portal) -> None:
    story.replace(f"content/meetings/{SECOND}/index.md", "date: ", "roster: [jia]\ndate: ")
    assert "Q001" not in section(story.page(f"meetings/{SECOND}"), "carried")


def test_a_meeting_that_was_not_held_carries_nothing(story: Portal) -> None:
    story.replace(f"content/meetings/{SECOND}/index.md", "date: ", "status: postponed\ndate: ")
    page = story.page(f"meetings/{SECOND}")
    assert "会议延期。" in page and section(page, "carried") == ""


@pytest.mark.parametrize(
    ("date", "end", "shown"),
    [
        ("2019", "", "2019年"),
        ("2019-08", "", "2019年8月"),
        ("2019-08-05", "", "2019年8月5日"),
        ("2019-08-15", "2019-08-16", "2019年8月15日至16日"),
        ("2019-08-30", "2019-09-01", "2019年8月30日至9月1日"),
        ("2019-12-31", "2020-01-01", "2019年12月31日至2020年1月1日"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(portal: Portal, date: str, end: str, shown: str) -> None:
    write_meeting(portal, f"{date}-jia", date, f"end_date: {end}")
    assert f"<dd>{shown}</dd>" in portal.page(f"meetings/{date}-jia")


def test_a_demo_problem_is_not_carried_to_a_real_meeting(story: Portal) -> None:
    story.append("content/ledgers/problems.csv", "Q002,暗访,,2019-05,乙县,安全,,演示：通道堵塞,\n")
    story.delete("content/ledgers/events.csv")
    assert "Q002" not in section(story.page(f"meetings/{SECOND}"), "carried")


@pytest.mark.parametrize(
    ("row", "lamp"),
    [
        ("2019-05-31,2019-05-31,60%,60%", "● 绿灯（按期完成）"),
        ("2019-05-31,2019-06-10,60%,100%", "◆ 黄灯（晚10天完成）"),
        ("2019-07-01,,95%,95%", "◆ 黄灯（逾期14天）"),
        ("2019-05-31,,100%,95%", "▲ 红灯（逾期45天）"),
        ("2019-09-30,,60%,55%", "● 绿灯（按计划）"),
        ("2019-09-30,,60%,50%", "◆ 黄灯（略有落后）"),
        ("2019-09-30,,60%,29%", "▲ 红灯（落后较多）"),
    ],
)
def test_lamps_go_by_dates_first(portal: Portal, row: str, lamp: str) -> None:
    """On 15 July 2019, when the newest ranking came out; the home page lists the same as overdue."""
    portal.write("content/ledgers/tasks.csv", f"{TASKS}T001,甲县,任务,节点,{row}\n")
    pages = portal.pages("ledgers/tasks", "index")
    assert lamp in pages["ledgers/tasks"]
    assert ("逾期" in lamp) == ("t001" in pages["index"])


def test_lamps_go_by_the_declared_thresholds(portal: Portal) -> None:
    """On 15 July 2019: what is yellow by the usual thresholds is red or green by others, and the page says by which."""
    rows = ("T001,甲县,清零,复核,2019-07-01,,95%,95%", "T002,甲县,清零,复核,2019-09-30,,60%,40%")
    portal.write("content/ledgers/tasks.csv", TASKS + "".join(f"{row}\n" for row in rows))
    settings = portal.read("site_config/portal.yml")
    portal.write(
        "site_config/portal.yml", f"lamps: {{days_late: 7, behind: 20.5, far_behind: 50}}\n{settings}"
    )
    page = portal.page("ledgers/tasks")
    assert "▲ 红灯（逾期14天）" in page and "● 绿灯（按计划）" in page
    assert "2019年7月9日　▲ 红灯（逾期8天）" in page
    assert "7天以内为黄灯，超过7天为红灯" in page and "落后20.5到50为黄灯" in page


def test_the_ranking_of_the_day_stays_and_a_correction_is_told(story: Portal) -> None:
    """Sealed and corrected after the second meeting: its page quotes and links the version of its day."""
    before = story.page(f"meetings/{SECOND}")
    assert story.run("seal", "2019Q2").exit_code == 0
    data = "content/results/2019Q2/汇总.csv"
    line = story.read(data).splitlines()[1]
    unit, old, other = line.split(",")
    story.replace(data, line, f"{unit},1,{other}")
    done = story.correct("2019Q2", unit, "火灾起数", old, "1", date="2019-09-06")
    assert done.exit_code == 0, done.output
    pages = story.pages()
    then, later = (section(pages[f"meetings/{slug}"], "standing") for slug in (SECOND, THIRD))
    quoted = section(before, "standing").partition("</small>")[0].rpartition("；")[2]
    assert quoted in then and "rankings/2019Q2/v1/county.html" in then
    assert "后来更正过：2019年9月6日第2版" in then and "../rankings/2019Q2/county.html" in then
    assert "后来更正过" not in later and "v1" not in later


def test_tiers_leave_no_loose_end(story: Portal) -> None:
    method = story.read("site_config/methods/county.yml")
    tiers = "display: tiers\ntiers: [{name: 优秀, from: 90}, {name: 良好, from: 0}]"
    story.write("site_config/methods/county.yml", method.replace("display: full", tiers))
    standing = section(story.page(f"meetings/{SECOND}"), "standing")
    assert "公布</small>" in standing.replace("；演示数据，非真实考核结果", "")
