"""What leaves the house as files: archives, papers of a meeting."""

from __future__ import annotations

from flask import Request

from leitai.assist.desk import output
from leitai.assist.desk.actions.action import Action, chosen
from leitai.assist.desk.actions.seals import sealable, sealable_meetings
from leitai.assist.desk.actions.uploads import as_file, one_upload
from leitai.assist.desk.state import Desk
from leitai.assist.desk.worker import Done, Work
from leitai.pipeline.archive import write_archive
from leitai.pipeline.build import Say
from leitai.pipeline.pack import pack_meeting
from leitai.pipeline.tools import one_writer


def archive(desk: Desk, asked: Request) -> Work:
    """The job that writes a period or meeting as a zip that opens from disk."""
    name, key = chosen(asked, "name", sealable(desk)), one_upload(asked, "key")

    def work(say: Say) -> Done:
        file = f"{name}.zip"
        target = desk.root / output.FOLDERS["archives"] / file
        with as_file(key) as signing:
            count = write_archive(desk.root, name, target, say, signing)
        words = (f"已写 {output.FOLDERS['archives']}/{file}（{count} 个文件）；解压后打开 index.html。",)
        return Done(words, links=((f"/out/archives/{file}", "下载"),))

    return work


def pack(desk: Desk, asked: Request) -> Work:
    """The job that lays everything for a meeting into its folder under `packs`."""
    meeting = chosen(asked, "meeting", sealable_meetings(desk))

    def work(say: Say) -> Done:
        with one_writer(desk.root / "build"):
            pack_meeting(desk.root, meeting, None)
        words = (f"材料在 {output.FOLDERS['packs']}/{meeting}/，打开里面的 index.html；.docx 可以接着写。",)
        return Done(words, links=(("/publish", "退回去"),))

    return work


PAPERS = (
    Action(
        "archive",
        "打成归档",
        "/publish",
        "网站不是最新的先生成；把这一期或这次会议打成一个 zip，解压后不用网络就能看。",
        "zip 在 build/archives/，可以删。",
        archive,
    ),
    Action(
        "pack",
        "打好会议材料",
        "/publish",
        "议程、要问的事项、简报、通报、挂图打成一个文件夹，网页和 Word 各一份。",
        "材料在 build/pack/，可以删；有人接着写过的不会被盖掉。",
        pack,
    ),
)
