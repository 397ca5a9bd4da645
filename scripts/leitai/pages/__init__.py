"""Pages of the public portal as Markdown; `all_pages.py` names every kind."""
