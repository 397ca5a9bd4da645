"""The value cells of a table: melted, read, settled with what other files say."""
