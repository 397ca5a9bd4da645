"""What travels between rooms: frozen dataclasses and the one table; no files, no formatting."""
