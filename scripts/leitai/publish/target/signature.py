"""Signatures of manifests and archives by OpenSSH (`ssh-keygen -Y`), which systems bring along and which needs no network.

Who may sign stands in `site_config/signers` (the format of OpenSSH's allowed_signers): `owner@office ssh-ed25519 AAAA…`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leitai.on_disk import write_file
from leitai.problems import MachineFault, RequestRefused
from leitai.schema.files import SIGNERS

_NAMESPACE = "leitai"


@dataclass(frozen=True)
class Signature:
    """Who signed a file; empty if nobody did who may, and then why that can't be told."""

    signer: str = ""
    fault: str = ""


def sign(path: Path, key: Path, signers: Path) -> None:
    """Sign a file with the private key of a registered signer; the signature stands beside it."""
    if not key.is_file():
        raise RequestRefused(f"没有私钥文件 {key}；可以用 ssh-keygen -t ed25519 -f {key} 生成一对。")
    done = _ssh_keygen(["-Y", "sign", "-f", str(key), "-n", _NAMESPACE], path.read_bytes())
    if done.returncode != 0 or not done.stdout:
        raise RequestRefused(f"没有签名：{done.stderr.decode('utf-8', 'replace').strip()}")
    write_file(signature_of(path), done.stdout)
    if not (signers.is_file() and signature_by(path, signers).signer):
        signature_of(path).unlink()
        what = (
            f"这把钥匙没有登记，没有签名。请在 {SIGNERS} 里加一行：名称，空一格，再接 {key.name}.pub 的内容，"
        )
        raise RequestRefused(what + "例如 office@example.cn ssh-ed25519 AAAA…；再试一次。")


def signature_by(path: Path, signers: Path) -> Signature:
    """Who of the registered signers signed a file, by the signature beside it."""
    signature = signature_of(path)
    if not (path.is_file() and signature.is_file()):
        return Signature(fault=f"没有签名文件 {signature.name}；发布和归档时用 --sign 签名。")
    given = ["-f", str(signers), "-s", str(signature)]
    found = _ssh_keygen(["-Y", "find-principals", *given], b"")
    names = found.stdout.decode("utf-8", "replace").splitlines() if found.returncode == 0 else []
    for name in names:
        checked = _ssh_keygen(["-Y", "verify", *given, "-I", name, "-n", _NAMESPACE], path.read_bytes())
        if checked.returncode == 0:
            return Signature(signer=name)
    if names:
        return Signature(fault=f"签名以后 {path.name} 被改过，或这个签名是为别的用途签的；请重新发布或归档。")
    what = f"签名用的钥匙没有登记在 {SIGNERS}，登记写了期限（valid-before）而且已过，或签名文件坏了。"
    return Signature(fault=what + "旧钥匙的一行要留着，不写期限。")


def signature_of(path: Path) -> Path:
    """Where the signature of a file stands."""
    return path.with_name(f"{path.name}.sig")


def _ssh_keygen(arguments: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["ssh-keygen", *arguments], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise MachineFault(
            "这台电脑没有 ssh-keygen，不能签名和验签；请安装 OpenSSH（Windows 的“可选功能”里有）。"
        ) from None
