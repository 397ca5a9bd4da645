"""Leitai 擂台: result files in, ranking portal out.

The map of the house; data flows downwards, and rooms never import each other:

- ``read``     files → typed rows; every cell remembers file, sheet, row, column
- ``check``    all problems at once, in the editor's words, or none
- ``score``    value → score → points → total → round → rank → compare
- ``view``     what may be shown: display, withheld cells, corrections, demo marks
- ``score/explain``  why a total moved, how far the next is: from what is shown
- ``pages``    one Markdown file per page: a pure function of the data that it shows
- ``publish``  MkDocs, downloads, the check of the built tree, the switch of the live site

``schema`` declares each kind of file once: the dataclass of its rows with the column of each field.
``model`` holds what else travels between rooms, ``problems`` what can be wrong
with the input. ``pipeline`` is the only place where the rooms meet, ``assist`` helps editors on
top of them, ``cli`` parses flags and prints; commands load what they need. ``theme``, ``locale``
and ``starter`` are data: page layouts, the MkDocs theme, and what ``leitai init`` writes.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leitai.model.tables import Tables


def open(root: str | PathLike[str] = ".", *, public: bool = False) -> Tables:
    """A portal's `.observations`, `.scores`, `.rankings`, `.units` and `.indicators` as pandas DataFrames.

    The office's full view; with `public`, what the methods' `display` publishes, as in the files below `data/` of the site.
    The columns stand in `leitai.model.tables`. Content with errors raises `leitai.problems.ProblemsFound`, its `problems` all of them.
    """
    from leitai.pipeline.tables import open_tables  # pandas, which `import leitai` need not load

    return open_tables(Path(root), public)
