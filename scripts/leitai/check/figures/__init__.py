"""Rules on the reported figures, and audits of what they were scored to."""
