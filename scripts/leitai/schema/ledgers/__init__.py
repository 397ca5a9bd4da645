"""`content/ledgers/`: what is kept line by line, by hand or by the program."""
