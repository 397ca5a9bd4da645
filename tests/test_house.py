"""The house keeps its own rules: style, types, architecture, registries, the catalogue of problems."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from types import ModuleType

import pytest

import leitai.check
import leitai.score.kinds
from leitai.pages.site.handbook import PROBLEM_FAMILIES
from leitai.problems import CATALOGUE
from leitai.publish.engine.build import ENGINE
from leitai.score.kinds import KINDS

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "scripts" / "leitai"
BIN = Path(sys.executable).parent
MOST_LINES = 300
MOST_MODULES = 17  # of one folder: what a newcomer sees at a glance
REGISTERED = [
    rule for registry in vars(leitai.check).values() if isinstance(registry, tuple) for rule in registry
]
CLOCK = re.compile(r"(?:date|datetime|Timestamp)\.(?:today|now|utcnow)\b|\btime\.\w+|getmtime|st_[mca]time")
NEVER_IMPORTED = {
    "mkdocs-material": "the theme: the engine finds it by its name in mkdocs.yml",
    "setuptools": "builds the package; locked, so that an installation needs no network",
}
IMPORTED = re.compile(r"^ *(?:from|import) (\w+)[\w.]*(?: import.*| as \w+)?$", re.MULTILINE)
PUBLIC_CLASS = re.compile(r"^class ([^\W_]\w*)", re.MULTILINE)
PUBLIC_FUNCTION = re.compile(r"(?<!^@overload\n)^def ([^\W_]\w*)", re.MULTILINE)
CODE_IN_USE = re.compile(r"""["']([A-Z]\d\d)["']""")


def sources() -> Iterator[Path]:
    return (path for path in sorted(HOUSE.rglob("*.py")))


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def modules_of(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(module.name) for module in found if not module.ispkg]


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        pytest.param(("mypy",), marks=pytest.mark.slow),  # half a minute where its cache is cold
        ("lint-imports", "--no-cache"),
    ],
    ids=" ".join,
)
def test_tool_finds_nothing(command: tuple[str, ...]) -> None:
    """Style, types and the import contracts of `pyproject.toml`."""
    tool = [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(tool, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_files_stay_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_folders_stay_small() -> None:
    modules = Counter(path.parent for path in sources() if path.name != "__init__.py")
    assert {folder: count for folder, count in modules.items() if count > MOST_MODULES} == {}


def test_no_page_depends_on_the_clock() -> None:
    """Dates are arguments and come from the content; nothing else makes the same bytes on another day."""
    reading = {
        name_of(path): found
        for path in sources()
        if (found := sorted(set(CLOCK.findall(path.read_text(encoding="utf-8")))))
    }
    assert reading == {
        "all_cores.py": ["time.thread_time"],  # whether copies of the process pay; what is made is the same
        "assist/forms/new.py": [
            "date.today"
        ],  # the year that a new write-up proposes where there are no results yet
        "assist/live.py": ["st_mtime"],  # which files an editor has touched while the preview runs
        "assist/desk/views.py": ["date.today"],  # the day that the desk's forms propose
    }


def test_files_are_written_by_what_names_them() -> None:
    """A write that fails doesn't know its file: a full disk would be told without its folder."""
    writing = re.compile(r"\.write_(?:bytes|text)\(|\.open\(\"[wax]")
    assert {name_of(path) for path in sources() if writing.search(path.read_text(encoding="utf-8"))} == {
        "on_disk.py",
        "publish/site/tree.py",  # `replace_file`: whole or not at all
    }


def words(pattern: re.Pattern[str], beside: tuple[Path, ...] = ()) -> list[str]:
    """What a pattern finds in the sources, but those in some folders."""
    paths = (path for path in sources() if not any(path.is_relative_to(folder) for folder in beside))
    return [word for path in paths for word in pattern.findall(path.read_text(encoding="utf-8"))]


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    """The requirements against the imports; the engine is imported by its name."""
    imported = {*words(IMPORTED), ENGINE} - sys.stdlib_module_names - {"leitai"}
    texts = [
        (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.in", "requirements-cluster.in")
    ]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith("#")]
    declared = {line.partition("==")[0] for line in lines}
    offered = {name: top_level(name) for name in declared - set(NEVER_IMPORTED)}
    assert set(NEVER_IMPORTED) < declared
    assert imported - set().union(*offered.values()) == set()
    assert [name for name, packages in offered.items() if not packages & imported] == []


def top_level(distribution: str) -> set[str]:
    """What can be imported of a distribution."""
    return {file.parts[0].removesuffix(".py") for file in files(distribution) or () if file.suffix == ".py"}


def test_no_two_classes_share_a_name() -> None:
    """One word, one meaning, as far as a program can tell."""
    assert [name for name, count in Counter(words(PUBLIC_CLASS)).items() if count > 1] == []


def test_no_two_functions_share_a_name_but_members_of_a_registry_and_commands() -> None:
    """A command may be a button of the desk too; what a registry asks of its members has one meaning in all of them."""
    asked_of_members = {"collect", "score", "working", "basis", "main"}
    names = Counter(words(PUBLIC_FUNCTION, (HOUSE / "cli", HOUSE / "assist/desk/actions")))
    assert [name for name, count in names.items() if count > 1 and name not in asked_of_members] == []


def test_every_score_kind_is_registered() -> None:
    """A module in `score/kinds/` that nobody registered would be refused in methods without a word."""
    modules = modules_of(leitai.score.kinds)
    assert sorted(map(id, modules)) == sorted(map(id, KINDS.values()))
    for module in modules:
        name = module.SPEC.name
        assert KINDS[name] is module
        assert module.__name__.endswith(f".{name}"), "a kind's file bears its name"
        assert module.SPEC.title and module.SPEC.formula and module.SPEC.degenerate, name
        assert all(parameter.meaning for parameter in module.SPEC.parameters)


def test_no_other_file_knows_a_score_kind_by_name() -> None:
    """What others must know of a kind stands in its `SPEC`: a list of names elsewhere would miss the next kind."""
    quoted = re.compile(rf"""["'`]({"|".join(KINDS)})["'`]""")
    kinds = HOUSE / "score" / "kinds"
    helpers = [ROOT / "tests/support" / name for name in ("random_content.py", "oracle.py", "portals.py")]
    texts = [path for path in HOUSE.rglob("*.*") if path.suffix in (".py", ".j2", ".js")] + helpers
    found = {
        path.name: names
        for path in texts
        if kinds not in path.parents and (names := set(quoted.findall(path.read_text(encoding="utf-8"))))
    }
    assert found == {"indicators.py": {"interval"}}, "a polarity has the name of a kind"


def test_every_check_is_registered() -> None:
    written = {
        function
        for module in modules_of(leitai.check)
        for name, function in inspect.getmembers(module, inspect.isgeneratorfunction)
        if name.startswith("check_") and function.__module__ == module.__name__
    }
    assert written == set(REGISTERED)
    assert len(REGISTERED) == len(set(REGISTERED))


@pytest.mark.parametrize("rule", REGISTERED, ids=lambda rule: rule.__name__)
def test_rule_is_published_in_chinese(rule: object) -> None:
    """The docstring is the rule as the handbook prints it."""
    text = inspect.getdoc(rule)
    assert text
    assert re.search(r"[\u4e00-\u9fff]", text)
    assert text.endswith("。")


def codes_in_use() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in sources() if path.name != "problems.py"]
    return {code for text in texts for code in CODE_IN_USE.findall(text)}


def test_every_code_in_use_is_in_the_catalogue() -> None:
    assert codes_in_use() - set(CATALOGUE) == set()


def test_every_code_of_the_catalogue_is_in_use() -> None:
    assert set(CATALOGUE) - codes_in_use() == set()


def test_catalogue_explains_itself() -> None:
    """Reasons are whole sentences, no two codes share a title, and each has its family in the handbook."""
    titles = [kind.title for kind in CATALOGUE.values()]
    assert len(titles) == len(set(titles))
    for code, kind in CATALOGUE.items():
        assert re.fullmatch(r"[A-Z]\d\d", code) and code[0] in PROBLEM_FAMILIES
        assert kind.severity in ("error", "warning", "notice")
        assert kind.title and kind.mend and kind.why.endswith("。"), code


def test_decisions_are_listed_and_those_that_are_cited_exist() -> None:
    """The index of `DECISIONS.md` against its headings; "decision 12" in code and tests against both."""
    papers = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    written = re.findall(r"^### (\d+)\. (.+) \(([\d-]{10})\)$", papers, re.MULTILINE)
    numbers = {number for number, _, _ in written}
    assert re.findall(r"^- (\d+) (.+) · ([\d-]{10})$", papers, re.MULTILINE) == written
    assert len(numbers) == len(written)
    for path in [*sources(), *(ROOT / "tests").rglob("*.py")]:
        assert set(re.findall(r"\bdecision (\d+)", path.read_text(encoding="utf-8"))) <= numbers, path


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_the_code_that_a_paper_names_exists(paper: str) -> None:
    """Files in backquotes, whole or by the end of their path."""
    named = re.findall(r"`([\w/]+\.(?:py|css|js|j2))`", (ROOT / paper).read_text(encoding="utf-8"))
    known = [
        f"/{path.relative_to(ROOT).as_posix()}"
        for folder in ("scripts", "tests")
        for path in (ROOT / folder).rglob("*.*")
    ]
    assert named and [name for name in named if not any(path.endswith(f"/{name}") for path in known)] == []
