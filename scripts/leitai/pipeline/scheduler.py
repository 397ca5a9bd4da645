"""Who makes what a build makes: this process, or the workers of a Dask scheduler (`pip install leitai[cluster]`)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.util import find_spec

from leitai.problems import MachineFault, RequestRefused
from leitai.publish.site.store import code_digest

_PATIENCE = "10s"


@contextmanager
def workers_of(address: str | None) -> Iterator[Executor | None]:
    """The workers behind the scheduler at an address (`tcp://…`), as an executor; None where no address is given.

    They must be of the same code, or their bytes may be others: `MachineFault` otherwise, or where nobody answers or works;
    `RequestRefused` where Dask isn't installed.
    """
    if address is None:
        yield None
        return
    if find_spec("distributed") is None:
        raise RequestRefused("--scheduler 要用 Dask，还没有安装：pip install leitai[cluster]")
    from distributed import Client

    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise MachineFault(f"连不上 {address} 的 Dask 调度器：{fault}") from fault
    with client:
        digests = client.run(code_digest)
        if not digests:
            raise MachineFault(f"{address} 的 Dask 调度器还没有计算节点；请先用 dask worker {address} 启动。")
        others = sorted(worker for worker, digest in digests.items() if digest != code_digest())
        if others:
            raise MachineFault(f"这些计算节点装的 leitai、Python 或其他包与本机不同：{'、'.join(others)}")
        yield client.get_executor(pure=False)
