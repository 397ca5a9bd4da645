"""Headings that stand in the line that they begin: 【做法】每天…… becomes a heading and a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from leitai.assist.word.headings import block_of, heading_level, names_a_block
from leitai.pipeline.tools import Block, Paragraph, Run

_HEAD = re.compile(r"\s*(?:[【〔](?P<framed>[^】〕]+)[】〕]|(?P<named>[^：:。，；【]+))[：:]?\s*")


def opened(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks with run-in headings as lines of their own.

    Only where each begins a different block of the write-up, and no heading on a line of its own begins one.
    """
    heads = [_head_of(block) for block in blocks]
    names = [block_of(head) for head in heads if head]
    if len(names) < 2 or len(set(names)) < len(names) or any(map(_begins_a_block, blocks)):
        return blocks
    return tuple(piece for block, head in zip(blocks, heads, strict=True) for piece in _cut(block, head))


def _begins_a_block(block: Block) -> bool:
    return isinstance(block, Paragraph) and heading_level(block) > 0 and block_of(block.words) != ""


def _head_of(block: Block) -> str:
    """What a paragraph begins with, as it is written, if that names a block and text follows it."""
    if not isinstance(block, Paragraph) or heading_level(block):
        return ""
    text = "".join(run.text for run in block.runs)
    match = _HEAD.match(text)
    if match is None or not text[match.end() :].strip():
        return ""
    is_set_off = match["framed"] is not None or text[: match.end()].rstrip().endswith(("：", ":"))
    return match[0] if is_set_off and names_a_block(match["framed"] or match["named"]) else ""


def _cut(block: Block, head: str) -> Iterator[Block]:
    if not isinstance(block, Paragraph) or not head:
        yield block
        return
    yield Paragraph((Run(head.strip(), is_bold=True),))
    yield replace(block, runs=tuple(_after(block.runs, len(head))))


def _after(runs: Iterable[Run], length: int) -> Iterator[Run]:
    """The runs without their first characters."""
    for run in runs:
        yield replace(run, text=run.text[length:])
        length = max(0, length - len(run.text))
