"""A column read at once gives what its cells give one by one."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from leitai.read.documents.values import parse_value, plain_numbers

EDGES = (
    "0", "-0", "-0.0", "007", "00.10", "123456789012345", "1234567890123456", "0.12345678901234", "0.123456789012345",
    "+5", "5.", ".5", "-", "--5", "1e5", "1_000", "inf", "nan", "95..5", "1,204", "９８．５", "9300余起", "28.7%", "未报",
    "零报告", "", " ", "5 ", " 5", "5\n", "\n5", "5\n6", "5\r", "5\r\n6", "5\u2028", "5\x0b6", "٣", "5\x00", "\u30005",
)  # fmt: skip
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3).map("{:f}".format)
MUTATED = st.text(st.sampled_from("0123456789.-+, \n\r％%９余起"), max_size=18)


@given(st.lists(NUMBERS | st.sampled_from(EDGES) | MUTATED, max_size=30))
@example(list(EDGES))
@example([""])
@example(["5\n6"])
@example(["5", "\n", "6"])
def test_column_agrees_with_its_cells(texts: list[str]) -> None:
    numbers, others = plain_numbers(texts)
    assert len(numbers) == len(texts)
    assert others == [position for position, number in enumerate(numbers) if number is None]
    for text, number in zip(texts, numbers, strict=True):
        if number is not None:
            value = parse_value(text, "起")
            assert (str(value.value), value.state, value.qualifier) == (str(number), "value", "eq")
            assert not value.is_coerced


@given(st.lists(NUMBERS.filter(lambda text: len(text) <= 15), max_size=30), st.sampled_from(EDGES))
def test_plain_numbers_are_all_read_at_once(texts: list[str], edge: str) -> None:
    column = [*texts, edge, *texts]
    found, _ = plain_numbers(column)
    assert found[: len(texts)] == found[len(texts) + 1 :] == [Decimal(text) for text in texts]
