"""What others made and a site carries along comes with its terms."""

from __future__ import annotations

import json

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
