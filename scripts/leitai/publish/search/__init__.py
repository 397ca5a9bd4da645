"""The search index, read from the built pages."""
