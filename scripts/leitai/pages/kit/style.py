"""Style for what stands alone: sealed pages, `check.html`, 404 and the icon find no style sheet beside them, or load none.

`theme/assets/tokens.css` is the one place for colours and typefaces. Style sheets of the theme use its tokens in the
browser; a file that stands alone gets their values when it is made.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

_TOKEN = re.compile(r"(--lt-[\w-]+):\s*([^;]+);")
_USE = re.compile(r"var\((--lt-[\w-]+)\)")
_SHELL_SCRIPT = (
    "sha256-TY3WwQQCs2pofUxBrNuwOIi7xuNsecYGoM4mXvQCpu4="  # the one that Material writes into each page
)


def standalone(name: str) -> str:
    """A file that lies beside a page module, by its path in `pages`, with each token replaced by its value on a light screen."""
    text = (resources.files("leitai") / "pages" / name).read_text(encoding="utf-8")
    return _USE.sub(lambda use: _light_tokens()[use[1]], text)


@cache
def _light_tokens() -> dict[str, str]:
    """Tokens by name; of several values the first one counts, the others are for dark screens and paper."""
    sheet = (resources.files("leitai") / "theme/assets/tokens.css").read_text(encoding="utf-8")
    return {name: " ".join(value.split()) for name, value in reversed(_TOKEN.findall(sheet))}


def content_policy() -> str:
    """The Content-Security-Policy of every page: files of the site, and what Material and 404 have within."""
    style, script = (_source(standalone(f"site/404.{kind}")) for kind in ("css", "js"))
    return (
        f"default-src 'none'; script-src 'self' '{_SHELL_SCRIPT}' {script}; style-src 'self' {style}; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
