"""Leitai 擂台: result files in, ranking portal out.

The map of the house; data flows downwards, and rooms never import each other:

- ``read``     files → typed rows; every cell remembers file, sheet, row, column
- ``check``    all problems at once, in the editor's words, or none
- ``score``    value → score → points → total → round → rank → compare
- ``pages``    one Markdown file per page: a pure function of the data that it shows
- ``publish``  MkDocs, downloads, the check of the built tree, the switch of the live site

``schema`` declares each kind of file once: the dataclass of its rows with the column of each field.
``model`` holds what else travels between rooms, ``problems`` what can be wrong
with the input. ``pipeline`` is the only place where the rooms meet, ``assist`` helps editors on
top of them, ``cli`` parses flags and prints; commands load what they need. ``theme``, ``locale``
and ``starter`` are data: page layouts, the MkDocs theme, and what ``leitai init`` writes.
"""
