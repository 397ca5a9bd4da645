"""The parser: CommonMark (markdown-it-py) without what takes characters of Chinese office prose for markup.

Kept: headings, lists, tables, quotations, definition lists, rules (`---`), `**strong**`, links, pictures, `code`, entities,
citations like `[F23]`. Not there: emphasis by single `*` and `_` (`5*8小时`, `____`), backslash escapes (`D:\\资料`), code
by indent or fence, underlined headings, HTML, and references, whose definitions would vanish from the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, heading, hr, list_block
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin

from leitai.schema.markdown.citations import CITATION
from leitai.schema.markdown.lines import is_new_line, joint
from leitai.schema.markdown.tokens import finish_tokens, name_headings

BlockRule = Callable[[StateBlock, int, int, bool], bool]
DEEPEST = 100  # what is nested deeper would be dropped
_NOT_IN_LISTS = ["paragraph", "blockquote"]
_STRONG = re.compile(r"(?<!\*)\*\*(?!\*)(?=\S)(?P<words>[^*]+?)(?<=\S)\*\*(?!\*)")
_DIGIT = re.compile("[0-9０-９]")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Every link is one; which are allowed is judged afterwards, with their lines."""
        return True


def _parser() -> MarkdownIt:
    md = _Parser("zero", {"maxNesting": DEEPEST})
    md.enable(
        ["table", "blockquote", "hr", "list", "heading", "link", "image", "autolink", "backticks", "entity"]
    )
    md.use(deflist_plugin)
    definitions = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "deflist")
    for name, rule, shape, alt in (
        ("heading", heading, r"#{1,6} +[^#\s]", _NOT_IN_LISTS),
        ("list", list_block, r"(?:[-*]|[0-9]{1,9}\.) +\S", _NOT_IN_LISTS),
        ("blockquote", blockquote, r">(?=[ >]|$)", [*_NOT_IN_LISTS, "list"]),
        ("hr", hr, r"-{3,}\s*$", [*_NOT_IN_LISTS, "list"]),
        ("deflist", definitions, "[^~]", _NOT_IN_LISTS),
    ):
        md.block.ruler.at(name, _only(re.compile(shape), rule), {"alt": alt})
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "strong", _strong)
    md.inline.ruler.before("link", "line", _line)
    md.core.ruler.after("block", "name_headings", name_headings)
    md.core.ruler.push("finish_tokens", finish_tokens)
    return md


def _only(shape: re.Pattern[str], rule: BlockRule) -> BlockRule:
    """A rule that looks only at lines that begin with a shape."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        return bool(shape.match(line)) and rule(state, start, end, silent)

    return limited


def _strong(state: StateInline, silent: bool) -> bool:
    """`**words**`, also inside a word and beside punctuation; not between digits, where it is a sum."""
    match = _STRONG.match(state.src, state.pos, state.posMax)
    if (
        match is None
        or _between_digits(state.src, match.start())
        or _between_digits(state.src, match.end() - 2)
    ):
        return False
    if not silent:
        state.push("strong_open", "strong", 1)
        end, state.pos, state.posMax = state.posMax, match.start("words"), match.end("words")
        state.md.inline.tokenize(state)
        state.posMax = end
        state.push("strong_close", "strong", -1)
    state.pos = match.end()
    return True


def _between_digits(text: str, start: int) -> bool:
    return bool(start and _DIGIT.match(text, start - 1) and _DIGIT.match(text, start + 2))


def _citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("citation", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _line(state: StateInline, silent: bool) -> bool:
    """A line break of the source: one of the page, or none."""
    if state.src[state.pos] != "\n":
        return False
    before = state.src[state.src.rfind("\n", 0, state.pos) + 1 : state.pos]
    after = state.src[state.pos + 1 :].partition("\n")[0]
    if not silent:
        state.pending = state.pending.rstrip(" ")
        if is_new_line(before, after):
            state.push("hardbreak", "br", 0)
        else:
            state.push("softbreak", "", 0).content = joint(before, after)
    state.pos += 1 + len(after) - len(after.lstrip(" \t"))
    return True


PARSER = _parser()  # what it reads must be laid out before (`layout.laid_out`)
