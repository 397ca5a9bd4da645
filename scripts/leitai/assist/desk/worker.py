"""One worker for what takes time: one thing after the other, what it says as it goes, how it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from leitai.assist.messages import fault_text
from leitai.pipeline.build import Say
from leitai.pipeline.load import checked_of
from leitai.problems import MachineFault, Problem, ProblemsFound, RequestRefused


@dataclass(frozen=True)
class Done:
    """What to say at the end; problems to show beside it, and where to go on (address, words)."""

    words: Sequence[str]
    problems: Sequence[Problem] = ()
    links: Sequence[tuple[str, str]] = ()


Work = Callable[[Say], Done]


@dataclass
class DeskJob:
    """Something that was asked for: `done` once it has ended, `refusal` why it wasn't done (with the problems in `done`)."""

    number: int
    title: str
    back: str
    lines: list[str] = field(default_factory=list)
    done: Done | None = None
    refusal: str = ""
    ended: threading.Event = field(default_factory=threading.Event)


class Worker:
    """Runs one job at a time, each while nobody else in this process reads or writes (`alone`)."""

    def __init__(self, alone: Callable[[], AbstractContextManager[None]]) -> None:
        self._alone = alone
        self._one = threading.Lock()
        self.jobs: list[DeskJob] = []

    @property
    def busy(self) -> DeskJob | None:
        return self.jobs[-1] if self.jobs and self.jobs[-1].done is None else None

    def start(self, title: str, back: str, work: Work) -> DeskJob:
        """Begin a job in the background; refused while another one runs."""
        with self._one:
            if self.busy is not None:
                raise RequestRefused(f"“{self.busy.title}”还没有做完，这一件没有开始；请等它做完再按一次。")
            job = DeskJob(len(self.jobs), title, back)
            self.jobs.append(job)
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return job

    def _run(self, job: DeskJob, work: Work) -> None:
        done = Done(())
        try:
            with self._alone():
                done = work(job.lines.append)
        except ProblemsFound as found:
            job.refusal, done = "没有做：下面这些要先改好。", Done((), checked_of(found).problems)
        except RequestRefused as refused:
            job.refusal = str(refused)
        except (MachineFault, OSError) as fault:
            job.refusal = fault_text(fault)
        except BaseException:
            job.refusal = "程序出了错，没有做完；请把命令行窗口里的文字发给维护的人。"
            raise
        finally:
            job.done = done
            job.ended.set()
