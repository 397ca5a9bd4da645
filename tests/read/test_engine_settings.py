"""Nothing in `mkdocs.yml` runs code or brings files from elsewhere unless `portal.yml` gives a reason."""

from __future__ import annotations

import re

import pytest

from leitai.problems import Place, Problem
from leitai.read.documents.engine_settings import check_engine
from leitai.read.documents.yaml_tree import parse_yaml
from portals import REPOSITORY

ATTACKS = {
    "hooks: [hooks/x.py]": ["hooks/x.py"],
    "hooks:\n  - a.py\n  - b.py": ["a.py", "b.py"],
    "plugins: [search]": ["search"],
    "plugins:\n  - macros: {module_name: evil}": ["macros"],
    "plugins:\n  macros: {module_name: evil}": ["macros"],
    "markdown_extensions: [attr_list, pymdownx.snippets]": ["pymdownx.snippets"],
    "markdown_extensions:\n  - evil.module:make": ["evil.module:make"],
    "markdown_extensions:\n  pymdownx.superfences: {}": ["pymdownx.superfences"],
    "extra_javascript: [https://evil.example/x.js]": ["https://evil.example/x.js"],
    "extra_javascript:\n  - {path: x.mjs, type: module}": ["x.mjs"],
    "extra_css: [//evil.example/x.css]": ["//evil.example/x.css"],
    "extra_templates: [x.html]": ["x.html"],
    "theme: {name: material, custom_dir: build/theme, font: false, static_templates: [x.html]}": [
        "theme.static_templates"
    ],
    "theme: {name: material, custom_dir: build/theme, font: false, language: ../../x}": ["theme.language"],
    "theme: {name: material, custom_dir: build/theme, font: false, favicon: //evil.example/x.png}": [
        "theme.favicon"
    ],
    "theme: {name: material, custom_dir: build/theme, font: false, icon: {logo: ../../x}}": ["theme.icon"],
    "extra: {analytics: {provider: google}, polyfills: [x.js], generator: false}": [
        "extra.analytics",
        "extra.polyfills",
    ],
    "INHERIT: ../base.yml": ["INHERIT"],
    "watch: [/etc]": ["watch"],
    "dev_addr: 0.0.0.0:80": ["dev_addr"],
    "mdx_configs: {toc: {}}": ["mdx_configs"],
}
NEVER = {"INHERIT"}
FIXED = {  # setting → what has to be written
    "theme: mkdocs": ["custom_dir: build/theme", "font: false", "name: material"],
    "theme: {name: material, custom_dir: ../elsewhere, font: false}": ["custom_dir: build/theme"],
    "theme: {name: null, custom_dir: build/theme/../../x, font: False}": [
        "name: material",
        "custom_dir: build/theme",
    ],
    "theme: {name: material, custom_dir: build/theme/}": ["font: false"],
    "theme: {name: material, custom_dir: build/theme, font: {text: Roboto}}": ["font: false"],
    "theme:": ["theme: {name: material, custom_dir: build/theme, language: zh, font: false"],
    "docs_dir: /etc": ["docs_dir: build/pages"],
    "site_dir: ../..": ["site_dir: build/site"],
    "use_directory_urls: yes": ["use_directory_urls: false"],
    "plugins:": ["plugins: []"],
    "nav: []": ["nav:"],
    "markdown_extensions: [tables]": ["markdown_extensions: [attr_list"],
}
SHELL = {
    part.partition(":")[0]: part
    for part in re.split(r"\n(?=\w)", (REPOSITORY / "tests/portal/mkdocs.yml").read_text(encoding="utf-8"))
    if not part.startswith("#")
}


def found(text: str, *declared: str) -> list[Problem]:
    """What is wrong with the shell once its setting of the same name is replaced by the text."""
    problems: list[Problem] = []
    parts = {**SHELL, text.partition(":")[0]: text}
    node = parse_yaml("\n".join(parts.values()), Place("mkdocs.yml"), problems)
    assert node is not None and problems == []
    return list(check_engine(node, declared))


def refused(text: str, *declared: str) -> list[str | None]:
    return [problem.value for problem in found(text, *declared) if problem.code == "S11"]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_runs_is_refused_unless_declared(text: str) -> None:
    names = ATTACKS[text]
    assert refused(text) == names
    assert refused(text, *names) == [name for name in names if name in NEVER]


@pytest.mark.parametrize("text", FIXED)
def test_what_mkdocs_would_fill_by_its_own_has_to_be_written(text: str) -> None:
    problems = found(text)
    assert {problem.code for problem in problems} <= {"S02", "S03"}
    fixes = [problem.fix.removeprefix("请写 ") for problem in problems]
    assert len(fixes) == len(FIXED[text])
    assert all(map(str.startswith, fixes, FIXED[text]))


@pytest.mark.parametrize("key", [key for key in SHELL if key != "site_name"])
def test_a_setting_that_is_left_out_is_told_once(key: str) -> None:
    node = parse_yaml("\n".join(part for name, part in SHELL.items() if name != key), Place("mkdocs.yml"), [])
    assert node is not None
    assert [(problem.code, f"没有写 {key}，" in problem.what) for problem in check_engine(node, ())] == [
        ("S02", True)
    ]


def test_a_tag_that_would_make_an_object_is_refused() -> None:
    problems: list[Problem] = []
    parse_yaml("toc: !!python/name:os.system\n", Place("mkdocs.yml"), problems)
    assert [problem.code for problem in problems] == ["S05"]


def test_what_every_portal_starts_with_is_allowed() -> None:
    for path in ("mkdocs.yml", "tests/portal/mkdocs.yml", "scripts/leitai/starter/mkdocs.yml"):
        node = parse_yaml((REPOSITORY / path).read_text(encoding="utf-8"), Place(path), [])
        assert node is not None and list(check_engine(node, ())) == []
    assert found("markdown_extensions: [markdown.extensions.attr_list, markdown.extensions.tables]") == []
