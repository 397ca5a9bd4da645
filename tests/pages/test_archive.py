"""A period's page in the archive leads to everything that was published of it."""

from __future__ import annotations

from portals import Portal


def papers(portal: Portal) -> str:
    return portal.page("archive/2019Q2").partition("排名：")[2].partition("</li>")[0]


def test_everything_of_a_period_is_one_click_away(portal: Portal) -> None:
    found = papers(portal)
    for name in ("-notice.html", "-steps.html", "-briefs.html", ".csv", ".xlsx", ".json"):
        assert f"../rankings/2019Q2/county{name}" in found


def test_what_is_not_shown_is_not_linked(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: none")
    found = papers(portal)
    assert "county-" not in found and "county.csv" in found


def test_the_archive_tells_what_was_sealed_and_corrected_and_how_long_it_is_kept(portal: Portal) -> None:
    assert portal.run("seal", "2019Q2").exit_code == 0
    data = "content/results/2019Q2/汇总.csv"
    line = portal.read(data).splitlines()[1]
    unit, old, other = line.split(",")
    portal.replace(data, line, f"{unit},77,{other}")
    assert portal.correct("2019Q2", unit, "火灾起数", old, "77", date="2019-08-06").exit_code == 0
    portal.replace(
        "site_config/portal.yml", "published_on: 2019-07-15,", "published_on: 2019-07-15, retention: 30年,"
    )
    text = portal.page("archive/2019Q2")
    assert "公布日期：2019年7月15日；保管期限：30年。" in text
    for version, what in (
        ("1", "2019年7月15日：封存第 1 版"),
        ("2", "2019年8月6日：更正 1 处（样〔2019〕5号），封存第 2 版"),
    ):
        assert (
            f'<li>{what}（<a href="../rankings/2019Q2/v{version}/county.html">县（市、区）</a>）</li>' in text
        )
