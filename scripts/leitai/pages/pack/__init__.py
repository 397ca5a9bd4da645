"""The papers for a meeting, as files that stand alone."""
