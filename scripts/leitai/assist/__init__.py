"""What helps editors, on top of the rooms."""
