"""Rules of `build --release`."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.model.content import Content
from leitai.problems import Place, Problem


def check_no_demo_data(content: Content) -> Iterator[Problem]:
    """正式发布的门户里没有演示数据。"""
    for period in content.results.periods:
        settings = content.settings.portal.periods[period.id]
        if settings.data_status == "demo":
            place = Place(settings.place.path, row=settings.place.row, column="data_status")
            fix = "请删去这一期间的演示数据，或在核实后改为 preliminary、verified 或 final。"
            yield Problem("P01", place, "demo", f"{period.id} 是演示数据。", fix)
