"""Pages of the portal as a whole: home, archive, status, handbook, corrections, feeds, search."""
