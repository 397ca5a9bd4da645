"""`leitai desk`: the clerk's page on this computer, on top of what the commands call; no state but files."""
