"""What may be shown: the public portal, made once from the office's full view."""
