"""The licence texts of what others made and a built site carries along, as one file of the site."""

from __future__ import annotations

from importlib import metadata, resources

_ICONS = "../material/templates/.icons/material"
_CARRIED = (  # distribution, path of its licence from its metadata, what of it travels
    ("mkdocs-material", "licenses/LICENSE", "网页骨架和样式（assets/stylesheets/）"),
    ("mkdocs-material", f"{_ICONS}/LICENSE", "放大镜等图标（Material Design Icons，写在网页里）"),
    ("pypinyin", "licenses/LICENSE.txt", "检索用的拼音（search/）"),
    ("opencc", "licenses/LICENSE", "检索用的繁简对照（search/）"),
)
_VENDORED = (
    "assets/VENDORED.txt",
    "assets/sortable.LICENSE.txt",
)  # copied with the theme: the script that sorts tables
_RULE = "=" * 72


def licences_file() -> bytes:
    """Who made what travels with a site, and under which terms."""
    theme = resources.files("leitai") / "theme"
    parts = [("assets/sortable.min.js", "\n".join((theme / path).read_text("utf-8") for path in _VENDORED))]
    parts += [
        (f"{name} {metadata.version(name)}：{what}", _text(name, path)) for name, path, what in _CARRIED
    ]
    return "\n".join(f"{_RULE}\n{title}\n{_RULE}\n\n{text.strip()}\n" for title, text in parts).encode()


def _text(distribution: str, path: str) -> str:
    """Read where it lies: to look it up in the list of the theme's 14,000 files costs more than to make 100 pages."""
    text = metadata.distribution(distribution).read_text(path)
    assert text is not None, f"{distribution} came without {path}"
    return text
