"""A value on its way to a target: a bar, and the target as a tick across it."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from leitai.pages.kit.charts.svg import chart, line, rectangle, scale

WIDTH, HEIGHT = 120, 16
LEFT, RIGHT = 1.0, 119.0


def bullet(identifier: str, title: str, description: str, value: Decimal, target: Decimal) -> Markup:
    """Both from zero; a value below zero has no bar. The figures are printed beside, `description` repeats them."""
    x = scale([Decimal(0), value, target], LEFT, RIGHT)
    zero = x(Decimal(0))
    parts = [
        line(LEFT, HEIGHT - 2, RIGHT, HEIGHT - 2, "rule"),
        rectangle(zero, 5, x(value) - zero, 8, "bar strong"),
        line(x(target), 1, x(target), HEIGHT - 2, "axis"),
    ]
    return chart(identifier, title, description, (WIDTH, HEIGHT), parts)
