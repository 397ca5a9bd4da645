"""What a blank form (`leitai new quarter`) says of itself, so that it is known again when it comes back filled in."""

from __future__ import annotations

HELD = "已由系统取得"  # in 备注, after the columns that the portal has filled in
FORM_NAME = "填报表"
EXAMPLE_ROW = "说明：这一行是示例，不会被读取"  # the reader skips rows that begin so
INSTRUCTIONS = "只填白色的格。"


def form_title(period: str, whose: str) -> str:
    """What a blank form says above its header; by it a form is known that came back."""
    return f"{period}　{whose}　{FORM_NAME}"


def is_text_of_form(text: str) -> bool:
    """Whether a line that begins so is a form's own title, instructions or example: nobody needs a word about skipping it."""
    words = text.split()
    return text.startswith((EXAMPLE_ROW, INSTRUCTIONS)) or (len(words) > 2 and words[-1] == FORM_NAME)


def filled_by_portal(note: str) -> tuple[str, ...]:
    """The columns of a row that the portal filled in before anybody was asked, as its 备注 says."""
    names, marked, _ = note.partition(HELD)
    return tuple(names.split("、")) if marked else ()
