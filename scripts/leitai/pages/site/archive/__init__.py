"""The archive: an index, an inventory per period and meeting, and what goes into the zip beside it."""
