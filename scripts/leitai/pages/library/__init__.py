"""Best practices with their evidence, and the facts that they cite."""
