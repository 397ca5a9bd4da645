"""Every other kind of file, read by its schema."""
