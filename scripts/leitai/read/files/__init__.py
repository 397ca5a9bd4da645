"""Bytes as they lie on disk: workbooks and attachments, opened in processes where a crash can't hurt."""
