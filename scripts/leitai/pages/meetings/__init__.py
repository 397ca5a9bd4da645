"""Meetings and the ledgers of what was exposed and promised there."""
