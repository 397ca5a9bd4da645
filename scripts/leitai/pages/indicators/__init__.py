"""Indicators: index and one page each."""
