"""`content/results/` and what its values are held against."""
