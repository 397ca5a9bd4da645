"""The accessibility statement: what was checked and how, and what nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from leitai.model import urls
from leitai.model.portal import Portal
from leitai.model.shows import NOTHING
from leitai.pages.kit.page import Page
from leitai.pages.kit.tables import table

AXE = "axe 自动核对"
BROWSER = "浏览器自动操作"
CHECKED = (
    ("可感知", "图表有标题和文字说明，同样的数在旁边的表格里", AXE + "；逐图测试"),
    ("可感知", "名次升降有文字和箭头，不只靠颜色；系统换成高对比度颜色时仍然能分辨", BROWSER),
    ("可感知", "文字与底色的对比度不低于 4.5:1，浅色和深色都是", AXE),
    ("可感知", "放大到 200% 不丢内容，放大到 400% 页面也不左右滚动（宽表格在自己的框里滚动）", BROWSER),
    ("可感知", "标题逐级排列；表格有名称，表头写明管行还是管列", AXE + "；逐表测试"),
    ("可操作", "只用键盘可以到达并使用每个链接、按钮和输入框，次序与阅读次序一致", BROWSER),
    ("可操作", "键盘焦点看得见；第一站是“跳到正文”", BROWSER),
    ("可操作", "每页有自己的标题和所在位置；链接文字说得出去向", AXE),
    ("可操作", "系统要求减少动画时没有动画", BROWSER),
    ("可理解", "网页写明语言是中文；输入框有名称", AXE),
    ("兼容", "控件有名称和作用；不用 JavaScript 也能读排名", AXE + "；" + BROWSER),
)


@dataclass(frozen=True)
class AccessibilityContext:
    """What the statement of accessibility shows."""

    table: Markup
    contact: str


def collect(portal: Portal) -> Iterator[Page]:
    """What was done for readers with disabilities, and how it was checked."""
    rows = [(how, principle, checked) for principle, how, checked in CHECKED]
    context = AccessibilityContext(
        table=table("核对过的各项", ("做到的事", "原则", "怎样核对"), rows, css="lt-stack"),
        contact=portal.content.settings.portal.contact,
    )
    yield Page(
        urls.ACCESSIBILITY,
        "无障碍说明",
        "site/accessibility.md.j2",
        context,
        NOTHING,
        crumbs=(("编辑手册", "handbook/index.html"),),
    )
