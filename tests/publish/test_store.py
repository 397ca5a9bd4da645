"""What is kept between builds is believed only if it is whole."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from leitai.publish.site import store as stores
from leitai.publish.site.store import Store, code_digest, store_key
from leitai.publish.site.tree import package_files

KEY = store_key("page", b"content")
VALUE = {"digest": "9f", "text": "擂台\ud800", "places": [[1, "top"]]}


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    Store(tmp_path).put(KEY, VALUE)
    return tmp_path / KEY


def test_what_was_put_is_got(entry: Path) -> None:
    assert Store(entry.parent).get(KEY) == VALUE
    assert Store(entry.parent).get(store_key("another")) is None
    assert Store(entry.parent / "none").get(KEY) is None


@pytest.mark.parametrize("broken", [b"", b"{}", b"\xff" * 200], ids=["empty", "not an entry", "no text"])
def test_a_broken_entry_is_none(entry: Path, broken: bytes) -> None:
    entry.write_bytes(broken)
    assert Store(entry.parent).get(KEY) is None


def test_an_entry_that_was_cut_short_or_edited_is_none(entry: Path) -> None:
    whole = entry.read_bytes()
    for changed in (whole[:-1], whole[:70], whole.replace(b"9f", b"9e"), whole + b" "):
        entry.write_bytes(changed)
        assert Store(entry.parent).get(KEY) is None


def test_a_folder_in_the_place_of_an_entry_is_none(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()
    assert Store(entry.parent).get(KEY) is None


def test_the_sweep_leaves_what_was_asked_for_or_put(entry: Path) -> None:
    other = store_key("other")
    Store(entry.parent).put(other, 1)
    store = Store(entry.parent)
    store.get(KEY)
    store.put(store_key("new"), 1)
    store.sweep()
    assert {path.name for path in entry.parent.iterdir()} == {KEY, store_key("new")}


def test_keys_know_where_a_part_ends() -> None:
    assert store_key("ab", "c") != store_key("a", "bc") != store_key("abc")


def test_what_a_process_adds_to_its_path_is_no_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packaging-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *reversed(sys.path), str(tmp_path)])
    assert code_digest.__wrapped__() == code_digest()


@pytest.mark.parametrize("changed", ["package", "file"])
def test_another_package_or_file_is_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    if changed == "package":
        (tmp_path / "mkdocs").mkdir()
        (tmp_path / "mkdocs-9.dist-info").mkdir()
        spec = ModuleSpec("mkdocs", None, origin=str(tmp_path / "mkdocs/__init__.py"))
        monkeypatch.setattr(stores, "find_spec", lambda name: spec)
    else:
        files = package_files("") | {"problems.csv": b""}
        monkeypatch.setattr(stores, "package_files", lambda folder: files)
    assert code_digest.__wrapped__() != code_digest()
