"""Rules on what `site_config/` declares: units, indicators, methods."""
