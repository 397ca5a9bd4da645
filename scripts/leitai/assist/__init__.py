"""What helps editors, on top of pipeline's stages."""
