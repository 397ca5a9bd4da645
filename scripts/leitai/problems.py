"""What can be wrong with the content: one `Problem` per mistake, in the editor's words.

`CATALOGUE` is the single source of the stable codes: `leitai explain`, the handbook and the tests
read it. A code is never reused for another mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "notice"]

SEVERITY_NAMES: dict[Severity, str] = {"error": "错误", "warning": "警告", "notice": "提示"}


@dataclass(frozen=True)
class ProblemKind:
    """One line of the catalogue: how bad it is, its title, and why the product insists."""

    severity: Severity
    title: str
    why: str


@dataclass(frozen=True)
class Place:
    """Where something was read: path relative to the root, row and column as a person counts them.

    `column` is the header where the table has one, otherwise the spreadsheet letter.
    """

    path: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        parts = [self.path]
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.row is not None:
            parts.append(f"第 {self.row} 行")
        if self.column:
            parts.append(f"“{self.column}”列")
        return " ".join(parts)


@dataclass(frozen=True)
class Problem:
    """A mistake: where it is, the text as written, what was expected, how to mend it."""

    code: str
    place: Place
    value: str | None
    what: str
    fix: str

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def as_json(self) -> dict[str, object]:
        """The shape that `leitai check --format json` promises (DESIGN §3)."""
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.place.path,
            "sheet": self.place.sheet,
            "row": self.place.row,
            "column": self.place.column,
            "value": self.value,
            "what": self.what,
            "fix": self.fix,
        }


class ProblemsFound(Exception):
    """The content has errors; nothing was built."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class MachineFault(Exception):
    """The machine, not the content, is at fault: disk full, locked, no permission (exit code 3)."""


def sort_key(problem: Problem) -> tuple[str, str, int, str, str]:
    """Problems are listed by file, sheet and row, so that a clerk walks through each file once."""
    place = problem.place
    return (place.path, place.sheet or "", place.row or 0, place.column or "", problem.code)


def errors_of(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


CATALOGUE: dict[str, ProblemKind] = {
    # F: files as a whole
    "F01": ProblemKind("error", "文件缺失", "没有这个文件，门户就缺少必需的设置或内容。"),
    "F02": ProblemKind(
        "error", "编码不明", "猜错编码会把单位名和数值读成别的字，所以只认 UTF-8 和 GB18030。"
    ),
    "F03": ProblemKind("error", "文件类型不支持", "只读取 CSV 和 xlsx 两种表格；其他格式请另存后再放入。"),
    "F04": ProblemKind("error", "文件打不开", "文件损坏、加密或不是它的扩展名所说的格式，读出的数不可信。"),
    "F05": ProblemKind("error", "目录名不是期间", "数据的期间由目录名决定，写错一个字就会进错季度。"),
    "F06": ProblemKind("error", "特殊文件", "符号链接和设备文件可能指向内容目录之外，不读取。"),
    # T: the shape of a table
    "T01": ProblemKind("error", "找不到表头", "没有表头就无法知道每一列是什么。"),
    "T02": ProblemKind("error", "表头重复", "两列同名时无法确定用哪一列。"),
    "T03": ProblemKind(
        "error", "表头不认识", "列名对不上任何指标或规定的列，可能是错字，也可能是新指标尚未登记。"
    ),
    "T04": ProblemKind("error", "这一行的格数不对", "多一格或少一格会让后面的数错位到别的指标。"),
    "T05": ProblemKind("error", "缺少必需的列", "没有这一列，这张表无法读取。"),
    "T06": ProblemKind("notice", "跳过的行", "标题、合计、平均和脚注行不参加排名。"),
    "T07": ProblemKind("error", "公式没有结果", "工作簿里只有公式、没有保存计算结果，读不到数值。"),
    "T08": ProblemKind("warning", "隐藏的内容", "隐藏的工作表、行和列不读取，也不会公布。"),
    "T09": ProblemKind("notice", "未使用的列", "这一列不影响得分，只作说明。"),
    "T10": ProblemKind("error", "表中没有数据", "只有表头或全是空行，可能是存错了文件。"),
    # V: values
    "V01": ProblemKind("error", "空单元格", "空白可能是缺报，也可能是零报告，系统不替填报单位决定。"),
    "V02": ProblemKind("error", "不是数值", "读不懂的文字绝不当作 0，也不丢弃。"),
    "V03": ProblemKind("error", "计量单位不符", "计量单位换错会使数值差成千上万倍。"),
    "V04": ProblemKind("error", "超出取值范围", "指标登记的取值范围之外的数，通常是多打或少打了一位。"),
    "V05": ProblemKind(
        "error", "数值重复且不一致", "同一单位、同一指标、同一期间出现两个不同的数，无法判断哪个对。"
    ),
    "V06": ProblemKind("notice", "数值重复但一致", "同一个数报了两次，不影响结果。"),
    "V07": ProblemKind("error", "期间与目录不符", "表内期间与所在目录不同，可能放错了目录。"),
    "V08": ProblemKind("error", "数字位数过多", "超过 15 位有效数字时电子表格本身已不精确。"),
    # N: names
    "N01": ProblemKind("error", "单位名不认识", "名称只按单位表和别名表识别，绝不自动新增单位。"),
    "N02": ProblemKind("error", "指标名不认识", "名称只按指标表和别名表识别，绝不自动新增指标。"),
    "N03": ProblemKind("notice", "名称已规整", "名称中的空格、全角字符或括号写法已按规则统一。"),
    "N04": ProblemKind("error", "名称有歧义", "同一写法可以指两个对象，必须写全称。"),
    # S: settings
    "S01": ProblemKind("error", "设置项不认识", "多余或写错的设置项若被忽略，编辑会以为它生效了。"),
    "S02": ProblemKind("error", "缺少设置项", "影响结果的设置没有默认值，必须写明。"),
    "S03": ProblemKind("error", "设置值不对", "设置的值不在允许的范围内。"),
    "S04": ProblemKind("error", "编号重复", "编号是永久链接的一部分，不能重复。"),
    "S05": ProblemKind("error", "YAML 写法有误", "设置文件读不通时不会部分生效。"),
    "S06": ProblemKind("error", "编号写法不对", "编号用作网址，只能用小写字母、数字、连字符和下划线。"),
    "S07": ProblemKind("error", "引用的编号不存在", "设置指向了没有登记的对象。"),
    "S08": ProblemKind("error", "两处设置不一致", "同一件事在两个文件中写法不同，无法判断以哪个为准。"),
    # M: methods
    "M01": ProblemKind("error", "权重不闭合", "下级权重之和必须等于上级权重，否则总分没有意义。"),
    "M02": ProblemKind("error", "缺少方向", "不知道越高越好还是越低越好，就不能计分。"),
    "M03": ProblemKind("error", "不得排名的指标", "登记为不得排名的指标不能进入考核办法。"),
    "M04": ProblemKind("error", "办法期间重叠", "同一组别同一期间只能有一个考核办法。"),
    "M05": ProblemKind("notice", "没有适用的办法", "没有办法就不排名，数据只和自己的过去比。"),
    "M06": ProblemKind("error", "缺少目标值", "按目标完成率计分时，每个单位都要有目标值。"),
    "M07": ProblemKind("error", "目标值不能用", "目标值为零或负数时完成率没有定义，除非办法写明怎样处理。"),
    "M08": ProblemKind("error", "指标在办法中重复", "同一指标计两次分会放大它的权重。"),
    "M09": ProblemKind("error", "整组缺数", "办法要求的指标在本期没有任何一个单位报送，疑似漏放文件。"),
    "M10": ProblemKind("error", "数据超出办法的适用范围", "办法没有说明这种数值怎样计分，系统不自行决定。"),
    "M11": ProblemKind("error", "等次没有分值", "现场测评的每个等次都要在办法里写明值多少分。"),
    # A: agreement of what a file says with what the method gives
    "A01": ProblemKind(
        "warning", "报送总分与办法不符", "文件里写的总分与按办法算出的不同，发布前必须弄清谁对。"
    ),
    "A02": ProblemKind(
        "warning", "报送名次与办法不符", "文件里写的名次与按办法排出的不同，发布前必须弄清谁对。"
    ),
    # R: who reported
    "R01": ProblemKind(
        "warning", "单位未报送", "花名册上的单位在本期没有任何数据，将列为“未报”，不参加排名。"
    ),
    "R02": ProblemKind("error", "数据缺行", "单位报了一部分指标，另一些没有填；须写明未报、零报告或不适用。"),
    # C: written content
    "C01": ProblemKind("error", "正文里有代码", "正文是内容，不是代码；网页标签和脚本链接一律不收。"),
    "C03": ProblemKind("error", "小标题不对", "每篇经验做法用同样的小标题，读者才能对照着学。"),
    "C04": ProblemKind("error", "引用的出处不存在", "正文里引用的每个编号都要在出处表里查得到。"),
    "C05": ProblemKind(
        "error", "完整的做法缺少小标题", "标为“完整”的做法要把五个部分都写上；没写全的标为“待补充”。"
    ),
    "C06": ProblemKind(
        "warning", "用词需要核对", "赞扬只能引用，不能自己写；“创建”不等于“命名”，落后单位不用贬义词。"
    ),
    "C02": ProblemKind("error", "引用了站外资源", "门户必须离线可用，也不应把读者的访问告诉别的网站。"),
    # K: the built site
    "K01": ProblemKind("error", "站内链接打不开", "读者点到的每个链接和锚点都必须存在。"),
    "K02": ProblemKind("error", "引用了站外的脚本、样式或图片", "门户必须离线可用。"),
    "K03": ProblemKind("error", "网站生成失败", "MkDocs 没有完整生成网站，已有的网站保持不变。"),
    # P: release rules
    "P01": ProblemKind("error", "演示数据不能正式发布", "演示数据是虚构的，正式发布会误导读者。"),
}
