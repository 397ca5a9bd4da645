"""A method, and what comes out of it: rankings and why they are as they are."""
