"""What a command did or found, as a clerk reads it, on the screen and on the desk."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from leitai.schema.file_names import readable

if TYPE_CHECKING:
    from leitai.assist.forms.created import Created
    from leitai.model.results import Coercion, FileReport
    from leitai.pipeline.redact import Redacted
    from leitai.pipeline.seal import Sealed
    from leitai.publish.target.verify import Verified

SHOWN_COERCIONS = 3
SHOWN_NAMES = 4
_NO_RIGHT = "没有权限读写；多半正在 WPS 或 Excel 里打开着，请关闭后再试"
FAULTS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EROFS: "这个位置是只读的",
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.ENOMEM: "内存不足",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "这个位置正被占用",
    errno.ENAMETOOLONG: "名字太长，系统放不下",
    errno.ENOENT: "没有这个文件或目录",
    errno.ENOTDIR: "这里应当是目录",
    errno.EISDIR: "这里是目录，不是文件",
    errno.ELOOP: "快捷方式绕回了自己",
    errno.EADDRINUSE: "这个端口已被别的程序占用，请用 --port 换一个",
}
_NEWEST = (
    "退回是因为 git checkout、git revert、旧备份或另一台电脑的，请先取得最新的内容（git pull；退回了提交的，再 git revert 那次退回；"
    "没有版本库的用最新的备份），再 leitai build。"
)
_LOST = (
    "打不开的网址是公布过的、这个网站里却没有：先运行 leitai build（合并以后还没有重新生成的，这样就好）；还在的，多半是内容退回到了"
    f"旧的一版。{_NEWEST}确实撤下的，在 content/ledgers/urls.csv 写去向或说明。"
)
_FORGED = (
    "与封存账不符的：刚合并过台账的，运行 leitai build 再公布，网站就跟上了；不是的，网站被人改过：请重新公布，zip 从别处留存的找，"
    "并查明是谁改的。"
)
_LATER = (
    f"网站比这里的内容新：上面这几版这里还没有，多半是内容退回到了旧的一版。{_NEWEST}都不是的，网站被人改过。"
)
_FULL = (errno.ENOSPC, errno.EDQUOT)


def report_text(report: FileReport) -> str:
    """What was understood of one sheet: shape, encoding, header, rows, what was converted."""
    where = report.path + (f" 工作表“{report.sheet}”" if report.sheet else "")
    parts = [report.shape, report.encoding, f"表头第 {report.header_row} 行", f"数据 {report.rows_read} 行"]
    if report.rows_skipped:
        parts.append(f"跳过 {len(report.rows_skipped)} 行")
    if report.coercions:
        shown = "、".join(map(_coercion_text, report.coercions[:SHOWN_COERCIONS]))
        parts.append(
            f"换算 {len(report.coercions)} 格（{shown}{' …' if len(report.coercions) > SHOWN_COERCIONS else ''}）"
        )
    return f"已读 {where}：{'，'.join(parts)}。"


def _coercion_text(coercion: Coercion) -> str:
    _, text, value = coercion
    return f"“{text}”→{'没有数值' if value is None else f'{value:f}'}"


def report_json(report: FileReport) -> dict[str, object]:
    """The same as `leitai check --format json` gives it, with every skipped row and converted cell."""
    return {
        **{
            key: getattr(report, key)
            for key in ("path", "sheet", "encoding", "shape", "header_row", "rows_read")
        },
        "rows_skipped": [{"row": row, "reason": reason} for row, reason in report.rows_skipped],
        "conversions": [
            {
                "row": place.row,
                "column": place.column,
                "text": text,
                "value": None if value is None else str(value),
            }
            for place, text, value in report.coercions
        ],
    }


def fault_text(fault: BaseException) -> str:
    """A fault of the machine in the words of a clerk, with the file where one is known."""
    if isinstance(fault, KeyboardInterrupt):
        return "收到停止的要求，没有做完。"
    if isinstance(fault, OSError):
        what = FAULTS.get(fault.errno or 0, fault.strerror or "读写出错")
        return readable(f"这台机器出了问题：{what}{_where(fault)}。")
    return f"这台机器出了问题：{fault}"


def _where(fault: OSError) -> str:
    """The file of a fault, of two the one that was written; for a full disk the folder, since the file is gone by now."""
    name = fault.filename2 or fault.filename
    if not isinstance(name, str):
        return ""
    if fault.errno in _FULL:
        file = Path(name).absolute()
        folder = next(path for path in (file, *file.parents) if path.is_dir())
        return f"（{folder} 所在的磁盘；腾出空间后再运行一次）"
    return f"（{name}）"


def unpublished_text(verified: Verified) -> str:
    """Why a site was not published; the target is as it was."""
    return f"{verified_text(verified)}\n没有发布，发布目录没有改动；请重新生成网站后再发布。"


def sealed_text(done: Sealed) -> str:
    """What sealing has done, and what is left to do."""
    if not done.is_new:
        return f"{done.name} 已经封存（第 {done.version} 版），没有改动。"
    return f"已封存 {done.name}，第 {done.version} 版。请把 content/ledgers/ 的改动一并存档。"


def redacted_lines(done: Redacted) -> list[str]:
    """What was rewritten, what only a person can look into, and what has to be done outside of the portal."""
    lines = [f"已改 {path}" for path in done.files]
    lines.append(
        f"已从 {len(done.files)} 个文件和 {len(done.versions)} 个封存的版本里撤下，封存账记了这一次。"
    )
    if done.opaque:
        lines.append("下面这些文件（图片、PDF、旧格式）程序看不进去，里面有没有这段文字，请逐个打开核对：")
        lines += [f"  {path}" for path in done.opaque]
    lines.append("接下来：再生成网站，公布到每一个发布目录；旧的 zip、已发出的下载和备份请另行收回。")
    lines.append(
        "版本库的历史里还有这段文字：提交这次改动以后，请用 git filter-repo --replace-text 改写历史并强制推送，"
        "再请每个人重新克隆；程序不替人改写历史。"
    )
    return lines


def created_lines(created: Created) -> list[str]:
    """The new files by folder, the first ones by name, and what to do next."""
    lines, folders = list[str](), dict[str, list[str]]()
    for path in created.paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    for folder, names in folders.items():
        shown = names[:SHOWN_NAMES] + ["…"] * (len(names) > SHOWN_NAMES)
        many = f"（共 {len(names)} 份）" if len(names) > SHOWN_NAMES else ""
        lines.append(f"已建 {folder}/：{'、'.join(shown)}{many}")
    return [*lines, *created.hints]


def verified_text(verified: Verified) -> str:
    """Every difference by name, after the sum; a number to compare with another copy."""
    signature = verified.signature
    lines = list(_differences(verified))
    if lines:
        forged = len(verified.forged) + len(verified.later)
        sum_up = f"核对完毕：改动 {len(verified.changed)} 个，缺失 {len(verified.missing)} 个，多出 {len(verified.added)} 个，与封存账不符 {forged} 个，打不开的网址 {len(verified.lost)} 个。"
    else:
        sum_up = f"核对完毕：{verified.files} 个文件与清单一致，公布过的网址都在。"
    signed = [f"签名有效：{signature.signer}。"] if signature and signature.signer else []
    print_of_all = f"清单指纹：{verified.fingerprint or '（没有清单）'}"
    return readable("\n".join([sum_up, *lines, *signed, print_of_all]))


def _differences(verified: Verified) -> Iterator[str]:
    named = (("改动", verified.changed), ("缺失", verified.missing), ("多出", verified.added))
    yield from (f"  {word} {path}" for word, paths in named for path in paths)
    yield from [f"  与封存账不符 {path}" for path in verified.forged] + [_FORGED] * bool(verified.forged)
    yield from [f"  封存账里没有 {version}" for version in verified.later] + [_LATER] * bool(verified.later)
    if verified.signature and verified.signature.fault:
        yield f"  没有登记过的签名人的有效签名：{verified.signature.fault}"
    yield from (f"  打不开 {problem.value}（{problem.place}）" for problem in verified.lost)
    yield from [_LOST] * bool(verified.lost)


def own_command() -> str:
    """How to call leitai from here, as a line that can be copied."""
    script = Path(sys.argv[0])
    if script.stem == "__main__":
        return f'"{sys.executable}" -m leitai'
    if shutil.which(script.name) == str(script):
        return script.name
    return str(script.relative_to(Path.cwd())) if script.is_relative_to(Path.cwd()) else str(script)
