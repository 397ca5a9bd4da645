"""`content/programmes/*.md` → `Programme`."""

from __future__ import annotations

from pathlib import Path

from leitai.model.urls import programme_url
from leitai.read.records.context import Context
from leitai.read.records.prose import read_texts
from leitai.schema.texts.programmes import Programme


def read_programmes(root: Path, context: Context) -> tuple[Programme, ...]:
    """All programmes, by file name."""
    return read_texts(root, "content/programmes", Programme, programme_url, context)
