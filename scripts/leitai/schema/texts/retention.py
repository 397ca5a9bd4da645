"""保管期限: how long a period or a meeting is kept, as archives classify it."""

from __future__ import annotations

from leitai.schema.parsers import empty_as, one_of

RETENTIONS = ("永久", "30年", "10年")
RETENTION = empty_as(one_of(RETENTIONS), "")
RETENTION_MEANING = f"保管期限：{'、'.join(RETENTIONS)}"
