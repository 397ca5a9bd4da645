"""Arithmetic as text: every step with the very numbers that were used, for a reader with a calculator.

A working is either `expression = score` or ends in `得 score`. Numbers that don't end are shown to
ten places, so that what is recomputed from them is right far beyond any printed rounding.
"""

from __future__ import annotations

from fractions import Fraction

from leitai.schema.config.slopes import counted
from leitai.score.arithmetic.settle import rounded

SHOWN_PLACES = 10


def plain(value: Fraction) -> str:
    """A number in full where it ends within ten places, else rounded half up to ten."""
    text = f"{rounded(value, SHOWN_PLACES):f}"
    text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−") if text != "-0" else "0"


def bracketed(value: Fraction) -> str:
    """A number inside an expression: negative ones in brackets."""
    return f"（{plain(value)}）" if value < 0 else plain(value)


def difference(one: Fraction, other: Fraction) -> str:
    """One number less another."""
    return f"{plain(one)} − {bracketed(other)}"


def minus(one: Fraction, other: Fraction) -> str:
    """A difference in brackets, as readers see it."""
    return f"（{difference(one, other)}）"


def minus_logarithms(one: Fraction, other: Fraction) -> str:
    """Logarithms of any base give the same quotient; natural ones are on every scientific calculator."""
    return f"（ln {plain(one)} − ln {plain(other)}）"


def equals(expression: str, value: Fraction) -> str:
    """An expression and what it comes to."""
    return f"{expression} = {plain(value)}"


def in_parts(expression: str, amount: Fraction, part: object) -> tuple[str, str]:
    """What stands before a reckoning, and the factor in it, where an amount may count as whole units (`slopes.py`)."""
    is_number = expression == plain(amount)
    if counted(amount, part) == amount:
        return "", f" {expression}" if is_number else f"（{expression}）"
    number = plain(counted(amount, part))
    return f"{expression if is_number else equals(expression, amount)}，按 {number} 个计：", f" {number}"


def then(working: str, words: str, score: Fraction, unless: Fraction | None = None) -> str:
    """A bound that applies after the arithmetic, unless that gave this score already."""
    return working if score == unless else f"{working}，{words}，得 {plain(score)}"


def fixed(words: str, score: Fraction) -> str:
    """A score that needs no arithmetic."""
    return f"{words}，得 {plain(score)}"


def out_of(full: Fraction, working: str, marks: Fraction) -> str:
    """The step from marks of which so many are full to the score."""
    return (
        working
        if full == 100
        else f"{working}：{equals(f'100 × {bracketed(marks)} ÷ {plain(full)}', marks * 100 / full)}"
    )
