"""The static site generator, run beside the live site."""
