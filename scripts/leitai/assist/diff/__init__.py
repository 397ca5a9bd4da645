"""`leitai diff`: what changes against the previous period and against what is published."""
