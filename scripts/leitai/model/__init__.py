"""The plain facts that travel between rooms: frozen dataclasses, no files, no formatting, no pandas."""
