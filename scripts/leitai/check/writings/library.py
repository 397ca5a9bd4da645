"""Rules over what is written: cases, meetings, ledgers, pages."""

from __future__ import annotations

from collections.abc import Iterator

from leitai.check.registered import unknown
from leitai.model.settings import Settings
from leitai.model.writings.library import Library
from leitai.model.writings.sources import named_in, sourced
from leitai.problems import Place, Problem
from leitai.schema.file_names import is_slug
from leitai.schema.markdown.citations import cited_ids, is_fact_id

PRAISE = ("一流", "完善的", "显著成效", "卓有成效", "成绩斐然", "遥遥领先", "名列前茅")
HUMILIATION = ("垫底", "倒数", "落后分子", "末位淘汰")
UNSURE_TITLES = ("获评", "荣获", "被命名")


Line = tuple[str, Place]


def check_citations(settings: Settings, library: Library) -> Iterator[Problem]:
    """正文里以 [F23] 引用的编号，和 sources、来源 里写的编号，都在出处表 content/facts.csv 中；出处也可以直接写名称。"""
    cited = [(number, place) for line, place in _lines(library) for number in cited_ids(line)]
    on_a_line = {(number, place.path) for number, place in cited}  # `sources: [F23]` is such a line, too
    declared = [one for one in _declared_sources(library) if (one[0], one[1].path) not in on_a_line]
    own = set(_own_problems(library))
    for number, place in dict.fromkeys((*cited, *declared)):
        if (number, place.path) not in own and is_fact_id(number) and number not in library.facts:
            fix = "请在 content/facts.csv 登记这条出处，或改正编号。"
            yield Problem("C04", place, number, "引用了没有登记的出处。", fix)


def _own_problems(library: Library) -> Iterator[tuple[str, str]]:
    """`problems: [Q003]` of a speech is a number of the ledger of problems, with the path of the speech."""
    for meeting in library.meetings:
        for speech in meeting.speeches:
            yield from ((number, speech.place.path) for number in speech.problems)


def _lines(library: Library) -> Iterator[Line]:
    """Every written line with its place, front matter included."""
    for _, text in library.texts:
        for number, line in enumerate(text.lines, start=1):
            yield line, Place(text.place.path, row=number)
    for claim in library.claims:
        yield claim.text, claim.place_of("text")


def _declared_sources(library: Library) -> Iterator[Line]:
    for case in library.cases.values():
        yield from ((source.title, source.place) for source in case.sources)
        yield from ((name, one.place) for one in sourced(case) for name in named_in(one.source))
    for meeting in library.meetings:
        yield from ((source, meeting.place) for source in meeting.sources)
    for claim in library.claims:
        place = claim.place_of("sources")
        yield from ((source, place) for source in claim.sources)


def check_references(settings: Settings, library: Library) -> Iterator[Problem]:
    """经验做法和会议里写的单位、主题、指标、经验做法编号都存在。"""
    units, themes, indicators = settings.units, settings.portal.themes, settings.indicators
    for case in library.cases.values():
        yield from unknown(case.units, units, "单位", case.place_of("units"))
        yield from unknown(case.themes, themes, "主题", case.place_of("themes"))
        yield from unknown(case.indicators, indicators, "指标", case.place_of("indicators"))
        for adoption in case.adopted_by:
            yield from unknown((adoption.unit_id,), units, "单位", adoption.place_of("unit_id"))
        for result in (result for result in case.results if is_slug(result.indicator)):
            yield from unknown((result.indicator,), indicators, "指标", result.place_of("indicator"))
    for meeting in library.meetings:
        yield from unknown((meeting.venue,), units, "单位", meeting.place_of("venue"))
        for speech in meeting.speeches:
            yield from unknown((speech.unit_id,), units, "单位", speech.place_of("unit_id"))
        yield from unknown(meeting.practices, library.cases, "经验做法", meeting.place_of("practices"))


def check_wording(settings: Settings, library: Library) -> Iterator[Problem]:
    """正文不用赞扬的形容词（引号内的原话除外），不用贬低的词；“创建”不写成“命名、获评”。"""
    for text, place in _lines(library):
        unquoted = _without_quotations(text)
        for words, fix in (
            (PRAISE, "请改为事实，或放进引号并写明出处。"),
            (HUMILIATION, "请改为“排名靠后”“需加力”。"),
            (UNSURE_TITLES, "请核对：是“创建”“完成指标”还是确已命名；确已命名请写明文号。"),
        ):
            for word in words:
                if word in unquoted:
                    yield Problem("C06", place, word, "这个词需要核对。", fix)


def _without_quotations(text: str) -> str:
    parts = text.split("“")
    return parts[0] + "".join(part.partition("”")[2] for part in parts[1:])
