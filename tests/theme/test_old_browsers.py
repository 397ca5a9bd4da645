"""What we write for browsers works in those of 2019 (Chrome 72): scripts by their syntax tree, style sheets by their words.

Old Windows and domestic desktops keep such browsers for years. A new word in a style sheet is fine where
its absence only looks plainer; then it is not in the list below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from portals import REPOSITORY

ASSETS = REPOSITORY / "scripts" / "leitai" / "theme" / "assets"
SCRIPTS = sorted(ASSETS.glob("*.js"))
SHEETS = sorted(ASSETS.glob("*.css"))
PARSER = Parser(Language(tree_sitter_javascript.language()))

NEW_SYNTAX = {
    "ERROR", "optional_chain", "??", "??=", "||=", "&&=", "field_definition", "private_property_identifier",
    "class_static_block", "import", "import_statement", "export_statement",
}  # fmt: skip
NEW_METHODS = {
    "allSettled", "any", "at", "findLast", "findLastIndex", "hasOwn", "matchAll", "replaceAll", "replaceChildren",
    "toSorted", "toReversed", "groupBy", "showModal", "randomUUID",
}  # fmt: skip
NEW_GLOBALS = {"structuredClone", "BigInt", "WeakRef", "globalThis", "AggregateError"}
NEW_CSS = re.compile(
    r":(?:has|is|where)\(|@(?:container|layer|property|scope)\b|\b(?:clamp|min|max|color-mix|oklch)\("
    r"|(?<![\w-])(?:inset|aspect-ratio|inset-inline|margin-inline|padding-inline)\s*:|\d(?:dvh|svh|lvh|cqw)\b|^\s*&",
    re.MULTILINE,
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from nodes(child)


def too_new(script: bytes) -> set[str]:
    """Syntax, called methods and globals that a browser of 2019 doesn't know."""
    found = set()
    for node in nodes(PARSER.parse(script).root_node):
        text = (node.text or b"").decode()
        if node.type in NEW_SYNTAX:
            found.add(f"{node.type}: {text[:60]}")
        elif (node.type == "identifier" and text in NEW_GLOBALS) or (is_called(node) and text in NEW_METHODS):
            found.add(text)
    return found


def is_called(node: Node) -> bool:
    """Whether this is the name of a called method."""
    member = node.parent
    is_method = node.type == "property_identifier" and member is not None and member.parent is not None
    return is_method and member.type == "member_expression" and member.parent.type == "call_expression"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts(path: Path) -> None:
    assert too_new(path.read_bytes()) == set()


@pytest.mark.parametrize(
    "script", ["a?.b", "a ?? b", "a ||= b", "class A { x = 1 }", "s.replaceAll(a, b)", "import('a')"]
)
def test_new_scripts_would_be_seen(script: str) -> None:
    assert too_new(script.encode())


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_style_sheets(path: Path) -> None:
    sheet = COMMENT.sub("", path.read_text("utf-8"))
    assert NEW_CSS.findall(sheet) == []
    flexible = [
        selector.strip()
        for selector, body in RULE.findall(sheet)
        if "flex" in body and re.search(r"(?<!-)gap:", body)
    ]
    assert flexible == [], "no gap in a flex box before 2020"


def test_new_style_sheets_would_be_seen() -> None:
    for rule in ("a:has(b) {}", "a { inset: 0 }", "a { width: min(1px, 2px) }", "@layer a {}"):
        assert NEW_CSS.search(rule), rule
