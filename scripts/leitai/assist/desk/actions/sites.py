"""Build, publish, and back to the version before."""

from __future__ import annotations

from pathlib import Path

from flask import Request

from leitai.assist.desk.actions.action import Action, is_ticked
from leitai.assist.desk.actions.uploads import as_file, one_upload
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.assist.messages import unpublished_text
from leitai.assist.sites import build_if_changed, publish_built
from leitai.pipeline.build import Say
from leitai.pipeline.load import load_settings
from leitai.pipeline.target import roll_back
from leitai.problems import ProblemsFound, RequestRefused


def build(desk: Desk, asked: Request) -> Work:
    """The job that builds the site; its warnings are shown with the result."""
    release, demo = is_ticked(asked, "release"), is_ticked(asked, "demo")

    def work(say: Say) -> Done:
        problems = build_if_changed(desk.root, say, release, demo)
        warnings = [problem for problem in problems if problem.severity == "warning"]
        words = ["网站已经生成。"] + ([f"还有 {len(warnings)} 处警告，请看一眼。"] if warnings else [])
        return Done(words, warnings, (("/publish", "接着公布"),))

    return work


def publish(desk: Desk, asked: Request) -> Work:
    """The job that puts the built site into the folder of `publish_to`; refused where it isn't sound."""
    target, demo, key = target_of(desk.root), is_ticked(asked, "demo"), one_upload(asked, "key")

    def work(say: Say) -> Done:
        with as_file(key) as signing:
            verified = publish_built(desk.root, target, say, demo, signing)
        if not verified.is_sound:
            raise RequestRefused(unpublished_text(verified))
        return Done(("已经公布。",), links=(("/publish", "接着封存"),))

    return work


def go_back(desk: Desk, asked: Request) -> Work:
    """The job that puts the version before this one back into the folder of `publish_to`."""
    target = target_of(desk.root)

    def work(say: Say) -> Done:
        roll_back(desk.root, target, say)
        return Done(("已经退回到上一版。",))

    return work


def target_of(root: Path) -> Path:
    """The folder that `portal.yml` names, seen from the portal's."""
    folder = publish_folder(root)
    if folder is None:
        raise RequestRefused(
            "还没有写公布到哪个文件夹：请在 site_config/portal.yml 写一行 publish_to，例如 publish_to: ../公布。"
        )
    return root / folder


def publish_folder(root: Path) -> str | None:
    """The folder as it is written; None where none is, or the settings can't be read."""
    try:
        return load_settings(root).portal.publish_to
    except ProblemsFound:
        return None


SITES = (
    Action(
        "build",
        "生成网站",
        "/publish",
        "检查全部内容，生成 build/site；有错误就不生成，原来的网站不动。",
        "改回内容，再生成一次。",
        build,
    ),
    Action(
        "publish",
        "公布",
        "/publish",
        "核对生成好的网站，然后整站换到公布的文件夹；原来的一版留着。登记了签名人的要选私钥，签完就删，不留在办公桌上。",
        "按“退回上一版”。",
        publish,
    ),
    Action(
        "go-back",
        "退回上一版",
        "/publish",
        "公布的文件夹换回上一版。",
        "再按一次，就换回刚才那一版。",
        go_back,
    ),
)
