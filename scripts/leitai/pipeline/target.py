"""`leitai verify` and `leitai publish`: is a site whole, and show the built one at another place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from leitai.model.seals.seal import Seal
from leitai.pipeline.build import Say, sealed_archive
from leitai.pipeline.load import refuse
from leitai.problems import Place, Problem, RequestRefused
from leitai.publish.site.archive import unpacked
from leitai.publish.site.check import is_demo_page, read_anchors
from leitai.publish.site.links import UrlLedger, shown_addresses
from leitai.publish.site.lock import one_writer
from leitai.publish.site.tree import MANIFEST, SIGNATURE, file_paths, remove_tree
from leitai.publish.target.folder import open_target, previous_of, publish_to, show_previous
from leitai.publish.target.ledgers import lost_lines
from leitai.publish.target.redactions import lost_by_site
from leitai.publish.target.signature import sign, signature_by
from leitai.publish.target.verify import Verified, verify_site
from leitai.read.documents.conflicts import conflicts_in
from leitai.read.records.context import Context
from leitai.read.records.seals import read_seals
from leitai.read.records.tables import read_records
from leitai.schema.file_names import readable
from leitai.schema.files import SIGNERS
from leitai.schema.ledgers.urls import URLS, Address


def verify_site_of(root: Path, site: Path | None = None) -> Verified:
    """A site (by default the built one, which is signed when it is published) or an archive, against its manifest and the
    ledgers of this portal; what was taken out must be out."""
    if site is not None and site.is_file():
        return _verify_archive(root, site)
    built = root / "build" / "site"
    refuse(lost_by_site(site or built, _seals(root)))
    signers = None if site is None and not (built / SIGNATURE).is_file() else _signers(root)
    return _held_against(root, site or built, _known_addresses(root), signers)


def _verify_archive(root: Path, path: Path) -> Verified:
    """The folder within an archive; addresses of the portal lie outside it, and the signature is that of the zip."""
    with TemporaryDirectory() as place:
        found = _held_against(root, unpacked(path, Path(place)), ())
    signers = _signers(root)
    return found if signers is None else replace(found, signature=signature_by(path, signers))


def _held_against(
    root: Path, site: Path, addresses: Iterable[Address], signers: Path | None = None
) -> Verified:
    """A site against the seals of this portal, too, and the zips that follow from them."""
    seals = _seals(root)
    sealed = [sealed_archive(seal.snapshot) for seal in seals if seal.snapshot.files]
    return verify_site(site, addresses, seals, signers, sealed)


def _signers(root: Path) -> Path | None:
    """Who may sign, where the portal says so."""
    path = root / SIGNERS
    return path if path.is_file() else None


def _seals(root: Path) -> tuple[Seal, ...]:
    """The seals of this portal; refused where they don't hold themselves."""
    refuse(conflicts_in(root))
    problems: list[Problem] = []
    seals = read_seals(root, Context(problems))
    refuse(problems)
    return seals


def _known_addresses(root: Path) -> tuple[Address, ...]:
    problems: list[Problem] = []
    addresses = read_records(root, URLS, Context(problems))
    refuse(problems)
    return addresses


def publish_site(root: Path, target: Path, say: Say, demo: bool = False, key: Path | None = None) -> Verified:
    """Show the built site at a target folder, if it is whole and loses nothing that the target shows.

    Returns what is wrong with the build (then nothing was changed) or the sound result. Demo data are refused unless
    `demo` says that this is a demonstration. `key`: whose signature the manifest gets; a portal that names signers needs one.
    """
    site = root / "build" / "site"
    if key is None and _signers(root) is not None:
        what = f"{SIGNERS} 登记了签名人，发布要签名：leitai publish {target} --sign 私钥文件。没有改动。"
        raise RequestRefused(what)
    if not demo:
        refuse(_demo_pages(site))
    with one_writer(root / "build"), open_target(target, root) as folder:
        known, seals = _known_addresses(root), _seals(root)
        refuse(lost_by_site(site, seals, folder))
        refuse(lost_lines(folder, site))
        is_redacted = any(lost_by_site(folder, seals))  # its addresses may be made of what was taken out
        shown = () if is_redacted else shown_addresses(folder)
        verified = _held_against(root, site, (*known, *shown))
        if verified.is_sound:
            if key is not None:
                sign(site / MANIFEST, key, root / SIGNERS)
            for unrecorded in UrlLedger(root / URLS.path, known, None).record(read_anchors(site)):
                say(f"注意：{unrecorded.place.path}：{unrecorded.what}")
            _say_edits(folder, say)
            _switch(site, folder, target, seals, say)
    return verified


def _switch(site: Path, folder: Path, target: Path, seals: Sequence[Seal], say: Say) -> None:
    """Show the site; a build before it that still has what was taken out isn't kept."""
    if not publish_to(site, folder):
        say(f"{target} 已经是这一版，没有改动。")
        return
    previous = previous_of(folder)
    if previous.exists() and any(lost_by_site(previous, seals)):
        remove_tree(previous)
        say("上一版里有已撤下的内容，没有保留，不能再退回。")
    kept = "；上一版留着，--rollback 可以退回" if previous.exists() else ""
    say(f"已切换：{target} 现在是这一版{kept}。")


def _demo_pages(site: Path) -> list[Problem]:
    """One problem for all pages that say that they show demo data; the handbook only says how that is written."""
    pages = [
        path
        for path in file_paths(site)
        if path.endswith(".html")
        and not path.startswith("handbook/")
        and is_demo_page((site / path).read_bytes())
    ]
    if not pages:
        return []
    what = f"这个网站有 {len(pages)} 页含演示数据，例如 {pages[0]}。"
    fix = "请换成真实数据，用 leitai build --release 重新生成；这次就是要公开演示的，请加 --demo。"
    return [Problem("P01", Place("build/site"), "demo", what, fix)]


def _say_edits(folder: Path, say: Say) -> None:
    """Name what somebody changed by hand in a published folder; the previous build keeps it."""
    shown = verify_site(folder, ())
    edits = sorted((*shown.changed, *shown.missing, *shown.added)) if shown.fingerprint else []
    if edits:
        named = readable("、".join(edits))
        say(f"注意：发布目录里有 {len(edits)} 个文件被直接改动过，切换后不再显示：{named}")


def roll_back(root: Path, target: Path, say: Say) -> None:
    """Show the build before the present one at a target folder; doing it twice changes nothing."""
    with open_target(target, root) as folder:
        if previous_of(folder).exists():
            refuse(lost_by_site(previous_of(folder), _seals(root), folder))
        show_previous(folder)
        lost = verify_site(folder, _known_addresses(root)).lost
    say(f"已退回：{target} 现在是上一版；再退回一次就回到刚才那一版。")
    if lost:
        say(f"注意：有 {len(lost)} 个后来公布的网址或锚点在这一版里打不开，leitai verify {target} 可以列出。")
