"""Sealed periods and meetings against what content and program say now."""
