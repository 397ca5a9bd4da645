"""Two editors' ledgers as one: nothing that either wrote is lost, the chain holds, what no rule decides is said."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.model.seals.redaction import MARK
from leitai.model.seals.seal import NO_LINE_BEFORE, line_hash
from leitai.pages.kit.corrected import with_anchors
from leitai.problems import RequestRefused
from leitai.publish.site.merge import Line, lines_of, merged_lines, sides_of
from leitai.schema.ledgers.events import EVENTS
from leitai.schema.ledgers.seals import SEALS
from leitai.schema.ledgers.urls import URLS


def chain(*versions: tuple[str, str, str]) -> list[Line]:
    """A ledger of seals of (period, version, snapshot)."""
    lines, before = [tuple(SEALS.names)], NO_LINE_BEFORE
    for number, (period, version, snapshot) in enumerate(versions, start=1):
        lines.append((str(number), period, version, "2019-04-15", "i", "m", "r", snapshot, before))
        before = line_hash(lines[-1])
    return lines


ONE, TWO, MORE = ("2019Q1", "1", "a"), ("2019Q2", "1", "b"), ("2019Q1", "2", "c")


@pytest.mark.parametrize("base", [None, chain(ONE)])
def test_seals_of_both_sides_are_linked_anew(base: list[Line] | None) -> None:
    assert merged_lines(SEALS.path, base, chain(ONE, TWO), chain(ONE, MORE)) == chain(ONE, TWO, MORE)
    assert merged_lines(SEALS.path, base, chain(ONE, TWO), chain(ONE, TWO)) == chain(ONE, TWO)


def test_a_version_that_was_redacted_on_one_side_stays_redacted() -> None:
    redacted, record = ("2019Q1", "1", "redacted"), ("redaction", "1", "r")
    for ours, theirs in (
        (chain(redacted, record), chain(ONE, TWO)),
        (chain(ONE, TWO), chain(redacted, record)),
    ):
        merged = merged_lines(SEALS.path, chain(ONE), ours, theirs)
        assert {line[7] for line in merged[1:]} == {"redacted", "r", "b"}


def test_one_version_sealed_in_two_ways_is_not_decided() -> None:
    with pytest.raises(RequestRefused, match="2019Q1 第 2 版，内容不同"):
        merged_lines(SEALS.path, chain(ONE), chain(ONE, MORE), chain(ONE, ("2019Q1", "2", "other")))


EVENT = st.tuples(*(st.text('ab,\n"', max_size=2) for _ in EVENTS.names)).filter(
    lambda e: any(map(str.strip, e))
)
ADDED = st.lists(EVENT, unique=True, max_size=4)


@given(ADDED, ADDED, ADDED)
def test_lines_that_either_side_added_stay_in_order(
    base: list[Line], ours: list[Line], theirs: list[Line]
) -> None:
    head = tuple(EVENTS.names)
    left, right = [head, *dict.fromkeys(base + ours)], [head, *dict.fromkeys(base + theirs)]
    merged = merged_lines(EVENTS.path, [head, *base], left, right)
    assert merged[: len(left)] == left
    assert set(merged) == {*left, *right}
    assert len(merged) == len(set(merged))
    assert merged_lines(EVENTS.path, None, left, right) == merged


def test_a_line_that_one_side_took_out_is_not_brought_back_by_the_other() -> None:
    head, old, new, more = tuple(EVENTS.names), ("W1", "张三"), ("W1", "〔已撤下〕"), ("W2", "x")
    assert merged_lines(EVENTS.path, [head, old], [head, new], [head, old, more]) == [head, new, more]
    assert merged_lines(EVENTS.path, [head, old], [head, old, more], [head, new]) == [head, more, new]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_both_noted_of_one_item_is_told_by_its_days(is_known: bool) -> None:
    head, old = tuple(EVENTS.names), ("W1", "2019-4-30")
    ours, theirs = [("W1", "2019-05-02"), ("W2", "2019-01-01")], [("W1", "2019/5/1"), ("W3", "2018-01-01")]
    merged = merged_lines(
        EVENTS.path, [head, old] if is_known else None, [head, old, *ours], [head, old, *theirs]
    )
    assert merged == [head, old, theirs[0], ours[1], ours[0], theirs[1]]


def test_addresses_are_united() -> None:
    head = tuple(URLS.names)
    ours = [head, ("a.html", "x", "2019-05-01", "", ""), ("b.html", "", "", "a.html", "")]
    theirs = [head, ("a.html", "y", "2019-04-01", "", "已撤下。"), ("b.html", "z", "", "", "")]
    assert merged_lines(URLS.path, None, ours, theirs) == [
        head, ("a.html", "x y", "2019-04-01", "", "已撤下。"), ("b.html", "z", "", "a.html", ""),
    ]  # fmt: skip
    other = [head, ("b.html", "", "", "c.html", "")]
    assert len(merged_lines(URLS.path, None, ours, other)) == 4, "two destinations: K07 asks which"


@pytest.mark.parametrize("is_known", [True, False])
def test_what_both_sides_took_out_of_one_line_is_not_brought_back(is_known: bool) -> None:
    head, old = tuple(EVENTS.names), ("W1", "张三和李四")
    ours, theirs = ("W1", f"{MARK}和李四"), ("W1", f"张三和{MARK}")
    with pytest.raises(RequestRefused, match="再撤下一次"):
        merged_lines(EVENTS.path, [head, old] if is_known else None, [head, ours], [head, theirs])


def test_where_nobody_knows_what_was_before_a_redaction_is_not_decided() -> None:
    head = tuple(EVENTS.names)
    with pytest.raises(RequestRefused, match="会把它带回来"):
        merged_lines(EVENTS.path, None, [head, ("W1", MARK)], [head, ("W1", "张三"), ("W2", "x")])


def test_two_redactions_of_sealed_versions_are_told_as_that() -> None:
    ours, theirs = (chain(ONE, ("redaction", "1", name)) for name in "xy")
    with pytest.raises(RequestRefused, match="两边都撤下过内容"):
        merged_lines(SEALS.path, chain(ONE), ours, theirs)
    ours, theirs = (chain(("2019Q1", "1", name), ("redaction", "1", name)) for name in "xy")
    with pytest.raises(RequestRefused, match="两边都撤下过内容"):
        merged_lines(SEALS.path, chain(ONE), ours, theirs)


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_redacted_address_anchor_or_explanation_stays_out(is_ours: bool) -> None:
    head = tuple(URLS.names)
    base = [
        head,
        ("a.html", "x zhangsan", "", "", ""),
        ("zhangsan.html", "", "", "", ""),
        ("c.html", "", "", "", "张三"),
    ]
    redacted = [head, ("a.html", "x", "", "", ""), ("c.html", "", "", "", MARK)]
    other = [*base, ("d.html", "", "", "", "")]
    sides = (redacted, other) if is_ours else (other, redacted)
    assert merged_lines(URLS.path, base, *sides) == [*redacted, ("d.html", "", "", "", "")]


def test_a_correction_keeps_its_anchor_whatever_the_other_side_puts_before_it() -> None:
    q1, q2, q3 = (Mock(period=Mock(id=f"2019Q{number}")) for number in (1, 2, 3))
    assert [anchor for anchor, _ in with_anchors([q1, q2])] == ["c-2019Q1-1", "c-2019Q2-1"]
    merged = [anchor for anchor, _ in with_anchors([q3, q1, q2, q1])]
    assert merged == ["c-2019Q3-1", "c-2019Q1-1", "c-2019Q2-1", "c-2019Q1-2"]


def test_headers_must_agree() -> None:
    with pytest.raises(RequestRefused, match="表头不同"):
        merged_lines(EVENTS.path, None, [("a",), ("1",)], [("b",), ("2",)])


def test_sides_of_a_marked_file() -> None:
    plain = "h\na\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\nd\n"
    assert sides_of(plain) == (None, "h\na\nb\nd\n", "h\na\nc\nd\n")
    with_base = "h\n<<<<<<< HEAD\nb\n||||||| 1234\no\n=======\nc\n>>>>>>> x\n"
    assert sides_of(with_base) == ("h\no\n", "h\nb\n", "h\nc\n")
    assert sides_of(plain.replace("\n", "\r\n"))[1] == "h\r\na\r\nb\r\nd\r\n"
    with pytest.raises(RequestRefused, match="没有成对"):
        sides_of("<<<<<<< HEAD\na\n")
    assert lines_of("\ufeffa,b\r\n\r\n1,2\r\n") == [("a", "b"), ("1", "2")]
