"""Downloads, MkDocs, the check of the built tree, the switch of the live site."""
