"""Files → typed rows. Text first, cell by cell; every problem is collected, nothing is guessed."""
