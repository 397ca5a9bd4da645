"""Rounding at vector speed gives what exact rounding gives, at and near every edge."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.score.arithmetic.settle import as_decimal, round_fraction, round_scaled

NUDGES = [Fraction(0), *(sign * Fraction(1, 10**n) for n in (3, 6, 7, 9, 12, 15, 18) for sign in (1, -1))]
EDGES = st.builds(
    lambda whole, half, nudge: whole + half + nudge,
    st.integers(-120_000, 120_000),
    st.sampled_from([Fraction(1, 2), Fraction(0), Fraction(1, 3), Fraction(49, 100)]),
    st.sampled_from(NUDGES),
)
MODES = st.sampled_from(["half_up", "half_even"])


@given(st.lists(EDGES, min_size=1, max_size=8), st.integers(0, 6), MODES, st.integers(-3, 3))
def test_round_scaled_is_exact_rounding(
    scaled: list[Fraction], places: int, mode: str, float_error: int
) -> None:
    """Also when the floats that it starts from are a few units in the last place off."""
    values = [value / 10**places for value in scaled]
    floats = np.array([float(value) for value in values])
    floats += float_error * np.spacing(np.abs(floats))

    def exactly(rows: Sequence[int]) -> list[Fraction]:
        return [values[row] for row in rows]

    found = round_scaled(floats, places, mode, exactly)
    assert found.tolist() == [round_fraction(value, places, mode) for value in values]


@given(st.integers(-100, 100), st.integers(0, 6), MODES, st.floats(-5e-7, 5e-7))
def test_errors_left_by_cancelling_terms_are_settled_too(
    whole: int, places: int, mode: str, float_error: float
) -> None:
    """A small total of large points is off by more than its own last digit."""
    value = (whole + Fraction(1, 2)) / 10**places
    floats = np.array([float(value) + float_error / 10**places])
    found = round_scaled(floats, places, mode, lambda rows: [value for _ in rows])
    assert found.tolist() == [round_fraction(value, places, mode)]


def test_clear_cases_never_ask_for_fractions() -> None:
    def refuse(rows: Sequence[int]) -> list[Fraction]:
        raise AssertionError(f"asked for {rows}")

    found = round_scaled(np.array([1.234, -1.236, 99.999, 0.0]), 2, "half_up", refuse)
    assert found.tolist() == [123, -124, 10000, 0]


@pytest.mark.parametrize(
    ("value", "places", "half_up", "half_even"),
    [
        ("0.125", 2, "0.13", "0.12"),
        ("0.135", 2, "0.14", "0.14"),
        ("-0.125", 2, "-0.13", "-0.12"),
        ("2.5", 0, "3", "2"),
        ("-2.5", 0, "-3", "-2"),
        ("0.5", 0, "1", "0"),
        ("1.005", 2, "1.01", "1.00"),
        ("100", 2, "100.00", "100.00"),
        ("0.12499999999999", 2, "0.12", "0.12"),
    ],
)
def test_worked_examples(value: str, places: int, half_up: str, half_even: str) -> None:
    exact = Fraction(Decimal(value))
    assert str(as_decimal(round_fraction(exact, places, "half_up"), places)) == half_up
    assert str(as_decimal(round_fraction(exact, places, "half_even"), places)) == half_even


@given(st.decimals(-1000, 1000, places=5), st.integers(0, 4), MODES)
def test_round_fraction_is_the_rounding_of_the_standard_library(
    value: Decimal, places: int, mode: str
) -> None:
    rounding = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}[mode]
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    assert as_decimal(round_fraction(Fraction(value), places, mode), places) == expected
