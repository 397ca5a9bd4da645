"""Redactions that the portal, its built site and a target know of: none of them may bring back what another took out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from leitai.model.seals.redaction import redactions_of
from leitai.model.seals.seal import Seal
from leitai.problems import Place, Problem
from leitai.publish.target.redactions import Rows, brought_back, shown_redactions
from leitai.schema.ledgers.seals import SEALS

_UPDATE = "请先取得最新的内容（git pull，或用最新的备份），不要用旧的检出。"


def kept_redactions(seals: tuple[Seal, ...]) -> Rows:
    """What was taken out of sealed versions, as rows that the ledger keeps."""
    return tuple(redaction.row for redaction in redactions_of(seals))


def lost_by_content(site: Path, seals: tuple[Seal, ...]) -> Iterator[Problem]:
    """What a site took out and the content under this root still holds."""
    yield from brought_back(shown_redactions(site), kept_redactions(seals), Place(SEALS.path), _UPDATE)


def lost_by_site(site: Path, seals: tuple[Seal, ...], *targets: Path) -> Iterator[Problem]:
    """What content or targets took out and a site still shows."""
    known = dict.fromkeys(chain(kept_redactions(seals), *map(shown_redactions, targets)))
    fix = "请用最新的内容重新生成（leitai build）再试。"
    yield from brought_back(known, shown_redactions(site), Place(site.as_posix()), fix)
