"""Exact numbers in bulk, rounding, a method's tree: what score kinds and totals are computed with."""
