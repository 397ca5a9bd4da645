"""`build/check.html` and the slips in `build/returns`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from leitai.model.checked import Checked
from leitai.pipeline.answers import Answer
from leitai.publish.site.store import store_key
from leitai.publish.site.tree import file_hashes, replace_file

REPORT, RETURNS = "build/check.html", "build/returns"


def write_check_report(root: Path, checked: Checked, files: str = "") -> Path | None:
    """All problems and what was read as `build/check.html`, and slips for those who have to mend something; None where nothing can be written (a check needs no such right).

    What was written of the same files and stands there stays; `files` as `Answer` takes it.
    """
    written = Answer(root, str, "report", repr(checked), files=files)
    if written.kept != _digest(root):
        if not _write(root, checked):
            return None
        written.keep(_digest(root))
    return root / REPORT


def _write(root: Path, checked: Checked) -> bool:
    from leitai.pages.site.check_report import check_report  # with templates and readers, which only
    from leitai.pipeline.report.pictures import pictures_of  # a new report needs
    from leitai.pipeline.report.slips import write_returns

    pictures = pictures_of(root, checked)
    try:
        replace_file(root / REPORT, check_report(checked, pictures))
    except OSError:
        return False
    with suppress(OSError):  # a slip of the last time is open somewhere
        write_returns(root, checked, pictures)
    return True


def _digest(root: Path) -> str:
    """One hash of the report and the slips as they are on the disk, to know whether somebody changed them."""
    report = root / REPORT
    slips = sorted(file_hashes(root / RETURNS).items())
    return store_key(
        report.read_bytes() if report.is_file() else b"", *(part for slip in slips for part in slip)
    )
