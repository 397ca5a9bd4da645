"""Every colour stands in `tokens.css`; pages that load no style sheet get the same values when they are made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leitai.pages.kit.style import content_policy, standalone

HOUSE = Path(__file__).parent.parent / "scripts" / "leitai"
TOKENS = HOUSE / "theme/assets/tokens.css"
STYLED = (".css", ".html", ".j2", ".svg", ".js")
VENDORED = ("sortable.min.js",)
NAMES = "aqua|black|blue|brown|crimson|cyan|fuchsia|gold|gr[ae]y|green|indigo|lime|magenta|maroon|navy|olive|orange|pink|purple|red|silver|tan|teal|tomato|violet|white|yellow"
LITERAL = re.compile(
    rf"(?<![\w&/])(?<!\{{: )#(?:[0-9a-f]{{3,4}}|[0-9a-f]{{6}}|[0-9a-f]{{8}})(?![\w-])"
    rf"|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\("
    rf"|(?:color|background|border[\w-]*|outline|shadow|fill|stroke)[\"']?\s*[:=][^;\n]*(?<![\w-])(?:{NAMES})(?![\w-])",
    re.IGNORECASE,
)
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|^\s*//.*?$", re.DOTALL | re.MULTILINE)
DEFINED = re.compile(r"(--lt-[\w-]+):")
USED = re.compile(r"var\((--lt-[\w-]+)\)")


def styled_files() -> list[Path]:
    """What we write that a browser paints: style sheets, templates, scripts, pictures, and the Python that draws."""
    styled = [p for p in HOUSE.rglob("*") if p.suffix in STYLED and p.name not in VENDORED]
    return sorted([*styled, *(HOUSE / "pages").rglob("*.py")])


@pytest.mark.parametrize("path", styled_files(), ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_no_colour_outside_the_tokens(path: Path) -> None:
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    if path != TOKENS:
        assert LITERAL.findall(text) == []


def test_a_colour_is_recognised_as_one() -> None:
    for text in (
        "color: #fff;",
        "fill='#ae3123'",
        "rgba(0, 0, 0, 0.5)",
        "border: 1px solid black",
        "hsl(0 0% 0%)",
    ):
        assert LITERAL.search(text), text
    for text in (
        '<a href="#deadline">',
        "{: #cab }",
        "white-space: nowrap",
        "var(--lt-green)",
        "lt-lamp-red",
    ):
        assert not LITERAL.search(text), text


def test_every_token_is_used_and_every_used_one_defined() -> None:
    texts = [path.read_text(encoding="utf-8") for path in styled_files()]
    assert {name for text in texts for name in USED.findall(text)} == set(
        DEFINED.findall(TOKENS.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("name", ["404.css", "check.css", "frozen.css", "favicon.svg"])
def test_what_stands_alone_wears_the_light_colours(name: str) -> None:
    """No name of a token is left: nothing would explain it to the browser."""
    light = TOKENS.read_text(encoding="utf-8").partition("@media")[0]
    text = standalone(f"site/{name}")
    assert "--lt-" not in text
    colours = set(LITERAL.findall(text))
    assert colours and all(f": {colour};" in light for colour in colours)


def test_the_server_allows_what_the_pages_allow() -> None:
    """Whoever changes a colour of the page 404 renews its hash in the sample for nginx."""
    assert content_policy() in (HOUSE / "starter/server/nginx.conf").read_text(encoding="utf-8")
