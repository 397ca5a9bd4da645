"""Units: index, one page each, briefs, comparison."""
