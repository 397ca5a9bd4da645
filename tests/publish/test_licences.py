"""What others made and a site carries along comes with its terms."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from importlib import resources
from pathlib import Path

from leitai.publish.site.licences import licences_file, sbom_file


def test_every_part_comes_with_its_licence() -> None:
    text = licences_file().decode()
    for words in (
        "sortable-tablesort 4.1.7", "This is free and unencumbered software", "Martin Donath",
        "Pictogrammers", "pypinyin", "Apache License", "opencc",
    ):  # fmt: skip
        assert words in text, words
    assert licences_file() == licences_file()


def test_the_list_for_machines_names_the_same_parts() -> None:
    bom = json.loads(sbom_file())
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["purl"].partition("@")[0]: part for part in bom["components"]}
    assert set(parts) == {
        "pkg:npm/sortable-tablesort",
        "pkg:pypi/mkdocs-material",
        "pkg:pypi/pypinyin",
        "pkg:pypi/opencc",
    }
    assert all(f"{part['name']} {part['version']}" in licences_file().decode() for part in parts.values())
    assert parts["pkg:npm/sortable-tablesort"]["licenses"] == [{"license": {"name": "The Unlicense"}}]


def test_every_file_of_others_is_declared_and_unchanged() -> None:
    """Scripts and styles that are minified or name an owner, fonts, pictures: they stand in the list with their hash."""
    theme = resources.files("leitai") / "theme"
    declared = (theme / "assets/VENDORED.txt").read_text("utf-8")
    foreign = [path for path in sorted(Path(str(theme)).rglob("*")) if path.is_file() and _is_of_others(path)]
    assert [path.name for path in foreign] == re.findall(r"(?m)^\S+$", declared)
    digests = [sha256(path.read_bytes()).hexdigest() for path in foreign]
    assert digests == re.findall(r"(?m)^  sha256 +(\w+)$", declared)


def _is_of_others(path: Path) -> bool:
    if path.suffix not in (".js", ".css", ".html", ".txt"):
        return True
    said = re.search(r"@license|Copyright|SPDX-", path.read_text("utf-8"))
    return path.suffix != ".txt" and (".min." in path.name or said is not None)
