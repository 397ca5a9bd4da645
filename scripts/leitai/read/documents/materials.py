"""The materials in the folder of a meeting or write-up: published as they are, so only kinds that a browser won't run."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from leitai.problems import Place, Problem
from leitai.read.documents.folders import entries
from leitai.schema.texts.materials import Material

MATERIAL_TYPES = (
    ".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".dps",
    ".csv", ".txt", ".ics", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".mp4",
)  # fmt: skip


def read_materials(
    root: Path, folder: Path, not_these: tuple[str, ...], problems: list[Problem]
) -> Iterator[Material]:
    """The materials by name, but those of `not_these`, in small letters; what can't be published is reported."""
    for path in entries(root, folder.relative_to(root).as_posix(), problems):
        if path.name.lower() in not_these:
            continue
        refusal = _refusal(path)
        if refusal is None:
            data = path.read_bytes()
            yield Material(path.name, len(data), sha256(data).hexdigest())
        else:
            code, what, fix = refusal
            place = Place(path.relative_to(root).as_posix())
            problems.append(Problem(code, place, path.name, what, fix))


def _refusal(path: Path) -> tuple[str, str, str] | None:
    """Code, what is wrong and how to mend it; None for what may be published."""
    if path.is_symlink() or not path.is_file():
        return "F06", "附件必须是普通文件。", "请放入文件本身，不用快捷方式和子目录。"
    if path.suffix.lower() not in MATERIAL_TYPES:
        kinds = "、".join(suffix.lstrip(".") for suffix in MATERIAL_TYPES)
        what = "这种附件不能公布：网页、程序和压缩包打开时会运行，或看不到里面有什么。"
        return "F09", what, f"请另存为 PDF 或图片；可以放的有 {kinds}。"
    return None
