"""`leitai build` and `leitai publish`, as the command line and the desk call them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitai.pipeline.unchanged import problems_of_last_build
from leitai.problems import Problem, RequestRefused

if TYPE_CHECKING:
    from leitai.keep import Follow
    from leitai.pipeline.build import Say
    from leitai.publish.target.verify import Verified


def build_if_changed(
    root: Path,
    say: Say,
    release: bool,
    demo: bool,
    scheduler: str | None = None,
    follow: Follow | None = None,
) -> tuple[Problem, ...]:
    """Build the site unless it is of what there is now; the warnings and notices that remain.

    `scheduler`: the address of the Dask scheduler whose workers help, if any.
    """
    problems = problems_of_last_build(root, release, demo)
    if problems is not None:
        say("内容没有变化，网站已经是最新的。")
        return problems
    from leitai.pipeline.build import build
    from leitai.pipeline.scheduler import workers_of

    with workers_of(scheduler) as executor:
        return build(root, say, release, demo, executor, follow).problems


def built_site(root: Path) -> Path:
    """The folder of the last build; raises `RequestRefused` where there is none."""
    site = root / "build" / "site"
    if not site.is_dir():
        raise RequestRefused("还没有生成网站；请先运行 leitai build。")
    return site


def publish_built(
    root: Path, target: Path, say: Say, demo: bool = False, key: Path | None = None
) -> Verified:
    """Show the built site at a target folder; what is wrong with it is in the result, and then nothing was changed."""
    from leitai.pipeline.target import publish_site

    built_site(root)
    return publish_site(root, target, say, demo, key)
