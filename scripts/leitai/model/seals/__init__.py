"""Frozen periods and meetings, and what readers are told of later corrections."""
