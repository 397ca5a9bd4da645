"""What a written text means: Markdown by rules that fit Chinese office prose, typed by hand or pasted from Word."""
