"""`site_config/`: who publishes, about whom, how it is measured and scored, what may stay."""
