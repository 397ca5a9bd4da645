"""A Word write-up or speech becomes a draft in Markdown, with its pictures beside it."""
