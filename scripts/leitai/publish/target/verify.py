"""A built or published site against its own manifest, the ledger of all URLs, the seals and the signature of the office."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.model.seals.seal import Seal
from leitai.model.urls import SEALS_TABLE
from leitai.problems import Problem
from leitai.publish.site.archive import Archive
from leitai.publish.site.check import read_anchors
from leitai.publish.site.links import lost_addresses
from leitai.publish.site.tree import MANIFEST, UNLISTED, manifest_hashes
from leitai.publish.target.archives import archives_unlike_the_seals
from leitai.publish.target.sealed import files_of_seals
from leitai.publish.target.signature import Signature, signature_by
from leitai.schema.ledgers.urls import Address


@dataclass(frozen=True)
class Verified:
    """What differs, as sorted paths; `fingerprint` is the SHA-256 of the manifest, empty without one.

    `forged`: what contradicts the seals. `later`: sealed versions of the site of which the seals don't know yet. `signature`: None where
    nobody asks for it.
    """

    files: int
    fingerprint: str
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    lost: tuple[Problem, ...]
    forged: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    signature: Signature | None = None

    @property
    def is_whole(self) -> bool:
        return not (self.changed or self.missing or self.added)

    @property
    def is_sound(self) -> bool:
        is_signed = self.signature is None or not self.signature.fault
        return self.is_whole and is_signed and not (self.lost or self.forged or self.later)


def verify_site(
    site: Path,
    addresses: Iterable[Address],
    seals: Sequence[Seal] | None = None,
    signers: Path | None = None,
    sealed: Iterable[Archive] = (),
) -> Verified:
    """Compare every file with the manifest and the seals, and look for every published address and anchor.

    A link or special file is never followed: in the place of a file it counts as changed, elsewhere as added. `sealed`: the zips of sealed
    versions.
    """
    declared = manifest_hashes(site)
    found = dict(_hashes(site))
    missing = {path for path in declared or {} if path not in found}
    if declared is None:
        declared, missing = {}, {MANIFEST}
    changed = {path for path, value in declared.items() if path in found and found[path] != value}
    known = tuple(addresses)
    forged, later = ((), ()) if seals is None else _against_seals(found, site, seals, sealed)
    return Verified(
        files=len(declared),
        fingerprint=site_hash(site),
        changed=tuple(sorted(changed)),
        missing=tuple(sorted(missing)),
        added=tuple(sorted(set(found) - set(declared))),
        lost=tuple(lost_addresses(known, read_anchors(site))) if known else (),
        forged=forged,
        later=later,
        signature=None if signers is None else signature_by(site / MANIFEST, signers),
    )


def _against_seals(
    found: Mapping[str, str], site: Path, seals: Sequence[Seal], sealed: Iterable[Archive]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What contradicts the seals, and the versions that are later than these."""

    def read(path: str) -> bytes | None:
        return (site / path).read_bytes() if found.get(path) else None

    known = files_of_seals(seals, read(SEALS_TABLE))
    forged = {*known.unlike(found, read), *archives_unlike_the_seals(found, site, known, sealed)}
    return tuple(sorted(forged)), tuple("/v".join(version) for version in known.later)


def site_hash(site: Path) -> str:
    """One number for a whole site: the SHA-256 of its manifest; empty where there is none."""
    path = site / MANIFEST
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _hashes(site: Path) -> Iterator[tuple[str, str]]:
    """Every entry of the tree but the manifest and plain folders; what is no plain file has an empty hash."""
    for directory, folders, names in os.walk(site):
        links = [name for name in folders if Path(directory, name).is_symlink()]
        for name in (*names, *links):
            path = Path(directory, name)
            shown = path.relative_to(site).as_posix()
            if shown not in UNLISTED:
                plain = path.is_file() and not path.is_symlink()
                yield shown, hashlib.sha256(path.read_bytes()).hexdigest() if plain else ""
