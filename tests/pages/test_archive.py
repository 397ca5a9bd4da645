"""A period's page in the archive leads to everything that was published of it."""

from __future__ import annotations

from portals import Portal


def papers(portal: Portal) -> str:
    assert portal.run("pages").exit_code == 0
    text = (portal.root / "build/pages/archive/2019Q2.md").read_text(encoding="utf-8")
    return text.partition("排名：")[2].partition("</li>")[0]


def test_everything_of_a_period_is_one_click_away(portal: Portal) -> None:
    names = ("notice.html", "steps.html", "briefs.html")
    assert all(f"../rankings/2019Q2/county-{name}" in papers(portal) for name in names)
    assert all(f"../rankings/2019Q2/county.{suffix}" in papers(portal) for suffix in ("csv", "xlsx", "json"))


def test_what_is_not_shown_is_not_linked(portal: Portal) -> None:
    portal.replace("site_config/methods/county.yml", "display: full", "display: none")
    assert "county-" not in papers(portal) and "county.csv" in papers(portal)
