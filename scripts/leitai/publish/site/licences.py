"""What others made and a built site carries along: a list for machines (CycloneDX 1.6) and the licence texts, a file of the site each."""

from __future__ import annotations

import json
import re
from importlib import metadata, resources

_ICONS = "../material/templates/.icons/material"
_CARRIED = (  # distribution, path of its licence from its metadata, name of that, what of it travels
    ("mkdocs-material", "licenses/LICENSE", "MIT License", "网页骨架和样式（assets/stylesheets/）"),
    (
        "mkdocs-material",
        f"{_ICONS}/LICENSE",
        "Pictogrammers Free License",
        "放大镜等图标（Material Design Icons，写在网页里）",
    ),
    ("pypinyin", "licenses/LICENSE.txt", "MIT License", "检索用的拼音（search/）"),
    ("opencc", "licenses/LICENSE", "Apache License 2.0", "检索用的繁简对照（search/）"),
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
        (f"{name} {metadata.version(name)}：{what}", _text(name, path)) for name, path, _, what in _CARRIED
    ]
    return "\n".join(f"{_RULE}\n{title}\n{_RULE}\n\n{text.strip()}\n" for title, text in parts).encode()


def sbom_file() -> bytes:
    """The same parts by name, version and licence; what the build itself was made with is in the SBOM of the release."""
    vendored = (resources.files("leitai") / "theme" / _VENDORED[0]).read_text("utf-8")
    script = re.search(
        r"package +(?P<name>\S+) (?P<version>\S+)(?s:.*)licence +(?P<licence>[^,]+),", vendored
    )
    assert script is not None, _VENDORED[0]
    parts = [
        _component("npm", script["name"], script["version"], script["licence"], "assets/sortable.min.js")
    ]
    parts += [
        _component("pypi", name, metadata.version(name), said, what) for name, _, said, what in _CARRIED
    ]
    bom = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": parts}
    return (json.dumps(bom, ensure_ascii=False, indent=1) + "\n").encode()


def _component(kind: str, name: str, version: str, licence: str, what: str) -> dict[str, object]:
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:{kind}/{name}@{version}",
        "licenses": [{"license": {"name": licence}}],
        "description": what,
    }


def _text(distribution: str, path: str) -> str:
    """Read where it lies: to look it up in the list of the theme's 14,000 files costs more than to make 100 pages."""
    text = metadata.distribution(distribution).read_text(path)
    assert text is not None, f"{distribution} came without {path}"
    return text
