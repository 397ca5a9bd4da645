"""Personal data: what is found in a text, how it is masked, what an office decides about it."""
