"""What a published site says of problems and their fate, its successor says too."""

from __future__ import annotations

from pathlib import Path

import pytest

from leitai.pipeline.build import public_portal
from leitai.pipeline.downloads import download_files
from leitai.pipeline.load import load
from leitai.publish.target.ledgers import lost_lines
from meetings import write_events, write_problems
from portals import Portal, copy_portal

pytestmark = pytest.mark.slow

PROBLEM = "Q001,暗访,,2019-04,甲县,安全,,隐患未整改,2019-06-30"
FIRST, SECOND = "Q001,2019-04-05,整改中,开工,,", "Q001,2019-05-05,已提交,,,"


def site_of(portal: Portal, folder: Path, problems: list[str], events: list[str]) -> Path:
    write_problems(portal, *problems)
    write_events(portal, *events)
    for path, data in download_files(public_portal(load(portal.root))).items():
        if path.startswith("ledgers/"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was published before."""
    folder = tmp_path_factory.mktemp("shown")
    return site_of(copy_portal(folder / "portal"), folder / "site", [PROBLEM], [FIRST, SECOND])


@pytest.mark.parametrize(
    ("problems", "events", "lost"),
    [
        ([PROBLEM], [FIRST, SECOND], []),
        ([PROBLEM, PROBLEM.replace("Q001", "Q002")], [FIRST, SECOND, "Q002,2019-05-06,整改中,,,"], []),
        ([PROBLEM.replace("Q001", "Q002"), PROBLEM], [FIRST, SECOND], []),
        ([PROBLEM], [FIRST], ["content/ledgers/events.csv"]),
        ([PROBLEM], [FIRST.replace("开工", "准备"), SECOND], ["content/ledgers/events.csv"]),
        ([PROBLEM.replace("2019-06-30", "2019-09-30")], [FIRST, SECOND], ["content/ledgers/problems.csv"]),
    ],
)
def test_published_lines_stay(
    portal: Portal, shown: Path, tmp_path: Path, problems: list[str], events: list[str], lost: list[str]
) -> None:
    site = site_of(portal, tmp_path / "site", problems, events)
    assert [problem.place.path for problem in lost_lines(shown, site)] == lost
    assert list(lost_lines(tmp_path / "empty", site)) == []
