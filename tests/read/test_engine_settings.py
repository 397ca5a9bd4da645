"""Nothing in `mkdocs.yml` runs code or brings files from elsewhere unless `portal.yml` gives a reason."""

from __future__ import annotations

import pytest

from leitai.problems import Place, Problem
from leitai.read.documents.engine_settings import check_engine
from leitai.read.documents.yaml_tree import parse_yaml
from portals import REPOSITORY

ATTACKS = {
    "hooks: [hooks/x.py]": ["hooks/x.py"],
    "hooks:\n  - a.py\n  - b.py": ["a.py", "b.py"],
    "plugins: [search]": ["search"],
    "plugins:": ["plugins"],
    "plugins:\n  - macros: {module_name: evil}": ["macros"],
    "plugins:\n  macros: {module_name: evil}": ["macros"],
    "markdown_extensions: [attr_list, pymdownx.snippets]": ["pymdownx.snippets"],
    "markdown_extensions:\n  - evil.module:make": ["evil.module:make"],
    "markdown_extensions:\n  pymdownx.superfences: {}": ["pymdownx.superfences"],
    "extra_javascript: [https://evil.example/x.js]": ["https://evil.example/x.js"],
    "extra_javascript:\n  - {path: x.mjs, type: module}": ["x.mjs"],
    "extra_css: [//evil.example/x.css]": ["//evil.example/x.css"],
    "extra_templates: [x.html]": ["x.html"],
    "theme: mkdocs": ["theme.name"],
    "theme: {name: material, custom_dir: ../elsewhere}": ["theme.custom_dir"],
    "theme: {name: null, custom_dir: build/theme/../../x}": ["theme.name", "theme.custom_dir"],
    "theme: {name: material, static_templates: [x.html]}": ["theme.static_templates"],
    "docs_dir: /etc": ["docs_dir"],
    "site_dir: ../..": ["site_dir"],
    "INHERIT: ../base.yml": ["INHERIT"],
    "watch: [/etc]": ["watch"],
    "dev_addr: 0.0.0.0:80": ["dev_addr"],
    "mdx_configs: {toc: {}}": ["mdx_configs"],
}
NEVER = {"plugins", "theme.name", "theme.custom_dir", "docs_dir", "site_dir", "INHERIT"}


def refused(text: str, *declared: str) -> list[str | None]:
    problems: list[Problem] = []
    node = parse_yaml(text, Place("mkdocs.yml"), problems)
    assert node is not None and problems == []
    found = list(check_engine(node, declared))
    assert {problem.code for problem in found} <= {"S11"}
    return [problem.value for problem in found]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_runs_is_refused_unless_declared(text: str) -> None:
    names = ATTACKS[text]
    assert refused(text) == names
    assert refused(text, *names) == [name for name in names if name in NEVER]


def test_a_tag_that_would_make_an_object_is_refused() -> None:
    problems: list[Problem] = []
    parse_yaml("toc: !!python/name:os.system\n", Place("mkdocs.yml"), problems)
    assert [problem.code for problem in problems] == ["S05"]


def test_what_every_portal_starts_with_is_allowed() -> None:
    for path in ("mkdocs.yml", "tests/portal/mkdocs.yml", "scripts/leitai/starter/mkdocs.yml"):
        assert refused((REPOSITORY / path).read_text(encoding="utf-8")) == []
    assert (
        refused(
            "theme: {name: material, custom_dir: ./build/theme/}\nmarkdown_extensions: [markdown.extensions.tables]"
        )
        == []
    )
