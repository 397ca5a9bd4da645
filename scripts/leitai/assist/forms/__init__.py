"""`leitai new`: forms and templates, filled in as far as the portal knows."""
