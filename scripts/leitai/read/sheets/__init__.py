"""Result tables of any usual shape → observations."""
