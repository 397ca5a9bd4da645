"""`leitai new method`: a copy that applies from a period on, and the version before it closed."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner, Result

from leitai.cli import main
from portals import Portal

OLD, NEW = "site_config/methods/county.yml", "site_config/methods/county-2.yml"
SAID = ("--dated", "2019-6-20", "--reason", "新增: 一项")


def asked(portal: Portal, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "method", "--root", str(portal.root), *arguments])


def span(portal: Portal, path: str) -> dict[str, str]:
    return dict(yaml.safe_load(portal.read(path))["periods"])


def test_the_next_version_applies_from_a_period_and_the_one_before_ends_there(portal: Portal) -> None:
    before = portal.read(OLD)
    shown = asked(portal, "2019Q2", *SAID, "--no-write")
    assert shown.exit_code == 0 and portal.read(OLD) == before
    assert "适用 2019Q2 到 2019Q4，dated 写 2019-06-20" in shown.output and "to 改为 2019Q1" in shown.output
    done = asked(portal, "2019Q2", *SAID, "--write")
    assert done.exit_code == 0, done.output
    assert portal.read(OLD) == before.replace("to: 2019Q4", "to: 2019Q1")
    copied = yaml.safe_load(portal.read(NEW))
    assert (copied["version"], copied["change_reason"], str(copied["dated"])) == (
        2,
        "新增: 一项",
        "2019-06-20",
    )
    assert copied["dimensions"] == yaml.safe_load(before)["dimensions"]
    assert portal.errors() == []
    assert portal.rank("2019Q2")["rankings"][0]["version"] == 2
    again = asked(portal, "2019Q2", *SAID, "--write")
    assert again.exit_code == 2 and f"{NEW} 从 2019Q2 起执行" in again.output


def test_what_it_may_be_compared_with_is_not_copied(portal: Portal) -> None:
    asked(portal, "2019Q2", *SAID, "--write")
    portal.replace(NEW, "\nversion: 2\n", "\nversion: 2\ncomparable_with: [1]\n")
    assert asked(portal, "2019Q4", *SAID, "--write").exit_code == 0
    third = yaml.safe_load(portal.read("site_config/methods/county-3.yml"))
    assert (third["version"], third["comparable_with"]) == (3, [])
    assert span(portal, NEW) == {"from": "2019Q2", "to": "2019Q3"}
    assert portal.errors() == []


def test_an_end_is_written_where_there_was_none(portal: Portal) -> None:
    portal.replace(OLD, "periods: {from: 2019Q1, to: 2019Q4}", "periods:\n  from: 2019Q1  # 试行")
    assert asked(portal, "2019Q2", *SAID, "--write").exit_code == 0
    assert portal.read(OLD).count("  from: 2019Q1  # 试行\n  to: 2019Q1\n") == 1
    assert span(portal, NEW) == {"from": "2019Q2"}


def test_after_the_last_version_has_ended_the_year_is_its_span(portal: Portal) -> None:
    before = portal.read(OLD)
    shown = asked(portal, "2020Q3", *SAID, "--write").output
    assert "它只写到 2019Q4，从那以后到 2020Q3 之前没有办法" in shown
    assert (span(portal, NEW), portal.read(OLD)) == ({"from": "2020Q3", "to": "2020Q4"}, before)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2019Q1", *SAID), f"{OLD} 从 2019Q1 起执行"),
        (("2019-08", *SAID), "没有按这种期间（2019-08）排名"),
        (("2019Q2", *SAID, "--group", "乡镇"), "现有：county"),
        (("二季度", *SAID), "不是期间"),
        (("2019Q2", "--dated", "2019-02-30", "--reason", "新增"), "制定日期“2019-02-30”没有这一天"),
        (("2019Q2", "--reason", "新增"), "--dated"),
    ],
)
def test_what_cannot_be_copied_is_refused(portal: Portal, arguments: tuple[str, ...], words: str) -> None:
    before = portal.read(OLD)
    done = asked(portal, *arguments)
    assert done.exit_code == 2 and words in done.output
    assert portal.read(OLD) == before


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_closed(portal: Portal) -> None:
    before = portal.read(OLD)
    portal.write(NEW, before.replace("to: 2019Q4", "to: 2019Q1").replace("id: county", "id: other"))
    portal.replace(OLD, "from: 2019Q1", "from: 2019Q2")
    done = asked(portal, "2019Q3", *SAID, "--write")
    assert done.exit_code == 2 and "已经存在" in done.output
    assert span(portal, OLD)["to"] == "2019Q4"
