"""What others made and a site carries along comes with its terms."""

from __future__ import annotations

from leitai.publish.site.licences import licences_file


def test_every_part_comes_with_its_licence() -> None:
    text = licences_file().decode()
    for words in (
        "sortable-tablesort 4.1.7", "This is free and unencumbered software", "Martin Donath",
        "Pictogrammers", "pypinyin", "Apache License", "opencc",
    ):  # fmt: skip
        assert words in text, words
    assert licences_file() == licences_file()
