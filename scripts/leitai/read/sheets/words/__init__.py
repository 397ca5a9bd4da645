"""What the texts in and around a table mean: labels, names, units of measure, words for sums and footnotes."""
