"""The folders of meetings and write-ups: which files stand beside a text, and which of them are shown as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from leitai.model.urls import attachment_url, case_url, meeting_url
from leitai.model.writings.pictures import PICTURE_TYPES
from leitai.schema.texts.cases import Case
from leitai.schema.texts.materials import Material
from leitai.schema.texts.meetings import Meeting
from leitai.schema.texts.written import Written


@dataclass(frozen=True)
class Folder:
    """`page` is the address of the text's page, `path` the folder's from the root, `shown` the files that a text shows."""

    page: str
    path: str
    materials: tuple[Material, ...]
    shown: frozenset[str]

    def address(self, material: Material) -> str:
        return attachment_url(self.page, material.name)

    def is_picture(self, material: Material) -> bool:
        """Whether it is shown, and so published as a picture; any other file is published as it is."""
        return material.name in self.shown and material.name.lower().endswith(PICTURE_TYPES)


def folders_of(cases: Iterable[Case], meetings: Iterable[Meeting]) -> Iterator[Folder]:
    """The folders beside texts that hold anything, or may."""
    for case in cases:
        if case.materials:
            yield folder_of_case(case)
    yield from map(folder_of_meeting, meetings)


def folder_of_case(case: Case) -> Folder:
    """What stands beside a write-up, and which of it the page shows."""
    return Folder(case_url(case.slug), f"content/cases/{case.slug}", case.materials, _shown(case))


def folder_of_meeting(meeting: Meeting) -> Folder:
    """What stands beside a meeting and its speeches, and which of it the page shows."""
    shown = _shown(meeting, *meeting.speeches) | {photo.file for photo in meeting.photos}
    return Folder(meeting_url(meeting.slug), f"content/meetings/{meeting.slug}", meeting.materials, shown)


def _shown(*texts: Written) -> frozenset[str]:
    links = (link for text in texts for link in text.body.links)
    return frozenset(unquote(link.written) for link in links if link.is_picture)
