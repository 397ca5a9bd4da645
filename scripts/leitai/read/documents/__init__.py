"""Text with places: tables as cells, Markdown with front matter, YAML, and what a single cell says."""
