"""The files beside the pages of meetings and write-ups: what stands in their folders, and a calendar file where the day is known."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from leitai.keep import Keep
from leitai.model.content import Content
from leitai.model.urls import calendar_url
from leitai.model.writings.folders import Folder
from leitai.model.writings.pictures import published_bytes
from leitai.publish.downloads.calendar import calendar_bytes
from leitai.schema.texts.materials import Material
from leitai.schema.texts.meetings import Meeting


def attached_files(root: Path, content: Content, keep: Keep) -> dict[str, bytes]:
    """Path on the site → bytes. Pictures that a text shows are made ready for publication, other files are copied as they are."""
    return _calendars(content) | {
        unquote(folder.address(material)): _bytes_of(root, folder, material, keep)
        for folder in content.library.folders
        for material in folder.materials
    }


def _bytes_of(root: Path, folder: Folder, material: Material, keep: Keep) -> bytes:
    data = (root / folder.path / material.name).read_bytes()
    suffix = PurePosixPath(material.name).suffix.lower()
    return keep(published_bytes, suffix, data) if folder.is_picture(material) else data


def _calendars(content: Content) -> dict[str, bytes]:
    return {
        calendar_url(m.slug): calendar_bytes(m.slug, m.day, m.last_day, m.short_title, _venue(content, m))
        for m in content.library.meetings
        if m.day and m.was_held
    }


def _venue(content: Content, meeting: Meeting) -> str | None:
    return content.settings.unit_on(meeting.venue, meeting.first_day).name if meeting.venue else None
