"""Why a total is what it is, why it moved, and what would have changed the rank."""
