"""Word documents as text in order: paragraphs with their numbers written out, tables, pictures; and what was left out."""
