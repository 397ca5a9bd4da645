"""A folder that a web server shows: switched to a new build as a whole, the previous one kept beside it.

Beside `TARGET` stand `.TARGET-previous` (for the way back), `.TARGET.lock` and, while copying,
`.TARGET-new-<fingerprint>`: the name tells after a crash which of the two builds a folder holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leitai.on_disk import naming
from leitai.problems import MachineFault, RequestRefused
from leitai.publish.site.exchange import aside, switch, uninterrupted
from leitai.publish.site.lock import locked
from leitai.publish.site.tree import (
    SIGNATURE,
    copy_tree,
    flush_folder,
    flush_tree,
    manifest_hashes,
    remove_tree,
)
from leitai.publish.target.verify import site_hash, verify_site
from leitai.schema.files import WRITTEN

_NAME_LENGTH = 16


def previous_of(target: Path) -> Path:
    """Where the build that was shown before waits."""
    return target.with_name(f".{target.name}-previous")


@contextmanager
def open_target(target: Path, root: Path) -> Iterator[Path]:
    """The real folder, locked and mended after a crash; refuses what is not a site of ours."""
    folder = target.resolve()
    if not folder.parent.is_dir():
        raise RequestRefused(f"没有目录 {folder.parent}；请先建好上一级目录。")
    if root.resolve().is_relative_to(folder) or any(map(folder.is_relative_to, _portal_folders(root))):
        raise RequestRefused(f"{target} 是门户自己的目录，不能作为发布目录；请换一个。")
    if folder.exists() and not _is_ours(folder):
        what = f"{target} 里已有别的文件，不是擂台网站；没有改动。"
        raise RequestRefused(what + "请换一个空目录，或先移走里面的文件。")
    lock = folder.with_name(f".{folder.name}.lock")
    with naming(folder), locked(lock, "另一个发布正在进行，请等它结束再试。"):
        _mend(folder)
        yield folder


def _portal_folders(root: Path) -> Iterator[Path]:
    return ((root / name).resolve() for name in ("build", *WRITTEN))


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and (manifest_hashes(folder) is not None or not any(folder.iterdir()))


def _mend(target: Path) -> None:
    """Finish or undo what a crash interrupted: the build that was shown becomes the previous one."""
    if aside(target).exists():
        if target.exists():
            _keep(aside(target), target)
        else:
            aside(target).rename(target)
    for left in sorted(target.parent.glob(f".{target.name}-new-*")):
        number = site_hash(target)
        switched = left.name.endswith(number[:_NAME_LENGTH] or "?")
        if switched and manifest_hashes(left) is not None and site_hash(left) != number:
            _keep(left, target)
        else:
            remove_tree(left)


def _keep(old: Path, target: Path) -> None:
    """Make `old` the previous build of a target."""
    remove_tree(previous_of(target))
    old.rename(previous_of(target))
    flush_folder(target.parent)


def publish_to(site: Path, target: Path) -> bool:
    """Show `site` at an open target; False if it is shown already. The copy is verified before the switch.

    A target that shows this build already, but damaged or edited by hand, is put right: the previous build is
    another build and stays.
    """
    number = site_hash(site)
    is_shown = site_hash(target) == number
    if is_shown and verify_site(target, ()).is_whole and _signature(target) == _signature(site):
        return False
    new = target.with_name(f".{target.name}-new-{number[:_NAME_LENGTH]}")
    try:
        copy_tree(site, new)
        if site_hash(new) != number or not verify_site(new, ()).is_whole:
            raise MachineFault("复制出来的文件与原来的不一样，没有切换；请检查磁盘后再试。")
        flush_tree(new)
        was_another = target.is_dir() and any(target.iterdir()) and not is_shown
        with uninterrupted():
            switch(new, target)
            if was_another:
                _keep(new, target)
    finally:
        remove_tree(new)
    return True


def _signature(site: Path) -> bytes:
    path = site / SIGNATURE
    return path.read_bytes() if path.is_file() else b""


def show_previous(target: Path) -> None:
    """Show the previous build again; what was shown becomes the previous one, so that this can be undone."""
    previous = previous_of(target)
    if manifest_hashes(previous) is None:
        raise RequestRefused("没有保留的上一版，不能退回。")
    if not verify_site(previous, ()).is_whole:
        raise MachineFault("保留的上一版与它的清单不符，没有退回；请用 leitai verify 核对 " + str(previous))
    with uninterrupted():
        switch(previous, target)
