"""Folders that a web server shows: published, verified, rolled back."""
