"""What a page of the site may weigh, so that a phone of a few years ago shows it at once."""

MOST_BYTES = 300_000  # of HTML, before any compression
MOST_NODES = 5_000
