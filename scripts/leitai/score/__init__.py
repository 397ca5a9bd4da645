"""value → score → points → total → round → rank → compare."""
