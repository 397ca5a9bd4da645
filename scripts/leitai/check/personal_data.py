"""The privacy screen over everything built, and its decisions that nothing needs any more.

What counts as personal data is decided in `model/privacy/`. Everything that people write goes through the
screen while it is read: a column or key does because its schema says that it is text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitai.model.privacy.personal_data import code_of, found_words
from leitai.model.privacy.screen import PrivacyScreen
from leitai.problems import Place, Problem
from leitai.schema.characters import HIDDEN, name_of

_MEND = "请在 content/、site_config/ 或会议附件里找到并删去它，再重新生成。"


def check_overrides_used(privacy: PrivacyScreen, problems: Sequence[Problem]) -> Iterator[Problem]:
    """overrides.csv 里的每一行都还用得到；用不到的说明原文已经改了。"""
    used = [problem.what for problem in problems if problem.code == "D07"]
    for override in privacy.overrides:
        if not any(what.endswith(override.sentence) for what in used):
            what = f"{override.path} 里没有这段文字，这一行放行登记没有用到。"
            fix = "原文已经删改的，请删去这一行；否则请核对 code、path 和 text，要与报告里的代码、文件和原文一样。"
            yield Problem("D08", override.place, privacy.mask(override.text), what, fix)


def check_built_characters(privacy: PrivacyScreen, path: str, text: str) -> Iterator[Problem]:
    """生成的每个下载文件里没有看不见的控制字符；网页另有规定，主题自带的脚本不算。"""
    found = None if path.endswith((".html", ".js")) else HIDDEN.search(text)
    if found is not None:
        where = Place(f"build/site/{path}", row=text.count("\n", 0, found.start()) + 1)
        yield Problem("K13", where, None, f"生成的文件里有看不见的控制字符（{name_of(found[0])}）。", _MEND)


def check_built_text(privacy: PrivacyScreen, path: str, text: str) -> Iterator[Problem]:
    """生成的每个网页和下载文件里，没有身份证号、手机号、银行卡号和名单上的姓名，文件名里也没有。"""
    seen: set[str] = set()
    for source in (text, path):
        for found in privacy.find_blocking(source):
            if found.masked not in seen:
                seen.add(found.masked)
                row = text.count("\n", 0, found.start) + 1 if source is text else None
                where, what = Place(f"build/site/{path}", row=row), f"生成的文件里{found_words(found)}"
                yield Problem(code_of(found), where, found.masked, what, _MEND)
