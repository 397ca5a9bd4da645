"""Makes click speak Chinese: its messages go through gettext, for which this folder holds the texts."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

LOCALE = "zh_CN"


def speak_chinese() -> None:
    """Bind gettext's default domain, which click uses, to the texts beside this file."""
    os.environ["LANGUAGE"] = LOCALE
    gettext.bindtextdomain("messages", str(Path(__file__).parent))
