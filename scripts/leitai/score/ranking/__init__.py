"""One period of one group: what came in → scores → totals → ranks → rank changes."""
